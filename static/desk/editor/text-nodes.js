// The package's nodes and marks where the stored vocabulary or the keyboard asks for less than they offer.

import {
  HardBreak as PackageHardBreak,
  ListItem as PackageListItem,
  OrderedList as PackageOrderedList,
  Superscript as PackageSuperscript,
  wrappingInputRule,
} from "django-prose-editor/editor"

/** Tab must leave the editor, so nesting has keys of its own. */
export const ListItem = PackageListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    }
  },
})

/** `start` only: the package also writes `type` and `data-type`, and styles the list inline. */
export const OrderedList = PackageOrderedList.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1,
      },
    }
  },
  addNodeView: null,

  // The package takes this rule out. Four digits are a year: “1986. That was …” stays text.
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^(\d{1,2})[.)]\s$/,
        type: this.type,
        getAttributes: ([, number]) => ({ start: Number(number) }),
        joinPredicate: ([, number], list) => list.childCount + list.attrs.start === Number(number),
      }),
    ]
  },
})

/** Ctrl+Enter belongs to the desk (save, submit); a line break is Shift+Enter. */
export const HardBreak = PackageHardBreak.extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() }
  },
})

/** A footnote is a <sup>, too. What is raised can't be lowered. */
export const Superscript = PackageSuperscript.extend({
  excludes: "superscript subscript",

  parseHTML: () => [{ tag: "sup:not(.footnote)" }],
})
