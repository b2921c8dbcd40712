// Suggested countries beside the text: they come with the feedback of a pause, and one press decides about each.

import { blocksIn, rangeOf } from "./editor/passages.js"
import { filled } from "./editor/words.js"
import { panelSentence } from "./ended.js"
import { feedback } from "./feedback.js"

const form = document.getElementById("story-form")
const panel = form.querySelector(".suggestions")
const WATCHED = new Set(["headline", "standfirst", "body", "dateline", "language"])
const fields = { about: form.querySelector("#id_about"), mentioned: form.querySelector("#id_mentioned") }
const decided = new Map([...panel.querySelectorAll("[name=decision]")].map((input) => input.value.split(":")))
let suggestions = []

const other = (role) => (role === "about" ? "mentioned" : "about")
const holds = (role, code) => [...fields[role].options].some((option) => option.selected && option.value === code)
const roleOf = (code) => ["about", "mentioned"].find((role) => holds(role, code))

// Showing

function say(words) {
  const status = panel.querySelector(".suggestions-status")
  if (status.textContent !== words) status.textContent = words
}

function summary(open) {
  const words = panel.dataset
  if (open) return filled(open === 1 ? words.sayOne : words.sayMany, { number: open })
  return suggestions.length ? words.sayDone : words.sayNone
}

function show() {
  const held = document.activeElement?.closest?.(".suggestions li button")
  const open = suggestions.filter(({ code }) => !roleOf(code) && decided.get(code) !== "refused")
  const taken = suggestions.filter(({ code }) => roleOf(code))
  const refused = suggestions.filter(({ code }) => !roleOf(code) && decided.get(code) === "refused")
  panel.querySelector(".suggestions-open").replaceChildren(...open.map((one) => row(one)))
  panel.querySelector(".suggestions-taken").replaceChildren(...taken.map((one) => row(one, roleOf(one.code))))
  panel.querySelector(".suggestions-refused").replaceChildren(...refused.map((one) => row(one, "refused")))
  say(summary(open.length))
  keepDecisions()
  light(null)
  // An answer that comes while somebody is on a button must not take it from under the fingers.
  if (held) focusOn(held.closest("li").dataset.code, held.dataset.press)
}

function focusOn(code, press) {
  const item = panel.querySelector(`li[data-code="${code}"]`)
  const buttons = [`[data-press="${press}"]`, ".is-suggested, button"].map((one) => item?.querySelector(one))
  const target = buttons.find(Boolean) ?? panel.querySelector("h3")
  target.focus()
}

function row(suggestion, state = "open") {
  const item = panel.querySelector("template").content.firstElementChild.cloneNode(true)
  item.dataset.code = suggestion.code
  item.querySelector(".flag").textContent = suggestion.flag
  item.querySelector(".suggestion-name").textContent = suggestion.name
  item.querySelector(".suggestion-role").textContent = panel.dataset[state === "open" ? suggestion.role : state]
  // A reason that only repeats the name is left out.
  item.querySelector(".suggestion-why").textContent = suggestion.why === suggestion.name ? "" : suggestion.why
  for (const button of item.querySelectorAll("button")) {
    const press = button.dataset.press
    const fits = { open: press !== "again", refused: press === "again" }[state] ?? press === other(state)
    if (!fits) button.remove()
    if (fits && (state === "about" || state === "mentioned")) button.textContent = panel.dataset[`to${press}`]
    button.classList.toggle("is-suggested", press === suggestion.role && state === "open")
    button.setAttribute("aria-label", `${button.textContent}: ${suggestion.name}`)
  }
  return item
}

// Deciding

function put(role, suggestion) {
  for (const option of [...fields[other(role)].options]) if (option.value === suggestion.code) option.remove()
  for (const option of [...fields[role].options]) if (option.value === suggestion.code) option.remove()
  fields[role].append(new Option(suggestion.name, suggestion.code, true, true))
  tell(fields.about)
  tell(fields.mentioned)
}

// Select2 listens through jQuery alone, and so does the mark of unsaved words.
function tell(field) {
  window.django?.jQuery(field).trigger("change")
}

function decide(button) {
  const item = button.closest("li")
  const suggestion = suggestions.find(({ code }) => code === item.dataset.code)
  const { press } = button.dataset
  const isOpen = item.parentElement.matches(".suggestions-open")
  const place = [...item.parentElement.children].indexOf(item)
  if (press === "again") decided.delete(suggestion.code)
  else if (press === "no") decided.set(suggestion.code, "refused")
  else {
    decided.set(suggestion.code, `accepted_${press}`)
    put(press, suggestion)
  }
  form.dispatchEvent(new Event("change"))
  show()
  // Down the list while one works it off; what was decided before stays where one is.
  if (!isOpen) return focusOn(suggestion.code, press)
  const rows = panel.querySelectorAll(".suggestions-open > li")
  const next = rows[Math.min(place, rows.length - 1)]?.querySelector(".is-suggested") ?? panel.querySelector("h3")
  next.focus()
}

// What is decided goes with the form; a country that was taken out again by hand is undecided.
function keepDecisions() {
  for (const [code, decision] of [...decided]) {
    const role = roleOf(code)
    if (role) decided.set(code, `accepted_${role}`)
    else if (decision !== "refused") decided.delete(code)
  }
  const inputs = [...decided].map(([code, decision]) => {
    const input = document.createElement("input")
    Object.assign(input, { type: "hidden", name: "decision", value: `${code}:${decision}` })
    return input
  })
  panel.querySelector(".suggestions-decisions").replaceChildren(...inputs)
}

// Evidence in the text

function light(suggestion) {
  const evidence = suggestion?.evidence ?? []
  for (const name of ["headline", "standfirst", "dateline"]) {
    form.querySelector(`.field-${name}`)?.classList.toggle("is-evidence", evidence.some(({ place }) => place === name))
  }
  if (!window.Highlight || !CSS.highlights) return
  const all = evidence.length ? blocksIn(form.querySelector(".ProseMirror")) : []
  const inText = evidence.filter(({ place }) => place === "body" || place === "first_paragraph")
  const ranges = inText.map(({ text, index, start }) => rangeOf({ quote: text, block: index, start }, all))
  CSS.highlights.set("evidence", new Highlight(...ranges.filter(Boolean)))
}

function lightFrom(event) {
  const code = event.target.closest?.("li")?.dataset.code
  light(suggestions.find((one) => one.code === code))
}

panel.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-press]")
  if (button) decide(button)
})
for (const kind of ["pointerover", "focusin"]) panel.addEventListener(kind, lightFrom)
for (const kind of ["pointerleave", "focusout"]) panel.addEventListener(kind, () => light(null))

for (const field of Object.values(fields)) {
  window.django?.jQuery(field).on("select2:select select2:unselect select2:clear", show)
}
panel.hidden = false

feedback.add({
  part: "countries",
  keyOf: (words) => JSON.stringify(words.filter(([name]) => WATCHED.has(name))),
  show({ suggestions: answered }) {
    suggestions = answered
    show()
  },
  // Without an answer the old list stays.
  fail(result) {
    const words = panelSentence(result)
    if (words) say(words)
  },
})
window.addEventListener("load", () => feedback.ask())
