// Writes clean HTML from the blocks, lists and marked runs of text that paste.js finds.
// Whatever nests in the source, blocks come out beside each other, and empty ones not at all.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escaped = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character])

const INLINE = ["sup", "sub", "s", "em", "strong"] // innermost first

const WRAPPERS = {
  blockquote: ["<blockquote>", "</blockquote>"],
  "pull-quote": ['<aside class="pull-quote">', "</aside>"],
}

export class BlockWriter {
  #blocks = [] // where finished blocks go: the document's, a container's or a list item's
  #runs = [] // the words of the block being written
  #tag = "p"
  #lists = [] // items of the lists that are open, innermost last

  text(data, marks) {
    if (!marks.keepsLines || !data.includes("\n")) this.#words(data, marks)
    else this.#lines(data, marks)
  }

  /** Text whose line ends are seen: an empty line begins a new paragraph. */
  #lines(data, marks) {
    for (const [number, paragraph] of data.split(/\r?\n(?:[ \t]*\r?\n)+/).entries()) {
      if (number) this.#finish()
      for (const [at, line] of paragraph.split(/\r?\n/).entries()) {
        if (at) this.lineBreak()
        this.#words(line, marks)
      }
    }
  }

  #words(data, marks) {
    const spaced = marks.plainSpaces ? data.replace(/\u00a0/g, " ") : data
    const text = spaced.replace(/[ \t\r\n\f]+/g, " ")
    if (!text) return
    const strong = marks.strong && this.#tag === "p" // headings are bold by themselves
    const inline = INLINE.filter((tag) => (tag === "strong" ? strong : marks[tag]))
    this.#runs.push({ text, inline, href: marks.href, footnote: Boolean(marks.footnote) })
  }

  lineBreak() {
    this.#runs.push({ text: "", isBreak: true })
  }

  rule() {
    this.#finish()
    this.#blocks.push("<hr>")
  }

  /** A heading or a paragraph whose words `inside` writes. Blocks inside it stand on their own. */
  block(tag, inside) {
    this.#finish()
    const outer = this.#tag
    this.#tag = outer === "p" ? tag : outer
    inside()
    this.#finish()
    this.#tag = outer
  }

  container(name, inside) {
    const blocks = this.#collect(inside)
    const [open, close] = WRAPPERS[name]
    // A quotation that Word wrote as several paragraphs is one quotation.
    const previous = this.#blocks.at(-1)
    if (!blocks.length) return
    if (name === "blockquote" && typeof previous === "string" && previous.endsWith(close)) {
      this.#blocks[this.#blocks.length - 1] = previous.slice(0, -close.length) + render(blocks) + close
    } else this.#blocks.push(open + render(blocks) + close)
  }

  figure(element) {
    this.#finish()
    const [name] = ["data-picture", "data-embed"].filter((attribute) => element.hasAttribute(attribute))
    const value = escaped(element.getAttribute(name))
    const caption = escaped(element.querySelector("figcaption")?.textContent.trim() ?? "")
    this.#blocks.push(`<figure ${name}="${value}"><figcaption>${caption}</figcaption></figure>`)
  }

  /** A table as paste-table.js reads it. */
  table({ caption, rows }) {
    this.#finish()
    const title = caption ? `<caption>${escaped(caption)}</caption>` : ""
    const written = rows.map((cells) => `<tr>${cells.map(renderCell).join("")}</tr>`)
    if (rows.length) this.#blocks.push(`<table>${title}<tbody>${written.join("")}</tbody></table>`)
  }

  list(tag, start, inside) {
    this.#finish()
    const list = { tag, start, items: [] }
    this.#lists.push(list)
    inside()
    this.#lists.pop()
    if (list.items.length) this.#blocks.push(list)
  }

  item(inside) {
    const blocks = this.#collect(inside)
    if (blocks.length) this.#lists.at(-1).items.push(blocks)
  }

  /** Write into the item before: a nested list that the source hung beside it. */
  lastItem(inside) {
    const blocks = this.#collect(inside)
    const { items } = this.#lists.at(-1)
    if (items.length) items.at(-1).push(...blocks)
    else if (blocks.length) items.push(blocks)
  }

  /** One of Word's list paragraphs: joins the list that the paragraph before began. */
  listParagraph({ id, level, tag, start }, inside) {
    const blocks = this.#collect(() => this.block("p", inside))
    if (!blocks.length) return
    let list = listAt(this.#blocks, { id, level: 1, tag: level === 1 ? tag : undefined, start })
    for (let depth = 2; depth <= level; depth += 1) {
      if (!list.items.length) list.items.push([])
      list = listAt(list.items.at(-1), { id, level: depth, tag: depth === level ? tag : undefined, start })
    }
    list.items.push(blocks)
  }

  /** What was written when it is words alone, with the space at its ends; null when there are blocks. */
  inlineHTML() {
    if (this.#blocks.length || !this.#runs.length) return null
    const runs = tidy(this.#runs)
    if (!runs.length || runs.some(({ isBreak }) => isBreak)) return null
    const [before, after] = [/^ /.test(this.#runs[0].text), / $/.test(this.#runs.at(-1).text)]
    return `<p>${before ? " " : ""}${runs.map(renderRun).join("")}${after ? " " : ""}</p>`
  }

  toString() {
    this.#finish()
    return render(this.#blocks)
  }

  #collect(inside) {
    this.#finish()
    const outer = this.#blocks
    this.#blocks = []
    inside()
    this.#finish()
    const collected = this.#blocks
    this.#blocks = outer
    return collected
  }

  #finish() {
    const runs = tidy(this.#runs)
    this.#runs = []
    if (runs.length) this.#blocks.push(`<${this.#tag}>${runs.map(renderRun).join("")}</${this.#tag}>`)
  }
}

/** The open Word list at the end of `blocks` at this level, or a new one there. */
function listAt(blocks, { id, level, tag, start }) {
  const last = blocks.at(-1)
  const fits = last?.word === id && last.level === level && (!tag || last.tag === tag)
  if (fits) return last
  const list = { tag: tag ?? "ul", start: tag === "ol" ? start : 1, items: [], word: id, level }
  blocks.push(list)
  return list
}

const render = (blocks) => blocks.map((block) => (typeof block === "string" ? block : renderList(block))).join("")

function renderList({ tag, start, items }) {
  const open = tag === "ol" && start !== 1 ? `<ol start="${start}">` : `<${tag}>`
  return `${open}${items.map((blocks) => `<li>${render(blocks)}</li>`).join("")}</${tag}>`
}

function renderCell({ tag, columns, rows, html }) {
  const spans = [["colspan", columns], ["rowspan", rows]].filter(([, cells]) => cells > 1)
  return `<${tag}${spans.map(([name, cells]) => ` ${name}="${cells}"`).join("")}>${html || "<p></p>"}</${tag}>`
}

function renderRun({ text, isBreak, inline, href, footnote }) {
  if (isBreak) return "<br>"
  let html = escaped(text)
  for (const tag of inline) html = `<${tag}>${html}</${tag}>`
  if (href) html = `<a href="${escaped(href)}">${html}</a>`
  return footnote ? `<sup class="footnote">${html}</sup>` : html
}

/** Runs without doubled spaces, without space at the ends and around breaks, and with like ones joined. */
function tidy(runs) {
  const tidied = []
  for (const run of runs) {
    const last = tidied.at(-1)
    const text = !last || / $/.test(last.text) || last.isBreak ? run.text.replace(/^ +/, "") : run.text
    if (run.isBreak) {
      trimEnd(tidied)
      if (tidied.length) tidied.push(run)
    } else if (text && last && !last.isBreak && sameMarks(last, run)) last.text += text
    else if (text) tidied.push({ ...run, text })
  }
  trimEnd(tidied)
  while (tidied.at(-1)?.isBreak) tidied.pop()
  const words = tidied.some(({ text }) => /[^\s\u00a0]/.test(text))
  return words ? tidied : []
}

function trimEnd(runs) {
  const last = runs.at(-1)
  if (!last || last.isBreak) return
  last.text = last.text.replace(/[ \u00a0]+$/, "")
  if (!last.text) {
    runs.pop()
    trimEnd(runs)
  }
}

const sameMarks = (a, b) =>
  a.href === b.href && a.footnote === b.footnote && String(a.inline) === String(b.inline)
