// The untagged stories that come next: a few are fetched ahead, so that a decision never waits for the newsroom.

import { get } from "./request.js"

const AT_HAND = 3

/** The stories' forms in the desk's markup. */
export function formsIn(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html")
  return [...page.querySelectorAll(".untagged-story")].map((form) => document.adoptNode(form))
}

/**
 * A queue of forms behind the story `last`. `addressAfter(key)` is where the forms after a story are fetched,
 * `read(markup)` finds them there.
 */
export function createQueue({ last, addressAfter, read = formsIn, ask = get }) {
  const waiting = []
  let behind = last
  let isExhausted = false
  let fetching = null

  async function fetchAhead() {
    const { kind, data } = await ask(addressAfter(behind), { as: "html" })
    if (kind !== "ok") return // the next story asks again
    const forms = read(data)
    isExhausted = forms.length === 0
    if (!isExhausted) behind = Number(forms.at(-1).dataset.key)
    waiting.push(...forms)
  }

  function stockUp() {
    if (isExhausted || fetching || waiting.length >= AT_HAND || !behind) return fetching
    fetching = fetchAhead().finally(() => { fetching = null })
    return fetching
  }

  /** The next form; undefined after the last one, or if fetching failed. */
  async function next() {
    if (!waiting.length) await stockUp()
    return waiting.shift()
  }

  return { stockUp, next, putFirst: (form) => waiting.unshift(form) }
}
