// What the bars that stick to the window's edges cover of the text: browsers and the editor scroll the caret out from
// under them.

const root = document.documentElement
const covered = { above: 0, below: 0 }

function measure() {
  const bar = document.querySelector("#story-form .bar")
  const height = bar?.offsetHeight ?? 0
  // On a phone the bar stands at the bottom: the style sheet says which.
  const isBelow = bar && getComputedStyle(bar).getPropertyValue("--bar-edge").trim() === "below"
  const toolbar = document.querySelector(".desk-toolbar")?.offsetHeight ?? 0
  covered.above = (isBelow ? 0 : height) + toolbar
  covered.below = isBelow ? height : 0
  root.style.setProperty("--bars-above", `${covered.above}px`)
  root.style.setProperty("--bars-below", `${covered.below}px`)
  if (bar) root.style.setProperty("--desk-sticky-top", `${isBelow ? 0 : height}px`)
}

/** The editor's scrollThreshold or scrollMargin: it reads the properties each time it scrolls. */
export const marginBeyondBars = (more) => ({
  get top() { return covered.above + more },
  get bottom() { return covered.below + more },
  left: 5,
  right: 5,
})

/** Keep the measures up to date; the toolbar exists once the editor has started. */
export function watchBars() {
  const observer = new ResizeObserver(measure)
  for (const bar of document.querySelectorAll("#story-form .bar, .desk-toolbar")) observer.observe(bar)
  window.addEventListener("resize", measure)
  measure()
}
