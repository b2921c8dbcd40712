// Published stories offered below the box of a link's address, while words of a headline are typed into it.

import { listbox } from "../listbox.js"
import { get, latest } from "../request.js"
import { inScripts } from "../scripts.js"
import { debounced, el, uniqueId } from "./dom.js"
import { gettext } from "./words.js"

const PAUSE_MS = 200
const NO_ANSWER = gettext("Can’t search the stories now. An address can still be entered.")

/**
 * Let `input` find stories at `address` unless `isAddress(text)`, and call `choose({headline, address})` with one.
 * Returns the element to be put below it. Arrows walk along the stories; Enter takes the marked one.
 */
export function storyFinder(input, { address, isAddress, choose }) {
  const list = el("ul", { id: uniqueId("desk-stories"), className: "desk-finds", role: "listbox", hidden: true })
  const status = el("p", { className: "desk-dialog__status", role: "status" })
  const look = latest(get)
  const mark = listbox(input, list, (option) => option.click())

  function show(stories, words) {
    list.replaceChildren(...stories.map((story) => storyOption(story, () => choose(story))))
    list.hidden = !stories.length
    input.setAttribute("aria-expanded", String(Boolean(stories.length)))
    status.textContent = words
    mark(list.firstElementChild)
  }

  async function find() {
    const term = input.value.trim()
    if (term.length < 2 || isAddress(term)) return show([], "")
    const result = await look(`${address}?${new URLSearchParams({ q: term })}`)
    if (result.kind === "stale" || term !== input.value.trim()) return undefined
    if (result.kind !== "ok") return show([], NO_ANSWER)
    const { results } = result.data
    return show(results, results.length ? "" : gettext("No published story has these words."))
  }

  input.role = "combobox"
  input.setAttribute("aria-controls", list.id)
  input.addEventListener("input", debounced(find, PAUSE_MS))
  return el("div", {}, status, list)
}

function storyOption({ headline, day }, take) {
  const option = el("li", { className: "desk-finds__story", role: "option" })
  option.append(
    el("span", {}, ...inScripts(headline)),
    el("span", { className: "desk-finds__day", textContent: day }),
  )
  option.addEventListener("click", take)
  return option
}
