// Something on another site (a video, a post) that readers get as a still link card.
// Stored as <figure data-embed="https://…"><figcaption>…</figcaption></figure>.

import { Node } from "django-prose-editor/editor"
import { askForAddress } from "./dialog.js"
import { el } from "./dom.js"
import { captionAttribute, enterCaption, figureView, insertFigure } from "./figure-view.js"
import { filled, gettext } from "./words.js"

/** {address} in its canonical form, or {error} in words. */
export function checkEmbed(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === "https:" && url.hostname.includes(".") && !url.username) return { address: url.href }
  return { error: gettext("Enter the full address of the page, starting with https://") }
}

const ask = (address = "") =>
  askForAddress({
    title: address ? gettext("Edit embed") : gettext("Embed"),
    label: gettext("Address of the page"),
    help: gettext("For example https://www.youtube.com/watch?v=… Readers see a card that links to it."),
    submit: address ? gettext("Change embed") : gettext("Embed"),
    address,
    check: checkEmbed,
  })

function showEmbed({ card, node, describe }) {
  const { embed } = node.attrs
  const host = new URL(embed).hostname.replace(/^www\./, "")
  const link = el("a", { href: embed, target: "_blank", rel: "noopener noreferrer", textContent: embed })
  card.replaceChildren(el("p", { className: "desk-figure__host", textContent: host }), link)
  const placeholders = { caption: gettext("Description of the page") }
  describe({ label: filled(gettext("Embed from %(host)s"), { host }), placeholders })
}

async function insertEmbed(editor) {
  const answer = await ask()
  if (answer) insertFigure(editor, { type: "embed", attrs: { embed: answer.address, caption: "" } })
  else editor.view.focus()
}

async function changeEmbed(editor, position) {
  const { state, view } = editor
  const answer = await ask(state.doc.nodeAt(position).attrs.embed)
  if (answer) view.dispatch(editor.state.tr.setNodeAttribute(position, "embed", answer.address))
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes: () => ({
    embed: {
      default: null,
      parseHTML: (element) => checkEmbed(element.dataset.embed).address,
      rendered: false,
    },
    caption: captionAttribute,
  }),

  parseHTML: () => [
    { tag: "figure[data-embed]", getAttrs: (element) => (checkEmbed(element.dataset.embed).error ? false : null) },
  ],

  renderHTML({ node }) {
    return ["figure", { "data-embed": node.attrs.embed }, ["figcaption", {}, node.attrs.caption]]
  },

  addNodeView: () => (view) =>
    figureView(view, {
      kind: "embed",
      show: showEmbed,
      change: { label: gettext("Change address"), run: (position) => changeEmbed(view.editor, position) },
    }),

  addCommands() {
    return {
      addEmbed: () => ({ dispatch }) => {
        // Without dispatch this only checks whether the command could run.
        if (dispatch) insertEmbed(this.editor)
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-e": () => this.editor.commands.addEmbed(),
      Enter: () => enterCaption(this.editor, this.type),
    }
  },
})
