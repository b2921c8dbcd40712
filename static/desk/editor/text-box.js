// The writing surface as assistive technology and the spell checker see it:
// name, description, language and direction come from the form around it.

import { Extension } from "django-prose-editor/editor"
import { languageAttributes } from "../scripts.js"
import { marginBeyondBars, watchBars } from "./bars.js"
import { countIdOf, fieldOf } from "./dom.js"
import { gettext } from "./words.js"

function nameAttributes(field) {
  const label = field.labels?.[0]
  if (!label) return { "aria-label": field.getAttribute("aria-label") || gettext("Body") }
  label.id ||= `${field.id}-label`
  return { "aria-labelledby": label.id }
}

function attributesFor(field) {
  const attributes = { "aria-multiline": "true", spellcheck: "true", ...nameAttributes(field) }
  if (field.hasAttribute("aria-invalid")) attributes["aria-invalid"] = field.getAttribute("aria-invalid")
  const described = [field.getAttribute("aria-describedby"), countIdOf(field)]
  return { ...attributes, "aria-describedby": described.filter(Boolean).join(" ") }
}

/** The form field that says which language the story is written in. */
export const languageFieldOf = (field) => field.form?.elements.namedItem(field.dataset.languageField || "language")

export const TextBox = Extension.create({
  name: "textBox",

  // Before the view exists, so that it is never there without its name.
  onBeforeCreate() {
    const { options } = this.editor
    const field = fieldOf(this.editor)
    const languageField = languageFieldOf(field)
    const fixed = attributesFor(field)
    // Tiptap would add a <style> element, which the desk's policy refuses: editor.css has its rules.
    options.injectCSS = false
    options.editorProps.scrollThreshold = marginBeyondBars(4)
    options.editorProps.scrollMargin = marginBeyondBars(12)
    options.editorProps.attributes = () => ({ ...fixed, ...languageAttributes(languageField?.value) })
  },

  onCreate() {
    const { editor } = this
    const field = fieldOf(editor)
    const refresh = () => editor.view.dispatch(editor.state.tr)
    languageFieldOf(field)?.addEventListener?.("change", refresh)
    setTimeout(watchBars) // when the toolbar is there
    field.labels?.[0]?.addEventListener("click", () => editor.view.focus())
  },

  addKeyboardShortcuts() {
    return {
      // The usual key from the text to its toolbar.
      "Alt-F10": ({ editor }) => {
        editor.options.element.querySelector("[role=toolbar] [tabindex='0']")?.focus()
        return true
      },
    }
  },
})
