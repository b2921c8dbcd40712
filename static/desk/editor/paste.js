// Cleans pasted HTML (Word, Word online, Google Docs, LibreOffice, web pages) down to the stored vocabulary.
// A pure function from string to string: it parses into a document of its own and touches nothing else.
// Words are never lost, except tracked deletions, comments and what the source itself hides.

import { nodesWithoutMarker, styleOf, wordListOf } from "./paste-styles.js"
import { BlockWriter } from "./paste-writer.js"

const setOf = (names) => new Set(names.trim().split(/\s+/))

const DROPPED = setOf(`
  script style head meta link title base xml del template noscript svg math img picture video audio source
  iframe object embed canvas button input select textarea
`)
const HEADINGS = { h1: "h2", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3" }
const BLOCKS = setOf(`
  p div section article main header footer nav address center pre dl dt dd aside figure figcaption
  table caption thead tbody tfoot tr td th form fieldset details summary
`)
const MARKS = { b: "strong", strong: "strong", i: "em", em: "em" }
const WORD_QUOTES = /^Mso(Intense)?Quote/
const COMMENT_CLASSES = /\b(MsoCommentReference|msocomanchor|msocomtxt|EOP)\b/

/** Pasted HTML as HTML of the vocabulary. What the editor itself copied passes untouched. */
export function cleanPastedHTML(html) {
  if (/<[^>]+\sdata-pm-slice=/.test(html)) return html
  const { body } = new DOMParser().parseFromString(withoutInlineCode(html), "text/html")
  const writer = new BlockWriter()
  walkChildren(body, {}, writer)
  return writer.toString()
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
  else if (node.nodeType === Node.ELEMENT_NODE && !isDropped(node)) walkElement(node, marks, writer)
}

function isDropped(element) {
  const name = element.localName
  if (DROPPED.has(name) || COMMENT_CLASSES.test(element.className)) return true
  if (name === "o:p") return !element.textContent.trim()
  const style = styleOf(element)
  return style.display === "none" || style["mso-hide"] === "all" || /^comment/.test(style["mso-element"] ?? "")
}

function walkElement(element, marks, writer) {
  const name = element.localName
  if (name === "br") writer.lineBreak()
  else if (name === "hr") writer.rule()
  else if (name === "ul" || name === "ol") walkList(element, marks, writer)
  else if (HEADINGS[name]) writer.block(HEADINGS[name], () => walkBlock(element, {}, writer))
  else if (name === "blockquote") walkContainer("blockquote", element, marks, writer)
  else if (element.matches("aside.pull-quote")) walkContainer("pull-quote", element, marks, writer)
  else if (element.matches("figure[data-picture], figure[data-embed]")) writer.figure(element)
  else if (BLOCKS.has(name)) walkParagraph(element, marks, writer)
  else walkInline(element, marks, writer)
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
  const style = styleOf(element)
  if (/ignore/i.test(style["mso-list"] ?? "")) return // a list marker typed as text
  let inner = marks
  if (MARKS[element.localName]) inner = { ...inner, [MARKS[element.localName]]: true }
  if (element.localName === "a") inner = { ...inner, href: linkOf(element) ?? inner.href }
  inner = withStyleMarks(element, inner)
  // Spaces that a word processor made unbreakable only to keep them from collapsing.
  const isSpacer = style["mso-spacerun"] || element.classList.contains("Apple-converted-space")
  if (isSpacer) inner = { ...inner, plainSpaces: true }
  walkChildren(element, inner, writer)
}

/** Google Docs wraps everything in <b style="font-weight:normal">: style has the last word over the tag. */
function withStyleMarks(element, marks) {
  const { "font-weight": weight, "font-style": slant } = styleOf(element)
  const next = { ...marks }
  if (weight) next.strong = /^bold/.test(weight) || Number.parseInt(weight, 10) >= 600
  if (slant) next.em = /^(italic|oblique)/.test(slant)
  return next
}

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
