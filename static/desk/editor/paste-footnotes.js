// Word, LibreOffice and Google Docs write a footnote as two links that lead to each other: a number in the text and one
// before the note at the end. Here the note stands in the text.

const NOTES = "[id^='ftn'], [id^='edn'], [id^='sdfootnote'], [id^='sdendnote'], p, li"

const fragmentOf = (link) => link.getAttribute("href")?.split("#")[1]
const namesOf = (link) => [link, ...link.querySelectorAll("[id]")].flatMap(({ id, name }) => [id, name])

/** The pairs of links that lead to each other, the one in the text first. */
function pairsIn(body) {
  const links = [...body.querySelectorAll("a[href*='#']")]
  const byName = new Map(links.flatMap((link) => namesOf(link).filter(Boolean).map((name) => [name, link])))
  const pairs = links.map((link) => [link, byName.get(fragmentOf(link))])
  return pairs.filter(([link, target]) => target && target !== link && byName.get(fragmentOf(target)) === link
    && link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)
}

/** Move the words of each note to where its number stands, as <sup class="footnote">; change nothing else. */
export function takeFootnotes(body) {
  const pairs = pairsIn(body)
  for (const [reference, back] of pairs) {
    const note = back.parentElement?.closest(NOTES)
    if (!note || note.contains(reference) || note.querySelectorAll("table, img").length) continue
    const place = reference.closest("sup") ?? reference
    const outermost = back.closest("sup") ?? back
    outermost.remove()
    const sup = body.ownerDocument.createElement("sup")
    sup.className = "footnote"
    const paragraphs = note.matches("p, li") ? [note] : note.querySelectorAll("p")
    for (const paragraph of paragraphs) sup.append(...(sup.textContent.trim() ? [" "] : []), ...paragraph.childNodes)
    note.remove()
    trimStart(sup)
    if (sup.textContent.trim()) place.replaceWith(sup)
    else place.remove()
  }
  if (pairs.length) removeLastRule(body)
}

/** Remove the space that stood between a note's number and its words. */
function trimStart(sup) {
  const texts = sup.ownerDocument.createTreeWalker(sup, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.data = text.data.trimStart()
    if (text.data) return
  }
}

/** The line that divided the notes from the text, with nothing below it now. */
function removeLastRule(body) {
  const rule = [...body.querySelectorAll("hr")].at(-1)
  if (!rule) return
  const below = body.ownerDocument.createRange()
  below.setStartAfter(rule)
  below.setEnd(body, body.childNodes.length)
  if (!below.toString().trim()) rule.remove()
}
