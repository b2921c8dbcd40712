// What comes in by clipboard and drag: cleaned markup, and a line about what could not come in.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { el, fieldOf } from "./dom.js"
import { cleanPasted } from "./paste.js"
import { countUploads, describeUploads, filesMeant, placeAtPoint, uploadPictures } from "./picture-upload.js"
import { filled, gettext, ngettext } from "./words.js"

const { DOMSerializer } = pm.model
const ABOUT_PICTURES = gettext("To add a picture, paste or drop its file here, or use “Picture”.")
const ONLY_PICTURES = gettext("Only pictures can be dropped here.")

const isPicture = (file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name)

const COUNTED = {
  pictures: (number) => ngettext("%(number)s picture", "%(number)s pictures", number),
  embeds: (number) => ngettext("%(number)s video or embed", "%(number)s videos or embeds", number),
  comments: (number) => ngettext("%(number)s comment", "%(number)s comments", number),
}

/** One line that says what a paste left out; "" when nothing. */
export function describeLoss(lost) {
  const kinds = Object.keys(COUNTED).filter((kind) => lost[kind])
  if (!kinds.length) return ""
  const counted = kinds.map((kind) => filled(COUNTED[kind](lost[kind]), { number: lost[kind] }))
  const things = new Intl.ListFormat(document.documentElement?.lang || "en").format(counted)
  const line = filled(gettext("Could not be pasted: %(things)s."), { things })
  return lost.pictures ? `${line} ${ABOUT_PICTURES}` : line
}

/** Words without a block go into the middle of a text, where the space at their ends counts. */
const asSlice = (html) => html.replace("<p>", '<p data-pm-slice="1 1 []">')

/** Marks what this editor copies, so that only that comes back uncleaned. */
class OwnSerializer extends DOMSerializer {
  serializeFragment(fragment, options, target) {
    const copied = super.serializeFragment(fragment, options, target)
    if (!target) copied.firstElementChild?.setAttribute("data-desk-slice", "")
    return copied
  }
}

const serializerFor = (schema) =>
  new OwnSerializer(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema))

export const CleanPaste = Extension.create({
  name: "cleanPaste",

  transformPastedHTML(html) {
    const { html: cleaned, isInline, lost } = cleanPasted(html)
    this.storage.hint.textContent = describeLoss(lost)
    return isInline ? asSlice(cleaned) : cleaned
  },

  onCreate() {
    this.storage.hint = el("p", { className: "desk-hint", role: "status" })
    this.editor.options.element.append(this.storage.hint)
    const { form } = fieldOf(this.editor)
    form?.addEventListener("desk:saved", () => {
      const words = describeUploads(countUploads(this.editor))
      if (words) this.storage.hint.textContent = words
    })
    window.addEventListener("beforeunload", (event) => {
      if (countUploads(this.editor)) event.preventDefault()
    })
  },

  addProseMirrorPlugins() {
    const say = (words) => { this.storage.hint.textContent = words }
    // Unhandled, the browser would leave the story and open the file.
    const takeFiles = (event, transfer, findPlace) => {
      const files = filesMeant(transfer)
      const pictures = files.filter(isPicture)
      say(pictures.length === files.length ? "" : ONLY_PICTURES)
      if (!files.length) return false
      event.preventDefault()
      if (this.editor.isEditable) uploadPictures(this.editor, pictures, findPlace?.())
      return true
    }
    return [
      new Plugin({
        props: {
          clipboardSerializer: serializerFor(this.editor.schema),
          handleDOMEvents: {
            paste: (view, event) => takeFiles(event, event.clipboardData),
            drop: (view, event) => takeFiles(event, event.dataTransfer, () => placeAtPoint(this.editor, event)),
          },
        },
      }),
    ]
  },
})
