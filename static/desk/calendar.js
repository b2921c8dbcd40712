// The calendar: an entry dropped on another day keeps its time; M, or its menu, opens a dialog to reschedule it.

import { ask, columns, lay, refresh } from "./columns.js"

const calendar = document.querySelector("#calendar")
const dialog = document.querySelector("#moves")
const form = dialog.querySelector("form")
const statusLine = document.querySelector("#status")
const refusal = dialog.querySelector(".moves-refusal")
const second = dialog.querySelector(".moment-second")
let moved = null
let undo = null
let sending = false

const hands = columns(calendar, { drop, open })
const cardOf = (key) => calendar.querySelector(`.card[data-key="${key}"]`)

async function finish(key, answer) {
  const isFresh = await refresh(calendar)
  if (!isFresh) undo?.()
  const card = cardOf(key)
  if (card) hands.go(card)
  else hands.tabTo(calendar.querySelector(".card"))
  statusLine.textContent = isFresh ? answer.said : statusLine.dataset.unreachable
}

async function drop(card, column) {
  const { key, kind, was } = card.dataset
  const body = new FormData()
  for (const [name, value] of Object.entries({ kind, was, day: column.dataset.column })) body.set(name, value)
  undo = lay(card, column)
  finish(key, await ask(card.dataset.moment, body))
}

function open(card) {
  undo = null
  moved = card
  const { lang, dir, textContent } = card.querySelector(".card-story")
  Object.assign(dialog.querySelector("h2"), { lang, dir, textContent: textContent.trim() })
  form.elements.kind.value = card.dataset.kind
  form.elements.was.value = card.dataset.was
  form.elements.at.value = card.dataset.at
  form.elements.second.checked = false
  refusal.hidden = second.hidden = true
  dialog.showModal()
  form.elements.at.focus()
}

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (sending) return
  sending = true
  const answer = await ask(moved.dataset.moment, new FormData(form))
  sending = false
  if (answer.done) {
    dialog.close()
    return finish(moved.dataset.key, answer)
  }
  refusal.textContent = answer.said
  refusal.hidden = false
  second.hidden = !answer.twice
  if (answer.twice) form.elements.second.focus()
})
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog || target.closest("[data-close]")) dialog.close()
})
dialog.addEventListener("close", () => {
  if (moved.isConnected) hands.go(moved)
})
