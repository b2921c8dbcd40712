// A footnote: words written where they belong and marked; readers find them, numbered, at the story's foot.
// Stored as <sup class="footnote">…</sup>.

import { Mark } from "django-prose-editor/editor"

export const Footnote = Mark.create({
  name: "footnote",
  priority: 1100, // above links, bold and italic, or a note with a link in it would be written as several notes
  inclusive: false, // what is typed after a note is text again
  excludes: "",

  parseHTML: () => [{ tag: "sup.footnote" }],

  renderHTML: () => ["sup", { class: "footnote" }, 0],

  addCommands() {
    return {
      toggleFootnote:
        () =>
        ({ commands }) =>
          commands.toggleMark(this.name),
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-f": () => this.editor.commands.toggleFootnote() }
  },
})
