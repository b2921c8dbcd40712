// The desk everywhere: "/" goes to the search box of a list. Its label is what its button says: Django's is a picture.

const searchBox = document.getElementById("searchbar")
searchBox?.setAttribute("aria-label", searchBox.form.querySelector("[type=submit]").value)

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]")
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return
  if (searchBox) {
    event.preventDefault()
    searchBox.focus()
  }
})
