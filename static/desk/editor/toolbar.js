// The toolbar: one Tab stop, arrows inside it, every tool with a name, a tooltip and its key.

import { Extension } from "django-prose-editor/editor"
import { el, fieldOf } from "./dom.js"
import { icon } from "./icons.js"
import { gettext } from "./words.js"

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

// `command` is a Tiptap command and its values, `active` the arguments of editor.isActive().
// `needs` names the extension without which a tool is left out.
const drawn = (name, label, keys, iconName, command) => ({
  needs: name,
  label,
  keys,
  icon: iconName,
  command: [command],
  active: [name],
})

const MARKS = [
  { needs: "bold", label: gettext("Bold"), keys: "Mod+B", text: "B", command: ["toggleBold"], active: ["bold"] },
  {
    needs: "italic",
    label: gettext("Italic"),
    keys: "Mod+I",
    text: "I",
    command: ["toggleItalic"],
    active: ["italic"],
  },
  { needs: "link", label: gettext("Link"), keys: "Mod+K", icon: "link", command: ["addLink"], active: ["link"] },
  drawn("strike", gettext("Strikethrough"), "Mod+Shift+S", "strike", "toggleStrike"),
  drawn("superscript", gettext("Superscript"), "Mod+.", "superscript", "toggleSuperscript"),
  drawn("subscript", gettext("Subscript"), "Mod+,", "subscript", "toggleSubscript"),
  {
    needs: "footnote",
    label: gettext("Footnote"),
    tip: gettext("Turn the selected text into a footnote"),
    keys: "Mod+Alt+F",
    command: ["toggleFootnote"],
    active: ["footnote"],
  },
]

const heading = (label, level) => ({
  needs: "heading",
  label,
  keys: `Mod+Alt+${level}`,
  text: `H${level}`,
  command: ["toggleHeading", { level }],
  active: ["heading", { level }],
})

const insert = (name, label, tip, keys, command) => ({
  needs: name,
  label,
  tip,
  keys,
  command: [command],
  active: [name],
})

const BLOCKS = [
  heading(gettext("Heading"), 2),
  heading(gettext("Smaller heading"), 3),
  drawn("bulletList", gettext("List"), "Mod+Shift+8", "bulletList", "toggleBulletList"),
  drawn("orderedList", gettext("Numbered list"), "Mod+Shift+7", "orderedList", "toggleOrderedList"),
  drawn("blockquote", gettext("Quotation"), "Mod+Shift+B", "quote", "toggleBlockquote"),
  {
    needs: "horizontalRule",
    label: gettext("Insert a divider"),
    icon: "rule",
    command: ["setHorizontalRule"],
  },
]

const INSERTS = [
  {
    needs: "blockquote",
    label: gettext("Speaker"),
    tip: gettext("Add an attribution to a quotation"),
    keys: "Mod+Alt+S",
    command: ["nameSpeaker"],
  },
  insert("pullQuote", gettext("Pull quote"), gettext("Make a pull quote"), "Mod+Alt+Q", "togglePullQuote"),
  insert("picture", gettext("Picture"), gettext("Insert a picture from the library"), "Mod+Alt+P", "addPicture"),
  insert("table", gettext("Table"), gettext("Insert a table"), "", "addTable"),
  insert("embed", gettext("Embed"), gettext("Embed a page, a video or a post"), "Mod+Alt+E", "addEmbed"),
]

const HISTORY = [
  { needs: "history", label: gettext("Undo"), keys: "Mod+Z", icon: "undo", command: ["undo"] },
  { needs: "history", label: gettext("Redo"), keys: "Mod+Shift+Z", icon: "redo", command: ["redo"] },
  {
    needs: "findReplace",
    label: gettext("Find and replace"),
    keys: "Mod+F",
    icon: "find",
    command: ["openFindReplace"],
  },
]

const GROUPS = [MARKS, BLOCKS, INSERTS, HISTORY]

const shownKeys = (keys) => keys.replace("Mod", IS_APPLE ? "⌘" : "Ctrl").replace("Alt", IS_APPLE ? "⌥" : "Alt")
const spokenKeys = (keys) => keys.replace("Mod", IS_APPLE ? "Meta" : "Control")

function toolButton(tool, editor) {
  const { label, tip = label, keys } = tool
  const title = keys ? `${tip} (${shownKeys(keys)})` : tip
  const button = el("button", { type: "button", className: "desk-tool", title, tabIndex: -1 })
  button.dataset.tool = tool.needs
  button.append(tool.icon ? icon(tool.icon) : (tool.text ?? label))
  // What is written on a button is part of its name, for those who speak to it.
  const name = tool.text?.length > 1 ? `${label} ${tool.text}` : label
  if (tool.icon || tool.text) button.setAttribute("aria-label", name)
  if (keys) button.setAttribute("aria-keyshortcuts", spokenKeys(keys))
  // Without this the click takes the focus, and the selection it is about, out of the text.
  button.addEventListener("mousedown", (event) => event.preventDefault())
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return
    const [command, ...values] = tool.command
    editor.view.focus()
    editor.commands[command](...values)
  })
  return button
}

function refresh(entries, editor) {
  for (const { tool, button } of entries) {
    const [command, ...values] = tool.command
    if (tool.active) button.setAttribute("aria-pressed", String(editor.isActive(...tool.active)))
    // aria-disabled, not disabled: a tool must not vanish from under the keyboard.
    button.setAttribute("aria-disabled", String(!editor.can()[command](...values)))
  }
}

function moveInside(buttons, editor) {
  return (event) => {
    const index = buttons.indexOf(document.activeElement)
    const last = buttons.length - 1
    const step = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1
    const around = (position) => (position + buttons.length) % buttons.length
    const targets = { ArrowRight: around(index + step), ArrowLeft: around(index - step), Home: 0, End: last }
    const target = targets[event.key]
    if (event.key === "Escape") editor.view.focus()
    else if (target !== undefined) focusOnly(buttons, target)
    else return
    event.preventDefault()
  }
}

function focusOnly(buttons, index) {
  for (const button of buttons) button.tabIndex = -1
  buttons[index].tabIndex = 0
  buttons[index].focus()
}

function buildToolbar(editor) {
  const has = (name) => editor.extensionManager.extensions.some((extension) => extension.name === name)
  const entries = []
  const bar = el("div", { className: "desk-toolbar", role: "toolbar", "aria-label": gettext("Formatting") })
  bar.setAttribute("aria-controls", editor.view.dom.id)
  for (const group of GROUPS) {
    const tools = group.filter(({ needs }) => has(needs))
    const buttons = tools.map((tool) => toolButton(tool, editor))
    if (buttons.length) bar.append(el("div", { className: "desk-toolbar__group" }, ...buttons))
    entries.push(...tools.map((tool, index) => ({ tool, button: buttons[index] })))
  }
  const buttons = entries.map(({ button }) => button)
  buttons[0].tabIndex = 0
  bar.addEventListener("keydown", moveInside(buttons, editor))
  return { bar, entries }
}

export const Toolbar = Extension.create({
  name: "toolbar",

  onCreate() {
    const { editor } = this
    if (fieldOf(editor).disabled) return
    editor.view.dom.id ||= `${fieldOf(editor).id}-text`
    const { bar, entries } = buildToolbar(editor)
    // The tab key leads from the standfirst to the text first; the tools stand above it by their style.
    editor.view.dom.after(bar)
    editor.on("transaction", () => refresh(entries, editor))
    refresh(entries, editor)
  },
})
