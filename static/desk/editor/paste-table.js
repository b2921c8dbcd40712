// Which pasted tables hold data, and what is in them. Tables that only arrange a page stay paragraphs.

const MAX_SPAN = 49
const NUMBER = /^[^\p{L}\p{N}]*\p{N}[\p{N}\s.,:%−–-]*\p{Sc}?$/u
const YEAR = /^\s*(1[5-9]|20)\d\d\s*$/

/** Whether a table holds data: several rows and columns, no table inside, nothing that says otherwise. */
export function isData(table, isDropped) {
  if (/^(presentation|none)$/.test(table.getAttribute("role") ?? "") || table.querySelector("table")) return false
  const rows = rowsOf(table, isDropped)
  return rows.length > 1 && widthOf(rows) > 1
}

/** Its visible rows with words or a cell that reaches into the next, as lists of visible cells. */
function rowsOf(table, isDropped) {
  const rows = [...table.rows].filter((row) => !isDropped(row) && !isDropped(row.parentElement))
  const cells = rows.map((row) => [...row.cells].filter((cell) => !isDropped(cell)))
  const spans = cells.flat().some((cell) => cell.rowSpan > 1)
  return cells.filter((row) => row.length && (spans || row.some((cell) => cell.textContent.trim())))
}

/** The number of columns: a row that is one cell across the whole table says nothing about it. */
function widthOf(rows) {
  const lengthOf = (row) => row.reduce((length, { colSpan }) => length + Math.min(colSpan, MAX_SPAN), 0)
  return Math.max(1, ...rows.filter((row) => row.length > 1).map(lengthOf))
}

/** {caption, rows}, each row a list of {tag, columns, rows, html}; `htmlOf(cell)` gives its cleaned blocks. */
export function readTable(table, { isDropped, htmlOf }) {
  const found = rowsOf(table, isDropped)
  const width = widthOf(found)
  const taken = new Set() // "row,column" that a cell above extends over
  const rows = found.map((cells, at) => {
    let column = 0
    return cells.map((cell) => {
      while (taken.has(`${at},${column}`)) column += 1
      const columns = Math.max(1, Math.min(cell.colSpan, width - column, MAX_SPAN))
      const down = Math.max(1, Math.min(cell.rowSpan, found.length - at, MAX_SPAN))
      for (let row = at + 1; row < at + down; row += 1) {
        for (let across = column; across < column + columns; across += 1) taken.add(`${row},${across}`)
      }
      column += columns
      const tag = cell.localName === "th" || cell.closest("thead") ? "th" : "td"
      return { tag, columns, rows: down, ...paragraphsOf(htmlOf(cell)) }
    })
  })
  if (!rows[0].some(({ tag }) => tag === "th") && isHead(rows)) for (const cell of rows[0]) cell.tag = "th"
  for (const cell of rows.flat()) if (cell.tag === "th") cell.html = cell.html.replace(/<\/?strong>/g, "")
  const caption = table.caption && !isDropped(table.caption) ? table.caption.textContent : ""
  return { caption: caption.replace(/\s+/g, " ").trim(), rows }
}

/** Cleaned blocks as paragraphs: {html, text, isBold}. */
function paragraphsOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  const blocks = [...body.querySelectorAll("p, h2, h3, figcaption")].filter((block) => block.textContent.trim())
  const text = blocks.map((block) => block.textContent).join(" ")
  const bold = [...body.querySelectorAll("strong")].map((part) => part.textContent).join("")
  const isBold = Boolean(text) && bold.replace(/\s/g, "") === text.replace(/\s/g, "")
  return { html: blocks.map((block) => `<p>${block.innerHTML}</p>`).join(""), text, isBold }
}

/** Whether the first row is a head: all bold, or words above numbers. A year is a word there. */
function isHead([first, ...others]) {
  const filled = first.filter(({ text }) => text)
  if (!filled.length) return false
  if (filled.every(({ isBold }) => isBold)) return !others.flat().every(({ isBold, text }) => isBold || !text)
  const isNumber = ({ text }) => NUMBER.test(text)
  if (filled.some((cell) => isNumber(cell) && !YEAR.test(cell.text))) return false
  return others.some((row) => row.some(isNumber))
}
