// Quotation marks as the story's language writes them, while one types. Undo gives the straight one back.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { fieldOf } from "./dom.js"
import { languageFieldOf } from "./text-box.js"

const ENGLISH = { '"': ["“", "”"], "'": ["‘", "’"] }
const GUILLEMETS = { ...ENGLISH, '"': ["«", "»"] }
const MARKS = {
  ar: GUILLEMETS,
  es: GUILLEMETS,
  fr: { ...ENGLISH, '"': ["«\u00a0", "\u00a0»"] },
}
const OPENS_AFTER = /(^|[\s([{<\u2012-\u2015/“‘«])$/u // nothing, space, a dash, a bracket or another opening mark
const FIELDS = ["headline", "standfirst"]

/** The mark for a straight `typed` one behind the words `before`; undefined for anything but a quotation mark. */
export function markFor(typed, before, language) {
  const marks = (MARKS[language] ?? ENGLISH)[typed]
  return marks?.[OPENS_AFTER.test(before) ? 0 : 1]
}

/** Whether a digit makes the ‘ before it an apostrophe: ’90s. */
export const isElision = (typed, before) => /^\d$/.test(typed) && before.endsWith("‘")

function typeInEditor({ view, from, to, typed, language }) {
  const { closeHistory } = pm.history
  const before = view.state.doc.resolve(from).parent.textBetween(0, view.state.doc.resolve(from).parentOffset, "", "\n")
  if (isElision(typed, before)) {
    view.dispatch(view.state.tr.insertText(`’${typed}`, from - 1, to).scrollIntoView())
    return true
  }
  const mark = markFor(typed, before, language)
  if (!mark) return false
  view.dispatch(view.state.tr.insertText(typed, from, to))
  view.dispatch(closeHistory(view.state.tr).insertText(mark, from, from + 1).scrollIntoView())
  return true
}

/** The same in a text box: execCommand is the only way that its own undo knows of. */
function typeInField(field, languageOf) {
  let isOurs = false
  const put = (text, from, to) => {
    field.setSelectionRange(from, to)
    document.execCommand("insertText", false, text)
  }
  field.addEventListener("beforeinput", (event) => {
    if (isOurs || event.isComposing || event.inputType !== "insertText" || !event.data) return
    const { selectionStart: from, selectionEnd: to, value } = field
    const before = value.slice(0, from)
    const mark = markFor(event.data, before, languageOf())
    if (!mark && !isElision(event.data, before)) return
    event.preventDefault()
    isOurs = true
    if (mark) {
      put(event.data, from, to)
      put(mark, from, from + 1)
    } else put(`’${event.data}`, from - 1, to)
    isOurs = false
  })
}

export const SmartQuotes = Extension.create({
  name: "smartQuotes",

  onCreate() {
    const field = fieldOf(this.editor)
    const languageOf = () => languageFieldOf(field)?.value
    for (const name of FIELDS) {
      const box = field.form?.elements.namedItem(name)
      if (box?.setSelectionRange) typeInField(box, languageOf)
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const handleTextInput = (view, from, to, typed) =>
      typeInEditor({ view, from, to, typed, language: languageFieldOf(fieldOf(editor))?.value })
    return [new Plugin({ props: { handleTextInput } })]
  },
})
