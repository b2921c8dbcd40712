// What parts of the writing page say when the session has ended, and when they may ask again.

/** Autosave's sentence without its link to the log-in page, which stands once on the page. */
export function endedSentence({ sayLoggedout, sayInbrowser } = document.getElementById("keeping").dataset) {
  const fullStop = sayInbrowser.trim().at(-1) // each language has its own
  return sayLoggedout.replace(/\s*:\s*$/, fullStop)
}

/** Call `action` each time the desk has stored words again, which it only does within a session. */
export function whenAnswered(action) {
  document.addEventListener("desk:answered", action)
}
