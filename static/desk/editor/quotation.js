// A quotation, and who spoke: the name, the role, where it was said.
// Stored as <blockquote data-speaker="…" data-role="…" data-where="…">…</blockquote>.

import { Blockquote } from "django-prose-editor/editor"
import { button, showDialog, textField } from "./dialog.js"
import { el } from "./dom.js"
import { gettext } from "./words.js"

const FACTS = {
  speaker: gettext("Name"),
  role: gettext("Title (optional)"),
  where: gettext("Place (optional)"),
}
const LONGEST = 200

const tidy = (text) => text.replace(/[<>\s]+/g, " ").trim().slice(0, LONGEST).trim()

const fact = (name) => ({
  default: null,
  parseHTML: (element) => tidy(element.dataset[name] ?? "") || null,
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})

function askWho(known) {
  const fields = Object.entries(FACTS).map(([name, label]) => [
    name,
    textField({ label, value: known[name] ?? "", maxLength: LONGEST, dir: "auto" }),
  ])
  const content = (close) => {
    const form = el("form", { method: "dialog" }, ...fields.map(([, field]) => field.row))
    const buttons = el("div", { className: "desk-dialog__buttons" })
    const primary = { type: "submit", className: "desk-button desk-button--primary" }
    buttons.append(button(gettext("Add attribution"), null, primary))
    buttons.append(button(gettext("Cancel"), () => close(null)))
    form.append(buttons)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      close(Object.fromEntries(fields.map(([name, { input }]) => [name, tidy(input.value) || null])))
    })
    return [form]
  }
  return showDialog({ title: gettext("Attribution"), content })
}

async function nameSpeaker(editor) {
  const answer = await askWho(editor.getAttributes("blockquote"))
  editor.view.focus()
  if (!answer) return
  // Without a name there is nobody to have a role.
  const facts = answer.speaker ? answer : { speaker: null, role: null, where: null }
  if (!editor.isActive("blockquote")) editor.commands.toggleBlockquote()
  editor.commands.updateAttributes("blockquote", facts)
}

export const Quotation = Blockquote.extend({
  addAttributes: () => ({ speaker: fact("speaker"), role: fact("role"), where: fact("where") }),

  addCommands() {
    return {
      ...this.parent?.(),
      nameSpeaker: () => ({ dispatch }) => {
        // Without dispatch this only checks whether the command could run.
        if (dispatch) nameSpeaker(this.editor)
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return { ...this.parent?.(), "Mod-Alt-s": () => this.editor.commands.nameSpeaker() }
  },
})
