// The untagged, one after another: every button has a key, the next stories are at hand, and what was decided is sent
// in the background.

import { post } from "./request.js"
import { createQueue, formsIn } from "./untagged-queue.js"

const page = document.querySelector("[data-ahead]")
const place = page.querySelector(".untagged-place")
const statusLine = page.querySelector(".untagged-status")
const left = page.querySelector(".untagged-left")
const undoing = page.querySelector(".untagged-undo")
const helpButton = page.querySelector(".untagged-help")
const help = page.querySelector(".untagged-keys")
const ROLES = ["about", "mentioned", "refused"]
const SAID = "newsroom.untagged.said" // the message about the last decision, for the page that follows
const DECIDED = "newsroom.untagged.decided" // what can be taken back, for the same page
const decided = undoing.hidden ? [] : [undoing.elements.undo.value]
let saving = Promise.resolve()
let pending = 0
let troubles = 0
let undoes = false

function current() {
  return place.querySelector(".untagged-story")
}

const filled = (words, number) => words.replace("%(number)s", number)

/** The page's own filters, at the place after a story. */
function queryAfter(key) {
  const query = new URLSearchParams(location.search)
  query.delete("undo")
  query.set("after", key)
  return query
}

const queue = createQueue({
  last: Number(current()?.dataset.key ?? 0),
  addressAfter: (key) => `${page.dataset.ahead}?${queryAfter(key)}`,
})

// What comes next

// The address is that of the story on the screen, so that loading it again shows it again.
function show(form) {
  place.replaceChildren(form)
  history.replaceState(null, "", `?${queryAfter(Number(form.dataset.key) + 1)}`)
  const problem = form.querySelector("[role=alert]")
  if (problem) form.elements.add.focus()
  else form.querySelector(".untagged-headline").focus({ preventScroll: true })
  window.scrollTo({ top: 0 })
}

async function goOn(after) {
  const before = troubles
  const next = await queue.next()
  // Without a next one the page itself says how things stand: through, or out of reach.
  if (!next) {
    await saving
    if (troubles !== before) return // what could not be saved is on the screen again
    const query = queryAfter(after)
    if (decided.length) query.set("undo", decided.at(-1))
    try {
      sessionStorage.setItem(SAID, statusLine.textContent)
      sessionStorage.setItem(DECIDED, decided.join(" "))
    } catch { /* no session storage: the page is right without the sentence */ }
    return location.assign(`?${query}`)
  }
  // A decision was refused while the next story was on its way: the refused story is on the screen again, and stays.
  if (troubles !== before) return queue.putFirst(next)
  show(next)
  queue.stockUp()
}

// Deciding

function say(words, failed = false) {
  statusLine.textContent = words
  statusLine.classList.toggle("is-wrong", failed)
}

function count(change) {
  if ("more" in left.dataset) return
  const number = Math.max(0, Number(left.dataset.left) + change)
  left.dataset.left = number
  left.textContent = number === 1 ? page.dataset.leftOne : filled(page.dataset.leftMany, number)
}

function wordsOf(form, button) {
  const words = new FormData(form)
  if (button) words.set(button.name, button.value)
  return words
}

// A story that must be seen again goes before the one on the screen, which waits.
function putBack(form) {
  const now = current()
  if (now && now.dataset.key !== form.dataset.key) queue.putFirst(now)
  show(form)
}

function isShort(form, button) {
  if (button.value !== "accept") return false
  const chosen = [...form.querySelectorAll(".untagged-roles input:checked")].some(({ value }) => value !== "refused")
  return Boolean(form.elements.add.value.trim()) || !chosen
}

// Each decision is saved in the background, one press after another, while the next story is already there.
function decide(form, button) {
  const words = wordsOf(form, button)
  const key = Number(form.dataset.key)
  saving = saving.then(() => save(form, words))
  count(-1)
  goOn(key)
}

async function save(form, words) {
  pending += 1
  const { kind, data: answer } = await post(form.action, words)
  if (kind === "ok") {
    if (answer.undo) remember(answer.undo)
    say(answer.said, answer.failed)
    const [again] = formsIn(answer.story)
    if (again) seeAgain(again)
  } else {
    seeAgain(form)
    say(page.dataset.broken, true)
  }
  pending -= 1
}

function seeAgain(form) {
  troubles += 1
  count(1)
  putBack(form)
}

// What needs an answer before one goes on: a country to be added, nothing chosen.
async function ask(form, button) {
  await saving
  const { kind, data: answer } = await post(form.action, wordsOf(form, button))
  if (kind !== "ok") return say(page.dataset.broken, true)
  const [again] = formsIn(answer.story)
  say(answer.said, answer.failed)
  if (answer.undo) remember(answer.undo)
  if (again) return show(again)
  if (!answer.failed) count(-1)
  await goOn(Number(form.dataset.key))
}

