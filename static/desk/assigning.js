// The line that says who is on a story: it changes in place, so that nothing typed below it is in the way.

import { post } from "./request.js"

let sending = false
let passing = false

document.addEventListener("submit", async (event) => {
  const line = event.target.closest(".assignment")
  if (!line || passing) return
  event.preventDefault()
  if (sending) return
  sending = true
  const body = new FormData(event.target, event.submitter)
  const { data } = await post(event.target.action, body)
  sending = false
  if (!data) {
    // Without a session or a network, the browser itself says what is wrong.
    passing = true
    event.target.requestSubmit(event.submitter)
    return
  }
  const fresh = new DOMParser().parseFromString(data.html, "text/html").querySelector(".assignment")
  line.replaceWith(document.importNode(fresh, true))
  const again = document.querySelector(".assignment")
  ;(again.querySelector("[open] select") ?? again.querySelector("button, summary"))?.focus()
})
