// Where keys lead: from card to card, from change to change.

import assert from "node:assert/strict"
import { test } from "node:test"
import { fakeDocument } from "./browser.js"

fakeDocument({ querySelectorAll: () => [] })
const { placeBeside } = await import("../../static/desk/columns.js")
const { indexAfter } = await import("../../static/desk/compare.js")

test("the card beside stands at the same height", () => {
  assert.deepEqual(placeBeside([3, 3], { column: 0, row: 1 }, 1), { column: 1, row: 1 })
})

test("a shorter column is entered at its last card", () => {
  assert.deepEqual(placeBeside([3, 2], { column: 0, row: 2 }, 1), { column: 1, row: 1 })
})

test("empty columns are passed over, in both directions", () => {
  assert.deepEqual(placeBeside([1, 0, 0, 4], { column: 0, row: 0 }, 1), { column: 3, row: 0 })
  assert.deepEqual(placeBeside([1, 0, 0, 4], { column: 3, row: 3 }, -1), { column: 0, row: 0 })
})

test("nothing is beside the outermost cards", () => {
  assert.equal(placeBeside([2, 2], { column: 1, row: 0 }, 1), null)
  assert.equal(placeBeside([0, 2], { column: 1, row: 0 }, -1), null)
})

test("changes are walked round the end", () => {
  assert.deepEqual([indexAfter(0, 1, 3), indexAfter(2, 1, 3), indexAfter(0, -1, 3)], [1, 0, 2])
})

test("the first step leads to the first change, or back to the last", () => {
  assert.deepEqual([indexAfter(-1, 1, 3), indexAfter(-1, -1, 3)], [0, 2])
})