function remember(token) {
  decided.push(token)
  offerUndo()
}

function offerUndo() {
  const token = decided.at(-1)
  undoing.hidden = !token
  if (!token) return
  undoing.elements.undo.value = token
  undoing.elements.story.value = token.split("-")[1]
}

async function undo() {
  if (undoes) return // a second press while the first is on its way would take back one more
  undoes = true
  say(page.dataset.wait)
  await saving
  if (decided.length) await takeBack()
  else say("")
  undoes = false
}

async function takeBack() {
  const { kind, data: answer } = await post(undoing.action, new FormData(undoing))
  if (kind !== "ok") return say(page.dataset.broken, true)
  decided.pop()
  offerUndo()
  say(answer.said, answer.failed)
  const [again] = formsIn(answer.story)
  if (!again) return
  count(1)
  putBack(again)
}

page.addEventListener("submit", (event) => {
  const form = event.target
  if (form === undoing) {
    event.preventDefault()
    undo()
  } else if (form.matches(".untagged-story")) {
    event.preventDefault()
    const button = event.submitter ?? form.querySelector("[value=accept]")
    if (button.value.startsWith("add") || isShort(form, button)) ask(form, button)
    else decide(form, button)
  }
})

page.addEventListener("click", (event) => {
  const skip = event.target.closest("[data-do=skip]")
  if (!skip || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  say("")
  goOn(Number(current().dataset.key))
})

// Keys

function turn(number) {
  const row = current().querySelectorAll(".untagged-rows > li")[number - 1]
  if (!row) return
  const inputs = [...row.querySelectorAll("input")]
  const at = inputs.findIndex(({ checked }) => checked)
  const next = inputs[(at + 1) % ROLES.length]
  next.checked = true
  say(`${row.querySelector(".suggestion-name").textContent}: ${next.parentElement.textContent.trim()}`)
  light(row.dataset.code)
}

const press = (selector) => current()?.querySelector(selector)?.click()
const KEYS = {
  a: () => press("[value=accept]"),
  enter: () => press("[value=accept]"),
  n: () => press("[value=none]"),
  s: () => press("[data-do=skip]"),
  u: () => { if (!undoing.hidden) undoing.requestSubmit() },
  c: () => current()?.elements.add.focus(),
  "?": () => helpButton.click(),
}

function isTyping({ target }) {
  return target.closest("select, textarea, input:not([type=radio])")
}

/** What a key does outside of text boxes; null when it does nothing. */
function actionOf(key) {
  if (!current() && key !== "u" && key !== "?") return null
  if (/^[1-9]$/.test(key)) return () => turn(Number(key))
  return KEYS[key] ?? null
}

/** The box for a country that is missing: Enter adds it, Escape leaves the box. */
function pressInBox(event) {
  const { name, value, form } = event.target
  if (name !== "add") return
  if (event.key === "Escape") form.querySelector(".untagged-headline").focus()
  if (event.key !== "Enter" || !value.trim()) return
  event.preventDefault()
  form.querySelector("[value=add]").click()
}

document.addEventListener("keydown", (event) => {
  // A letter pressed on the desk's own links, or on what a browser adds to the page, is not for us.
  if (event.target !== document.body && !page.contains(event.target)) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (isTyping(event)) return pressInBox(event)
  const key = event.key.toLowerCase()
  if (key === "enter" && event.target.closest("a, button, summary")) return
  const action = actionOf(key)
  if (!action) return
  event.preventDefault()
  // A key held down must not run through the archive.
  if (!event.repeat) action()
})

window.addEventListener("beforeunload", (event) => {
  if (pending) event.preventDefault()
})

helpButton.addEventListener("click", () => {
  help.hidden = !help.hidden
  helpButton.setAttribute("aria-expanded", String(!help.hidden))
})

// The words that speak for a country, while one is on its row

function light(code) {
  for (const mark of place.querySelectorAll("mark")) mark.classList.toggle("is-lit", mark.dataset.code === code)
}

for (const kind of ["pointerover", "focusin"]) {
  place.addEventListener(kind, ({ target }) => light(target.closest?.("[data-code]")?.dataset.code))
}

try {
  statusLine.textContent ||= sessionStorage.getItem(SAID) ?? ""
  const earlier = (sessionStorage.getItem(DECIDED) ?? "").split(" ")
  if (decided.length && earlier.at(-1) === decided[0]) decided.unshift(...earlier.slice(0, -1))
  for (const one of [SAID, DECIDED]) sessionStorage.removeItem(one)
} catch { /* as above */ }
page.classList.add("has-keys")
helpButton.hidden = false
if (current()) {
  const first = current().querySelector("[role=alert]") ? "[name=add]" : ".untagged-headline"
  current().querySelector(first).focus({ preventScroll: true })
  queue.stockUp()
}
