// The line that says who is on a story: it changes in place, so that nothing typed below it is in the way.

let sending = false
let passing = false

document.addEventListener("submit", async (event) => {
  const line = event.target.closest(".assignment")
  if (!line || passing) return
  event.preventDefault()
  if (sending) return
  sending = true
  const body = new FormData(event.target, event.submitter)
  const response = await fetch(event.target.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null)
  sending = false
  if (!response || !response.headers.get("Content-Type")?.startsWith("application/json")) {
    // Whoever isn't logged in any more, or has no network, sees what the browser says.
    passing = true
    event.target.requestSubmit(event.submitter)
    return
  }
  const { html } = await response.json()
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".assignment")
  line.replaceWith(document.importNode(fresh, true))
  const again = document.querySelector(".assignment")
  ;(again.querySelector("[open] select") ?? again.querySelector("button, summary"))?.focus()
})
