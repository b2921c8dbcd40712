// A story's versions by keyboard: j and k (or arrows) walk, x (or space) chooses, Enter compares the two chosen.

const form = document.querySelector(".history-form")
const rows = [...form.querySelectorAll(".version")]
const says = form.querySelector(".history-chosen")
const radios = (name) => [...form.querySelectorAll(`input[name=${name}]`)]
const value = (name) => Number(radios(name).find((radio) => radio.checked)?.value ?? 0)
let chosen = [value("from"), value("to")]

function show() {
  for (const row of rows) row.classList.toggle("is-chosen", chosen.includes(Number(row.dataset.version)))
  says.textContent = says.dataset.says.replace("{from}", Math.min(...chosen)).replace("{to}", Math.max(...chosen))
}

// The one that was chosen longest ago gives way.
function choose(number) {
  if (chosen.includes(number)) return
  chosen = [chosen[1], number]
  for (const radio of radios("from")) radio.checked = Number(radio.value) === Math.min(...chosen)
  for (const radio of radios("to")) radio.checked = Number(radio.value) === Math.max(...chosen)
  show()
}

function walk(step) {
  const at = rows.indexOf(document.activeElement.closest?.(".version"))
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)]
  for (const row of rows) row.tabIndex = row === next ? 0 : -1
  next.focus()
  next.scrollIntoView({ block: "nearest" })
}

const pick = (row) => choose(Number(row.dataset.version))
// Anywhere on the page; inside a version; on a version itself, where no control has the key to itself.
const KEYS = { j: () => walk(1), k: () => walk(-1) }
const KEYS_INSIDE = { x: pick }
const KEYS_ON_ROW = {
  "ArrowDown": () => walk(1),
  "ArrowUp": () => walk(-1),
  " ": pick,
  "Enter": () => form.requestSubmit(),
}

document.addEventListener("keydown", (event) => {
  const on = event.target
  if (event.ctrlKey || event.metaKey || event.altKey || on.closest("textarea, select, input:not([type=radio])")) return
  const row = on.closest(".version")
  const action = KEYS[event.key] ?? (row && KEYS_INSIDE[event.key]) ?? (row === on && KEYS_ON_ROW[event.key])
  if (!action) return
  action(row)
  event.preventDefault()
})
form.addEventListener("change", () => {
  chosen = [value("from"), value("to")]
  show()
})

if (rows.length) {
  for (const row of rows) row.tabIndex = -1
  rows[0].tabIndex = 0
  form.querySelector(".history-keys").hidden = false
  show()
}
