"""Functions that tests run in a page, in whichever browser."""

# Where the caret is on the screen, how far the page is scrolled, and what has the focus.
CARET_PLACE = """() => {
  const { left, top } = getSelection().getRangeAt(0).getBoundingClientRect()
  return [Math.round(left), Math.round(top), document.activeElement.className]
}"""
# Whether the line with the caret is between the bars that lie over the page.
CARET_IS_SEEN = """() => {
  const range = getSelection().getRangeAt(0)
  const node = range.startContainer
  const held = node.nodeType === Node.ELEMENT_NODE ? node.childNodes[range.startOffset] ?? node : node.parentElement
  const { top, bottom } = range.getClientRects()[0] ?? held.getBoundingClientRect()
  const [bar, tools] = [".bar", ".desk-toolbar"].map((one) => document.querySelector(one).getBoundingClientRect())
  const above = Math.max(tools.bottom, bar.top < innerHeight / 2 ? bar.bottom : 0)
  const below = bar.top < innerHeight / 2 ? innerHeight : bar.top
  return top >= above - 1 && bottom <= below + 1
}"""
# Paste or drop files, each [name, type, Base64], with markup beside them, at the end of the body.
PUT_FILES = """async ([kind, html, files]) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const held = new DataTransfer()
  if (html) held.setData("text/html", html)
  for (const [name, type, data] of files) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    held.items.add(new File([bytes], name, { type }))
  }
  const box = document.querySelector(".ProseMirror")
  const { left, top, height } = box.lastElementChild.getBoundingClientRect()
  const place = { clientX: left + 5, clientY: top + height - 2, bubbles: true, cancelable: true }
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: held, ...place })
  box.dispatchEvent(event)
}"""
