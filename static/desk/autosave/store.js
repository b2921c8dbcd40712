// Unsaved form data in this browser: one entry per editor tab, under a prefix of the person and the story.

/** Entries are {turn, at, words, opened}. `open()` gives the Storage: a browser may refuse even to name it. */
export function createStore(open, prefix) {
  const nameOf = (tab) => prefix + tab

  /** The entry of a tab; null if it is missing or unreadable. */
  function read(tab) {
    try {
      return JSON.parse(open().getItem(nameOf(tab)))
    } catch {
      return null
    }
  }

  return {
    nameOf,
    read,

    /** Replace the entry of a tab; false if the browser has no space left, or doesn't allow it. */
    put(tab, entry) {
      try {
        open().setItem(nameOf(tab), JSON.stringify(entry))
        return true
      } catch {
        return false
      }
    },

    /** Remove the entry of a tab, unless something newer than `upTo` stands in it. */
    drop(tab, upTo) {
      const entry = read(tab)
      if (entry && entry.turn <= upTo) open().removeItem(nameOf(tab))
    },

    /** All tabs that have an entry. */
    tabs() {
      try {
        return Object.keys(open()).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
      } catch {
        return []
      }
    },
  }
}

/** Numbers that only grow, in step with the clock: later words have the higher one, in another tab too. */
export function createSequence(now = Date.now) {
  let current = 0
  return {
    get current() { return current },
    next: () => (current = Math.max(current + 1, now())),
  }
}

/** A random key for one editor tab. */
export function newTabKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
