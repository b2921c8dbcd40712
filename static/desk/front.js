// The front page at the desk: stories go into slots by drag or by keyboard; the form's fields follow the page.

import { debounced } from "./editor/dom.js"
import { pressOwnButton } from "./enter.js"
import { get, latest } from "./request.js"
import { languageAttributes } from "./scripts.js"

const form = document.querySelector("#arrangement")
const statusLine = document.querySelector("#status")
const slots = [...document.querySelectorAll(".slot")]
let dragged = null
let atFirst = null
let leaving = false
let checking = false
let sure = false

const SUBMIT_TIMEOUT_MS = 20_000
const LEFT_OUT = "[name=place], [name=csrfmiddlewaretoken], [name=note], [name=seen]" // of a preview of what is planned
const search = document.querySelector("#pool-search")
const problem = document.querySelector("#pool-problem")
const listOf = (slot) => slot.querySelector("ol")
const nameOf = (slot) => slot.querySelector("h2").firstChild.textContent.trim()
const say = (what, ...words) => (statusLine.textContent = [statusLine.dataset[what], ...words].join(" "))
const slotNamed = (value) => slots.find(({ dataset }) => `${dataset.slot}|${dataset.section}` === value)

/** Write every place into its hidden field, in the order of the page. */
function write() {
  for (const slot of slots) {
    const places = listOf(slot).children
    const languages = [...places].map(({ dataset }) => dataset.language)
    const most = Math.max(0, ...languages.map((one) => languages.filter((other) => other === one).length))
    slot.classList.toggle("is-full", most >= Number(slot.dataset.limit))
    for (const place of places) {
      const { article = "", country = "" } = place.dataset
      const until = place.querySelector("[data-until]").value
      const parts = [slot.dataset.slot, slot.dataset.section, article, country, until]
      place.querySelector("[name=place]").value = parts.join("|")
    }
  }
  const placed = new Set([...form.querySelectorAll(".place")].map(({ dataset }) => dataset.article))
  for (const story of document.querySelectorAll(".pool-story")) {
    story.classList.toggle("is-placed", placed.has(story.dataset.article))
  }
}

/** What would be lost with the page. */
const standing = () => [...form.querySelectorAll("[name=place], [name=note]")].map(({ value }) => value).join("\n")

function made({ article = "", country = "", language = "", name }) {
  const place = document.querySelector("#place-template").content.firstElementChild.cloneNode(true)
  Object.assign(place.dataset, { article, country, language })
  place.querySelector(".place-name").textContent = name
  if (language) Object.assign(place.querySelector(".place-name"), languageAttributes(language))
  return place
}

/** Put a place into a slot before another one, or last; a story that stands elsewhere moves. */
function put(place, slot, before = null) {
  const takes = slot.dataset.slot === "country" ? "country" : "article"
  if (!place.dataset[takes]) return false
  const others = [...form.querySelectorAll(".place")].filter((other) => other !== place)
  const same = others.find((other) => other.dataset[takes] === place.dataset[takes])
  const inside = place.parentElement === listOf(slot) || same?.parentElement === listOf(slot)
  // Each language's paper has the slots for itself.
  const ours = [...listOf(slot).children].filter(({ dataset }) => dataset.language === place.dataset.language)
  if (!inside && ours.length >= Number(slot.dataset.limit)) {
    say("full")
    return false
  }
  if (before !== same) same?.remove()
  listOf(slot).insertBefore(place, before === same ? null : before)
  if (before === same) same?.remove()
  write()
  return true
}

function move(place, step) {
  const list = place.parentElement
  const places = [...list.children]
  const to = places.indexOf(place) + step
  if (to < 0 || to >= places.length) return
  list.insertBefore(place, step < 0 ? places[to] : places[to].nextElementSibling)
  write()
  say("moved", to + 1)
}

const ACTIONS = {
  up: (place) => move(place, -1),
  down: (place) => move(place, 1),
  off(place) {
    const next = place.nextElementSibling ?? place.previousElementSibling
    say("removed", place.querySelector(".place-name").textContent)
    place.remove()
    write()
    ;(next?.querySelector("button") ?? document.querySelector("#pool-q")).focus()
  },
}

