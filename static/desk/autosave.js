// Autosave. Nothing typed is lost: words are stored in this browser at once and at the desk in the next pause, and a
// save waits for that. What the desk never got, from any tab of this browser, it gets when the story is opened again.
// The post of a pause carries the parts that the page's panels want, too (see feedback.js).

import { createBar, showErrors, showTitle, takeValues } from "./autosave/answer.js"
import { createBackoff, createClient, isTemporary } from "./autosave/client.js"
import { handOverAll } from "./autosave/left-behind.js"
import { keepSteady, showRegions } from "./autosave/regions.js"
import { createSequence, createStore, newTabKey } from "./autosave/store.js"
import { createNotice, loginLink, sentence } from "./autosave/ui.js"
import { hasMove, readWords, textOf, withoutMoves } from "./autosave/words.js"
import { debounced } from "./editor/dom.js"
import { feedback, partOf } from "./feedback.js"
import { focusedField } from "./focused-field.js"
import { post } from "./request.js"

const form = document.getElementById("story-form")
const panel = document.getElementById("autosave")
const { url, presence, person } = panel.dataset
const PAUSE_MS = Number(form.dataset.pause)
const LOCAL_PAUSE_MS = 250
const SUBMIT_TIMEOUT_MS = 20_000
const isReadOnly = "reading" in panel.dataset
const storyKey = () => panel.dataset.story // "" until the first save, which the page outlives

// Every page is a tab of its own, even one that the browser has brought back.
const tab = newTabKey()
if (form.elements._window) form.elements._window.value = tab
const sequence = createSequence()
const client = createClient({ url, presence, person, story: storyKey, tab })
const notice = createNotice({ form, panel })
const bar = createBar(form)
const backoff = createBackoff()
let store

/** The entries of this story in this browser. While this page lives, no other takes its words for left behind. */
function openStore() {
  store = createStore(() => localStorage, `desk.unsaved.${person}.${storyKey() || "new"}.`)
  navigator.locks?.request(store.nameOf(tab), () => new Promise(() => {}))
}
openStore()

const typed = () => readWords(form)
const bodies = new Map()
const state = {
  version: "", // the words of the version that is saved; "" when the page began with others
  held: "", // the words that the desk has, saved or autosaved
  onTheWay: "",
  isTouched: "used" in panel.dataset,
  request: null, // the promise of the one that is on its way
  retry: 0,
  isSaving: false,
  saveAgain: false, // the keys were pressed while a save was on its way
  isPassing: false, // the form's own submit may pass
  isGone: false, // and has
}

const opened = () => form.elements._opened_with?.value ?? ""
const storeHere = (words) => store.put(tab, { turn: sequence.next(), at: Date.now(), words, opened: opened() })
const isUnsaved = (words = typed()) => textOf(words, bodies) !== state.version
/** Whether there is nothing here that the saved version doesn't have. */
const isSettled = (words) => !isUnsaved(words) && !hasMove(words)

function begin() {
  const words = typed()
  state.version = "used" in panel.dataset ? "" : textOf(words)
  state.held = JSON.stringify(words)
}

function showUnsaved() {
  form.querySelector(".bar-unsaved").hidden = !isUnsaved()
}

// Sending

/** Post the words for these parts and hand each its answer; the result of autosave, or ok when it was none of them. */
async function send(words, parts) {
  const isAutosave = parts.includes("autosave")
  const settled = isAutosave && isSettled(words)
  const text = JSON.stringify(words)
  if (isAutosave) state.onTheWay = text
  const isStored = isAutosave && !settled && storeHere(words)
  const turn = sequence.current
  const result = await client.send(words, { parts, turn, opened: opened(), field: focusedField(), settled })
  feedback.deliver(result, parts)
  if (!isAutosave) return { kind: "ok" }
  const own = partOf(result, "autosave")
  const isSaved = own.kind === "ok"
  form.dataset.autosaved = isSaved ? "yes" : "no"
  if (isSaved) {
    state.held = text
    backoff.reset()
    store.drop(tab, turn)
  }
  notice.show(own, { isStored: isStored || settled })
  return own
}

/**
 * Autosave what stands in the form, if the desk doesn't have it, and ask for what the panels want. One request at a
 * time, the newest words last, so that no answer overtakes a newer one.
 */
async function save() {
  clearTimeout(state.retry)
  while (state.request) await state.request
  const words = typed()
  const isUnsent = state.isTouched && JSON.stringify(words) !== state.held
  const parts = isUnsent || notice.isTroubled ? ["autosave"] : []
  parts.push(...feedback.take(words))
  if (!parts.length) return
  state.request = send(words, parts)
  const result = await state.request.finally(() => { state.request = null })
  if (isTemporary(result)) state.retry = setTimeout(save, backoff.next())
  else if (result.kind === "ok" && state.isTouched && JSON.stringify(typed()) !== state.held) saveSoon()
}

const saveSoon = debounced(() => save(), PAUSE_MS)
const storeSoon = debounced(storeUnsent, LOCAL_PAUSE_MS)

function storeUnsent() {
  const words = typed()
  if (isSettled(words)) return store.drop(tab, sequence.current)
  const text = JSON.stringify(words)
  const isKnown = text === state.held || (state.request && text === state.onTheWay)
  if (state.isTouched && !state.isGone && !isKnown) storeHere(words)
}

function keepSoon() {
  state.isTouched = true
  form.dataset.autosaved = "no"
  showUnsaved()
  storeSoon()
  saveSoon()
}

function touch() {
  bar.quiet()
  keepSoon()
}

// Saving and moving: the page stays, unless what came of it can only be seen on another

