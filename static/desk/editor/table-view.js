// How a table stands in the text while it is edited: its caption and buttons above, the cells in a box that scrolls.

import { pm } from "django-prose-editor/editor"
import { button } from "./dialog.js"
import { el } from "./dom.js"
import { captionBox } from "./figure-view.js"
import { gettext } from "./words.js"

const { Selection } = pm.state

const TOOLS = [
  [gettext("Add row"), "addRowAfter"],
  [gettext("Add column"), "addColumnAfter"],
  [gettext("Header row"), "toggleHeaderRow"],
  [gettext("Header column"), "toggleHeaderColumn"],
  [gettext("Merge or split cells"), "mergeOrSplit"],
  [gettext("Delete row"), "deleteRow"],
  [gettext("Delete column"), "deleteColumn"],
  [gettext("Delete table"), "deleteTable"],
]

/** Run a command for the selected cells of the table at `position`; for its last cell when the caret is elsewhere. */
function runTool(editor, position, command) {
  const { state, view } = editor
  const end = position + state.doc.nodeAt(position).nodeSize
  const { from, to } = state.selection
  if (from < position || to > end) {
    view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(end - 1), -1)))
  }
  view.focus()
  view.dispatch(pm.history.closeHistory(view.state.tr)) // one step to undo, whatever was typed just before
  editor.commands[command]()
}

function enterFirstCell({ state, view }, position) {
  view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(position + 1))).scrollIntoView())
  view.focus()
}

export function tableView({ node, editor, getPos }) {
  let current = node
  const caption = captionBox({ editor, getPos, onEnter: () => enterFirstCell(editor, getPos()) })
  const buttons = el("div", { className: "desk-figure__buttons", role: "group", "aria-label": gettext("Table") })
  buttons.append(...TOOLS.map(([label, command]) => button(label, () => runTool(editor, getPos(), command))))
  // Without this a click would take the selection, and the cells that it is about, out of the text.
  buttons.addEventListener("mousedown", (event) => event.preventDefault())
  const keys = gettext("Tab goes to the next cell, Ctrl+Enter leaves the table.")
  const note = el("p", { className: "desk-table__note", textContent: keys, dir: "auto" })
  const head = el("div", { className: "desk-table__head", contentEditable: "false" }, caption.row, buttons, note)
  if (!editor.isEditable) buttons.hidden = note.hidden = true
  const contentDOM = el("tbody")
  const box = el("div", { className: "desk-table__box" }, el("table", {}, contentDOM))
  const dom = el("div", { className: "desk-table" }, head, box)
  const draw = () => {
    if (caption.input.value !== current.attrs.caption) caption.input.value = current.attrs.caption
  }
  draw()
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== current.type) return false
      current = next
      draw()
      return true
    },
    stopEvent: (event) => head.contains(event.target),
    ignoreMutation: (mutation) => head.contains(mutation.target),
  }
}
