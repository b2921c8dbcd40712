// Notes beside the text: left on what is selected, shown where they hang, and dealt with without leaving the page.

import { debounced, el } from "./editor/dom.js"
import { offerMentions } from "./editor/mentions.js"
import { blocksIn, rangeOf, selectedIn } from "./editor/passages.js"

const PASSAGE = ["quote", "before", "after", "block"]
const NEW = [...PASSAGE, "text", "suggestion", "suggests", "blocking"]
const story = document.getElementById("story-form")
const form = document.getElementById("notes-form")
let panel = document.getElementById("notes")
let ranges = new Map()
let returnTo = null
let sending = false

const textRoot = () => story.querySelector(".ProseMirror") ?? story.querySelector(".read")
const fieldNamed = (name) => form.elements.namedItem(name)
const isUnsaved = () => story.querySelector(".bar-unsaved")?.hidden === false

function say(words) {
  panel.querySelector(".notes-status").textContent = words
}

// A new note

function begin() {
  const passage = selectedIn(textRoot())
  const box = panel.querySelector(".note-new")
  returnTo = textRoot()
  // The selection fades when the words are written; what they are about stays marked.
  if (passage) mark(rangeOf(passage, blocksIn(returnTo)))
  for (const name of PASSAGE) fieldNamed(name).value = passage?.[name] ?? ""
  box.open = true
  box.classList.add("is-floating")
  box.querySelector(".note-cancel").hidden = false
  fieldNamed("text").focus()
}

function leave() {
  const box = panel.querySelector(".note-new")
  box.open = false
  box.classList.remove("is-floating")
  box.querySelector(".note-cancel").hidden = true
  mark(null)
  const back = returnTo?.isConnected ? returnTo : box.querySelector("summary")
  returnTo = null
  back.focus({ preventScroll: true })
}

function putButton() {
  const bar = story.querySelector(".desk-toolbar")
  if (!bar || bar.querySelector(".note-tool")) return
  const { note, tip } = panel.dataset
  const button = el("button", { type: "button", className: "desk-tool note-tool", title: `${tip} (Ctrl+Alt+M)`, "aria-keyshortcuts": "Control+Alt+M" }, note)
  button.addEventListener("mousedown", (event) => event.preventDefault())
  button.addEventListener("click", begin)
  bar.append(el("div", { className: "desk-toolbar__group" }, button))
}

// Pressing

async function send(button) {
  if (sending) return
  sending = true
  await press(button)
  sending = false
}

async function press(button) {
  let response
  let markup = ""
  try {
    response = await fetch(`${form.action}?fragment`, { method: "POST", body: new FormData(form, button) })
    markup = await response.text()
  } catch {
    // The next line says so.
  }
  const made = document.createElement("template")
  made.innerHTML = markup
  const fresh = made.content.querySelector("#notes")
  if (!fresh) return say(panel.dataset.noAnswer)
  swap(fresh, { press: button.value, done: response.ok })
}

function swap(fresh, { press, done }) {
  const spent = new Set(done ? (press === "add" ? NEW : [press.replace("reply:", "reply-")]) : [])
  const typed = [...panel.querySelectorAll("textarea, input[type=hidden]")].filter(({ name, value }) => value && name !== "revision" && !spent.has(name))
  const ticked = [...panel.querySelectorAll("input[type=checkbox]:checked")].filter(({ name }) => !spent.has(name)).map(({ name }) => name)
  const isFloating = panel.querySelector(".note-new.is-floating")
  const resolvedOpen = panel.querySelector(".notes-resolved")?.open
  const newOpen = panel.querySelector(".note-new").open && !(done && press === "add")
  panel.replaceWith(fresh)
  panel = fresh
  prepare()
  for (const { name, value } of typed) {
    const field = fieldNamed(name)
    if (!field) continue
    field.value = value
    if (field.closest(".note-reply")) field.closest(".note-reply").open = true
  }
  for (const name of ticked) {
    if (fieldNamed(name)) fieldNamed(name).checked = true
  }
  if (panel.querySelector(".notes-resolved")) panel.querySelector(".notes-resolved").open = resolvedOpen
  panel.querySelector(".note-new").open = newOpen
  if (isFloating && newOpen) {
    panel.querySelector(".note-new").classList.add("is-floating")
    panel.querySelector(".note-cancel").hidden = false
  }
  repeat(panel.querySelector(".notes-status"))
  focusAfter(press, { done })
}

