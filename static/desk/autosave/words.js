// The words in the story's form, and whether they differ from the version that is saved.

// What is typed for a move does not belong to the story: it is autosaved with the words, and used up by the move.
const OF_A_MOVE = /-(note|at|kind|withheld|reason)$/
const PREFILLED = /-overriding$/

const isOurs = (name) => !name.startsWith("_") && name !== "csrfmiddlewaretoken"

/** The form's own [name, value] pairs. */
export const readWords = (form) => [...new FormData(form)].filter(([name]) => isOurs(name))

/** The same pairs, with other values for some names. */
export const withValues = (words, values) => words.map(([name, value]) => [name, values[name] ?? value])

/** The same pairs, as if nothing had been typed for any move. */
export const withoutMoves = (words) => words.map(([name, value]) => [name, OF_A_MOVE.test(name) ? "" : value])

/** Whether something is typed for a move. */
export const hasMove = (words) => words.some(([name, value]) => OF_A_MOVE.test(name) && value)

/** What the words of the story are, as one string to compare. `bodies` maps the editor's spelling of a body to ours. */
export function textOf(words, bodies = new Map()) {
  const own = words.filter(([name]) => !OF_A_MOVE.test(name) && !PREFILLED.test(name))
  return JSON.stringify(own.map(([name, value]) => [name, name === "body" ? bodies.get(value) ?? value : value]))
}
