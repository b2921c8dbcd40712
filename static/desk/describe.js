// The words of many pictures: one row's credit and licence for all rows, and a warning before typed words are lost.

const form = document.getElementById("describe-form")
const COPIED = ["credit_line", "licence", "licence_until"]
let touched = false

const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]:not([name^="initial-"])`)

function copy(from) {
  for (const row of form.querySelectorAll(".described")) {
    for (const name of COPIED) {
      const field = fieldOf(row, name)
      if (field) field.value = fieldOf(from, name).value
    }
  }
  touched = true
}

for (const button of form.querySelectorAll(".described-copy button")) {
  button.hidden = false
  button.addEventListener("click", () => copy(button.closest(".described")))
}
form.addEventListener("input", () => { touched = true })
form.addEventListener("submit", () => { touched = false })
window.addEventListener("beforeunload", (event) => {
  if (touched) event.preventDefault()
})
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault()
    form.requestSubmit()
  }
})
form.querySelector(".has-errors :is(input, textarea)")?.focus()
