// Regions of the writing page that a save or a move changes: they are exchanged without anything else moving, and
// without losing what somebody types or holds in them.

const TOKEN = /(name="csrfmiddlewaretoken" value=")[^"]*/g
const shown = new Map() // the markup of each region as it came last
const boxOf = (name) => document.getElementById(`region-${name}`)

const isFilled = (field) => (field.type === "checkbox" ? field.checked : field.type !== "hidden" && field.value !== "")

/** What is typed and ticked in a region, but for what the pressed move has used up. */
function filledIn(box, pressed) {
  const fields = [...box.querySelectorAll("textarea, select, input")].filter(({ name }) => name)
  return fields.filter((field) => isFilled(field) && !(pressed && field.name.startsWith(`${pressed}-`)))
}

/** The element of a fresh region that stands for one of the old. */
function counterpart(box, old) {
  if (old.id) return box.querySelector(`#${CSS.escape(old.id)}`)
  const alike = [...box.querySelectorAll(old.localName)]
  return alike.find((one) => one.name === old.name && one.value === old.value && one.textContent === old.textContent)
}

function carryOver(box, fresh, pressed) {
  for (const old of filledIn(box, pressed)) {
    const field = fresh.querySelector(`[name="${CSS.escape(old.name)}"]`)
    if (!field) return false
    if (old.type === "checkbox") field.checked = true
    else field.value = old.value
  }
  for (const old of box.querySelectorAll("details[open] > summary")) {
    const summary = counterpart(fresh, old)
    if (summary && !summary.nextElementSibling?.querySelector(`[name=_move][value="${pressed}"]`)) {
      summary.parentElement.open = true
    }
  }
  return true
}

function exchange(name, markup, pressed) {
  const box = boxOf(name)
  const comparable = markup.replace(TOKEN, "$1")
  if (!box || shown.get(name) === comparable) return null
  const made = document.createElement("template")
  made.innerHTML = markup
  // What nobody could type again stays, with buttons that may be out of date: the desk says so when they are pressed.
  if (!carryOver(box, made.content, pressed)) return null
  const held = box.contains(document.activeElement) ? document.activeElement : null
  const selection = [held?.selectionStart, held?.selectionEnd]
  shown.set(name, comparable)
  box.replaceChildren(made.content)
  if (!held) return null
  const next = counterpart(box, held)
  next?.focus({ preventScroll: true })
  if (Number.isInteger(selection[0])) next?.setSelectionRange?.(...selection)
  return next ? null : held
}

/** Change the page while the words that are being written stay where they are on the screen; what `change` returns. */
export function keepSteady(change) {
  const steady = document.activeElement.closest?.(".words .field")?.lastElementChild ?? document.querySelector(".words")
  const root = document.documentElement
  root.style.overflowAnchor = "none" // the place is restored here, in every browser
  const { top } = steady.getBoundingClientRect()
  const result = change()
  window.scrollBy({ top: steady.getBoundingClientRect().top - top, behavior: "instant" })
  requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = "" }))
  return result
}

/** Show the regions {name: HTML}, `pressed` being the move that was made; true if what had the focus is gone. */
export const showRegions = (regions, pressed) =>
  Object.entries(regions).map(([name, markup]) => exchange(name, markup, pressed)).some(Boolean)
