// Scrolls to a field of the form and puts the focus into it, whatever stands for it on the page.

function standIn(field) {
  const isSelect2 = field.classList.contains("select2-hidden-accessible")
  if (isSelect2) return field.nextElementSibling?.querySelector("[role=combobox], .select2-search__field")
  return field.closest(".prose-editor")?.querySelector(".ProseMirror")
}

/** False if there is no such field. `quote` is selected in it, at `start` if it stands there. */
export function goToField(id, { start, quote } = {}) {
  const field = document.getElementById(id)
  if (!field) return false
  field.closest(".is-folded")?.querySelector(".fold").click()
  const target = standIn(field) || field
  target.scrollIntoView({ block: "center" })
  target.focus({ preventScroll: true })
  if (quote && field.setSelectionRange) {
    const from = field.value.startsWith(quote, Number(start)) ? Number(start) : field.value.indexOf(quote)
    if (from >= 0) field.setSelectionRange(from, from + quote.length)
  }
  return true
}
