// A picture of the library in the text, with its words and its width in this story.
// Stored as <figure data-picture="12" data-width="wide" data-alt="…" data-credit="…"> with a <figcaption>; what is
// empty is as in the library.

import { Node } from "django-prose-editor/editor"
import { el, fieldOf } from "./dom.js"
import { captionAttribute, dataAttribute, enterCaption, figureView, insertFigure } from "./figure-view.js"
import { createLibrary } from "./library.js"
import { choosePicture } from "./picture-dialog.js"
import { attributesOf, uploading, uploadPictures } from "./picture-upload.js"
import { filled, gettext } from "./words.js"

const ID = /^[1-9]\d{0,17}$/
const TEXTS = [
  { attribute: "alt", label: gettext("Alt text: what the picture shows"), maxLength: 300 },
  { attribute: "credit", label: gettext("Credit line"), maxLength: 200 },
]
const WIDTH = {
  attribute: "width",
  label: gettext("Width"),
  options: [["", gettext("As the text")], ["wide", gettext("Wide")], ["row", gettext("Side by side")]],
}

function drawPicture({ card, node, describe }, picture) {
  const alt = node.attrs.alt || picture.alt
  card.replaceChildren(el("img", { src: picture.thumbnail, alt, draggable: false }))
  describe({
    label: filled(gettext("Picture: %(words)s"), { words: alt || picture.text }),
    placeholders: { caption: picture.caption, alt: picture.alt, credit: picture.credit_line },
    note: alt ? "" : gettext("No alt text yet."),
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
  const chosen = await choosePicture(library, { accept: fieldOf(editor).dataset.accept })
  if (chosen?.files) uploadPictures(editor, chosen.files)
  else if (chosen) {
    library.remember(chosen)
    insertFigure(editor, { type: "picture", attrs: attributesOf(chosen) })
  }
}

// The old words describe the old picture: they go with it.
async function changePicture(editor, library, position) {
  const picture = await choosePicture(library)
  if (!picture) return
  library.remember(picture)
  const { tr } = editor.state
  for (const [name, value] of Object.entries(attributesOf(picture))) tr.setNodeAttribute(position, name, value)
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
    width: dataAttribute("width"),
    alt: dataAttribute("alt"),
    credit: dataAttribute("credit"),
    caption: captionAttribute,
  }),

  parseHTML: () => [
    { tag: "figure[data-picture]", getAttrs: (element) => (ID.test(element.dataset.picture) ? null : false) },
  ],

  renderHTML({ node: { attrs } }) {
    const own = ["width", "alt", "credit"].filter((name) => attrs[name]).map((name) => [`data-${name}`, attrs[name]])
    return ["figure", { "data-picture": attrs.picture, ...Object.fromEntries(own) }, ["figcaption", {}, attrs.caption]]
  },

  addNodeView() {
    const { library } = this.storage
    return (view) =>
      figureView(view, {
        kind: "picture",
        show: (parts) => showPicture(library, parts),
        change: { label: gettext("Change picture"), run: (position) => changePicture(view.editor, library, position) },
        texts: TEXTS,
        choice: WIDTH,
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

  addProseMirrorPlugins: () => [uploading()],

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-p": () => this.editor.commands.addPicture(),
      Enter: () => enterCaption(this.editor, this.type),
    }
  },
})
