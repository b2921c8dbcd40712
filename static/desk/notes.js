// Notes beside the text: left on what is selected, shown where they hang, and dealt with without leaving the page.

import { debounced, el } from "./editor/dom.js"
import { offerMentions } from "./editor/mentions.js"
import { blocksIn, rangeOf, selectedIn } from "./editor/passages.js"
import { post } from "./request.js"

const PASSAGE = ["quote", "before", "after", "block"]
const NEW = [...PASSAGE, "text", "suggestion", "suggests", "blocking"]
const story = document.getElementById("story-form")
let form = null
let panel = null // both come with the story's first version
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
  const title = `${tip} (Ctrl+Alt+M)`
  const properties = { type: "button", className: "desk-tool note-tool", title, "aria-keyshortcuts": "Control+Alt+M" }
  const button = el("button", properties, note)
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
  const { kind, data = "" } = await post(`${form.action}?fragment`, new FormData(form, button), { as: "html" })
  const made = document.createElement("template")
  made.innerHTML = data
  const fresh = made.content.querySelector("#notes")
  if (!fresh) return say(panel.dataset.noAnswer)
  swap(fresh, { pressed: button.value, done: kind === "ok" })
}

/** The names of the fields that a press has used up: they come back empty. */
function spentBy({ pressed, done }) {
  if (!done) return new Set()
  return new Set(pressed === "add" ? NEW : [pressed.replace("reply:", "reply-")])
}

/** What is typed and ticked in the panel by now; what is returned puts it into the panel that came in its place. */
function carryOver(spent) {
  const isLeft = ({ name }) => name !== "revision" && !spent.has(name)
  const boxes = [...panel.querySelectorAll("textarea, input[type=hidden]")]
  const typed = boxes.filter((box) => box.value && isLeft(box))
  const ticked = [...panel.querySelectorAll("input[type=checkbox]:checked")].filter(isLeft)
  return () => {
    for (const { name, value } of typed) {
      const field = fieldNamed(name)
      if (!field) continue
      field.value = value
      if (field.closest(".note-reply")) field.closest(".note-reply").open = true
    }
    for (const { name } of ticked) {
      if (fieldNamed(name)) fieldNamed(name).checked = true
    }
  }
}

function swap(fresh, { pressed, done }) {
  const putBack = carryOver(spentBy({ pressed, done }))
  const isFloating = panel.querySelector(".note-new.is-floating")
  const resolvedOpen = panel.querySelector(".notes-resolved")?.open
  const newOpen = panel.querySelector(".note-new").open && !(done && pressed === "add")
  panel.replaceWith(fresh)
  panel = fresh
  prepare()
  putBack()
  if (panel.querySelector(".notes-resolved")) panel.querySelector(".notes-resolved").open = resolvedOpen
  panel.querySelector(".note-new").open = newOpen
  if (isFloating && newOpen) {
    panel.querySelector(".note-new").classList.add("is-floating")
    panel.querySelector(".note-cancel").hidden = false
  }
  repeat(panel.querySelector(".notes-status"))
  focusAfter(pressed, { done })
}

// What comes with the panel is not read out; what changes in it is.
function repeat(status) {
  const words = status.textContent
  status.textContent = ""
  setTimeout(() => { status.textContent = words }, 50)
}

function focusAfter(pressed, { done }) {
  if (done && pressed === "add" && returnTo) return leave()
  const key = pressed.split(":")[1]
  const target = done
    ? panel.querySelector(`.notes-open #note-${key}`) ?? panel.querySelector("h2")
    : panel.querySelector(`[value="${pressed}"]`)
  target?.focus({ preventScroll: true })
}

function submitted(event) {
  const button = event.submitter
  // An accepted suggestion is a new version: the page is read afresh, unless words would be lost by that.
  if (button.value.startsWith("accept:") && !isUnsaved()) return
  event.preventDefault()
  if (button.value.startsWith("accept:")) say(panel.dataset.saveFirst)
  else send(button)
}

// Where they hang

function light() {
  if (!window.Highlight || !CSS.highlights) return
  const all = blocksIn(textRoot())
  const placed = (note) => rangeOf({ ...note.dataset, block: Number(note.dataset.block) }, all)
  const hung = [...panel.querySelectorAll("[data-quote]")].map((note) => [note, placed(note)])
  ranges = new Map(hung.filter(([, range]) => range))
  const blocks = (note) => note.classList.contains("note-blocking")
  const rangesOf = (fits) => [...ranges].filter(([note]) => fits(note)).map(([, range]) => range)
  CSS.highlights.set("notes", new Highlight(...rangesOf((note) => !blocks(note))))
  CSS.highlights.set("notes-blocking", new Highlight(...rangesOf(blocks)))
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
  if (!panel || !textRoot()?.contains(event.target)) return
  mark(null)
  current(noteAt(getSelection()))
})

// The panel, each time it is new

function prepare() {
  const listed = [...panel.querySelectorAll(".notes-people li")]
  const people = listed.map(({ dataset, textContent }) => ({ username: dataset.username, name: textContent }))
  offerMentions(panel, people, panel.dataset.people)
  for (const passage of panel.querySelectorAll("[data-quote] .note-passage")) {
    passage.replaceWith(el("button", { type: "button", className: "note-passage" }, ...passage.childNodes))
  }
  light()
  // What is typed here is not the story's: it must not count as unsaved words of it.
  for (const kind of ["input", "change"]) panel.addEventListener(kind, (event) => event.stopPropagation())
  panel.addEventListener("click", clicked)
  panel.addEventListener("focusin", (event) => current(event.target.closest(".note")))
  panel.addEventListener("change", (event) => {
    const { target } = event
    const suggestion = fieldNamed("suggestion")
    if (target.name === "suggests" && target.checked && !suggestion.value) suggestion.value = fieldNamed("quote").value
  })
  panel.querySelector(".note-new").addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave()
  })
}

function clicked(event) {
  if (event.target.closest(".note-cancel")) leave()
  const passage = event.target.closest("button.note-passage")
  const range = passage && current(passage.closest(".note"))
  if (range) range.startContainer.parentElement.scrollIntoView({ block: "center" })
}

function pressedKeys(event) {
  // The code, not the character: with Alt many keyboards write another one.
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return
  event.preventDefault()
  begin()
}

const lightSoon = debounced(light, 250)

function start() {
  panel = document.getElementById("notes")
  form = document.getElementById("notes-form")
  if (!panel || !form) return
  form.addEventListener("submit", submitted)
  document.addEventListener("keydown", pressedKeys)
  const watcher = new MutationObserver(() => {
    putButton()
    lightSoon()
  })
  watcher.observe(story.querySelector(".words"), { childList: true, subtree: true, characterData: true })
  prepare()
  putButton()
}

start()
// A note is left on the version that it was written beside.
story.addEventListener("desk:saved", ({ detail }) => {
  if (!panel) start()
  if (panel) fieldNamed("revision").value = detail.base
})
