// Links: <a href> to http, https, mailto or an address on this site, and nothing else on them.

import { Link as PackageLink } from "django-prose-editor/editor"
import { askForAddress } from "./dialog.js"
import { fieldOf } from "./dom.js"
import { gettext } from "./words.js"

const ALLOWED = /^(https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s@]+|\/(?!\/)[^\s]*)$/i
const BARE_HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]\S*)?$/u
const BARE_MAILBOX = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/

/** {address} as it will be stored, or {error} in words; completes a bare host or mailbox. */
export function checkLink(text) {
  if (ALLOWED.test(text)) return { address: text }
  if (BARE_MAILBOX.test(text)) return { address: `mailto:${text}` }
  if (BARE_HOST.test(text)) return { address: `https://${text}` }
  return {
    error: gettext(
      "Choose a story from the list, or enter an address that starts with https://, http://, mailto: or / (this site).",
    ),
  }
}

async function editLink(editor) {
  const current = editor.getAttributes("link").href || ""
  const answer = await askForAddress({
    title: current ? gettext("Edit link") : gettext("Link"),
    label: gettext("Headline or address"),
    help: gettext("Words of a published story’s headline, or an address such as https://example.org/report"),
    submit: current ? gettext("Change link") : gettext("Link"),
    remove: current ? gettext("Remove link") : "",
    address: current,
    words: editor.state.selection.empty && !current,
    check: checkLink,
    stories: fieldOf(editor).dataset.storiesUrl,
  })
  editor.view.focus()
  if (answer?.remove) editor.chain().extendMarkRange("link").unsetLink().run()
  else if (answer && editor.state.selection.empty && !current) insertLink(editor, answer)
  else if (answer) editor.chain().extendMarkRange("link").setLink({ href: answer.address }).run()
}

function insertLink(editor, { address, words }) {
  const marks = [{ type: "link", attrs: { href: address } }]
  editor.commands.insertContent({ type: "text", text: words || address, marks })
}

export const Link = PackageLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false, // a link is the editor's decision; pasting an address over words still links them
      defaultProtocol: "https",
      HTMLAttributes: {},
      isAllowedUri: (url) => ALLOWED.test(url ?? ""),
    }
  },

  addAttributes: () => ({ href: { default: null } }),

  addMenuItems: null,

  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ dispatch }) => {
        // Without dispatch this only checks whether the command could run.
        if (dispatch) editLink(this.editor)
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-k": () => this.editor.commands.addLink() }
  },
})
