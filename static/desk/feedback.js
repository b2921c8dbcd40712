// Feedback while typing: every panel of the writing page gets its part of one answer, from one post a pause.
//
// A panel is {part, keyOf, show, fail}. `keyOf` gives what the part depends on, as one string, from the form's
// [name, value] pairs; null when the panel wants nothing. `show` takes the part's answer, `fail` any other result of
// request.js. The module that posts the form connects itself, and calls `take` for the parts that go with the post.

import { debounced } from "./editor/dom.js"

const isLost = ({ kind }) => kind === "failed" || kind === "ended"

export function createFeedback() {
  const panels = []
  const keys = new Map() // by part: what its last request depended on
  let readForm = () => []
  let sendSoon = () => {}

  return {
    add(panel) { panels.push(panel) },

    /** `words` reads the form, `send` posts it. */
    connect({ words, send }) {
      readForm = words
      sendSoon = debounced(send, 0) // panels that call `ask` together share a post
    },

    /** Request without waiting for a pause, such as for a panel that has just been opened. */
    ask() { sendSoon() },

    /** Say that the panel shows what belongs to the form as it is. */
    markCurrent({ part, keyOf }) { keys.set(part, keyOf(readForm())) },

    /** The parts that these words make outdated. */
    take(words) {
      const outdated = panels.filter((panel) => {
        const key = panel.keyOf?.(words) ?? null
        if (key === null || key === keys.get(panel.part)) return false
        keys.set(panel.part, key)
        return true
      })
      return outdated.map(({ part }) => part)
    },

    /** Hand the panels their parts of the answer. A lost part is requested again in the next pause. */
    deliver(result, parts) {
      if (result.kind === "stale") return
      for (const panel of panels) {
        const own = partOf(result, panel.part)
        if (own.kind === "ok" && own.data) panel.show(own.data)
        else if (own.kind !== "ok" && parts.includes(panel.part)) {
          if (isLost(own)) keys.delete(panel.part)
          panel.fail(own)
        }
      }
    },
  }
}

/** One part of an answer as a result of its own; ok without data when the desk sent none. */
export function partOf(result, part) {
  if (result.kind !== "ok") return result
  const data = result.data?.[part]
  return data?.error === undefined ? { ...result, data } : { kind: "refused", data, message: data.error }
}

/** The panels of this page. */
export const feedback = createFeedback()
