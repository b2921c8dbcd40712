// Who else has the story open: says every twenty seconds that this page is, and shows what the desk answers.

const form = document.getElementById("story-form")
const panel = document.getElementById("keeping")
const EVERY = 20000
let heard = 0

function show({ company, said }) {
  if (company === undefined) return
  heard = Date.now()
  const box = document.getElementById("company")
  if (box.innerHTML.trim() !== company && !box.contains(document.activeElement)) box.innerHTML = company
  const spoken = panel.querySelector(".keeping-said")
  if (said && said !== spoken.dataset.said) spoken.textContent = said
  spoken.dataset.said = said
}

function body(extra) {
  const about = new FormData()
  const words = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, _person: panel.dataset.person, _story: panel.dataset.story, _window: form.elements._window.value, base: form.elements.base.value, ...extra }
  for (const [name, value] of Object.entries(words)) about.append(name, value)
  return about
}

async function ask(address, extra) {
  try {
    const headers = { Accept: "application/json" }
    const response = await fetch(address, { method: "POST", body: body(extra), headers, redirect: "manual" })
    if (response.ok) show(await response.json())
  } catch {
    // without an answer the banner stays as it is; keeping.js says that the connection is gone
  }
}

function field() {
  if (document.activeElement?.closest?.(".credits")) return "credits"
  const box = document.activeElement?.closest?.("#story-form .field")
  return [...(box?.classList ?? [])].find((name) => name.startsWith("field-"))?.slice(6) ?? ""
}

// A post that kept words has said it already.
function beat() {
  if (Date.now() - heard > EVERY / 2) ask(panel.dataset.presence, { _presence: "here", _field: field() })
}

document.addEventListener("desk:answered", (event) => show(event.detail))
document.getElementById("company").addEventListener("submit", (event) => {
  event.preventDefault()
  document.activeElement?.blur()
  ask(event.target.action, {})
})
window.addEventListener("load", beat)
window.addEventListener("pageshow", (event) => { if (event.persisted) beat() })
setInterval(beat, EVERY)
