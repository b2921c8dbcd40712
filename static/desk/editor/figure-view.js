// How a figure (picture or embed) stands in the text while it is edited: a card,
// a plain caption and buttons. One closed island: ProseMirror never edits inside it.

import { button } from "./dialog.js"
import { el, uniqueId } from "./dom.js"
import { gettext } from "./words.js"

const CAPTION = { attribute: "caption", label: gettext("Caption"), maxLength: 500 }

/**
 * Node view for a figure with a `caption` attribute, and with further `texts` [{attribute, label, maxLength}].
 * `show({card, node, describe})` fills the card; `describe({label, placeholders, note})` names the figure, and says
 * what stands for an empty text, by attribute. `change` {label, run(position)} is the figure's own button; `choice`
 * {attribute, label, options: [[value, words]]} a list to choose from.
 */
export function figureView({ node, editor, getPos }, { kind, show, change, texts = [], choice }) {
  let current = node
  const card = el("div", { className: "desk-figure__card" })
  const note = el("p", { className: "desk-figure__note" })
  const onEnter = () => continueAfter(editor, getPos() + node.nodeSize)
  const boxes = new Map(
    [CAPTION, ...texts].map((text) => [text.attribute, attributeBox({ editor, getPos, onEnter, ...text })]),
  )
  const select = choice ? attributeSelect({ editor, getPos, ...choice }) : null
  const rows = [...boxes.values(), select].filter(Boolean).map(({ row }) => row)
  const buttons = el("div", { className: "desk-figure__buttons", hidden: !editor.isEditable })
  buttons.append(button(change.label, () => change.run(getPos())))
  buttons.append(button(gettext("Remove"), () => removeFigure(editor, getPos())))
  const body = el("div", { className: "desk-figure__body" }, ...rows, note, buttons)
  const className = `desk-figure desk-figure--${kind}`
  const dom = el("figure", { className, contentEditable: "false", role: "group" }, card, body)
  const describe = ({ label, placeholders = {}, note: words = "" }) => {
    dom.setAttribute("aria-label", label)
    for (const [attribute, { input }] of boxes) input.placeholder = placeholders[attribute] ?? ""
    note.textContent = words
  }
  const draw = () => {
    for (const [attribute, { input }] of boxes) {
      if (input.value !== current.attrs[attribute]) input.value = current.attrs[attribute]
    }
    if (select) select.input.value = dom.dataset.shape = current.attrs[choice.attribute]
    show({ card, node: current, describe })
  }
  for (const row of rows) release(dom, row)
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
    stopEvent: (event) => Boolean(event.target.closest?.("textarea, select, button, a")),
    ignoreMutation: () => true,
  }
}

/** Firefox sets no cursor in a text box inside something draggable: no dragging while the pointer is on one. */
function release(figure, row) {
  row.addEventListener("pointerenter", () => { figure.draggable = false })
  row.addEventListener("pointerleave", () => { figure.draggable = true })
}

/** A text box for an attribute of the node at `getPos()`: Enter goes on to the text, Escape to the node. */
function attributeBox({ editor, getPos, onEnter, attribute, label, maxLength = -1 }) {
  const id = uniqueId(`desk-${attribute}`)
  const input = el("textarea", { id, className: `desk-figure__text desk-figure__${attribute}`, rows: 1, dir: "auto" })
  if (maxLength > 0) input.maxLength = maxLength
  input.spellcheck = true
  input.disabled = !editor.isEditable
  const write = () => setAttribute(editor, getPos(), attribute, input.value.replace(/\s*\n\s*/g, " "))
  input.addEventListener("input", write)
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return
    event.preventDefault()
    if (event.key === "Enter") onEnter()
    else {
      editor.commands.setNodeSelection(getPos())
      editor.view.focus()
    }
  })
  return { input, row: el("div", {}, el("label", { for: id, textContent: label }), input) }
}

/** The box of a caption alone. */
export const captionBox = (view) => attributeBox({ ...view, ...CAPTION })

function attributeSelect({ editor, getPos, attribute, label, options }) {
  const id = uniqueId(`desk-${attribute}`)
  const choices = options.map(([value, words]) => el("option", { value, textContent: words }))
  const input = el("select", { id, className: "desk-figure__choice", disabled: !editor.isEditable }, ...choices)
  input.addEventListener("change", () => setAttribute(editor, getPos(), attribute, input.value))
  const row = el("div", { className: "desk-figure__choice-row" }, el("label", { for: id, textContent: label }), input)
  return { input, row }
}

function setAttribute({ state, view }, position, attribute, value) {
  view.dispatch(state.tr.setNodeAttribute(position, attribute, value))
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

/** A node's attribute that is written as data-… on its element. */
export const dataAttribute = (name) => ({
  default: "",
  parseHTML: (element) => element.dataset[name] ?? "",
  rendered: false,
})

export const captionAttribute = {
  default: "",
  parseHTML: (element) => (element.querySelector("figcaption")?.textContent ?? "").replace(/\s+/g, " ").trim(),
  rendered: false,
}
