// The package's nodes where the stored vocabulary or the keyboard asks for less than they offer.

import {
  HardBreak as PackageHardBreak,
  ListItem as PackageListItem,
  OrderedList as PackageOrderedList,
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
})

/** Ctrl+Enter belongs to the desk (save, submit); a line break is Shift+Enter. */
export const HardBreak = PackageHardBreak.extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() }
  },
})
