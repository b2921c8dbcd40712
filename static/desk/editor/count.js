// How long the story is, and how long it should be: a quiet line under the text. Captions are not counted.

import { Extension } from "django-prose-editor/editor"
import { countIdOf, debounced, el, fieldOf } from "./dom.js"
import { filled, gettext, ngettext } from "./words.js"

const WORDS_A_MINUTE = 235
const SPOKEN_STEP = 100

/** Runs of non-space that hold a letter or a digit: a dash between spaces does not count. */
export const countWords = (text) => text.split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run)).length

const written = (number) => number.toLocaleString("en")

/** `target` is the number of words that the story should have, 0 for none. */
export function describeLength(words, target = 0) {
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE))
  if (!words && !target) return gettext("No words yet")
  const count = target
    ? filled(gettext("%(number)s of %(target)s words"), { number: written(words), target: written(target) })
    : filled(ngettext("%(number)s word", "%(number)s words", words), { number: written(words) })
  return words ? `${count} · ${filled(gettext("%(minutes)s min read"), { minutes })}` : count
}

/** Text of a document with a space between blocks, so that words at their borders stay apart. */
const textOf = ({ doc }) => doc.textBetween(0, doc.content.size, " ", " ")

export const WordCount = Extension.create({
  name: "wordCount",

  onCreate() {
    const { editor } = this
    const line = el("p", { id: countIdOf(fieldOf(editor)), className: "desk-count" })
    const spoken = el("p", { className: "desk-visually-hidden", role: "status" })
    editor.options.element.append(line, spoken)

    let lastStep = null
    const speak = debounced((words) => {
      // Every hundred words is news; every word would talk over the writer.
      const step = Math.floor(words / SPOKEN_STEP)
      if (lastStep !== null && step !== lastStep) spoken.textContent = line.textContent
      lastStep = step
    }, 1500)
    const target = fieldOf(editor).form?.elements.word_target
    const show = () => {
      const words = countWords(textOf(editor.state))
      const wanted = Number(target?.value) || 0
      line.textContent = describeLength(words, wanted)
      line.classList.toggle("is-over", wanted > 0 && words > wanted)
      speak(words)
    }
    editor.on("update", debounced(show, 300))
    target?.addEventListener("input", show)
    show()
  },
})
