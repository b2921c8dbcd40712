// Cards in columns, for the board and the calendar: arrow keys go from card to card, a card can be dragged to another
// column.

import { get, post, sentenceOf } from "./request.js"

const columnsOf = (root) => [...root.querySelectorAll(".column")]
const cardsOf = (column) => [...column.querySelectorAll(".card")]
const linkOf = (card) => card.querySelector(".card-story")

/**
 * `drop(card, column)` is called when a card is dropped, `open(card)` when M or the card's menu is pressed.
 * Cards are looked up each time, so the page may replace its columns.
 */
export function columns(root, { drop, open }) {
  const hands = walk(root)
  hearKeys(root, hands, open)
  hearMenus(root, open)
  hearDrags(root, drop)
  hands.tabTo(root.querySelector(".card"))
  return hands
}

/** Roving tabindex: one card at a time is in the tab order; arrow keys go to the others. */
function walk(root) {
  function tabTo(card) {
    for (const link of root.querySelectorAll(".card a")) link.tabIndex = card?.contains(link) ? 0 : -1
  }

  function go(card) {
    if (!card) return
    tabTo(card)
    linkOf(card).focus()
    card.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  root.addEventListener("focusin", ({ target }) => {
    const card = target.closest(".card")
    if (card) tabTo(card)
  })
  return { go, tabTo }
}

function beside(root, card, step) {
  const places = columnsOf(root).map(cardsOf)
  const column = places.findIndex((cards) => cards.includes(card))
  const found = placeBeside(places.map(({ length }) => length), { column, row: places[column].indexOf(card) }, step)
  return found && places[found.column][found.row]
}

/** From a place, the one at the same height in the next column with cards, or its last; null if no column has cards. */
export function placeBeside(lengths, { column, row }, step) {
  for (let at = column + step; at >= 0 && at < lengths.length; at += step) {
    if (lengths[at]) return { column: at, row: Math.min(row, lengths[at] - 1) }
  }
  return null
}

function hearKeys(root, hands, open) {
  root.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card")
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return
    const onward = getComputedStyle(root).direction === "rtl" ? -1 : 1
    const cards = cardsOf(card.closest(".column"))
    const at = cards.indexOf(card)
    const to = {
      ArrowDown: () => cards[at + 1],
      ArrowUp: () => cards[at - 1],
      ArrowRight: () => beside(root, card, onward),
      ArrowLeft: () => beside(root, card, -onward),
    }[event.key]
    if (to) {
      event.preventDefault()
      hands.go(to())
    } else if (event.key.toLowerCase() === "m" && card.querySelector(".card-moves")) {
      event.preventDefault()
      open(card)
    }
  })
}

function hearMenus(root, open) {
  root.addEventListener("click", (event) => {
    const menu = event.target.closest(".card-moves")
    if (!menu || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(menu.closest(".card"))
  })
}

function hearDrags(root, drop) {
  let dragged = null
  root.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".card[draggable=true]")
    if (!card) return
    dragged = card
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", linkOf(card).textContent.trim())
    card.classList.add("is-dragged")
    root.classList.add("is-dragging")
  })
  root.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged")
    root.classList.remove("is-dragging")
    for (const column of columnsOf(root)) column.classList.remove("is-over")
    dragged = null
  })
  root.addEventListener("dragover", (event) => {
    const column = event.target.closest(".column")
    if (!dragged || !column) return
    event.preventDefault()
    for (const other of columnsOf(root)) other.classList.toggle("is-over", other === column)
  })
  root.addEventListener("drop", (event) => {
    const column = event.target.closest(".column")
    if (!dragged || !column) return
    event.preventDefault()
    if (column !== dragged.closest(".column")) drop(dragged, column)
  })
}

/**
 * Get an address, or post `body` to it. Returns its JSON with `done`, and a sentence (`said`) if it was refused.
 * An expired session leads to the log-in page, unless a dialog is open: then the sentence says so.
 */
export async function ask(address, body) {
  const result = await (body ? post(address, body) : get(address))
  const { loggedout, unreachable } = document.querySelector("#status").dataset
  if (result.kind === "ok") return { done: true, ...result.data }
  if (result.kind === "ended" && !document.querySelector("dialog[open]")) location.reload()
  return { ...result.data, done: false, said: sentenceOf(result, { ended: loggedout, failed: unreachable }) }
}

/** Put a card where it was dropped, before the server answers; returns a function that undoes it. */
export function lay(card, column) {
  const [home, next] = [card.parentElement, card.nextElementSibling]
  column.querySelector("ol").append(card)
  return () => card.isConnected && home.insertBefore(card, next?.parentElement === home ? next : null)
}

/** The page's columns as they are now, put in place of those that it shows. */
export async function refresh(root) {
  const result = await get(location.href, { as: "html" })
  if (result.kind === "ended") location.reload()
  if (result.kind !== "ok") return false
  const page = new DOMParser().parseFromString(result.data, "text/html")
  const fresh = page.getElementById(root.id)
  if (!fresh) {
    location.reload()
    return false
  }
  const across = root.scrollLeft
  root.replaceChildren(...document.importNode(fresh, true).childNodes)
  root.scrollLeft = across
  return true
}
