// Copies the address of a new link; where the browser doesn't let a page do so, it is selected to be copied by hand.

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies)
  const name = button.textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      if (!document.execCommand("copy")) return
    }
    button.textContent = button.dataset.done
    setTimeout(() => { button.textContent = name }, 2500)
  })
  field.addEventListener("focus", () => field.select())
}
