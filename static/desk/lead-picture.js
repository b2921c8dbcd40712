// The lead picture: chosen by what it looks like, or uploaded by a drop on its place. The key stands in a hidden box,
// and whoever writes another key there and says `change` sees that picture.

import { createLibrary } from "./editor/library.js"
import { choosePicture } from "./editor/picture-dialog.js"
import { sentenceOf } from "./request.js"
import { holdsFiles, send } from "./uploads.js"

function begin(picker) {
  const find = (name) => picker.querySelector(`.lead-${name}`)
  const box = picker.querySelector("input[type=hidden]")
  const says = picker.dataset
  const library = createLibrary(says.library)
  const [shown, none, progress, status, file] = ["shown", "none", "progress", "status", "file"].map(find)
  const removal = picker.querySelector("[data-do=remove]")
  let setting = false

  function set(picture) {
    box.value = picture ? picture.id : ""
    setting = true
    box.dispatchEvent(new Event("change", { bubbles: true }))
    setting = false
    show(picture)
  }

  function show(picture) {
    shown.hidden = removal.hidden = !picture
    none.hidden = Boolean(picture)
    if (!picture) return
    const image = shown.querySelector("img")
    image.src = picture.thumbnail
    image.alt = picture.alt
    find("words").textContent = picture.text
    find("credit").textContent = picture.credit_line
    const missing = [!picture.alt && says.noAlt, !picture.credit_line && says.noCredit]
    find("missing").textContent = missing.filter(Boolean).join(" ")
    find("open").href = says.page.replace("/0/", `/${picture.id}/`)
  }

  async function upload(chosen) {
    status.textContent = says.sending
    progress.value = 0
    progress.hidden = false
    const onProgress = (part) => { progress.value = part }
    const result = await send(chosen, { address: says.upload, onProgress })
    if (result.kind === "ok") {
      library.remember(result.data)
      status.textContent = ""
      set(result.data)
    } else status.textContent = `${chosen.name}: ${sentenceOf(result, { failed: says.lost })}`
    progress.hidden = true
    file.value = ""
  }

  const actions = {
    choose: async () => {
      const picture = await choosePicture(library)
      if (!picture) return
      library.remember(picture)
      status.textContent = ""
      set(picture)
    },
    upload: () => file.click(),
    remove: () => {
      set(null)
      picker.querySelector("[data-do=choose]").focus()
    },
  }
  picker.addEventListener("click", (event) => {
    actions[event.target.closest("[data-do]")?.dataset.do]?.()
  })
  file.addEventListener("change", (event) => {
    event.stopPropagation() // the file isn't a word of the story's
    if (file.files.length) upload(file.files[0])
  })
  box.addEventListener("change", async () => {
    if (setting) return
    const picture = box.value ? await library.get(Number(box.value)) : null
    show(picture)
    status.textContent = box.value && !picture ? says.gone : ""
  })
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

for (const picker of document.querySelectorAll(".lead-picker")) begin(picker)
