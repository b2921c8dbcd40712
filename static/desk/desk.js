// The desk everywhere: "/" goes to the search box of a list.

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]")
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return
  const search = document.getElementById("searchbar")
  if (search) {
    event.preventDefault()
    search.focus()
  }
})