// What comes with the panel is not read out; what changes in it is.
function repeat(status) {
  const words = status.textContent
  status.textContent = ""
  setTimeout(() => { status.textContent = words }, 50)
}

function focusAfter(press, { done }) {
  if (done && press === "add" && returnTo) return leave()
  const key = press.split(":")[1]
  const target = done ? panel.querySelector(`.notes-open #note-${key}`) ?? panel.querySelector("h2") : panel.querySelector(`[value="${press}"]`)
  target?.focus({ preventScroll: true })
}

form.addEventListener("submit", (event) => {
  const button = event.submitter
  // An accepted suggestion is a new version: the page is read afresh, unless words would be lost by that.
  if (button.value.startsWith("accept:") && !isUnsaved()) return
  event.preventDefault()
  if (button.value.startsWith("accept:")) say(panel.dataset.saveFirst)
  else send(button)
})

// Where they hang

function light() {
  if (!window.Highlight || !CSS.highlights) return
  const all = blocksIn(textRoot())
  const hung = [...panel.querySelectorAll("[data-quote]")].map((note) => [note, rangeOf({ ...note.dataset, block: Number(note.dataset.block) }, all)])
  ranges = new Map(hung.filter(([, range]) => range))
  const blocks = (note) => note.classList.contains("note-blocking")
  CSS.highlights.set("notes", new Highlight(...[...ranges].filter(([note]) => !blocks(note)).map(([, range]) => range)))
  CSS.highlights.set("notes-blocking", new Highlight(...[...ranges].filter(([note]) => blocks(note)).map(([, range]) => range)))
}

function current(note) {
  for (const one of panel.querySelectorAll(".is-current")) one.classList.remove("is-current")
  note?.classList.add("is-current")
  if (note) mark(ranges.get(note))
  return ranges.get(note)
}

function mark(range) {
  if (window.Highlight && CSS.highlights) CSS.highlights.set("note-current", new Highlight(...(range ? [range] : [])))
}

function noteAt({ anchorNode, anchorOffset }) {
  return [...ranges].find(([, range]) => anchorNode && range.isPointInRange(anchorNode, anchorOffset))?.[0]
}

story.addEventListener("click", (event) => {
  if (!textRoot()?.contains(event.target)) return
  mark(null)
  current(noteAt(getSelection()))
})

// The panel, each time it is new

function prepare() {
  const people = [...panel.querySelectorAll(".notes-people li")].map((one) => ({ username: one.dataset.username, name: one.textContent }))
  offerMentions(panel, people, panel.dataset.people)
  for (const passage of panel.querySelectorAll("[data-quote] .note-passage")) {
    passage.replaceWith(el("button", { type: "button", className: "note-passage" }, ...passage.childNodes))
  }
  light()
  // What is typed here is not the story's: it must not count as unsaved words of it.
  for (const kind of ["input", "change"]) panel.addEventListener(kind, (event) => event.stopPropagation())
  panel.addEventListener("click", pressed)
  panel.addEventListener("focusin", (event) => current(event.target.closest(".note")))
  panel.addEventListener("change", (event) => {
    const { target } = event
    if (target.name === "suggests" && target.checked && !fieldNamed("suggestion").value) fieldNamed("suggestion").value = fieldNamed("quote").value
  })
  panel.querySelector(".note-new").addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave()
  })
}

function pressed(event) {
  if (event.target.closest(".note-cancel")) leave()
  const passage = event.target.closest("button.note-passage")
  const range = passage && current(passage.closest(".note"))
  if (range) range.startContainer.parentElement.scrollIntoView({ block: "center" })
}

document.addEventListener("keydown", (event) => {
  // The code, not the character: with Alt many keyboards write another one.
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return
  event.preventDefault()
  begin()
})

const lightSoon = debounced(light, 250)
const watcher = new MutationObserver(() => {
  putButton()
  lightSoon()
})
watcher.observe(story.querySelector(".words"), { childList: true, subtree: true, characterData: true })
prepare()
putButton()
