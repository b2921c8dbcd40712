// Find and replace in the text: a panel below it, used by keyboard. Captions, headline and standfirst are left out.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { button } from "./dialog.js"
import { el, fieldOf, uniqueId } from "./dom.js"
import { placesOf } from "./folding.js"
import { filled, gettext, ngettext } from "./words.js"

const { PluginKey, TextSelection } = pm.state
const { Decoration, DecorationSet } = pm.view
const key = new PluginKey("findReplace")

/** [{from, to}, …] of the words in a document's paragraphs. */
export function findIn(doc, words) {
  const found = []
  if (!words.trim()) return found
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    const text = node.textBetween(0, node.content.size, "", "\n")
    for (const [from, to] of placesOf(words, text)) found.push({ from: position + 1 + from, to: position + 1 + to })
    return false
  })
  return found
}

const searching = () =>
  new Plugin({
    key,
    state: {
      init: () => ({ words: "", matches: [] }),
      apply(tr, { words, matches }) {
        const next = tr.getMeta(key) ?? words
        if (next === words && !tr.docChanged) return { words, matches }
        return { words: next, matches: findIn(tr.doc, next) }
      },
    },
    props: { decorations: mark },
  })

/** The matches, and the one that is selected: while the panel has the focus the browser shows no selection. */
function mark(state) {
  const { matches } = key.getState(state)
  const current = currentOf(state, matches)
  const classOf = (index) => (index === current ? "desk-found desk-found--current" : "desk-found")
  const marks = matches.map(({ from, to }, index) => Decoration.inline(from, to, { class: classOf(index) }))
  return DecorationSet.create(state.doc, marks)
}

/** The selected match's number from 0; -1 when none is selected. */
const currentOf = ({ selection: { from, to } }, matches) =>
  matches.findIndex((match) => match.from === from && match.to === to)

/** How much of the window's foot the bar with the buttons covers, in pixels. */
function coveredBelow() {
  const bar = document.querySelector(".bar")?.getBoundingClientRect()
  return bar && bar.bottom >= innerHeight - 1 ? Math.max(0, innerHeight - bar.top) : 0
}

class Panel {
  constructor(editor) {
    this.editor = editor
    this.find = this.#input(gettext("Find"))
    this.replacement = this.#input(gettext("Replace with"))
    this.status = el("p", { className: "desk-find__status", role: "status" })
    const buttons = el("div", { className: "desk-find__buttons" })
    buttons.append(
      button(gettext("Previous"), () => this.go(-1)),
      button(gettext("Next"), () => this.go(1)),
      button(gettext("Replace"), () => this.replace()),
      button(gettext("Replace all"), () => this.replaceAll()),
      button(gettext("Close"), () => this.close()),
    )
    const label = gettext("Find and replace")
    const fields = el("div", { className: "desk-find__fields" }, this.find.row, this.replacement.row)
    this.element = el("div", { className: "desk-find", role: "search", "aria-label": label, hidden: true })
    this.element.append(fields, buttons, this.status)
    this.find.input.addEventListener("input", () => this.look())
    this.element.addEventListener("keydown", (event) => this.#press(event))
    // What is typed here does not change the story.
    for (const type of ["input", "change"]) this.element.addEventListener(type, (event) => event.stopPropagation())
  }

  get #matches() {
    return key.getState(this.editor.state).matches
  }

  #input(label) {
    const id = uniqueId("desk-find")
    const input = el("input", { id, type: "text", autocomplete: "off", spellcheck: false, dir: "auto" })
    input.setAttribute("form", "") // outside of the story's form
    return { input, row: el("div", {}, el("label", { for: id, textContent: label }), input) }
  }

  #press(event) {
    const isField = event.target.localName === "input"
    if (event.isComposing || !(event.key === "Escape" || (event.key === "Enter" && isField))) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === "Escape") this.close()
    else if (event.target === this.find.input) this.go(event.shiftKey ? -1 : 1)
    else this.replace()
  }

  open() {
    const { state } = this.editor
    const { from, to } = state.selection
    const selected = state.doc.textBetween(from, to, "\n")
    if (selected && selected.length < 100 && !selected.includes("\n")) this.find.input.value = selected
    this.element.style.insetBlockEnd = `${coveredBelow()}px`
    this.element.hidden = false
    this.find.input.focus()
    this.find.input.select()
    this.look()
  }

  close() {
    this.element.hidden = true
    this.#search("")
    this.editor.view.focus()
  }

  #search(words) {
    const { state, view } = this.editor
    view.dispatch(state.tr.setMeta(key, words))
  }

  look() {
    this.#search(this.find.input.value)
    this.#say()
  }

  #say(words = "") {
    const matches = this.#matches
    const number = currentOf(this.editor.state, matches) + 1
    const count = ngettext("%(number)s match", "%(number)s matches", matches.length)
    const place = gettext("Match %(place)s of %(number)s")
    const empty = this.find.input.value ? gettext("No matches") : ""
    const counted = filled(number ? place : count, { place: number, number: matches.length })
    this.status.textContent = words || (matches.length ? counted : empty)
  }

  /** Select the next match after the selection, or the one before it; around the ends of the text. */
  go(step) {
    const matches = this.#matches
    if (!matches.length) return this.#say()
    const { from, to } = this.editor.state.selection
    const isCurrent = currentOf(this.editor.state, matches) >= 0
    const after = matches.findIndex((match) => match.from >= (isCurrent ? to : from))
    const before = matches.findLastIndex((match) => match.to <= from)
    const index = step > 0 ? after : before
    this.#select(matches[index] ?? matches.at(step > 0 ? 0 : -1))
    return this.#say()
  }

  #select({ from, to }) {
    const { state, view } = this.editor
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, to)).scrollIntoView())
  }

  replace() {
    const match = this.#matches[currentOf(this.editor.state, this.#matches)]
    if (match) this.#put([match])
    this.go(1)
  }

  replaceAll() {
    const matches = this.#matches
    this.#put(matches)
    const { length } = matches
    this.#say(filled(ngettext("%(number)s replaced", "%(number)s replaced", length), { number: length }))
  }

  /** Replace matches in one step of undo; the words keep the style of those before. */
  #put(matches) {
    const { state, view } = this.editor
    if (!matches.length) return
    const tr = pm.history.closeHistory(state.tr)
    for (const { from, to } of [...matches].reverse()) tr.insertText(this.replacement.input.value, from, to)
    view.dispatch(tr)
  }
}

export const FindReplace = Extension.create({
  name: "findReplace",

  onCreate() {
    if (fieldOf(this.editor).disabled) return
    this.storage.panel = new Panel(this.editor)
    this.editor.view.dom.after(this.storage.panel.element)
  },

  addCommands() {
    return {
      openFindReplace: () => ({ dispatch }) => {
        // In a task of its own: the panel dispatches, too. Without dispatch this only checks whether it could run.
        if (dispatch) setTimeout(() => this.storage.panel?.open())
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    // At once: the next key is meant for the panel.
    return {
      "Mod-f": () => {
        this.storage.panel?.open()
        return true
      },
    }
  },

  addProseMirrorPlugins: () => [searching()],
})
