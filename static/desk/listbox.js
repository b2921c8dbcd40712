// The list below a box in which one types: arrows mark an option, Enter takes it, and the focus stays in the box.

import { uniqueId } from "./editor/dom.js"

/**
 * Let the keys of `box` walk along the options of `list`, and call `take(option)` with the marked one.
 * `keys` are further keys while an option is marked: {key: (option) => …}. Returns `mark(option)`.
 */
export function listbox(box, list, take, keys = {}) {
  const marked = () => list.querySelector("[aria-selected=true]")

  function mark(option) {
    marked()?.setAttribute("aria-selected", "false")
    if (!option) return box.removeAttribute("aria-activedescendant")
    option.id ||= uniqueId("option")
    option.setAttribute("aria-selected", "true")
    option.scrollIntoView({ block: "nearest" })
    return box.setAttribute("aria-activedescendant", option.id)
  }

  function step(option, by) {
    const all = [...list.querySelectorAll("[role=option]")]
    mark(all[(all.indexOf(option) + by + all.length) % all.length])
  }

  const acts = {
    ArrowDown: (option) => step(option, 1),
    ArrowUp: (option) => step(option, -1),
    Enter: take,
    ...keys,
  }
  box.addEventListener("keydown", (event) => {
    const option = marked()
    if (!option || !Object.hasOwn(acts, event.key) || event.isComposing) return
    acts[event.key](option)
    event.preventDefault()
    event.stopPropagation()
  })
  return mark
}
