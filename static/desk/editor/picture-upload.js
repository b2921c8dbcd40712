// Pictures that are pasted, dropped or chosen as files are uploaded where they are put. Until one has arrived, a
// placeholder stands in its place, which is in no version and in no step to undo.

import { Plugin, pm } from "django-prose-editor/editor"
import { sentenceOf } from "../request.js"
import { createQueue, send } from "../uploads.js"
import { button } from "./dialog.js"
import { el, fieldOf } from "./dom.js"
import { filled, gettext, ngettext } from "./words.js"

const { PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const key = new PluginKey("pictureUpload")
const enqueue = createQueue()
const LOST = gettext("Upload failed. Check your connection and that you are still logged in.")
const TAGS = /<!--[^]*?-->|<(style|script)\b[^]*?<\/\1\s*>|<[^>]*>|&nbsp;|\s/gi

/** The attributes of a picture that is put into a story: it takes its words from the library with it. */
export const attributesOf = (picture) => ({
  picture: Number(picture.id),
  caption: picture.caption,
  alt: picture.alt,
  credit: picture.credit_line,
})

let lastId = 0
let inTurn = Promise.resolve() // pictures come in as they were put, not as they arrive

/** The plugin that shows the placeholders. */
export const uploading = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, placeholders) {
        const mapped = placeholders.map(tr.mapping, tr.doc)
        const { add, remove } = tr.getMeta(key) ?? {}
        if (add) return mapped.add(tr.doc, [add])
        return remove ? mapped.remove(mapped.find(null, null, ({ id }) => id === remove)) : mapped
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })

/**
 * The files of a clipboard or of what is dropped that are meant, not the words beside them: a word processor puts a
 * picture of the words there too, a browser the address of the picture.
 */
export function filesMeant(transfer) {
  const files = [...(transfer?.files ?? [])]
  return files.length && !transfer.getData("text/html").replace(TAGS, "") ? files : []
}

/** Upload pictures to a place between two blocks, where the caret is by default. */
export function uploadPictures(editor, files, position = placeAtCaret(editor)) {
  for (const file of files) uploadOne(editor, file, position)
}

/** How many pictures are still on their way to this text. */
export const countUploads = ({ state }) => key.getState(state)?.find().length ?? 0

/** The place between two blocks that is nearest to a point of the window. */
export function placeAtPoint({ view }, { clientX, clientY }) {
  const found = view.posAtCoords({ left: clientX, top: clientY })
  if (!found) return view.state.doc.content.size
  const $place = view.state.doc.resolve(found.pos)
  if (!$place.depth) return found.pos
  const { top, bottom } = view.nodeDOM($place.before(1)).getBoundingClientRect()
  return clientY < (top + bottom) / 2 ? $place.before(1) : $place.after(1)
}

/** Behind the block with the caret, or before it if it is an empty paragraph, in which the writing then goes on. */
function placeAtCaret({ state: { selection } }) {
  const { $to } = selection
  if (!$to.depth) return selection.to
  const isEmpty = $to.depth === 1 && $to.parent.isTextblock && !$to.parent.content.size
  return isEmpty ? $to.before(1) : $to.after(1)
}

function uploadOne(editor, file, position) {
  const id = `upload-${++lastId}`
  const stopping = new AbortController()
  const remove = () => dispatchMeta(editor, { remove: id })
  const placeholder = drawPlaceholder(file, () => {
    stopping.abort()
    remove()
  })
  const place = { id, key: id, side: lastId, ignoreSelection: true, stopEvent: () => true }
  dispatchMeta(editor, { add: Decoration.widget(position, placeholder.dom, place) })
  const sent = new Promise((resolve) => {
    enqueue(() => {
      const { uploadUrl: address } = fieldOf(editor).dataset
      const result = send(file, { address, onProgress: placeholder.progress, signal: stopping.signal })
      resolve(result)
      return result
    })
  })
  inTurn = inTurn.then(async () => {
    const result = await sent
    if (editor.isDestroyed || result.kind === "stale") return
    if (result.kind === "ok") arrive(editor, id, result.data)
    else placeholder.fail(sentenceOf(result, { failed: LOST }))
  })
}

/** Put the picture where its placeholder is; if that has been deleted meanwhile, the picture stays in the library. */
function arrive(editor, id, picture) {
  const { state, view } = editor
  const [place] = key.getState(state).find(null, null, (spec) => spec.id === id)
  if (!place) return
  editor.storage.picture.library.remember(picture)
  const { schema } = state
  const figure = schema.nodes.picture.create(attributesOf(picture))
  const isLast = !state.doc.nodeAt(place.from)
  const content = isLast ? [figure, schema.nodes.paragraph.create()] : [figure]
  const tr = state.tr.insert(place.from, content).setMeta(key, { remove: id })
  view.dispatch(pm.history.closeHistory(tr)) // one step to undo, whatever is typed meanwhile
}

function dispatchMeta({ state, view }, meta) {
  view.dispatch(state.tr.setMeta(key, meta).setMeta("addToHistory", false))
}

function drawPlaceholder(file, onCancel) {
  const address = URL.createObjectURL(file)
  const image = el("img", { src: address, alt: "", draggable: false })
  image.addEventListener("load", () => URL.revokeObjectURL(address))
  image.addEventListener("error", () => image.remove()) // a kind that this browser can't show
  const bar = el("progress", { max: 1, value: 0, "aria-label": gettext("Upload") })
  const { name } = file
  const status = el("p", { role: "status", textContent: filled(gettext("Uploading “%(name)s” …"), { name }) })
  const cancel = button(gettext("Cancel"), onCancel)
  const dom = el("div", { className: "desk-upload", contentEditable: "false" }, image, status, bar, cancel)
  return {
    dom,
    progress: (part) => { bar.value = part },
    fail(words) {
      dom.classList.add("is-refused")
      bar.remove()
      status.textContent = `${name}: ${words}`
      cancel.textContent = gettext("Remove")
    },
  }
}

/** One line on pictures that a save came too early for; "" when there are none. */
export function describeUploads(number) {
  if (!number) return ""
  const line = ngettext(
    "%(number)s picture is still uploading. It is not in the saved version yet.",
    "%(number)s pictures are still uploading. They are not in the saved version yet.",
    number,
  )
  return filled(line, { number })
}
