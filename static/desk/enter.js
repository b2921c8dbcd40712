// Enter in a box presses the button that stands with it; a browser would press the form's first one, whichever it is.

const BOX = "input:not([type=submit], [type=button])"

/** In `root`, let Enter in a box press the first submit button of the nearest `group` around it, or nothing. */
export function pressOwnButton(root, group) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(BOX)) return
    const own = event.target.closest(group)
    if (!own) return
    event.preventDefault()
    own.querySelector("button[type=submit]")?.click()
  })
}
