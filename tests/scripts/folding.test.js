// Words are found whatever their case, accents, invisible characters and quotation marks.

import assert from "node:assert/strict"
import { test } from "node:test"
import { placesOf } from "../../static/desk/editor/folding.js"

const found = (words, text) => placesOf(words, text).map(([from, to]) => text.slice(from, to))

test("case, accents and the shape of an apostrophe don't count", () => {
  assert.deepEqual(found("munoz", "Muñoz and MUÑOZ and Mun\u0303oz"), ["Muñoz", "MUÑOZ", "Mun\u0303oz"])
  assert.deepEqual(found("O'Brien", "O’Brien"), ["O’Brien"])
  assert.deepEqual(found("strasse", "Straße"), ["Straße"])
})

test("invisible characters within a word don't hide it, and go with it", () => {
  assert.deepEqual(found("international", "an inter\u00adnational body"), ["inter\u00adnational"])
  assert.deepEqual(found("a b", "a\u00a0b"), ["a\u00a0b"])
})

test("Arabic and Urdu letters of two keyboards are the same, vowel signs or none", () => {
  assert.deepEqual(found("كابل", "في کابُل"), ["کابُل"])
})

test("places don't overlap, and nothing is found for no words", () => {
  assert.deepEqual(placesOf("aa", "aaaa"), [[0, 2], [2, 4]])
  assert.deepEqual([placesOf("", "a"), placesOf("\u00ad", "a"), placesOf("x", "a")], [[], [], []])
})

test("a pair of surrogates counts as the two units that it is", () => {
  assert.deepEqual(placesOf("b", "👍b"), [[2, 3]])
})
