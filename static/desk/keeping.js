// Nothing typed is lost: words are kept in this browser at once and at the desk a moment later, and a save waits for that.
// What the desk never got, from whatever window of this browser, it gets when the story is opened again.

import { debounced } from "./editor/dom.js"
import { token } from "./token.js"

const form = document.getElementById("story-form")
const panel = document.getElementById("keeping")
const { url, person, story, login } = panel.dataset
const say = panel.dataset
const PAUSE = Number(form.dataset.autosavePause)
const AT_ONCE = 250
const [FIRST_WAIT, LONGEST_WAIT, PATIENCE] = [4000, 30000, 20000]
const PREFIX = `desk.unsaved.${person}.${story || "new"}.`
const reading = "reading" in panel.dataset

// Every page is a window of its own, even one that the browser has brought back.
const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
if (form.elements._window) form.elements._window.value = key
// While this page lives nobody takes its words for left behind.
navigator.locks?.request(PREFIX + key, () => new Promise(() => {}))

let turn = 0
let kept = ""
let onTheWay = ""
let touched = "used" in panel.dataset
let sending = null
let wait = FIRST_WAIT
let retry = 0
let passing = false
let gone = false
let trouble = ""

const nextTurn = () => (turn = Math.max(turn + 1, Date.now()))
const ours = (name) => !name.startsWith("_") && name !== "csrfmiddlewaretoken"
const typed = () => [...new FormData(form)].filter(([name]) => ours(name))

// In this browser

function putHere(words) {
  try {
    const copy = { turn: nextTurn(), at: Date.now(), words, opened: form.elements._opened_with?.value ?? "" }
    localStorage.setItem(PREFIX + key, JSON.stringify(copy))
    return true
  } catch {
    return false // no room, or not allowed
  }
}

function dropHere(window_, upTo) {
  try {
    const copy = JSON.parse(localStorage.getItem(PREFIX + window_))
    if (copy && copy.turn <= upTo) localStorage.removeItem(PREFIX + window_)
  } catch {
    // what can't be read can't be dropped
  }
}

// At the desk

function post(words, extra) {
  const body = new FormData()
  for (const [name, value] of words) body.append(name, value)
  const about = { csrfmiddlewaretoken: token(), _person: person, _story: story, _window: key, ...extra }
  for (const [name, value] of Object.entries(about)) body.append(name, value)
  return body
}

/** What came of asking the desk: {kind: ok | offline | loggedout | refused | broken, …answer}. */
async function ask(body, address = url) {
  let response
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const headers = { Accept: "application/json", "X-CSRFToken": token() }
    response = await fetch(address, { method: "POST", body, headers, redirect: "manual", signal })
  } catch {
    return { kind: "offline" }
  }
  if (response.type === "opaqueredirect") return { kind: "loggedout" }
  if ([502, 503, 504].includes(response.status)) return { kind: "offline" }
  let answer = {}
  try {
    answer = await response.json()
  } catch {
    return { kind: response.status === 403 ? "loggedout" : "broken" }
  }
  return { kind: response.ok ? "ok" : "refused", ...answer }
}

const where = () => {
  const field = document.activeElement?.closest?.("#story-form .field")
  if (document.activeElement?.closest?.(".credits")) return "credits"
  return [...(field?.classList ?? [])].find((name) => name.startsWith("field-"))?.slice(6) ?? ""
}

async function send(words) {
  const text = JSON.stringify(words)
  onTheWay = text
  const here = putHere(words)
  const mine = turn
  const answer = await ask(post(words, { _turn: mine, _opened_with: form.elements._opened_with?.value ?? "", _presence: "here", _field: where() }))
  if (answer.kind === "ok") {
    kept = text
    wait = FIRST_WAIT
    dropHere(key, mine)
    document.dispatchEvent(new CustomEvent("desk:answered", { detail: answer }))
  }
  tell(answer, here)
  return answer.kind
}

/** Keep what stands in the form; one request at a time, the newest words last. */
async function keep({ always = false } = {}) {
  clearTimeout(retry)
  while (sending) await sending
  const words = typed()
  if (!always && !trouble && JSON.stringify(words) === kept) return "ok"
  sending = send(words)
  const kind = await sending.finally(() => { sending = null })
  if (kind === "offline" || kind === "loggedout" || kind === "broken") {
    retry = setTimeout(keep, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT)
  } else if (kind === "ok" && JSON.stringify(typed()) !== kept) keepSoon()
  return kind
}

