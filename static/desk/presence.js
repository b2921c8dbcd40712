// Who else has the story open: reports every twenty seconds that this page is, unless a post of feedback has, and shows
// the banner that the desk answers.

import { keepSteady } from "./autosave/regions.js"
import { feedback } from "./feedback.js"
import { focusedField } from "./focused-field.js"
import { post } from "./request.js"

const form = document.getElementById("story-form")
const panel = document.getElementById("autosave")
const company = document.getElementById("region-company")
const HEARTBEAT_MS = 20_000
let answeredAt = 0

function show({ company: words, said }, { pressed = false } = {}) {
  if (words === undefined) return
  answeredAt = Date.now()
  // A banner that somebody is on stays under their fingers, unless it was their own press that changed it.
  const mayChange = pressed || !company.contains(document.activeElement)
  if (mayChange && company.innerHTML.trim() !== words) {
    const change = () => { company.innerHTML = words }
    // At the top of the page the banner is to be seen; further down it must not push the words away.
    if (window.scrollY > 0) keepSteady(change)
    else change()
  }
  const spoken = panel.querySelector(".autosave-spoken")
  if (said && said !== spoken.dataset.announced) spoken.textContent = said
  spoken.dataset.announced = said
}

function body(extra) {
  const about = new FormData()
  const { _window, base } = form.elements
  const { person, story } = panel.dataset
  const words = { _person: person, _story: story, _window: _window.value, base: base.value, ...extra }
  for (const [name, value] of Object.entries(words)) about.append(name, value)
  return about
}

async function ask(address, extra, { pressed = false } = {}) {
  // Without an answer the banner stays as it is; autosave says that the connection is gone.
  const { data = {} } = await post(address, body(extra))
  show(data, { pressed })
  return data
}

// A post of feedback may have reported it already.
function beat() {
  if (!panel.dataset.story || Date.now() - answeredAt < HEARTBEAT_MS / 2) return
  ask(panel.dataset.presence, { _presence: "here", _field: focusedField() })
}

feedback.add({ part: "presence", show, fail: () => {} })
company.addEventListener("submit", async (event) => {
  event.preventDefault()
  const took = event.target
  const { error } = await ask(took.action, {}, { pressed: true })
  if (error) took.querySelector(".help").textContent = error
  // The button is gone; the next thing to do after taking over is to write.
  if (!took.isConnected) form.querySelector(".ProseMirror, textarea, input:not([type=hidden])")?.focus()
})
window.addEventListener("load", beat)
// Before its first save, a story can't be open anywhere else.
form.addEventListener("desk:saved", beat)
window.addEventListener("pageshow", (event) => { if (event.persisted) beat() })
setInterval(beat, HEARTBEAT_MS)
