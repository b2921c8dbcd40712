// A pull quote: words of the story shown large beside it.
// Stored as <aside class="pull-quote"><p>…</p></aside>.

import { Node } from "django-prose-editor/editor"

function atStartOf({ selection }, type) {
  const { $from, empty } = selection
  if (!empty || $from.parentOffset > 0 || $from.depth < 2) return false
  return $from.node(-1).type === type && $from.index(-1) === 0
}

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,

  parseHTML: () => [{ tag: "aside.pull-quote" }],

  renderHTML: () => ["aside", { class: "pull-quote" }, 0],

  addCommands() {
    return {
      togglePullQuote:
        () =>
        ({ commands }) =>
          commands.toggleWrap(this.name),
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-q": () => this.editor.commands.togglePullQuote(),
      // At its very start there is nothing to join: Backspace gives the words back to the text.
      Backspace: () => atStartOf(this.editor.state, this.type) && this.editor.commands.lift(this.name),
    }
  },
})
