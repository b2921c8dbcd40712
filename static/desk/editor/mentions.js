// Colleagues offered after an @ in a text box: arrows choose, Enter takes, Escape leaves.

import { listbox } from "../listbox.js"
import { el, uniqueId } from "./dom.js"

const MOST = 6
const BEGUN = /(?:^|[^\w@.+-])@([\w@.+-]*)$/u

const begins = (words, typed) => words.toLowerCase().split(/\s+/).some((word) => word.startsWith(typed))

/** Offer people, [{ username, name }], in every text box of `panel` that asks for it; `label` says who they are. */
export function offerMentions(panel, people, label) {
  for (const field of panel.querySelectorAll("[data-mentions]")) offerIn(field, people, label)
}

/** Those whose username or a part of whose name begins with what is typed, which is undefined without an @. */
export function peopleFor(typed, people) {
  if (typed === undefined) return []
  const word = typed.toLowerCase()
  const fits = ({ username, name }) => username.toLowerCase().startsWith(word) || begins(name, word)
  return people.filter(fits).slice(0, MOST)
}

function optionOf({ username, name }) {
  const properties = { role: "option", "data-username": username }
  return el("li", properties, el("strong", {}, `@${username}`), ` ${name}`)
}

function createList(field, label) {
  const id = uniqueId("mentions")
  const list = el("ul", { id, role: "listbox", className: "mentions", hidden: true, "aria-label": label })
  field.after(list)
  field.setAttribute("aria-autocomplete", "list")
  return list
}

function offerIn(field, people, label) {
  const list = createList(field, label)
  const typed = () => field.value.slice(0, field.selectionStart).match(BEGUN)?.[1]

  function close() {
    list.hidden = true
    list.replaceChildren()
    mark(null)
    field.removeAttribute("aria-controls")
  }

  function show() {
    const found = peopleFor(typed(), people)
    if (!found.length) return close()
    list.replaceChildren(...found.map(optionOf))
    list.hidden = false
    field.setAttribute("aria-controls", list.id)
    mark(list.firstElementChild)
  }

  function take(option) {
    const end = field.selectionStart
    const start = end - typed().length
    field.setRangeText(`${option.dataset.username} `, start, end, "end")
    close()
    field.focus()
  }

  const mark = listbox(field, list, take, { Tab: take, Escape: close })
  field.addEventListener("input", show)
  field.addEventListener("blur", () => setTimeout(close, 150))
  hearPointer(list, take)
}

function hearPointer(list, take) {
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    const option = event.target.closest("li")
    if (option) take(option)
  })
}
