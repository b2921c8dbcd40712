// Evidence and findings in the body as the editor shows it: from a block's number and the words in it to a Range.

import { rangeIn } from "./editor/passages.js"

/** Where `text` stands: from character `start` of block number `index`, or wherever else it is found. */
export function rangeOf({ text, index, start }, all) {
  const block = [all[index], ...all].find((one) => one?.textContent.includes(text))
  if (!block) return null
  const words = block.textContent
  // Python counts characters, the browser UTF-16 units: what doesn't quote the words is looked for.
  const from = words.startsWith(text, start) ? start : words.indexOf(text)
  return rangeIn(block, from, from + text.length)
}
