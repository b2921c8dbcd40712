// What comes in by clipboard and drag: cleaned markup, and a word about files that can't come in.

import { Extension, Plugin } from "django-prose-editor/editor"
import { el } from "./dom.js"
import { cleanPastedHTML } from "./paste.js"
import { gettext } from "./words.js"

const ABOUT_PICTURES = gettext("To add a picture, upload it to the library, then use “Picture”.")

const hasFilesOnly = (transfer) => Boolean(transfer?.files.length) && !transfer.getData("text/html")

export const CleanPaste = Extension.create({
  name: "cleanPaste",

  transformPastedHTML(html) {
    const cleaned = cleanPastedHTML(html)
    if (!cleaned && /<img\b/i.test(html)) this.storage.hint.textContent = ABOUT_PICTURES
    return cleaned
  },

  onCreate() {
    this.storage.hint = el("p", { className: "desk-hint", role: "status" })
    this.editor.options.element.append(this.storage.hint)
  },

  addProseMirrorPlugins() {
    // Unhandled, the browser would leave the story and open the file.
    const refuseFiles = (event, transfer) => {
      if (!hasFilesOnly(transfer)) {
        this.storage.hint.textContent = ""
        return false
      }
      event.preventDefault()
      this.storage.hint.textContent = ABOUT_PICTURES
      return true
    }
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            paste: (view, event) => refuseFiles(event, event.clipboardData),
            drop: (view, event) => refuseFiles(event, event.dataTransfer),
          },
        },
      }),
    ]
  },
})
