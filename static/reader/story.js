// Copies a story's address. Without it the button stays hidden; nothing else on the page needs a script.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.classList.add("copied")
  })
}
