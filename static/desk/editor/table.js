// A table: rows of cells that hold paragraphs, some of them headers, and a caption.
// Stored as <table><caption>…</caption><tbody>…</tbody></table>, its cells without any style.

import {
  Plugin,
  Table as PackageTable,
  TableCell as PackageTableCell,
  TableHeader as PackageTableHeader,
  pm,
} from "django-prose-editor/editor"
import { tableView } from "./table-view.js"

const { Selection } = pm.state
const { CellSelection, cellAround, isInTable, nextCell } = pm.tables
const MAX_SPAN = 49
const ROWS = ["tableHeader", "tableCell", "tableCell"]
const COLUMNS = 3

const span = (name) => ({
  default: 1,
  parseHTML: (element) => Math.min(Math.max(Number.parseInt(element.getAttribute(name), 10) || 1, 1), MAX_SPAN),
  renderHTML: ({ [name]: cells }) => (cells > 1 ? { [name]: cells } : {}),
})

const cell = (tag) => ({
  content: "paragraph+", // a list in a cell would need its own keys, and tear the table when it is pasted

  // Columns have no width of their own: the package would write it as a style.
  addAttributes: () => ({
    colspan: span("colspan"),
    rowspan: span("rowspan"),
    colwidth: { default: null, rendered: false, parseHTML: () => null },
  }),

  parseHTML: () => [{ tag }],

  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
})

export const TableCell = PackageTableCell.extend(cell("td"))
export const TableHeader = PackageTableHeader.extend(cell("th"))

/** Put a new table behind the block with the caret, or in place of an empty one, and the caret into its first cell. */
function insertTable(tr, schema) {
  const { doc, selection } = tr
  const { $to } = selection
  const isEmpty = $to.depth === 1 && $to.parent.isTextblock && !$to.parent.content.size
  const to = $to.depth ? $to.after(1) : selection.to
  const from = isEmpty ? $to.before(1) : to
  const rows = ROWS.map((name) => {
    const cells = Array.from({ length: COLUMNS }, () => schema.nodes[name].createAndFill())
    return schema.nodes.tableRow.create(null, cells)
  })
  const nodes = [schema.nodes.table.create(null, rows)]
  if (to === doc.content.size) nodes.push(schema.nodes.paragraph.create())
  tr.replaceWith(from, to, nodes)
  tr.setSelection(Selection.near(tr.doc.resolve(from + 1))).scrollIntoView()
}

/** {node, start, end} of the table with the caret; null outside of tables. */
export function tableAround({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth)
    if (node.type.spec.tableRole === "table") return { node, start: $from.before(depth), end: $from.after(depth) }
  }
  return null
}

/** Ctrl+Enter: Tab only goes on to the next cell, so there must be a key to leave by. */
function leaveTable({ state, view }) {
  const table = tableAround(state)
  if (!table) return false
  const { tr } = state
  if (!state.doc.nodeAt(table.end)?.isTextblock) tr.insert(table.end, state.schema.nodes.paragraph.create())
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(table.end + 1))).scrollIntoView())
  return true
}

/** In the first cell Shift+Tab goes to the caption. */
function goBack(editor) {
  if (editor.commands.goToPreviousCell()) return true
  const table = tableAround(editor.state)
  if (!table) return false
  editor.view.nodeDOM(table.start).querySelector("textarea").focus()
  return true
}

/** Left and right as one sees them: prosemirror-tables takes the next cell to be on the right in any script. */
function moveInRightToLeft(view, event) {
  const side = { ArrowLeft: "left", ArrowRight: "right" }[event.key]
  if (!side || event.ctrlKey || event.metaKey || event.altKey || !isInTable(view.state)) return false
  if (getComputedStyle(view.dom).direction !== "rtl") return false
  const { $head } = view.state.selection
  const isWhole = view.state.selection instanceof CellSelection
  if (!isWhole && !view.endOfTextblock(side)) return false
  const $cell = isWhole ? view.state.selection.$headCell : cellAround($head)
  const step = side === "left" ? 1 : -1
  if (!isWhole && !isAtEdge($head, $cell, step)) return false
  const selection = event.shiftKey ? extended(view.state.selection, $cell, step) : beside(view.state, $cell, step)
  if (!selection) return false
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView())
  return true
}

/** Whether the caret's paragraph is the last of its cell, or the first when going back. */
function isAtEdge($head, $cell, step) {
  const index = $head.index($cell.depth + 1)
  return step > 0 ? index === $cell.nodeAfter.childCount - 1 : index === 0
}

function extended(selection, $cell, step) {
  const $next = nextCell($cell, "horiz", step)
  return $next && new CellSelection(selection.$anchorCell ?? $cell, $next)
}

const beside = ({ doc }, $cell, step) =>
  Selection.near(doc.resolve(step > 0 ? $cell.pos + $cell.nodeAfter.nodeSize : $cell.pos), step)

/** A cell holds paragraphs, so whatever else is pasted into one becomes paragraphs; a whole table fills the cells. */
function flattenedForCell(slice, { state }) {
  const { content } = slice
  const isTable = content.childCount === 1 && content.firstChild.type.spec.tableRole
  if (!isInTable(state) || isTable) return slice
  const { paragraph } = state.schema.nodes
  let isFlat = true
  content.forEach((node) => { isFlat &&= node.type === paragraph || node.isInline })
  if (isFlat) return slice
  const paragraphs = []
  content.descendants((node) => {
    if (node.isTextblock) paragraphs.push(paragraph.create(null, node.content))
    return !node.isTextblock
  })
  return new pm.model.Slice(pm.model.Fragment.from(paragraphs), paragraphs.length && 1, paragraphs.length && 1)
}

export const Table = PackageTable.extend({
  // An attribute, because prosemirror-tables takes each child of a table for a row.
  addAttributes: () => ({
    caption: {
      default: "",
      parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.replace(/\s+/g, " ").trim() ?? "",
      rendered: false,
    },
  }),

  parseHTML: () => [{ tag: "table" }, { tag: "table > caption", ignore: true }],

  renderHTML: ({ node: { attrs } }) =>
    attrs.caption ? ["table", {}, ["caption", {}, attrs.caption], ["tbody", 0]] : ["table", {}, ["tbody", 0]],

  addNodeView: () => tableView,

  addCommands() {
    return {
      ...this.parent?.(),
      addTable: () => ({ state, tr, dispatch }) => {
        if (isInTable(state)) return false
        // Without dispatch this only checks whether the command could run.
        if (dispatch) insertTable(tr, state.schema)
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      "Shift-Tab": () => goBack(this.editor),
      "Mod-Enter": () => leaveTable(this.editor),
    }
  },

  addProseMirrorPlugins() {
    const props = { handleKeyDown: moveInRightToLeft, transformPasted: flattenedForCell }
    return [new Plugin({ props }), ...this.parent()]
  },
})
