// The calendar: an entry let go on another day keeps its time; M, or its menu, asks for any other moment.

import { ask, columns, lay, refresh } from "./columns.js"

const calendar = document.querySelector("#calendar")
const dialog = document.querySelector("#moves")
const form = dialog.querySelector("form")
const said = document.querySelector("#said")
const refusal = dialog.querySelector(".moves-refusal")
const second = dialog.querySelector(".moment-second")
let moved = null
let undo = null
let sending = false

const hands = columns(calendar, { drop, open })
const cardOf = (key) => calendar.querySelector(`.card[data-key="${key}"]`)

async function finish(key, told) {
  const isFresh = await refresh(calendar)
  if (!isFresh) undo?.()
  const card = cardOf(key)
  if (card) hands.go(card)
  else hands.tabTo(calendar.querySelector(".card"))
  said.textContent = isFresh ? told.said : said.dataset.unreachable
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
  dialog.querySelector("h2").textContent = card.querySelector(".card-story").textContent
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
  const told = await ask(moved.dataset.moment, new FormData(form))
  sending = false
  if (told.done) {
    dialog.close()
    return finish(moved.dataset.key, told)
  }
  refusal.textContent = told.said
  refusal.hidden = false
  second.hidden = !told.twice
  if (told.twice) form.elements.second.focus()
})
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog || target.closest("[data-close]")) dialog.close()
})
dialog.addEventListener("close", () => {
  if (moved.isConnected) hands.go(moved)
})
