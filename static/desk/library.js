// The library's page: files dropped anywhere or chosen are sent one by one, each with its progress and a second try.

import { sentenceOf } from "./request.js"
import { createQueue, holdsFiles, send } from "./uploads.js"

const form = document.getElementById("upload-form")
const section = document.getElementById("uploads")
const list = section.querySelector("ul")
const status = section.querySelector("[role=status]")
const onward = section.querySelector("a")
const input = form.elements.files
const says = form.dataset
const enqueue = createQueue()
const uploaded = []
let open = 0

function element(tag, className, text = "") {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

function tell() {
  const parts = []
  if (uploaded.length) parts.push(`${uploaded.length} ${says.done}`)
  if (open) parts.push(`${open} ${says.sending}`)
  status.textContent = parts.join(" · ")
  onward.hidden = !uploaded.length || open > 0
  onward.href = `${onward.pathname}?ids=${uploaded.join(",")}`
}

function add(file) {
  const row = element("li", "sent")
  const picture = element("img", "sent-picture")
  picture.alt = ""
  picture.hidden = true
  const name = element("span", "sent-name", file.name)
  const bar = document.createElement("progress")
  bar.max = 1
  bar.value = 0
  bar.setAttribute("aria-label", file.name)
  const words = element("span", "sent-words", says.waiting)
  const again = element("button", "button sent-again", says.retry)
  again.type = "button"
  again.hidden = true
  row.append(picture, name, bar, words, again)
  list.append(row)
  const parts = { row, picture, bar, words, again }
  again.addEventListener("click", () => begin(file, parts))
  begin(file, parts)
}

function begin(file, parts) {
  open += 1
  parts.row.classList.remove("is-refused")
  parts.again.hidden = true
  parts.bar.hidden = false
  parts.bar.value = 0
  parts.words.textContent = says.waiting
  tell()
  enqueue(() => deliver(file, parts))
}

async function deliver(file, { row, picture, bar, words, again }) {
  words.textContent = says.sending
  const onProgress = (part) => {
    bar.value = part
    if (part === 1) words.textContent = says.looking
  }
  const result = await send(file, { address: form.action, onProgress })
  if (result.kind === "ok") {
    const found = result.data
    uploaded.push(found.id)
    row.classList.add("is-done")
    picture.src = found.thumbnail
    picture.hidden = false
    words.textContent = says.done
    if (found.alike.length) row.append(alike(found.alike))
  } else {
    row.classList.add("is-refused")
    words.textContent = sentenceOf(result, { failed: says.lost })
    again.hidden = false
  }
  bar.hidden = true
  open -= 1
  tell()
}

function alike(pictures) {
  const words = element("span", "sent-alike", `${says.alike} `)
  for (const picture of pictures) {
    const link = element("a", "", picture.text)
    link.href = picture.address
    link.target = "_blank"
    words.append(link, " ")
  }
  return words
}

function take(files) {
  if (!files.length) return
  section.hidden = false
  for (const file of files) add(file)
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  take(input.files)
  form.reset()
})
input.addEventListener("change", () => {
  take([...input.files])
  form.reset()
})

// The whole page takes what is dropped; a picture that misses it would otherwise replace the page.
document.body.dataset.drop = says.drop
let depth = 0
const isOver = (over) => document.body.classList.toggle("is-dropping", over)
document.addEventListener("dragenter", (event) => {
  if (!holdsFiles(event)) return
  depth += 1
  isOver(true)
})
document.addEventListener("dragleave", (event) => {
  if (!holdsFiles(event)) return
  depth = Math.max(0, depth - 1)
  isOver(depth > 0)
})
document.addEventListener("dragover", (event) => {
  if (holdsFiles(event)) event.preventDefault()
})
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return
  event.preventDefault()
  depth = 0
  isOver(false)
  take([...event.dataTransfer.files])
})
window.addEventListener("beforeunload", (event) => {
  if (open) event.preventDefault()
})
