// The boxes that search as one types (Select2's) have no name of their own: each gets that of the field it stands for.

const jQuery = window.django?.jQuery

function nameOf(select) {
  return document.querySelector(`label[for="${select.id}"]`)?.textContent ?? select.getAttribute("aria-label")
}

function giveName(parts, words) {
  for (const part of parts ?? []) {
    part.setAttribute("aria-label", words)
    part.removeAttribute("aria-labelledby") // it would say what is chosen, which is no name
  }
}

/** Name all boxes of the page, also those that have been made again since. */
export function namePickers() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling
    giveName(box?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]"), nameOf(select))
  }
}

// The list under a box is created each time it opens.
jQuery?.(document).on("select2:open", (event) => {
  const [box, list] = [event.target.nextElementSibling, document.getElementById(`select2-${event.target.id}-results`)]
  box.querySelector("[role=combobox]").setAttribute("aria-controls", list.id)
  giveName([list, ...document.querySelectorAll(".select2-container--open [role=searchbox]")], nameOf(event.target))
})
jQuery?.(document).on("select2:close", (event) => {
  event.target.nextElementSibling.querySelector("[role=combobox]").removeAttribute("aria-controls")
})

// Django's own script makes the boxes once jQuery is ready, and those of a new row when it is added: we come after it.
jQuery?.(namePickers)
document.addEventListener("formset:added", () => setTimeout(namePickers))
