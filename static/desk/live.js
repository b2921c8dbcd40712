// Live preview: what stands in the form is posted when the writer pauses, and the page that comes back is shown beside it.
// Nothing is saved. Only what differs is exchanged, so the preview neither flickers nor loses its place.

import { debounced, el } from "./editor/dom.js"

const form = document.getElementById("story-form")
const pane = document.getElementById("live-preview")
const stage = pane.querySelector(".live-stage")
const frame = pane.querySelector("iframe")
const status = pane.querySelector(".live-status")
const widths = [...pane.querySelectorAll("[data-width]")]
const isBeside = window.matchMedia("(min-width: 62rem)")
const PAUSE = Number(form.dataset.typingPause)
let width = widths[0].dataset.width
let asked = 0
let lastWords = ""
let hidden = []

// What is remembered is a comfort; a browser that keeps nothing still shows everything.
function remembered(name) {
  try { return localStorage.getItem(`live-preview-${name}`) } catch { return null }
}
function remember(name, value) {
  try { localStorage.setItem(`live-preview-${name}`, value) } catch { /* nothing is kept */ }
}

// Asking

async function ask() {
  if (pane.hidden) return
  const words = new FormData(form)
  const typed = new URLSearchParams(words).toString()
  if (typed === lastWords) return
  lastWords = typed
  const mine = ++asked
  try {
    const response = await fetch(pane.dataset.url, { method: "POST", body: words })
    const answer = await response.text()
    // A slow answer must not push aside a newer one.
    if (mine !== asked) return
    const refused = response.headers.get("Content-Type")?.startsWith("text/plain")
    if (response.redirected || (response.status === 403 && !refused)) return say(pane.dataset.ended, { again: true })
    if (response.ok) show(answer)
    if (response.ok || refused) return say(response.ok ? "" : answer)
    say(pane.dataset.lost, { again: true })
  } catch {
    if (mine === asked) say(pane.dataset.lost, { again: true })
  }
}

function say(words, { again = false } = {}) {
  if (again) lastWords = ""
  if (status.textContent !== words) status.textContent = words
}

// Showing

function show(html) {
  const page = frame.contentDocument
  if (!page?.querySelector("main")) {
    frame.srcdoc = html
    return
  }
  exchange(page.documentElement, new DOMParser().parseFromString(html, "text/html").documentElement)
}

/** Make one tree like another, leaving alone whatever is alike already. */
function exchange(here, there) {
  if (here.isEqualNode(there)) return
  if (here.nodeName !== there.nodeName || here.nodeType !== Node.ELEMENT_NODE || here.localName === "picture") {
    here.replaceWith(here.ownerDocument.importNode(there, true))
    return
  }
  for (const { name } of [...here.attributes]) if (!there.hasAttribute(name)) here.removeAttribute(name)
  for (const { name, value } of there.attributes) if (here.getAttribute(name) !== value) here.setAttribute(name, value)
  const [old, fresh] = [[...here.childNodes], [...there.childNodes]]
  while (old.length && fresh.length && old[0].isEqualNode(fresh[0])) { old.shift(); fresh.shift() }
  while (old.length && fresh.length && old.at(-1).isEqualNode(fresh.at(-1))) { old.pop(); fresh.pop() }
  const shared = Math.min(old.length, fresh.length)
  const after = old.length ? old.at(-1).nextSibling : follower(here, there, fresh)
  for (let index = 0; index < shared; index += 1) exchange(old[index], fresh[index])
  for (const gone of old.slice(shared)) gone.remove()
  for (const added of fresh.slice(shared)) here.insertBefore(here.ownerDocument.importNode(added, true), after)
}

/** Where new children go when none of the old ones is exchanged: before the first that follows them in the other tree. */
function follower(here, there, fresh) {
  const behind = fresh.length ? there.childNodes.length - [...there.childNodes].indexOf(fresh.at(-1)) - 1 : 0
  return here.childNodes[here.childNodes.length - behind] ?? null
}

// No link of the preview leads anywhere: it is a picture of the page. Its own headings and notes can be gone to.
frame.addEventListener("load", () => {
  frame.contentDocument?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]")
    if (!link) return
    event.preventDefault()
    const name = link.getAttribute("href")
    if (name.startsWith("#")) frame.contentDocument.getElementById(name.slice(1))?.scrollIntoView()
  })
  frame.contentDocument?.addEventListener("keydown", leave)
})

// Its size

function fit() {
  const scale = Math.min(1, stage.clientWidth / Number(width))
  frame.style.width = `${width}px`
  frame.style.height = `${stage.clientHeight / scale}px`
  frame.style.transform = scale < 1 ? `scale(${scale})` : ""
  pane.classList.toggle("is-scaled", scale < 1)
}

function choose(chosen) {
  width = chosen
  for (const button of widths) button.setAttribute("aria-pressed", button.dataset.width === width)
  form.classList.toggle("is-wide", Number(width) > 390)
  fit()
}

new ResizeObserver(fit).observe(stage)
for (const button of widths) {
  button.addEventListener("click", () => {
    choose(button.dataset.width)
    remember("width", width)
  })
}

// Open and closed

const toggle = el("button", { type: "button", className: "button live-toggle", textContent: pane.dataset.name, "aria-pressed": "false", "aria-controls": pane.id })
form.querySelector(".bar-buttons").prepend(toggle)

function open() {
  pane.hidden = false
  toggle.setAttribute("aria-pressed", "true")
  form.classList.add("is-live")
  if (!isBeside.matches) cover()
  fit()
  ask()
}

function close() {
  pane.hidden = true
  toggle.setAttribute("aria-pressed", "false")
  form.classList.remove("is-live")
  uncover()
}

/** Over the whole screen, what lies beneath can't be reached. */
function cover() {
  pane.setAttribute("role", "dialog")
  pane.setAttribute("aria-modal", "true")
  for (let part = pane; part !== document.body; part = part.parentElement) {
    hidden.push(...[...part.parentElement.children].filter((other) => other !== part && !other.inert))
  }
  for (const other of hidden) other.inert = true
  pane.querySelector(".live-close").focus()
}

function uncover() {
  pane.removeAttribute("role")
  pane.removeAttribute("aria-modal")
  for (const other of hidden) other.inert = false
  if (hidden.length) toggle.focus()
  hidden = []
}

function turn() {
  if (pane.hidden) open()
  else close()
  remember("open", pane.hidden ? "no" : "yes")
}

function leave(event) {
  if (event.key !== "Escape") return
  turn()
  toggle.focus()
}

toggle.addEventListener("click", turn)
pane.querySelector(".live-close").addEventListener("click", () => { turn(); toggle.focus() })
pane.addEventListener("keydown", leave)
isBeside.addEventListener("change", () => { if (!pane.hidden) close() })

const askSoon = debounced(ask, PAUSE)
for (const kind of ["input", "change", "keyup", "paste", "click"]) form.addEventListener(kind, askSoon)
// Select2 tells of picks through jQuery alone.
window.django?.jQuery(form).on("change", askSoon)

choose(widths.some((button) => button.dataset.width === remembered("width")) ? remembered("width") : width)
if (isBeside.matches && remembered("open") === "yes") open()
