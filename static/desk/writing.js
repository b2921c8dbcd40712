// Small conveniences of the writing page: adding credits, Ctrl+S, new tags.

import { pressOwnButton } from "./enter.js"
import { namePickers } from "./pickers.js"
import { languageAttributes, scriptLanguage } from "./scripts.js"

const form = document.getElementById("story-form")

pressOwnButton(form, ".move")
document.addEventListener("keydown", (event) => {
  const { ctrlKey, metaKey, shiftKey, altKey, key } = event
  if (!(ctrlKey || metaKey) || shiftKey || altKey || key.toLowerCase() !== "s") return
  event.preventDefault()
  form.querySelector("[name=_save]")?.click()
})
// Pressing a button with the mouse must not take the caret out of the text.
form.addEventListener("mousedown", (event) => {
  const isInText = form.querySelector(".words")?.contains(document.activeElement)
  if (isInText && event.target.closest(".bar button, .move > button")) event.preventDefault()
})

// The boxes of the story's words follow its language as soon as that changes; in an English story they have room for a
// name in another script. The body's own box hears of the language by itself.
const boxes = [...form.querySelectorAll(":is(input, textarea)[lang]")]

function fitScripts() {
  for (const box of boxes) {
    Object.assign(box, { lang: "", ...languageAttributes(form.elements.language.value) })
    box.closest(".field").dataset.script = scriptLanguage(box.value)
  }
}

if (boxes.length) {
  form.addEventListener("input", fitScripts)
  form.addEventListener("change", fitScripts)
  fitScripts()
}

// A note half written in one move's box must not go with another's; the browser sends all, the desk reads its own.
const credits = form.querySelector(".credits")
const total = credits?.querySelector("[name=credits-TOTAL_FORMS]")

function addCredit() {
  const markup = credits.querySelector("template").innerHTML.replaceAll("__prefix__", total.value)
  const box = document.createElement("div")
  box.innerHTML = markup
  const row = box.firstElementChild
  credits.querySelector("template").before(row)
  total.value = Number(total.value) + 1
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "credits" } }))
}

// Rows keep their names, which say their order, so moving a row up swaps what the two rows hold.
function moveUp(row) {
  const above = row.previousElementSibling
  if (!above?.classList.contains("credit")) return
  const mine = [...row.querySelectorAll("select")]
  const theirs = [...above.querySelectorAll("select")]
  mine.forEach((select, index) => {
    const other = theirs[index]
    const [here, there] = [[...select.options], [...other.options]]
    const [value, otherValue] = [select.value, other.value]
    select.replaceChildren(...there)
    other.replaceChildren(...here)
    select.value = otherValue
    other.value = value
    window.django?.jQuery([select, other]).trigger("change")
  })
}

credits?.addEventListener("click", (event) => {
  if (event.target.closest(".credit-add")) addCredit()
  const up = event.target.closest(".credit-up")
  if (up) moveUp(up.closest(".credit"))
})

// Known tags come first, and before all others one that is probably meant; a new one stands last and says so.
const wordsOf = (tag) => (tag.isNew ? `${form.dataset.newTag} “${tag.text}”` : (tag.question ?? tag.text))

function askForTags() {
  const jQuery = window.django?.jQuery
  const field = form.querySelector("#id_tags")
  if (!jQuery || !field) return
  jQuery(field).select2({
    ajax: { data: ({ term, page }) => ({ term, page }) },
    insertTag: (known, made) => {
      if (!known.some((tag) => tag.text.toLowerCase() === made.text.toLowerCase())) known.push({ ...made, isNew: true })
    },
    templateResult: wordsOf,
  })
}

function begin() {
  askForTags()
  namePickers()
  form.querySelector(".has-errors input, .has-errors textarea, .has-errors select")?.focus()
}

// Django's own script makes the boxes once jQuery is ready, which may be after the page has loaded: we come after it.
if (window.django?.jQuery) window.django.jQuery(begin)
else begin()
