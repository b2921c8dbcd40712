// Published stories offered below the box of a link's address, while words of a headline are typed into it.

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
  let [found, marked] = [[], -1]

  function mark(place) {
    marked = place
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === place))
    const option = list.children[place]
    option?.scrollIntoView({ block: "nearest" })
    if (option) input.setAttribute("aria-activedescendant", option.id)
    else input.removeAttribute("aria-activedescendant")
  }

  function show(stories, words) {
    found = stories
    list.replaceChildren(...stories.map((story, place) => storyOption(story, () => choose(found[place]))))
    list.hidden = !stories.length
    input.setAttribute("aria-expanded", String(Boolean(stories.length)))
    status.textContent = words
    mark(stories.length ? 0 : -1)
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

  function pressed(event) {
    if (event.isComposing || !found.length) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by) mark((marked + by + found.length) % found.length)
    else if (event.key === "Enter" && marked >= 0) choose(found[marked])
    else return
    event.preventDefault()
  }

  input.role = "combobox"
  input.setAttribute("aria-controls", list.id)
  input.addEventListener("input", debounced(find, PAUSE_MS))
  input.addEventListener("keydown", pressed)
  return el("div", {}, status, list)
}

function storyOption({ headline, day }, take) {
  const id = uniqueId("desk-story")
  const option = el("li", { id, className: "desk-finds__story", role: "option" })
  option.append(
    el("span", {}, ...inScripts(headline)),
    el("span", { className: "desk-finds__day", textContent: day }),
  )
  option.addEventListener("click", take)
  return option
}
