// What the desk answers to a save or a move that was made without leaving the page, shown where one is: in the bar,
// which is always in view, and at the fields that are wrong.

import { goToField } from "../go-to-field.js"

const errorFieldOf = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`)

/** The bar's line: what came of the last press. */
export function createBar(form) {
  const line = form.querySelector(".bar-result")
  const show = form.querySelector(".bar-show")
  let wrong = ""
  show.addEventListener("click", () => goToField(wrong))

  return {
    focus: () => line.focus({ preventScroll: true }),

    /** `said` are [{level, text}]; `field` is the id of the field to go to, `extra` an element behind the words. */
    say(said, { field = "", extra } = {}) {
      const isTrouble = said.some(({ level }) => level === "error" || level === "warning")
      line.classList.toggle("is-trouble", isTrouble)
      line.replaceChildren(said.map(({ text }) => text).join(" "))
      if (extra) line.append(" ", extra)
      wrong = field
      show.hidden = !field
    },

    /** What was said of an earlier state of the words is no longer so; what is wrong stays until the next press. */
    quiet() {
      if (!line.classList.contains("is-trouble")) line.replaceChildren()
    },
  }
}

/** Show the sentences at the fields {name: HTML}, without those of before; the id of the first of these fields. */
export function showErrors(form, errors) {
  for (const box of form.querySelectorAll(".has-errors, .credit:has(.errorlist)")) {
    box.classList.remove("has-errors")
    for (const old of box.querySelectorAll(".errorlist")) old.remove()
    for (const field of box.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid")
  }
  const wrong = Object.keys(errors).map((name) => showError(errorFieldOf(form, name), errors[name]))
  return wrong.find(Boolean) ?? ""
}

function showError(field, markup) {
  const box = field?.closest(".field, .credit")
  if (!box) return ""
  const label = box.querySelector("label")
  box.classList.add("has-errors")
  if (label) label.insertAdjacentHTML("afterend", markup)
  else box.insertAdjacentHTML("beforeend", markup)
  field.setAttribute("aria-invalid", "true")
  return field.id
}

/**
 * Put the values {name: text} of the version into the form where nothing else has been typed since `posted`, and never
 * under the caret. What the form holds of that version now, as [name, value] pairs.
 */
export function takeValues(form, values, posted) {
  const before = new Map(posted)
  const taken = {}
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name]
    if (!field) continue
    const isPages = field.type === "hidden"
    const isFree = isPages || (field.value === before.get(name) && field !== document.activeElement)
    if (isFree && field.value !== value) field.value = value
    if (isFree) taken[name] = field.value
  }
  return posted.map(([name, value]) => [name, taken[name] ?? value])
}

/** Call the page by the story’s headline. */
export function showTitle(title) {
  const [heading, crumb] = ["#content h1.visually-hidden", ".writing-title"].map((one) => document.querySelector(one))
  if (heading) document.title = document.title.replace(heading.textContent.trim(), () => title)
  if (heading) heading.textContent = title
  if (crumb) crumb.textContent = title
}