/** Take the page from a new story to the one that it has become, without loading it again. */
function adopt({ story, address }) {
  if (storyKey() !== String(story)) {
    store.drop(tab, sequence.current)
    panel.dataset.story = story
    openStore()
  }
  if (location.pathname !== address || location.search) history.replaceState(history.state, "", address)
}

/** The posted words are a version now: what the page knows of it moves forward, and nothing else may move it. */
function settle(answer, posted) {
  adopt(answer)
  delete panel.dataset.used
  form.elements._opened_with.value = ""
  const saved = takeValues(form, { base: String(answer.base), ...answer.values }, posted)
  state.version = textOf(saved)
  store.drop(tab, sequence.current)
  backoff.reset()
}

function showAnswer(answer, { posted, pressed }) {
  const wasTyping = JSON.stringify(typed()) !== JSON.stringify(posted)
  if (answer.saved) settle(answer, posted)
  keepSteady(() => {
    const lostFocus = showRegions(answer.regions, pressed)
    bar.say(answer.said, { field: showErrors(form, answer.errors) })
    if (lostFocus) bar.focus()
  })
  if (!answer.saved) return keepSoon()
  showTitle(answer.title)
  // The desk has dropped what it had autosaved of this page; what was typed for a move, or since, is autosaved again.
  state.held = wasTyping ? "" : JSON.stringify(withoutMoves(typed()))
  state.isTouched = false
  form.dataset.autosaved = "yes"
  form.querySelector(".bar-autosaved").textContent = ""
  showUnsaved()
  if (JSON.stringify(typed()) !== state.held) keepSoon()
  form.dispatchEvent(new CustomEvent("desk:saved", { bubbles: true, detail: answer }))
  feedback.ask()
}

/** Nothing came of it that the desk could say: the words stay here, and the bar says why. */
function showFailure(result, isStored) {
  const say = panel.dataset
  const own = result.kind === "failed" && !result.unreachable ? { ...result, message: say.sayFailed } : result
  const text = sentence(own, { isStored, say })
  bar.say([{ level: "error", text }], { extra: result.kind === "ended" && isStored ? loginLink(say) : undefined })
  notice.show(own, { isStored })
  if (isTemporary(own)) state.retry = setTimeout(save, backoff.next())
}

async function leaveFor(address, posted) {
  if (JSON.stringify(typed()) !== JSON.stringify(posted)) await save()
  state.isGone = true
  location.assign(address)
}

/** Let the form be posted by the browser itself. */
function pass(submitter) {
  state.isPassing = true
  form.requestSubmit(submitter)
}
const stay = () => { state.isPassing = state.isGone = false }

async function saveInPlace(submitter) {
  clearTimeout(state.retry)
  while (state.request) await state.request
  const posted = typed()
  const isStored = isSettled(posted) || storeHere(posted)
  state.onTheWay = JSON.stringify(posted)
  state.request = post(location.pathname, new FormData(form, submitter), { timeout: SUBMIT_TIMEOUT_MS })
  const result = await state.request.finally(() => { state.request = null })
  const { data: answer } = result
  if (result.kind !== "ok") showFailure(result, isStored)
  else if (answer.go) {
    if (answer.done) store.drop(tab, sequence.current)
    await leaveFor(answer.go, posted)
  }
  else if (answer.by_form) pass(submitter)
  else showAnswer(answer, { posted, pressed: submitter?.name === "_move" ? submitter.value : "" })
}

function hold(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

async function submit(event) {
  // A second press, while the first is on its way, would save or file everything twice.
  if (state.isGone) return hold(event)
  if (state.isPassing) {
    state.isGone = true
    setTimeout(stay, SUBMIT_TIMEOUT_MS) // a submit that was stopped on its way may be tried again
    return
  }
  hold(event)
  const { submitter } = event
  if (state.isSaving) {
    state.saveAgain ||= submitter?.name === "_save"
    return
  }
  state.isSaving = true
  form.dataset.saving = "yes"
  await saveInPlace(submitter)
  state.isSaving = false
  delete form.dataset.saving
  const again = state.saveAgain && !state.isGone && isUnsaved()
  state.saveAgain = false
  if (again) form.requestSubmit(form.querySelector("[name=_save]"))
}

// Leaving

/** The last words before the page goes: in this browser for sure, at the desk if the request still gets out. */
function leave() {
  if (isReadOnly || state.isGone) return
  const words = typed()
  const settled = isSettled(words)
  const isUnsent = state.isTouched && JSON.stringify(words) !== state.held
  if (isUnsent && !settled) storeHere(words)
  client.leave(isUnsent ? words : null, { turn: sequence.current, opened: opened(), settled })
}

begin()
if (!isReadOnly) {
  feedback.connect({ words: typed, send: () => save() })
  window.addEventListener("load", () => { if (!state.isTouched) begin() })
  // The editor may spell a body in another way, which is no change of it.
  form.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    bodies.set(editor.getHTML(), textarea.value)
  })
  for (const kind of ["input", "change"]) form.addEventListener(kind, touch)
  // Select2 reports picks through jQuery alone.
  window.django?.jQuery(form).on("change", touch)
  form.addEventListener("submit", submit, { capture: true })
  window.addEventListener("pagehide", leave)
  window.addEventListener("pageshow", (event) => { if (event.persisted) stay() })
  window.addEventListener("beforeunload", (event) => {
    // What the desk has is offered again; only words that it doesn't have are worth a question.
    if (isUnsaved() && !state.isGone && state.isTouched && form.dataset.autosaved !== "yes") event.preventDefault()
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") storeUnsent()
    if (state.isTouched) save()
  })
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => { if (notice.isTroubled) save() })
}
window.addEventListener("load", () => handOverAll({ store, tab, client, notice }))
