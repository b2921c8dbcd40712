// How a figure (picture or embed) stands in the text while it is edited: a card,
// a plain caption and buttons. One closed island: ProseMirror never edits inside it.

import { button } from "./dialog.js"
import { el, uniqueId } from "./dom.js"
import { gettext } from "./words.js"

/**
 * Node view for a figure with a `caption` attribute.
 * `show({card, node, describe})` fills the card; `describe({label, placeholder, note})` names the figure.
 * `change` {label, run(position)} is the figure's own button.
 */
export function figureView({ node, editor, getPos }, { kind, show, change }) {
  let current = node
  const card = el("div", { className: "desk-figure__card" })
  const note = el("p", { className: "desk-figure__note" })
  const onEnter = () => continueAfter(editor, getPos() + node.nodeSize)
  const caption = captionBox({ editor, getPos, onEnter })
  const buttons = el("div", { className: "desk-figure__buttons", hidden: !editor.isEditable })
  buttons.append(button(change.label, () => change.run(getPos())))
  buttons.append(button(gettext("Remove"), () => removeFigure(editor, getPos())))
  const body = el("div", { className: "desk-figure__body" }, caption.row, note, buttons)
  const className = `desk-figure desk-figure--${kind}`
  const dom = el("figure", { className, contentEditable: "false", role: "group" }, card, body)
  const describe = ({ label, placeholder = "", note: words = "" }) => {
    dom.setAttribute("aria-label", label)
    caption.input.placeholder = placeholder
    note.textContent = words
  }
  const draw = () => {
    if (caption.input.value !== current.attrs.caption) caption.input.value = current.attrs.caption
    show({ card, node: current, describe })
  }
  releaseCaption(dom, caption.row)
  draw()
  return {
    dom,
    update(next) {
      if (next.type !== current.type) return false
      const same = next.attrs === current.attrs
      current = next
      if (!same) draw()
      return true
    },
    stopEvent: (event) => Boolean(event.target.closest?.("textarea, button, a")),
    ignoreMutation: () => true,
  }
}

/** Firefox sets no cursor in a text box inside something draggable: no dragging while the pointer is on the caption. */
function releaseCaption(figure, row) {
  row.addEventListener("pointerenter", () => { figure.draggable = false })
  row.addEventListener("pointerleave", () => { figure.draggable = true })
}

/** A text box for the `caption` attribute of the node at `getPos()`: Enter goes on to the text, Escape to the node. */
export function captionBox({ editor, getPos, onEnter }) {
  const id = uniqueId("desk-caption")
  const input = el("textarea", { id, className: "desk-figure__caption", rows: 1, dir: "auto" })
  input.spellcheck = true
  input.disabled = !editor.isEditable
  input.addEventListener("input", () => {
    const { state, view } = editor
    view.dispatch(state.tr.setNodeAttribute(getPos(), "caption", input.value.replace(/\s*\n\s*/g, " ")))
  })
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return
    event.preventDefault()
    if (event.key === "Enter") onEnter()
    else {
      editor.commands.setNodeSelection(getPos())
      editor.view.focus()
    }
  })
  return { input, row: el("div", {}, el("label", { for: id, textContent: gettext("Caption") }), input) }
}

function removeFigure(editor, position) {
  const { nodeSize } = editor.state.doc.nodeAt(position)
  editor.commands.deleteRange({ from: position, to: position + nodeSize })
  editor.view.focus()
}

/** Put the cursor into the text that follows `position`, adding a paragraph if the text ends there. */
function continueAfter(editor, position) {
  const chain = editor.chain()
  if (!editor.state.doc.nodeAt(position)?.isTextblock) chain.insertContentAt(position, { type: "paragraph" })
  chain.setTextSelection(position + 1).scrollIntoView().run()
  editor.view.focus() // at once: Tiptap's own focus() waits for a frame, and keys would go astray
}

/** Insert a figure after the block with the cursor, or in place of an empty one: no paragraph is cut in two. */
export function insertFigure(editor, figure) {
  const { selection, doc } = editor.state
  const { $to } = selection
  const inEmpty = $to.depth === 1 && $to.parent.isTextblock && $to.parent.content.size === 0
  const to = $to.depth ? $to.after(1) : selection.to
  const from = inEmpty ? $to.before(1) : to
  const needsParagraph = !doc.nodeAt(to)?.isTextblock
  const content = needsParagraph ? [figure, { type: "paragraph" }] : [figure]
  const chain = editor.chain().insertContentAt({ from, to }, content, { updateSelection: false })
  chain.setTextSelection(from + 2).scrollIntoView().run()
  editor.view.focus()
}

/** Keyboard: Enter on a selected figure goes into its caption. */
export function enterCaption(editor, type) {
  const { selection } = editor.state
  if (selection.node?.type !== type) return false
  editor.view.nodeDOM(selection.from).querySelector("textarea").focus()
  return true
}

export const captionAttribute = {
  default: "",
  parseHTML: (element) => (element.querySelector("figcaption")?.textContent ?? "").replace(/\s+/g, " ").trim(),
  rendered: false,
}