form.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]")
  if (!button) return
  ACTIONS[button.dataset.do](button.closest(".place"))
  if (button.isConnected) button.focus()
})
form.addEventListener("input", write)
pressOwnButton(form, "fieldset, .place, p")
// After a log-in the page would be empty: the form is sent only once the server has answered a check of the session.
form.addEventListener("submit", async (event) => {
  if (sure || event.submitter?.formTarget) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (checking || leaving) return // a second press would send it twice
  checking = true
  const { kind } = await ask(new FormData(search))
  checking = false
  if (kind !== "ok") return problem.scrollIntoView({ block: "nearest" })
  sure = true
  form.requestSubmit(event.submitter)
  sure = false
}, { capture: true })
form.addEventListener("submit", ({ submitter }) => {
  write()
  const later = form.querySelector("#begins_at")
  later.name = submitter && "later" in submitter.dataset ? "begins_at" : ""
  later.required = Boolean(later.name)
  // A preview of what is planned asks for a moment, and for nothing else.
  const bare = Boolean(submitter && "bare" in submitter.dataset)
  for (const field of form.querySelectorAll(LEFT_OUT)) field.disabled = bare
  leaving = !submitter?.formTarget
  if (leaving) setTimeout(() => (leaving = false), SUBMIT_TIMEOUT_MS) // a stopped request may be sent again
  if (bare) setTimeout(() => form.querySelectorAll(":disabled").forEach((field) => (field.disabled = false)))
})
form.querySelector("[data-later]").addEventListener("click", (event) => {
  const later = form.querySelector("#begins_at")
  if (later.value) return
  event.preventDefault()
  later.required = true
  later.reportValidity()
  later.required = false // or nothing else could be sent any more
})

document.querySelector("#pool").addEventListener("click", ({ target }) => {
  const button = target.closest("[data-add]")
  if (!button) return
  const story = button.closest(".pool-story")
  const slot = slotNamed(document.querySelector("#pool-slot").value)
  const name = story.querySelector(".pool-headline").textContent
  if (put(made({ ...story.dataset, name }), slot)) say("added", nameOf(slot))
})
document.querySelector("#pool-country").addEventListener("change", ({ target }) => {
  const name = target.selectedOptions[0].textContent
  const slot = slotNamed("country|")
  if (target.value && put(made({ country: target.value, name }), slot)) say("added", nameOf(slot))
  target.value = ""
})

/** Stories that match; without an answer, or a session, a line says so. */
async function ask(words, send = get) {
  const result = await send(`${search.dataset.stories}?${new URLSearchParams(words)}`)
  if (result.kind !== "stale") problem.hidden = Boolean(result.data)
  return result
}

const getLatest = latest(get)
search.addEventListener("submit", (event) => event.preventDefault())
search.addEventListener("input", debounced(async () => {
  const { data } = await ask(new FormData(search), getLatest)
  if (!data) return
  const fresh = new DOMParser().parseFromString(data.html, "text/html")
  document.querySelector("#pool").replaceChildren(...document.importNode(fresh.body, true).childNodes)
  write()
}, 250))

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.(".place, .pool-story")
  if (!item) return
  dragged = item
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", item.textContent.trim())
  item.classList.add("is-dragged")
})
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged")
  dragged = null
  for (const slot of slots) slot.classList.remove("is-over")
})
for (const slot of slots) {
  slot.addEventListener("dragover", (event) => {
    if (!dragged) return
    event.preventDefault()
    slot.classList.add("is-over")
  })
  slot.addEventListener("dragleave", (event) => {
    if (!slot.contains(event.relatedTarget)) slot.classList.remove("is-over")
  })
  slot.addEventListener("drop", (event) => {
    if (!dragged) return
    event.preventDefault()
    slot.classList.remove("is-over")
    const isStory = dragged.classList.contains("pool-story")
    const name = dragged.querySelector(".pool-headline")?.textContent
    const place = isStory ? made({ ...dragged.dataset, name }) : dragged
    const before = event.target.closest(".place")
    put(place, slot, before === place ? null : before)
  })
}
write()
atFirst = "unsaved" in form.dataset ? null : standing()
window.addEventListener("beforeunload", (event) => {
  if (!leaving && standing() !== atFirst) event.preventDefault()
})
window.addEventListener("pageshow", () => (leaving = false))
