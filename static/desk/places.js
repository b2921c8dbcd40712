// Places in the body as the editor shows it: from a block's number and the words that stand in it to a Range.

const BLOCKS = "p, h2, h3, h4, li, figcaption, td, th, pre"

/** The body's innermost blocks that have words, in order. */
export function blocksIn(form) {
  const all = [...form.querySelectorAll(".ProseMirror :is(" + BLOCKS + ")")]
  return all.filter((block) => block.textContent.trim() && !block.querySelector(BLOCKS))
}

function rangeIn(block, start, end) {
  const range = document.createRange()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let before = 0
  let begun = false
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length
    if (!begun && start < before + length) {
      range.setStart(node, start - before)
      begun = true
    }
    if (begun && end <= before + length) {
      range.setEnd(node, end - before)
      return range
    }
    before += length
  }
  return null
}

/** Where `text` stands: from character `start` of block number `index`, or wherever else it is found. */
export function rangeOf({ text, index, start }, all) {
  const block = [all[index], ...all].find((one) => one?.textContent.includes(text))
  if (!block) return null
  const words = block.textContent
  // Python counts characters, the browser UTF-16 units: what doesn't quote the words is looked for.
  const from = words.startsWith(text, start) ? start : words.indexOf(text)
  return rangeIn(block, from, from + text.length)
}
