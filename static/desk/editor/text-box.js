// The writing surface as assistive technology and the spell checker see it:
// name, description, language and direction come from the form around it.

import { Extension } from "django-prose-editor/editor"
import { countIdOf, fieldOf } from "./dom.js"
import { gettext } from "./words.js"

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"])

/** {lang, dir} for a language field's value; no or an unknown language lets the words decide. */
export function languageAttributes(value) {
  let tag
  try {
    tag = Intl.getCanonicalLocales(value || [])[0]
  } catch {
    tag = undefined // the field's value is not a language tag: set none rather than a wrong one
  }
  if (!tag) return { dir: "auto" }
  return { lang: tag, dir: RIGHT_TO_LEFT.has(tag.split("-")[0]) ? "rtl" : "ltr" }
}

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

const languageFieldOf = (field) => field.form?.elements.namedItem(field.dataset.languageField || "language")

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
    options.editorProps.attributes = () => ({ ...fixed, ...languageAttributes(languageField?.value) })
  },

  onCreate() {
    const { editor } = this
    const field = fieldOf(editor)
    const refresh = () => editor.view.dispatch(editor.state.tr)
    languageFieldOf(field)?.addEventListener?.("change", refresh)
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
