// The sections beside the text fold at their headings, and every story's page remembers which are folded.

const NAME = "desk.folded"
const margin = document.querySelector("#story-form .margin")

// A browser that refuses storage still folds, for as long as the page is there.
function read() {
  try { return new Set(JSON.parse(localStorage.getItem(NAME)) ?? []) } catch { return new Set() }
}
const folded = read()

function remember(name, isFolded) {
  if (isFolded) folded.add(name)
  else folded.delete(name)
  try { localStorage.setItem(NAME, JSON.stringify([...folded])) } catch { /* only this page knows it */ }
}

function show(panel, button, isFolded) {
  panel.classList.toggle("is-folded", isFolded)
  button.setAttribute("aria-expanded", String(!isFolded))
}

/** Make a section's heading a button, as the pattern for accordions has it: the heading stays one. */
function prepare(panel) {
  const heading = panel.querySelector("h2")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "fold"
  button.append(...heading.childNodes)
  heading.append(button)
  panel.dataset.folds = ""
  show(panel, button, folded.has(panel.dataset.fold))
  button.addEventListener("click", () => {
    const isFolded = !panel.classList.contains("is-folded")
    show(panel, button, isFolded)
    remember(panel.dataset.fold, isFolded)
  })
}

function prepareAll() {
  for (const panel of margin.querySelectorAll(".panel[data-fold]:not([data-folds])")) prepare(panel)
}

prepareAll()
// Some sections are exchanged for fresh ones, or come with the first save.
new MutationObserver(prepareAll).observe(margin, { childList: true, subtree: true })
