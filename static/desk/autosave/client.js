// Autosave over the network: what one editor tab sends to the desk.

import { post } from "../request.js"
import { token } from "../token.js"

const TIMEOUT_MS = 20_000
const [FIRST_WAIT_MS, MAX_WAIT_MS] = [4_000, 30_000]

const settledBy = (settled) => (settled ? { _settled: "1" } : {})

/**
 * `words` are the form's [name, value] pairs, `parts` what is wanted of the answer, `turn` the number of the words in
 * the tab's sequence, `opened` the working copy that the page was opened with. `story()` is the story's key, "" before
 * the first save. `settled`: the words are those of the saved version, so nothing of them is stored. What comes back
 * are results of request.js.
 */
export function createClient({ url, presence, person, story, tab, send = post }) {
  function body(words, parts, about) {
    const form = new FormData()
    for (const [name, value] of words) form.append(name, value)
    const all = { csrfmiddlewaretoken: token(), _person: person, _story: story(), _window: tab, ...about }
    for (const [name, value] of Object.entries(all)) form.append(name, value)
    for (const part of parts) form.append("_parts", part)
    return form
  }

  return {
    /** The one post of a pause. */
    send(words, { parts, turn, opened, field, settled = false }) {
      const about = { _turn: turn, _opened_with: opened, _presence: "here", _field: field, ...settledBy(settled) }
      return send(url, body(words, parts, about), { timeout: TIMEOUT_MS })
    },

    /** Send what another tab of this browser left behind. */
    handOver(from, { words, turn, opened = "" }) {
      const about = { _window: from, _turn: turn, _opened_with: opened, _presence: "", _offers: tab }
      return send(url, body(words, ["autosave"], about), { timeout: TIMEOUT_MS })
    },

    /** The page goes: a beacon gets out where a request would be cut off. `words` is null when the desk has them. */
    leave(words, { turn, opened, settled = false }) {
      const about = { _turn: turn, _opened_with: opened, _presence: "leaving", ...settledBy(settled) }
      if (words) navigator.sendBeacon(url, body(words, ["autosave"], about))
      else if (story()) navigator.sendBeacon(presence, body([], [], about))
    },
  }
}

/** Whether the same request may succeed later, without anything being changed. */
export const isTemporary = ({ kind }) => kind === "failed" || kind === "ended"

/** Waiting times between tries: each is twice the one before, up to half a minute. */
export function createBackoff() {
  let wait = FIRST_WAIT_MS
  return {
    next() {
      const current = wait
      wait = Math.min(wait * 2, MAX_WAIT_MS)
      return current
    },
    reset() { wait = FIRST_WAIT_MS },
  }
}
