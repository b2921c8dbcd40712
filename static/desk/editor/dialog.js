// Native <dialog>s: titled, closed by Escape, giving focus back to where it was.

import { el, uniqueId } from "./dom.js"
import { storyFinder } from "./story-finder.js"
import { gettext } from "./words.js"

/**
 * Show `content` in a modal dialog named `title`.
 * Resolves, once it is closed, to what `close(value)` was given; to null when it was dismissed.
 * It hangs on <body>: a form inside the desk's form would be submitted with it.
 */
export function showDialog({ title, className = "", content }) {
  return new Promise((resolve) => {
    const heading = el("h2", { id: uniqueId("desk-dialog"), className: "desk-dialog__title", textContent: title })
    const dialog = el("dialog", { className: `desk-dialog ${className}`, "aria-labelledby": heading.id }, heading)
    let answer = null
    const close = (value) => {
      answer = value
      dialog.close()
    }
    dialog.append(...content(close))
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

export function button(label, onClick, properties = {}) {
  const element = el("button", { type: "button", className: "desk-button", textContent: label, ...properties })
  if (onClick) element.addEventListener("click", onClick)
  return element
}

/** A labelled input with a place for what is wrong with it; `complain("")` takes the complaint back. */
export function textField({ label, help = "", ...properties }) {
  const id = uniqueId("desk-field")
  const input = el("input", { id, className: "desk-field__input", autocomplete: "off", ...properties })
  const helpLine = el("p", { id: `${id}-help`, className: "desk-field__help", textContent: help })
  const errorLine = el("p", { id: `${id}-error`, className: "desk-field__error", role: "alert" })
  input.setAttribute("aria-describedby", `${helpLine.id} ${errorLine.id}`)
  const complain = (message) => {
    errorLine.textContent = message
    input.setAttribute("aria-invalid", String(Boolean(message)))
    if (message) input.focus()
  }
  const labelLine = el("label", { for: id, textContent: label })
  const row = el("div", { className: "desk-field" }, labelLine, input, helpLine, errorLine)
  return { row, input, complain }
}

/**
 * Ask for one address, and for words too when `words` is true.
 * `check(address)` gives {address} or {error}; `remove` adds a button that answers {remove: true}. With `stories`, an
 * address of the desk's, the box also finds published stories by their headlines.
 */
export function askForAddress({
  title, label, help, submit, check, address = "", words = false, remove = "", stories,
}) {
  const inputMode = stories ? "text" : "url"
  const addressField = textField({ label, help, value: address, inputMode, spellcheck: false })
  const wordsField = words
    ? textField({ label: gettext("Text to show"), help: gettext("Leave empty to show the address.") })
    : null
  const content = (close) => {
    const form = el("form", { method: "dialog", noValidate: true }, addressField.row)
    if (stories) {
      const wordsFor = ({ headline }) => wordsField?.input.value.trim() || headline
      const choose = (story) => close({ address: story.address, words: wordsFor(story) })
      const isAddress = (text) => !check(text).error
      addressField.row.append(storyFinder(addressField.input, { address: stories, isAddress, choose }))
    }
    if (wordsField) form.append(wordsField.row)
    const buttons = el("div", { className: "desk-dialog__buttons" })
    buttons.append(button(submit, null, { type: "submit", className: "desk-button desk-button--primary" }))
    buttons.append(button(gettext("Cancel"), () => close(null)))
    if (remove) buttons.append(button(remove, () => close({ remove: true })))
    form.append(buttons)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const checked = check(addressField.input.value.trim())
      addressField.complain(checked.error || "")
      if (!checked.error) close({ address: checked.address, words: wordsField?.input.value.trim() })
    })
    return [form]
  }
  return showDialog({ title, content })
}
