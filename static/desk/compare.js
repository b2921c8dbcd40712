// From change to change: n and p, or the two buttons. What the page does not show now is passed over.

const jump = document.querySelector(".compare-jump")
const said = jump?.querySelector("[role=status]")
const changes = [...document.querySelectorAll("[data-change]")]
let current = null

// A change inside a closed fold has no boxes.
const seen = () => changes.filter((change) => change.getClientRects().length)

/** One step through `length` places, round the end; from -1, which is nowhere, to the first or the last. */
export function indexAfter(at, step, length) {
  if (at < 0) return step > 0 ? 0 : length - 1
  return (at + step + length) % length
}

function go(step) {
  const places = seen()
  if (!places.length) return
  const next = indexAfter(places.indexOf(current), step, places.length)
  current?.classList.remove("is-current")
  current = places[next]
  current.classList.add("is-current")
  current.tabIndex = -1
  current.focus({ preventScroll: true })
  current.scrollIntoView({ block: "center" })
  said.textContent = `${next + 1} / ${places.length}`
}

if (jump && changes.length) {
  jump.hidden = false
  jump.addEventListener("click", (event) => {
    const button = event.target.closest("[data-jump]")
    if (button) go(Number(button.dataset.jump))
  })
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return
    if (event.key === "n") go(1)
    else if (event.key === "p") go(-1)
    else return
    event.preventDefault()
  })
}
