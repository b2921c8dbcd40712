// A picture of the library in the text.
// Stored as <figure data-picture="12"><figcaption>…</figcaption></figure>;
// an empty caption means the picture's own.

import { Node } from "django-prose-editor/editor"
import { el, fieldOf } from "./dom.js"
import { captionAttribute, enterCaption, figureView, insertFigure } from "./figure-view.js"
import { createLibrary } from "./library.js"
import { choosePicture } from "./picture-dialog.js"
import { filled, gettext } from "./words.js"

const ID = /^[1-9]\d{0,17}$/

function drawPicture({ card, describe }, picture) {
  card.replaceChildren(el("img", { src: picture.thumbnail, alt: picture.alt, draggable: false }))
  const notes = [picture.credit_line, picture.alt ? "" : gettext("No alt text yet: add it in the library.")]
  describe({
    label: filled(gettext("Picture: %(words)s"), { words: picture.alt || picture.text }),
    placeholder: picture.caption,
    note: notes.filter(Boolean).join(" · "),
  })
}

function drawAbsence({ card, describe }, words) {
  card.replaceChildren(el("p", { className: "desk-figure__missing", textContent: words }))
  describe({ label: words })
}

async function showPicture(library, view) {
  const { picture: id } = view.node.attrs
  view.card.dataset.shown = id
  const isCurrent = () => view.card.dataset.shown === String(id)
  try {
    const picture = await library.get(id)
    if (!isCurrent()) return
    if (picture) drawPicture(view, picture)
    else drawAbsence(view, filled(gettext("Picture %(id)s is not in the library"), { id }))
  } catch {
    if (isCurrent()) drawAbsence(view, filled(gettext("Picture %(id)s could not be loaded"), { id }))
  }
}

async function insertPicture(editor, library) {
  const picture = await choosePicture(library)
  if (!picture) return
  library.remember(picture)
  insertFigure(editor, { type: "picture", attrs: { picture: Number(picture.id), caption: "" } })
}

// The old caption describes the old picture: it goes with it.
async function changePicture(editor, library, position) {
  const picture = await choosePicture(library)
  if (!picture) return
  library.remember(picture)
  const { tr } = editor.state
  tr.setNodeAttribute(position, "picture", Number(picture.id)).setNodeAttribute(position, "caption", "")
  editor.view.dispatch(tr)
}

export const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,

  addStorage: () => ({ library: null }),

  onBeforeCreate() {
    const { picturesUrl } = fieldOf(this.editor).dataset
    this.storage.library = createLibrary(picturesUrl ?? "")
  },

  addAttributes: () => ({
    picture: {
      default: null,
      parseHTML: (element) => Number(element.dataset.picture),
      rendered: false,
    },
    caption: captionAttribute,
  }),

  parseHTML: () => [
    { tag: "figure[data-picture]", getAttrs: (element) => (ID.test(element.dataset.picture) ? null : false) },
  ],

  renderHTML({ node }) {
    return ["figure", { "data-picture": node.attrs.picture }, ["figcaption", {}, node.attrs.caption]]
  },

  addNodeView() {
    const { library } = this.storage
    return (view) =>
      figureView(view, {
        kind: "picture",
        show: (parts) => showPicture(library, parts),
        change: { label: gettext("Change picture"), run: (position) => changePicture(view.editor, library, position) },
      })
  },

  addCommands() {
    return {
      addPicture: () => ({ dispatch }) => {
        // Without dispatch this only checks whether the command could run.
        if (dispatch) insertPicture(this.editor, this.storage.library)
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-p": () => this.editor.commands.addPicture(),
      Enter: () => enterCaption(this.editor, this.type),
    }
  },
})
