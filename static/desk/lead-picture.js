// The lead picture: chosen by what it looks like, or uploaded by a drop on its place. The key stands in a hidden box;
// when another key is written there and `change` is dispatched, that picture is shown.

import { createLibrary } from "./editor/library.js"
import { choosePicture } from "./editor/picture-dialog.js"
import { sentenceOf } from "./request.js"
import { inScripts } from "./scripts.js"
import { holdsFiles, send } from "./uploads.js"

/** The story's own words for the picture, by the picture's own columns. */
const TEXTS = { lead_alt: "alt", lead_caption: "caption", lead_credit: "credit_line" }
const textOf = (picker, name) => picker.closest("form").elements[name]

/** How the picker shows its picture, null for none. */
function createView(picker) {
  const says = picker.dataset
  const find = (name) => picker.querySelector(`.lead-${name}`)
  const [shown, none, status, missing] = ["shown", "none", "status", "missing"].map(find)
  const removal = picker.querySelector("[data-do=remove]")
  const texts = document.querySelector(".lead-texts")

  function describe(picture) {
    const image = shown.querySelector("img")
    image.src = picture.thumbnail
    image.alt = picture.alt
    find("words").replaceChildren(...inScripts(picture.text))
    find("credit").replaceChildren(...inScripts(picture.credit_line))
    const lacks = [[picture.alt, "lead_alt", says.noAlt], [picture.credit_line, "lead_credit", says.noCredit]]
    missing.replaceChildren(
      ...lacks.filter(([words]) => !words).flatMap(([, text, words]) => {
        const lack = Object.assign(document.createElement("span"), { textContent: words })
        lack.dataset.text = text
        return [lack, " "]
      }),
    )
    find("open").href = says.page.replace("/0/", `/${picture.id}/`)
  }

  return {
    show(picture) {
      shown.hidden = removal.hidden = texts.hidden = !picture
      none.hidden = Boolean(picture)
      if (picture) describe(picture)
    },
    /** What the library lacks, the story may say itself. */
    showLacks() {
      for (const lack of missing.children) lack.hidden = Boolean(textOf(picker, lack.dataset.text).value)
    },
    say(words) { status.textContent = words },
  }
}

/** The hidden box with the picture's key. */
function createBox(picker, { view, library }) {
  const box = picker.querySelector("input[type=hidden]")
  let isSetting = false

  box.addEventListener("change", async () => {
    if (isSetting) return
    const picture = box.value ? await library.get(Number(box.value)) : null
    view.show(picture)
    view.say(box.value && !picture ? picker.dataset.gone : "")
  })

  return {
    set(picture) {
      if (picture) library.remember(picture)
      box.value = picture ? picture.id : ""
      // Its words come from the library with it; those of the picture before were about that one.
      for (const [name, column] of Object.entries(TEXTS)) textOf(picker, name).value = picture?.[column] ?? ""
      isSetting = true
      box.dispatchEvent(new Event("change", { bubbles: true }))
      isSetting = false
      view.show(picture)
      view.showLacks()
    },
  }
}

/** Returns what uploads a file and then makes it the lead. */
function createUpload(picker, { view, box }) {
  const says = picker.dataset
  const [progress, file] = [".lead-progress", ".lead-file"].map((selector) => picker.querySelector(selector))

  async function upload(chosen) {
    view.say(says.sending)
    progress.value = 0
    progress.hidden = false
    const onProgress = (part) => { progress.value = part }
    const result = await send(chosen, { address: says.upload, onProgress })
    if (result.kind === "ok") {
      view.say("")
      box.set(result.data)
    } else view.say(`${chosen.name}: ${sentenceOf(result, { failed: says.lost })}`)
    progress.hidden = true
    file.value = ""
  }

  file.addEventListener("change", (event) => {
    event.stopPropagation() // the file isn't a word of the story's
    if (file.files.length) upload(file.files[0])
  })
  return { upload, choose: () => file.click() }
}

function takeDrops(picker, upload) {
  const isOver = (over) => picker.classList.toggle("is-over", over)
  picker.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    isOver(true)
  })
  picker.addEventListener("dragleave", (event) => {
    if (!picker.contains(event.relatedTarget)) isOver(false)
  })
  picker.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    isOver(false)
    upload(event.dataTransfer.files[0])
  })
}

function begin(picker) {
  const library = createLibrary(picker.dataset.library)
  const view = createView(picker)
  const box = createBox(picker, { view, library })
  const { upload, choose } = createUpload(picker, { view, box })
  const actions = {
    choose: async () => {
      const picture = await choosePicture(library)
      if (!picture) return
      view.say("")
      box.set(picture)
    },
    upload: choose,
    remove: () => {
      box.set(null)
      picker.querySelector("[data-do=choose]").focus()
    },
  }
  picker.addEventListener("click", (event) => {
    actions[event.target.closest("[data-do]")?.dataset.do]?.()
  })
  takeDrops(picker, upload)
  for (const name of Object.keys(TEXTS)) textOf(picker, name).addEventListener("input", view.showLacks)
  view.showLacks()
}

for (const picker of document.querySelectorAll(".lead-picker")) begin(picker)
