// Live preview: the page comes with the feedback of a pause while the preview is open, and is shown beside the form.
// Only what differs is exchanged, so the preview neither flickers nor loses its place.

import { el } from "./editor/dom.js"
import { feedback } from "./feedback.js"
import { sentenceOf } from "./request.js"

const form = document.getElementById("story-form")
const pane = document.getElementById("live-preview")
const stage = pane.querySelector(".live-stage")
const frame = pane.querySelector("iframe")
const status = pane.querySelector(".live-status")
const widths = [...pane.querySelectorAll("[data-width]")]
const isBeside = window.matchMedia("(min-width: 62rem)")
const BLOCKS = "main :is(h1, h2, h3, h4, p, li, figure, blockquote, pre, table)"
let width = widths[0].dataset.width
let hidden = []

// A browser that refuses storage still shows the preview, with the default size.
function remembered(name) {
  try { return localStorage.getItem(`live-preview-${name}`) } catch { return null }
}
function remember(name, value) {
  try { localStorage.setItem(`live-preview-${name}`, value) } catch { /* only this page knows it */ }
}

function say(words) {
  if (status.textContent !== words) status.textContent = words
}

// Showing

function show(html) {
  const page = frame.contentDocument
  if (!page?.querySelector("main")) {
    frame.srcdoc = html
    return
  }
  const restorePlace = markPlace(page)
  exchange(page.documentElement, new DOMParser().parseFromString(html, "text/html").documentElement)
  restorePlace()
}

/** Remember where the blocks on the screen stand; what is returned scrolls the first that is left back to its place. */
function markPlace(page) {
  const view = page.defaultView
  if (!view.scrollY) return () => {}
  const seen = []
  for (const block of page.querySelectorAll(BLOCKS)) {
    const { top, bottom } = block.getBoundingClientRect()
    if (bottom > 0 && top < view.innerHeight) seen.push({ block, top })
  }
  return () => {
    const first = seen.find(({ block }) => block.isConnected)
    // Not every browser anchors what is being read when something above it shrinks.
    if (first) view.scrollBy({ top: first.block.getBoundingClientRect().top - first.top, behavior: "instant" })
  }
}

/** Make one tree like another, leaving alone whatever is alike already. */
function exchange(here, there) {
  if (here.isEqualNode(there)) return
  if (here.nodeName !== there.nodeName || here.nodeType !== Node.ELEMENT_NODE || here.localName === "picture") {
    here.replaceWith(here.ownerDocument.importNode(there, true))
    return
  }
  exchangeAttributes(here, there)
  const [old, fresh] = differing(here, there)
  const shared = Math.min(old.length, fresh.length)
  const after = old.length ? old.at(-1).nextSibling : follower(here, there, fresh)
  for (let index = 0; index < shared; index += 1) exchange(old[index], fresh[index])
  for (const gone of old.slice(shared)) gone.remove()
  for (const added of fresh.slice(shared)) here.insertBefore(here.ownerDocument.importNode(added, true), after)
}

function exchangeAttributes(here, there) {
  for (const { name } of [...here.attributes]) if (!there.hasAttribute(name)) here.removeAttribute(name)
  for (const { name, value } of there.attributes) if (here.getAttribute(name) !== value) here.setAttribute(name, value)
}

/** The children of both that are left once those that are alike at the beginning and at the end are taken away. */
function differing(here, there) {
  const [old, fresh] = [[...here.childNodes], [...there.childNodes]]
  while (old.length && fresh.length && old[0].isEqualNode(fresh[0])) {
    old.shift()
    fresh.shift()
  }
  while (old.length && fresh.length && old.at(-1).isEqualNode(fresh.at(-1))) {
    old.pop()
    fresh.pop()
  }
  return [old, fresh]
}

/** Where new children go when no old one is exchanged: before the first that follows them in the other tree. */
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

const toggle = el("button", {
  "type": "button",
  "className": "button live-toggle",
  "textContent": pane.dataset.name,
  "aria-pressed": "false",
  "aria-controls": pane.id,
})
form.querySelector(".bar-buttons").prepend(toggle)

function open() {
  pane.hidden = false
  toggle.setAttribute("aria-pressed", "true")
  form.classList.add("is-live")
  if (!isBeside.matches) cover()
  fit()
  feedback.ask()
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

feedback.add({
  part: "preview",
  keyOf: (words) => (pane.hidden ? null : JSON.stringify(words)),
  show({ html }) {
    show(html)
    say("")
  },
  fail: (result) => say(sentenceOf(result, { ended: pane.dataset.ended, failed: pane.dataset.lost })),
})

choose(widths.some((button) => button.dataset.width === remembered("width")) ? remembered("width") : width)
if (isBeside.matches && remembered("open") === "yes") open()
