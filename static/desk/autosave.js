// Autosave. Nothing typed is lost: words are stored in this browser at once and at the desk in the next pause, and a
// save waits for that. What the desk never got, from any tab of this browser, it gets when the story is opened again.
// The post of a pause carries the parts that the page's panels want, too (see feedback.js).

import { createBackoff, createClient, isTemporary } from "./autosave/client.js"
import { createSequence, createStore, newTabKey } from "./autosave/store.js"
import { createNotice } from "./autosave/ui.js"
import { debounced } from "./editor/dom.js"
import { feedback, partOf } from "./feedback.js"
import { focusedField } from "./focused-field.js"

const form = document.getElementById("story-form")
const panel = document.getElementById("autosave")
const { url, presence, person, story } = panel.dataset
const PAUSE_MS = Number(form.dataset.pause)
const LOCAL_PAUSE_MS = 250
const SUBMIT_TIMEOUT_MS = 20_000
const isReadOnly = "reading" in panel.dataset

// Every page is a tab of its own, even one that the browser has brought back.
const tab = newTabKey()
if (form.elements._window) form.elements._window.value = tab
const sequence = createSequence()
const store = createStore(() => localStorage, `desk.unsaved.${person}.${story || "new"}.`)
const client = createClient({ url, presence, person, story, tab })
const notice = createNotice({ form, panel })
const backoff = createBackoff()
// While this page lives, no other takes its words for left behind.
navigator.locks?.request(store.nameOf(tab), () => new Promise(() => {}))

const state = {
  saved: "", // what the desk has
  onTheWay: "",
  isTouched: "used" in panel.dataset,
  request: null, // the promise of the one that is on its way
  retry: 0,
  isSubmitting: false, // the form's own submit may pass
  isGone: false, // and has
}

const isOurs = (name) => !name.startsWith("_") && name !== "csrfmiddlewaretoken"
const typed = () => [...new FormData(form)].filter(([name]) => isOurs(name))
const opened = () => form.elements._opened_with?.value ?? ""
const storeHere = (words) => store.put(tab, { turn: sequence.next(), at: Date.now(), words, opened: opened() })

// Sending

/** Post the words for these parts and hand each its answer; the result of autosave, or ok when it was none of them. */
async function send(words, parts) {
  const isAutosave = parts.includes("autosave")
  const text = JSON.stringify(words)
  if (isAutosave) state.onTheWay = text
  const isStored = isAutosave && storeHere(words)
  const turn = sequence.current
  const result = await client.send(words, { parts, turn, opened: opened(), field: focusedField() })
  feedback.deliver(result, parts)
  if (!isAutosave) return { kind: "ok" }
  const own = partOf(result, "autosave")
  const isSaved = own.kind === "ok"
  form.dataset.autosaved = isSaved ? "yes" : "no"
  if (isSaved) {
    state.saved = text
    backoff.reset()
    store.drop(tab, turn)
  }
  notice.show(own, { isStored })
  return own
}

/**
 * Autosave what stands in the form, if the desk doesn't have it, and ask for what the panels want. One request at a
 * time, the newest words last, so that no answer overtakes a newer one.
 */
async function save({ isSubmit = false } = {}) {
  clearTimeout(state.retry)
  while (state.request) await state.request
  const words = typed()
  const isUnsaved = state.isTouched && JSON.stringify(words) !== state.saved
  const parts = isUnsaved || isSubmit || notice.isTroubled ? ["autosave"] : []
  if (!isSubmit) parts.push(...feedback.take(words))
  if (!parts.length) return { kind: "ok" }
  state.request = send(words, parts)
  const result = await state.request.finally(() => { state.request = null })
  if (isTemporary(result)) state.retry = setTimeout(save, backoff.next())
  else if (result.kind === "ok" && state.isTouched && JSON.stringify(typed()) !== state.saved) saveSoon()
  return result
}

const saveSoon = debounced(() => save(), PAUSE_MS)
const storeSoon = debounced(storeUnsent, LOCAL_PAUSE_MS)

function storeUnsent() {
  const words = typed()
  const text = JSON.stringify(words)
  const isKnown = text === state.saved || (state.request && text === state.onTheWay)
  if (state.isTouched && !state.isSubmitting && !isKnown) storeHere(words)
}

function touch() {
  state.isTouched = true
  form.dataset.autosaved = "no"
  storeSoon()
  saveSoon()
}

// Words that another tab left in this browser

async function handOverAll() {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const alive = new Set(held.map(({ name }) => name))
  for (const other of store.tabs()) if (other !== tab && !alive.has(store.nameOf(other))) await handOver(other)
}

async function handOver(other) {
  const entry = store.read(other)
  if (!entry?.words) return
  const { kind, data } = partOf(await client.handOver(other, entry), "autosave")
  if (kind !== "ok") return
  store.drop(other, entry.turn)
  notice.offer(data.offers)
}

// Leaving

/** The last words before the page goes: in this browser for sure, at the desk if the request still gets out. */
function leave() {
  if (isReadOnly || state.isSubmitting) return
  const words = typed()
  const isUnsent = state.isTouched && JSON.stringify(words) !== state.saved
  if (isUnsent) storeHere(words)
  client.leave(isUnsent ? words : null, { turn: sequence.current, opened: opened() })
}

function hold(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** The form is submitted once the desk has the words, and stays here if the desk can't be reached. */
async function submit(event) {
  // A second press, while the first is on its way, would save or file everything twice.
  if (state.isGone) return hold(event)
  if (state.isSubmitting) {
    state.isGone = true
    setTimeout(stay, SUBMIT_TIMEOUT_MS) // a submit that was stopped on its way may be tried again
  }
  if (state.isSubmitting || !state.isTouched) return
  hold(event)
  if (form.dataset.saving) return
  form.dataset.saving = "yes"
  let result = await save({ isSubmit: true })
  // What was typed while the desk answered goes with the save too.
  if (result.kind === "ok" && JSON.stringify(typed()) !== state.saved) result = await save({ isSubmit: true })
  delete form.dataset.saving
  if (result.kind === "ended" || result.unreachable) return
  state.isSubmitting = true
  form.requestSubmit(event.submitter)
}

function stay() {
  state.isSubmitting = state.isGone = false
}

if (!isReadOnly) {
  feedback.connect({ words: typed, send: () => save() })
  window.addEventListener("load", () => { if (!state.isTouched) state.saved = JSON.stringify(typed()) })
  for (const kind of ["input", "change"]) form.addEventListener(kind, touch)
  // Select2 reports picks through jQuery alone.
  window.django?.jQuery(form).on("change", touch)
  form.addEventListener("submit", submit, { capture: true })
  window.addEventListener("pagehide", leave)
  window.addEventListener("pageshow", (event) => { if (event.persisted) stay() })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") storeUnsent()
    if (state.isTouched) save()
  })
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => { if (notice.isTroubled) save() })
}
window.addEventListener("load", handOverAll)
