// What the writing page asks before a move: whether words that aren't saved go with an approval, and whether a story
// shall really be published. Listens before autosave.js, which makes the move.

import { button, showDialog } from "./editor/dialog.js"
import { el } from "./editor/dom.js"
import { gettext } from "./editor/words.js"

const form = document.getElementById("story-form")
const isUnsaved = () => !form.querySelector(".bar-unsaved").hidden
let answered = null // the button whose question has been answered

function ask(title, words, choices) {
  return showDialog({
    title,
    content: (close) => {
      const buttons = el("div", { className: "desk-dialog__buttons" })
      buttons.append(
        ...choices.map(([label, value], at) =>
          button(label, () => close(value), { className: `desk-button${at ? "" : " desk-button--primary"}` }),
        ),
        button(gettext("Cancel"), () => close(null)),
      )
      return [el("p", { textContent: words }), buttons]
    },
  })
}

const askToApprove = () =>
  ask(
    gettext("Approve with your edit?"),
    gettext("You have changed the text. The publisher of the story must then pass your edit."),
    [
      [gettext("Save my edit and approve"), "approve"],
      [gettext("Make it a suggestion"), "suggest"],
    ],
  )

const askToPublish = (effect) => ask(gettext("Publish now?"), effect, [[gettext("Publish now"), "publish"]])

// Stands for the third answer; it must be in the form while that is on its way.
const suggestion = el("button", { type: "submit", name: "_suggest", value: "1", hidden: true, formNoValidate: true })
form.append(suggestion)

const effectOf = (submitter) =>
  submitter.closest(".move")?.querySelector(".move-effect")?.textContent ?? submitter.title

async function question(event) {
  const { submitter } = event
  if (submitter?.name !== "_move" || submitter === answered) {
    answered = null
    return
  }
  // Beside reasons and other fields nobody presses by a slip of the finger.
  const isPublishing = submitter.value === "publish" && !submitter.closest("details")
  if (!isPublishing && !(submitter.value === "approve" && isUnsaved())) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const choice = isPublishing ? await askToPublish(effectOf(submitter)) : await askToApprove()
  if (choice === "suggest") form.requestSubmit(suggestion)
  else if (choice) {
    answered = submitter
    form.requestSubmit(submitter)
  }
}

form.addEventListener("submit", question, { capture: true })
