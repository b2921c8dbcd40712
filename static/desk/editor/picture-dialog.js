// Choosing a picture: a dialog that searches the library and answers with one of its pictures.

import { inScripts } from "../scripts.js"
import { button, showDialog, textField } from "./dialog.js"
import { debounced, el } from "./dom.js"
import { filled, gettext, ngettext } from "./words.js"

const NO_ANSWER = gettext("Can’t reach the picture library. Try again in a moment.")

/** Resolves to a picture of the library, or to null; with `accept`, kinds of files, also to {files} of this device. */
export function choosePicture(library, { accept = "" } = {}) {
  return showDialog({
    title: gettext("Choose a picture"),
    className: "desk-dialog--pictures",
    content: (close) => pictureSearch(library, close, accept),
  })
}

/** A button that chooses files of this device. */
function uploadButton(close, accept) {
  const file = el("input", { type: "file", accept, multiple: true, hidden: true })
  file.addEventListener("change", () => { if (file.files.length) close({ files: [...file.files] }) })
  return [button(gettext("Upload …"), () => file.click()), file]
}

function pictureSearch(library, close, accept) {
  const { row, input } = textField({ label: gettext("Search the library"), type: "search" })
  const status = el("p", { className: "desk-dialog__status", role: "status" })
  const list = el("ul", { className: "desk-pictures" })
  const more = button(gettext("Show more pictures"), () => load(), { hidden: true })
  let page = 1
  let running = new AbortController()

  async function load() {
    running.abort()
    running = new AbortController()
    const { signal } = running
    const term = input.value.trim()
    const { kind, data } = await library.search({ term, page, signal })
    if (kind === "stale") return
    if (kind !== "ok") {
      status.textContent = NO_ANSWER
      return
    }
    const { results, pagination } = data
    list.append(...results.map((picture) => pictureItem(picture, close)))
    more.hidden = !pagination.more
    page += 1
    status.textContent = summary(list.children.length, term, pagination.more)
  }
  const restart = () => {
    page = 1
    list.replaceChildren()
    load()
  }
  input.addEventListener("input", debounced(restart, 250))
  list.addEventListener("keydown", moveByArrows)
  load()
  const buttons = el("div", { className: "desk-dialog__buttons" }, more)
  if (accept) buttons.append(...uploadButton(close, accept))
  buttons.append(button(gettext("Cancel"), () => close(null)))
  return [row, status, list, buttons]
}

function summary(count, term, more) {
  if (!count && term) return filled(gettext("No pictures match “%(term)s”."), { term })
  if (!count) return gettext("The library has no pictures yet.")
  const found = filled(ngettext("%(count)s picture", "%(count)s pictures", count), { count })
  return more ? filled(gettext("%(found)s, and more"), { found }) : found
}

function pictureItem(picture, close) {
  const image = el("img", { src: picture.thumbnail, alt: "", loading: "lazy" })
  const words = el("span", { className: "desk-pictures__text" }, ...inScripts(picture.text))
  const credit = el("span", { className: "desk-pictures__credit" }, ...inScripts(picture.credit_line))
  const properties = { className: "desk-pictures__button", title: picture.alt || picture.text }
  const choose = button("", () => close(picture), properties)
  choose.append(image, words, credit)
  return el("li", {}, choose)
}

/** Arrows walk along the pictures; Tab still leaves them. */
function moveByArrows(event) {
  const buttons = [...event.currentTarget.querySelectorAll("button")]
  const index = buttons.indexOf(document.activeElement)
  if (index < 0) return
  const style = getComputedStyle(event.currentTarget)
  const columns = style.gridTemplateColumns.split(" ").length
  const onward = style.direction === "rtl" ? -1 : 1
  const steps = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: columns, ArrowUp: -columns }
  if (!(event.key in steps)) return
  event.preventDefault()
  buttons[index + steps[event.key]]?.focus()
}
