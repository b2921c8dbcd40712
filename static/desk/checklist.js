// The checklist beside the text: it comes with the feedback of a pause, and every finding leads to its place.

import { el } from "./editor/dom.js"
import { blocksIn, rangeOf } from "./editor/passages.js"
import { panelSentence } from "./ended.js"
import { feedback } from "./feedback.js"
import { goToField } from "./go-to-field.js"
import { inScripts } from "./scripts.js"

const form = document.getElementById("story-form")
const panel = form.querySelector(".checklist")
const status = panel.querySelector(".checklist-status")
// Fields that no check reads: the page's own, and those of the moves.
const NOT_CHECKED = /^(initial-|decision$|base$)|-(note|at|kind|reason|overriding)$/

const isWritten = (words) => words.some(([name, value]) => ["headline", "body"].includes(name) && value.trim())

// Showing

function say(words) {
  if (status.textContent !== words) status.textContent = words
}

function summary(findings) {
  const words = panel.dataset
  const has = (weight) => findings.some(({ severity }) => severity === weight)
  if (has("blocking")) return words.sayBlocking
  if (has("advisory")) return words.sayAdvisory
  return findings.length ? words.sayHint : words.sayFine
}

function item({ message, anchor, field, block, start, quote }) {
  const places = { "data-field": field, "data-block": block ?? "", "data-start": start ?? "", "data-quote": quote }
  return el("li", {}, el("a", { href: `#${anchor}`, ...places }, ...inScripts(message)))
}

// While somebody points at what stands below, or has the focus there, the list keeps its height and scrolls instead.

const margin = form.querySelector(".margin")
const isPicking = () => document.querySelector(".select2-container--open") !== null
const isInUse = () => margin.matches(":hover") || margin.contains(document.activeElement) || isPicking()

function keepHeight() {
  if (panel.style.height || !isInUse()) return
  panel.style.height = `${panel.getBoundingClientRect().height}px`
  panel.classList.add("is-held")
}

function releaseHeight() {
  if (!panel.style.height || isInUse()) return
  panel.style.height = ""
  panel.classList.remove("is-held")
}

margin.addEventListener("pointerleave", releaseHeight)
document.addEventListener("focusin", releaseHeight)

function show(findings) {
  panel.dataset.checked = "1"
  keepHeight()
  // Keep the keyboard focus in the list.
  const focused = panel.contains(document.activeElement) ? document.activeElement.textContent : null
  for (const list of panel.querySelectorAll("ol[data-weight]")) {
    const own = findings.filter(({ severity }) => severity === list.dataset.weight)
    list.replaceChildren(...own.map(item))
    list.parentElement.hidden = own.length === 0
  }
  say(summary(findings))
  if (focused !== null) [...panel.querySelectorAll("a")].find((link) => link.textContent === focused)?.focus()
}

// Going there

function light(range) {
  if (window.Highlight && CSS.highlights) CSS.highlights.set("checked", new Highlight(...(range ? [range] : [])))
}

function goIntoBody({ block, start, quote }) {
  const box = form.querySelector(".ProseMirror")
  if (!box) return false
  const all = blocksIn(form.querySelector(".ProseMirror"))
  const range = quote ? rangeOf({ quote, block: Number(block), start: Number(start) }, all) : null
  const place = range?.startContainer.parentElement ?? all[block === "" ? -1 : Number(block)] ?? box
  box.focus({ preventScroll: true })
  place.scrollIntoView({ block: "center" })
  light(range)
  if (range) {
    const selection = window.getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
  }
  return true
}

panel.addEventListener("click", (event) => {
  const link = event.target.closest("a")
  if (!link) return
  const went = link.dataset.field === "body" ? goIntoBody(link.dataset) : goToField(link.hash.slice(1), link.dataset)
  if (went) event.preventDefault()
})

function clearHighlight(event) {
  if (!event.target.closest?.(".panel-moves")) light(null)
}
for (const kind of ["input", "change", "paste"]) form.addEventListener(kind, clearHighlight)

const checklist = {
  part: "checklist",
  /** The fields that are checked; a new story is not checked before there are words. */
  keyOf(words) {
    if (!panel.dataset.checked && !isWritten(words)) return null
    return JSON.stringify(words.filter(([name]) => !NOT_CHECKED.test(name)))
  },
  show: ({ findings }) => show(findings),
  // The moves run the checks themselves; without an answer the old list stays.
  fail(result) {
    const words = panelSentence(result)
    if (words) say(words)
  },
}
feedback.add(checklist)
window.addEventListener("load", () => {
  if (panel.dataset.checked) feedback.markCurrent(checklist)
  else feedback.ask()
})
