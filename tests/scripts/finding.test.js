// Finding things in words: passages of a text, colleagues after an @.

import assert from "node:assert/strict"
import { test } from "node:test"
import { peopleFor } from "../../static/desk/editor/mentions.js"
import { placeOf } from "../../static/desk/editor/passages.js"
import { filled } from "../../static/desk/editor/words.js"

const TEXTS = ["The river rose.", "The gauge said the river rose, then the river fell.", "The river rose again."]

test("quoted words are found in their block", () => {
  assert.deepEqual(placeOf({ quote: "again", block: 2 }, TEXTS), { block: 2, from: 15, end: 20 })
})

test("words that are gone have no place, and no words have none", () => {
  assert.equal(placeOf({ quote: "flood", block: 0 }, TEXTS), null)
  assert.equal(placeOf({ quote: "", block: 0 }, TEXTS), null)
})

test("of several places the one with the same words around it counts, wherever it stands", () => {
  const passage = { quote: "river", block: 0, before: "then the ", after: " fell." }
  assert.deepEqual(placeOf(passage, TEXTS), { block: 1, from: 40, end: 45 })
})

test("with nothing around to tell, the nearest block counts, then the nearest character", () => {
  assert.equal(placeOf({ quote: "river", block: 2 }, TEXTS).block, 2)
  assert.equal(placeOf({ quote: "river", block: 1, start: 41 }, TEXTS).from, 40)
})

const PEOPLE = [
  { username: "kim", name: "Kim Aaltonen" },
  { username: "rana", name: "Rana Karim" },
  { username: "omar.k", name: "Omar Said" },
]
const usernames = (typed) => peopleFor(typed, PEOPLE).map(({ username }) => username)

test("colleagues are found by username and by each part of their name, in any case", () => {
  assert.deepEqual([usernames("K"), usernames("sai"), usernames("x")], [["kim", "rana"], ["omar.k"], []])
})

test("everybody is offered after a bare @, and nobody without one", () => {
  assert.deepEqual([usernames("").length, usernames(undefined)], [3, []])
})

test("no more than six colleagues are offered", () => {
  const many = Array.from({ length: 9 }, (_one, index) => ({ username: `a${index}`, name: "A" }))
  assert.equal(peopleFor("a", many).length, 6)
})

test("a sentence's places are filled by name", () => {
  assert.equal(filled("%(found)s, and %(more)s %", { found: 3, more: "$&" }), "3, and $& %")
})
