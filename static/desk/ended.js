// What the panels of the writing page say when the session has ended.

/** Autosave's sentence without its link to the log-in page, which stands once on the page. */
export function endedSentence({ sayLoggedout, sayInbrowser } = document.getElementById("autosave").dataset) {
  const fullStop = sayInbrowser.trim().at(-1) // each language has its own
  return sayLoggedout.replace(/\s*:\s*$/, fullStop)
}

/** A panel's sentence for a result other than ok: the desk's own, or that the session has ended, or "". */
export function panelSentence({ kind, message }) {
  return kind === "ended" ? endedSentence() : message ?? ""
}
