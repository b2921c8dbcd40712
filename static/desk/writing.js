// Small conveniences of the writing page: adding credits, Ctrl+S, and a warning before unsaved words are left behind.

import { pressOwnButton } from "./enter.js"

const form = document.getElementById("story-form")
const unsaved = form.querySelector(".bar-unsaved")
let touched = false
let leaving = false

function touch() {
  touched = true
  unsaved.hidden = false
}

pressOwnButton(form, ".move")
form.addEventListener("input", touch)
form.addEventListener("change", touch)
// Select2 tells of picks through jQuery alone.
window.django?.jQuery(form).on("change", touch)
form.addEventListener("submit", () => { leaving = true })
window.addEventListener("beforeunload", (event) => {
  // What the desk has is offered again; only words that it doesn't have are worth a question.
  if (touched && !leaving && form.dataset.autosaved !== "yes") event.preventDefault()
})
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault()
    form.querySelector("[name=_save]")?.click()
  }
})

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
  nameSearches()
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

// Select2's boxes have no name of their own: give each that of the field it stands for.
function nameOf(select) {
  return form.querySelector(`label[for="${select.id}"]`)?.textContent ?? select.getAttribute("aria-label")
}

function giveName(parts, words) {
  for (const part of parts ?? []) {
    part.setAttribute("aria-label", words)
    part.removeAttribute("aria-labelledby") // it would say what is chosen, which is no name
  }
}

function nameSearches() {
  for (const select of form.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling
    giveName(box?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]"), nameOf(select))
  }
}

// The list under a box is created each time it opens.
window.django?.jQuery(form).on("select2:open", (event) => {
  const [box, list] = [event.target.nextElementSibling, document.getElementById(`select2-${event.target.id}-results`)]
  box.querySelector("[role=combobox]").setAttribute("aria-controls", list.id)
  giveName([list, ...document.querySelectorAll(".select2-container--open [role=searchbox]")], nameOf(event.target))
})
window.django?.jQuery(form).on("select2:close", (event) => {
  event.target.nextElementSibling.querySelector("[role=combobox]").removeAttribute("aria-controls")
})

// Known tags come first; one that would be new stands last and says so.
function askForTags() {
  const jQuery = window.django?.jQuery
  const field = form.querySelector("#id_tags")
  if (!jQuery || !field) return
  jQuery(field).select2({
    ajax: { data: ({ term, page }) => ({ term, page }) },
    insertTag: (known, made) => {
      if (!known.some((tag) => tag.text.toLowerCase() === made.text.toLowerCase())) known.push({ ...made, isNew: true })
    },
    templateResult: (tag) => (tag.isNew ? `${form.dataset.newTag} “${tag.text}”` : tag.text),
  })
}

function begin() {
  askForTags()
  nameSearches()
  form.querySelector(".has-errors input, .has-errors textarea, .has-errors select")?.focus()
}

// Django's own script makes the boxes once jQuery is ready, which may be after the page has loaded: we come after it.
if (window.django?.jQuery) window.django.jQuery(begin)
else begin()