// Saying so: quietly in the bar while all is well, a line below it when not; spoken only when that changes.

function tell(answer, here) {
  const line = panel.querySelector(".keeping-trouble")
  const bar = form.querySelector(".bar-kept")
  const words = sentence(answer, here)
  // The bar is always in view, the line may have been scrolled away.
  const short = here ? say.sayInbrowser : say.sayNowhere
  bar.textContent = `· ${answer.kind === "ok" ? say.sayKept.replace("%(time)s", answer.at) : short}`
  bar.classList.toggle("is-trouble", answer.kind !== "ok")
  form.dataset.kept = answer.kind === "ok" ? "yes" : "no"
  if (words === trouble) return
  if (!words && trouble) panel.querySelector(".keeping-said").textContent = say.sayAgain
  trouble = words
  line.hidden = !words
  line.replaceChildren(words)
  if (answer.kind === "loggedout" && here) {
    const link = Object.assign(document.createElement("a"), { href: login, target: "_blank", textContent: say.sayLogin })
    line.append(" ", link, ".")
  }
}

function sentence({ kind, error }, here) {
  if (kind === "ok") return ""
  if (!here) return [error, say.sayNowhere].filter(Boolean).join(" ")
  if (kind === "offline") return say.sayOffline
  if (kind === "loggedout") return say.sayLoggedout
  return `${error || say.sayBroken} ${say.sayInbrowser}`
}

// Words that another window left in this browser

async function bringBack() {
  const left = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && !name.endsWith(key))
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const alive = new Set(held.map(({ name }) => name))
  for (const name of left.filter((one) => !alive.has(one))) await bringOne(name)
}

async function bringOne(name) {
  let copy
  try {
    copy = JSON.parse(localStorage.getItem(name))
  } catch {
    return
  }
  if (!copy?.words) return
  const window_ = name.slice(PREFIX.length)
  const answer = await ask(post(copy.words, { _window: window_, _turn: copy.turn, _opened_with: copy.opened ?? "", _presence: "", _offers: key }))
  if (answer.kind !== "ok") return
  dropHere(window_, copy.turn)
  if (answer.offers !== undefined) document.getElementById("offers").innerHTML = answer.offers
}

// When

const keepSoon = debounced(() => keep(), PAUSE)
const keepHere = debounced(putUnsentHere, AT_ONCE)

function putUnsentHere() {
  const words = typed()
  const text = JSON.stringify(words)
  const known = text === kept || (sending && text === onTheWay)
  if (touched && !passing && !known) putHere(words)
}

function touch() {
  touched = true
  form.dataset.kept = "no"
  keepHere()
  keepSoon()
}

/** The last words before the page goes: in this browser for sure, at the desk if the request still gets out. */
function goodbye() {
  if (reading || passing) return
  const words = typed()
  const unsent = touched && JSON.stringify(words) !== kept
  if (unsent) putHere(words)
  const extra = { _turn: turn, _opened_with: form.elements._opened_with?.value ?? "", _presence: "leaving" }
  if (unsent) navigator.sendBeacon(url, post(words, extra))
  else if (story) navigator.sendBeacon(say.presence, post([], extra))
}

/** A save goes out once the desk has the words, and stays here if the desk can't be reached. */
async function holdBack(event) {
  if (gone) {
    // A second press, while the first is on its way, would save or file everything twice.
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  if (passing) {
    gone = true
    setTimeout(() => { passing = gone = false }, PATIENCE) // whoever stopped it on its way may press again
  }
  if (passing || !touched) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (form.dataset.saving) return
  form.dataset.saving = "yes"
  let kind = await keep({ always: true })
  // What was typed while the desk answered goes with the save too.
  if (kind === "ok") kind = await keep()
  delete form.dataset.saving
  if (kind === "offline" || kind === "loggedout") return
  passing = true
  form.requestSubmit(event.submitter)
}

if (!reading) {
  window.addEventListener("load", () => { if (!touched) kept = JSON.stringify(typed()) })
  for (const kind of ["input", "change"]) form.addEventListener(kind, touch)
  window.django?.jQuery(form).on("change", touch)
  form.addEventListener("submit", holdBack, { capture: true })
  window.addEventListener("pagehide", goodbye)
  window.addEventListener("pageshow", (event) => { if (event.persisted) passing = gone = false })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") putUnsentHere()
    if (touched) keep()
  })
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => { if (trouble) keep() })
}
window.addEventListener("load", bringBack)
