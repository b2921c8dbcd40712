// Passages of the text on the page: its blocks, ranges in them, and where quoted words stand.

const BLOCKS = "p, h2, h3, h4, li, figcaption, td, th, pre"
const AROUND = 80

/** The elements that are read as one each and hold words, in order. */
export function blocksIn(root) {
  const all = root ? [...root.querySelectorAll(BLOCKS)] : []
  return all.filter((block) => block.textContent.trim() && !block.querySelector(BLOCKS))
}

const DIGITS = "0123456789+-=()"
const RAISED = { SUP: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", SUB: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎" }

/** The text of an element as the desk reads it: 10<sup>6</sup> is 10⁶. As long as its textContent. */
export function textOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = ""
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement.closest("sup, sub")
    const signs = around?.className ? undefined : RAISED[around?.tagName] // footnotes have a class
    const raised = (sign) => signs[DIGITS.indexOf(sign.replace("−", "-"))]
    text += signs ? node.data.replace(/[0-9+=()−-]/g, raised) : node.data
  }
  return text
}

/** Characters `start` to `end` of an element's text. */
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

/** What is selected in the first block that the selection touches, with the words around it; null when nothing is. */
export function selectedIn(root) {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed || !root?.contains(selection.anchorNode)) return null
  const range = selection.getRangeAt(0)
  for (const [block, element] of blocksIn(root).entries()) {
    const part = partIn(element, range)
    const length = part?.toString().length
    if (!length) continue
    const whole = document.createRange()
    whole.selectNodeContents(element)
    whole.setEnd(part.startContainer, part.startOffset)
    const start = whole.toString().length
    const words = textOf(element)
    const quote = words.slice(start, start + length)
    if (!quote.trim()) continue
    const before = words.slice(Math.max(0, start - AROUND), start)
    const after = words.slice(start + quote.length).slice(0, AROUND)
    return { block, quote, before, after }
  }
  return null
}

function partIn(element, range) {
  if (!range.intersectsNode(element)) return null
  const part = document.createRange()
  part.selectNodeContents(element)
  const { startContainer, startOffset, endContainer, endOffset } = range
  if (part.comparePoint(startContainer, startOffset) === 0) part.setStart(startContainer, startOffset)
  if (part.comparePoint(endContainer, endOffset) === 0) part.setEnd(endContainer, endOffset)
  return part
}

/**
 * Where the quoted words stand: the range of what `placeOf` finds in these elements; null when it finds nothing.
 */
export function rangeOf(passage, all) {
  const place = placeOf(passage, all.map(textOf))
  return place && rangeIn(all[place.block], place.from, place.end)
}

/**
 * The block and the characters where the quoted words stand in `texts`: of several places the one with the most of the
 * same words around it, then the one in the nearest block, then the nearest to character `start` of it. Python counts
 * characters, the browser UTF-16 units, so that `start` is a hint.
 */
export function placeOf({ quote, block, start = 0, before = "", after = "" }, texts) {
  let best = null
  for (const [at, words] of texts.entries()) {
    for (let from = words.indexOf(quote); quote && from >= 0; from = words.indexOf(quote, from + 1)) {
      const end = from + quote.length
      const here = [...words.slice(Math.max(0, from - before.length), from)].reverse()
      const there = [...words.slice(end, end + after.length)]
      const around = agreeing(here, [...before].reverse()) + agreeing(there, [...after])
      const rank = [-around, Math.abs(at - block), Math.abs(from - start)]
      if (!best || isBefore(rank, best.rank)) best = { rank, block: at, from, end }
    }
  }
  return best && { block: best.block, from: best.from, end: best.end }
}

function isBefore(one, other) {
  const at = one.findIndex((part, index) => part !== other[index])
  return at >= 0 && one[at] < other[at]
}

function agreeing(here, there) {
  let length = 0
  while (length < here.length && length < there.length && here[length] === there[length]) length += 1
  return length
}
