// The board: a card dropped on another column makes the move that leads there, or opens its form.

import { ask, columns, lay, refresh } from "./columns.js"
import { pressOwnButton } from "./enter.js"

const board = document.querySelector("#board")
const dialog = document.querySelector("#moves")
const statusLine = document.querySelector("#status")
const STALE = 30_000
let looked = Date.now()
let undo = null
let sending = false

const hands = columns(board, { drop: (card, column) => take(card, column), open: (card) => take(card) })
const say = (sentence) => (statusLine.textContent = sentence)
const cardOf = (key) => board.querySelector(`.card[data-story="${key}"]`)

/** The moves of a card, or those into a column: made at once when one press is enough, else shown. */
async function take(card, column = null) {
  const { story, seen, moves } = card.dataset
  undo = column && lay(card, column)
  const answer = await ask(column ? `${moves}?to=${column.dataset.column}` : moves)
  if (answer.said) return back(story, answer.said)
  if (answer.once) {
    const body = new FormData()
    body.set("_move", answer.once)
    body.set("base", seen)
    const { said: sentence } = await ask(card.dataset.move, body)
    return back(story, sentence)
  }
  const page = new DOMParser().parseFromString(answer.html, "text/html")
  dialog.replaceChildren(...document.importNode(page.body, true).childNodes)
  dialog.dataset.story = story
  const form = dialog.querySelector("form")
  form.elements.base.value = seen // the version that the card showed
  dialog.returnValue = ""
  dialog.showModal()
  form.querySelector("input:not([type=hidden]), textarea, select, button, summary")?.focus()
}

/** Reload the board, focus the card in its current column and show the answer. */
async function back(story, sentence) {
  const isFresh = await refresh(board)
  if (!isFresh) undo?.()
  looked = Date.now()
  const card = cardOf(story)
  if (card) hands.go(card)
  else hands.tabTo(board.querySelector(".card"))
  say(isFresh ? sentence : statusLine.dataset.unreachable)
}

pressOwnButton(dialog, ".move")
dialog.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (sending) return
  sending = true
  const answer = await ask(event.target.action, new FormData(event.target, event.submitter))
  sending = false
  if (answer.done) {
    dialog.close("done")
    return back(dialog.dataset.story, answer.said)
  }
  const refusal = dialog.querySelector(".moves-refusal")
  refusal.textContent = answer.said
  refusal.hidden = false
})
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog || target.closest("[data-close]")) dialog.close()
})
// Closing the dialog moves nothing: the card goes back to its column.
dialog.addEventListener("close", () => {
  const { story } = dialog.dataset
  if (!dialog.returnValue) back(story, "")
})

// Coming back to the page shows what colleagues have changed in the meantime.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || dialog.open || Date.now() - looked < STALE) return
  const story = document.activeElement.closest?.(".card")?.dataset.story
  if (!(await refresh(board))) return
  looked = Date.now()
  if (story && cardOf(story)) hands.go(cardOf(story))
  else hands.tabTo(board.querySelector(".card"))
})
