// Ctrl+K, or Cmd+K, opens the palette: a box that finds stories, people, tags, pictures and the desk's pages.

import { listbox } from "./listbox.js"
import { get, latest, sentenceOf } from "./request.js"

const PAUSE = 200 // milliseconds after the last key

const palette = document.getElementById("palette")
const box = palette?.querySelector("[role=combobox]")
const list = palette?.querySelector("[role=listbox]")
const status = palette?.querySelector("[role=status]")
const look = latest(get)
let cameFrom = null
let pause = 0

const mark = palette && listbox(box, list, (option) => option.click())

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  list.replaceChildren(...document.importNode(page.body, true).childNodes)
  const found = list.querySelectorAll("[role=option]")
  const { none, one, many } = palette.dataset
  status.textContent = found.length === 1 ? one : found.length ? many.replace("{number}", found.length) : none
  mark(found[0])
}

async function find() {
  const result = await look(`${palette.dataset.choices}?${new URLSearchParams({ q: box.value })}`, { as: "html" })
  if (result.kind === "ok") show(result.data)
  else if (result.kind !== "stale") status.textContent = sentenceOf(result, palette.dataset)
}

function open() {
  cameFrom = document.activeElement
  box.value = ""
  list.replaceChildren()
  mark(null)
  status.textContent = ""
  palette.showModal()
  box.focus()
  find()
}

function begin() {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    // In the body of a story the same keys make a link.
    if (event.defaultPrevented || event.target.closest?.("[contenteditable=true]")) return
    event.preventDefault()
    if (palette.open) palette.close()
    else if (!document.querySelector("dialog[open]")) open()
  })
  box.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(find, PAUSE)
  })
  palette.addEventListener("click", (event) => {
    if (event.target === palette || event.target.closest(".palette-close")) palette.close()
  })
  palette.addEventListener("close", () => {
    clearTimeout(pause)
    cameFrom?.focus?.()
  })
}

if (palette) begin()
