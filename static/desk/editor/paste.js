// Cleans pasted HTML (Word, Word online, Google Docs, LibreOffice, web pages) down to the stored vocabulary.
// A pure function from string to string: it parses into a document of its own and touches nothing else.
// Words are never lost, except tracked deletions, comments and what the source itself hides.

import { nodesWithoutMarker, styleOf, wordListOf } from "./paste-styles.js"
import { takeFootnotes } from "./paste-footnotes.js"
import { isData, readTable } from "./paste-table.js"
import { BlockWriter } from "./paste-writer.js"

const setOf = (names) => new Set(names.trim().split(/\s+/))

const DROPPED = setOf(`
  script style head meta link title base xml template noscript svg math img picture video audio source
  iframe object embed canvas button input select textarea
`)
const HEADINGS = { h1: "h2", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3" }
const BLOCKS = setOf(`
  p div section article main header footer nav address center pre dl dt dd aside figure figcaption
  table caption thead tbody tfoot tr td th form fieldset details summary
`)
const MARKS = {
  b: "strong", strong: "strong", i: "em", em: "em", sup: "sup", sub: "sub", s: "s", strike: "s", del: "s",
}
const POSITIONS = { super: "sup", sub: "sub" }
const POSITION_MARKS = new Set(Object.values(POSITIONS))
const WORD_QUOTES = /^Mso(Intense)?Quote/
const PICTURES = setOf("img picture svg")
const EMBEDS = setOf("video audio iframe object embed")
const EMOJI = /^(\p{Extended_Pictographic}|\p{Regional_Indicator})\P{L}{0,20}$/u
const COMMENT_REFERENCES = /\b(MsoCommentReference|msocomanchor)\b/
const COMMENT_CLASSES = /\b(MsoCommentReference|msocomanchor|msocomtxt|EOP)\b/

/** Pasted HTML as HTML of the vocabulary. */
export const cleanPastedHTML = (html) => cleanPasted(html).html

/**
 * {html, isInline, lost}: pasted HTML as HTML of the vocabulary, whether it is words without any block, and how many
 * {pictures, embeds, comments} it leaves out. What this editor itself copied passes untouched; another ProseMirror's
 * slice is cleaned like anything else.
 */
export function cleanPasted(html) {
  const lost = { pictures: 0, embeds: 0, comments: 0 }
  if (/<[^>]+\sdata-pm-slice=/.test(html) && /<[^>]+\sdata-desk-slice/.test(html)) return { html, lost }
  const { body } = new DOMParser().parseFromString(withoutInlineCode(html), "text/html")
  takeFootnotes(body)
  trimFrame(body)
  const writer = new BlockWriter()
  walkChildren(body, { lost }, writer)
  const inline = writer.inlineHTML()
  return { html: inline ?? writer.toString(), isInline: inline !== null, lost }
}

/** Line ends that the clipboard puts around what was copied are no space in the text. */
function trimFrame(body) {
  for (const side of ["firstChild", "lastChild"]) {
    while (body[side] && (body[side].nodeType === Node.COMMENT_NODE || /^\s*\n\s*$/.test(body[side].data ?? ""))) {
      body[side].remove()
    }
  }
}

const STYLE_OR_SCRIPT = /<(style|script)\b[^]*?<\/\1\s*>/gi
const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi
const STYLE_OR_HANDLER = /(["'\s])((?:style|on[a-z]+)\s*=)/gi

/**
 * A strict policy judges inline styles and handlers even in a document that is only parsed, and fills
 * the console. So they are renamed first: data-style is read later, the rest is never looked at.
 * Quiet is all this is for; what may stay is decided element by element below.
 */
const withoutInlineCode = (html) =>
  html.replace(STYLE_OR_SCRIPT, "").replace(TAG, (tag) => tag.replace(STYLE_OR_HANDLER, "$1data-$2"))

function walkChildren(parent, marks, writer) {
  for (const node of nodesWithoutMarker(parent)) walk(node, marks, writer)
}

function walk(node, marks, writer) {
  if (node.nodeType === Node.TEXT_NODE) writer.text(node.data, marks)
  else if (node.nodeType === Node.ELEMENT_NODE && isDropped(node)) leaveOut(node, marks, writer)
  else if (node.nodeType === Node.ELEMENT_NODE) walkElement(node, marks, writer)
}

/** Count what is lost, once each; a picture between words leaves a space, one of an emoji the emoji. */
function leaveOut(element, marks, writer) {
  const name = element.localName
  const alt = element.getAttribute("alt") ?? ""
  if (EMBEDS.has(name)) marks.lost.embeds += 1
  if (COMMENT_REFERENCES.test(element.className)) marks.lost.comments += 1
  if (!PICTURES.has(name)) return
  if (!EMOJI.test(alt) && !isSpy(element)) marks.lost.pictures += 1
  writer.text(EMOJI.test(alt) ? alt : " ", marks)
}

/** A picture of one pixel counts readers of a mail. */
const isSpy = (image) => ["width", "height"].some((name) => /^[01](px)?$/.test(image.getAttribute(name) ?? ""))

function isDropped(element) {
  const name = element.localName
  if (DROPPED.has(name) || COMMENT_CLASSES.test(element.className)) return true
  // A deletion that somebody tracked is signed; any other was struck through for readers.
  if (name === "del" && (element.hasAttribute("cite") || element.hasAttribute("datetime"))) return true
  if (name === "o:p") return !element.textContent.trim()
  const style = styleOf(element)
  return style.display === "none" || style["mso-hide"] === "all" || /^comment/.test(style["mso-element"] ?? "")
}

function walkElement(element, marks, writer) {
  const name = element.localName
  if (name === "br") writer.lineBreak()
  else if (name === "hr") writer.rule()
  else if (name === "ul" || name === "ol") walkList(element, marks, writer)
  else if (HEADINGS[name]) writer.block(HEADINGS[name], () => walkBlock(element, { lost: marks.lost }, writer))
  else if (name === "blockquote") walkContainer("blockquote", element, marks, writer)
  else if (element.matches("aside.pull-quote")) walkContainer("pull-quote", element, marks, writer)
  else if (element.matches("figure[data-picture], figure[data-embed]")) writer.figure(element)
  else if (name === "table" && isData(element, isDropped)) writeTable(element, marks, writer)
  else if (BLOCKS.has(name)) walkParagraph(element, marks, writer)
  else walkInline(element, marks, writer)
}

function writeTable(element, marks, writer) {
  const htmlOf = (cell) => {
    const inner = new BlockWriter()
    walkBlock(cell, marks, inner)
    return inner.toString()
  }
  writer.table(readTable(element, { isDropped, htmlOf }))
}

function walkContainer(name, element, marks, writer) {
  writer.container(name, () => walkChildren(element, marks, writer))
}

function walkParagraph(element, marks, writer) {
  const inside = () => walkBlock(element, marks, writer)
  const wordList = wordListOf(element)
  if (wordList) writer.listParagraph(wordList, inside)
  else if (WORD_QUOTES.test(element.className)) writer.container("blockquote", () => writer.block("p", inside))
  else writer.block("p", inside)
}

/** A block's own weight and slant count too: Word online and Pages put them there. */
function walkBlock(element, marks, writer) {
  walkChildren(element, withStyleMarks(element, marks), writer)
}

function walkInline(element, marks, writer) {
  if (element.matches("sup.footnote")) {
    walkChildren(element, { lost: marks.lost, footnote: true }, writer)
    return
  }
  const style = styleOf(element)
  if (/ignore/i.test(style["mso-list"] ?? "")) return // a list marker typed as text
  let inner = marks
  const mark = MARKS[element.localName]
  if (mark) inner = { ...withoutPosition(inner, mark), [mark]: true }
  if (element.localName === "a") inner = { ...inner, href: linkOf(element) ?? inner.href }
  inner = withStyleMarks(element, inner)
  // Spaces that a word processor made unbreakable only to keep them from collapsing.
  const isSpacer = style["mso-spacerun"] || element.classList.contains("Apple-converted-space")
  if (isSpacer) inner = { ...inner, plainSpaces: true }
  walkChildren(element, inner, writer)
}

/** Google Docs wraps everything in <b style="font-weight:normal">: style has the last word over the tag. */
function withStyleMarks(element, marks) {
  const { "font-weight": weight, "font-style": slant, "vertical-align": position, ...style } = styleOf(element)
  const next = { ...withoutPosition(marks, POSITIONS[position]) }
  const space = style["white-space"] ?? style["white-space-collapse"] ?? (element.localName === "pre" ? "pre" : "")
  if (space) next.keepsLines = /^(pre|break-spaces)/.test(space)
  if (POSITIONS[position]) next[POSITIONS[position]] = true
  if (/line-through/.test(`${style["text-decoration"]} ${style["text-decoration-line"]}`)) next.s = true
  if (weight) next.strong = /^bold/.test(weight) || Number.parseInt(weight, 10) >= 600
  if (slant) next.em = /^(italic|oblique)/.test(slant)
  return next
}

/** Words are raised or lowered, never both. */
const withoutPosition = (marks, mark) => (POSITION_MARKS.has(mark) ? { ...marks, sup: false, sub: false } : marks)

function walkList(element, marks, writer) {
  const start = Number.parseInt(element.getAttribute("start"), 10) || 1
  writer.list(element.localName, start, () => {
    for (const child of element.children) {
      if (child.localName === "li") writer.item(() => walkBlock(child, marks, writer))
      // Google Docs and Word online hang a nested list beside the item it belongs to.
      else if (/^[uo]l$/.test(child.localName)) writer.lastItem(() => walkList(child, marks, writer))
      else if (!isDropped(child)) writer.item(() => walk(child, marks, writer))
    }
  })
}

/** The address of a link that may stay, freed from the trackers that mail and Docs put around it. */
function linkOf(element) {
  const href = element.getAttribute("href")?.trim() ?? ""
  if (/^(mailto:|\/(?!\/))/i.test(href)) return href
  if (!/^https?:/i.test(href) || !URL.canParse(href)) return undefined
  const wrapped = wrappedAddress(new URL(href))
  return wrapped && /^https?:/i.test(wrapped) ? wrapped : href
}

function wrappedAddress({ hostname, pathname, searchParams }) {
  if (hostname === "www.google.com" && pathname === "/url") return searchParams.get("q")
  if (hostname.endsWith(".safelinks.protection.outlook.com")) return searchParams.get("url")
  return null
}
