// Which parts of the writing page's one post are wanted, and which panel gets which part of its answer.

import assert from "node:assert/strict"
import { test } from "node:test"
import { fakeDocument } from "./browser.js"

fakeDocument()
const { createFeedback, partOf } = await import("../../static/desk/feedback.js")

/** A panel that depends on one field and writes down what it is given. */
function recordingPanel(part, name) {
  const shown = []
  const failed = []
  const keyOf = (words) => words.find(([field]) => field === name)?.[1] ?? null
  return { part, keyOf, shown, failed, show: (data) => shown.push(data), fail: (result) => failed.push(result) }
}

function feedbackOf(...panels) {
  const feedback = createFeedback()
  for (const panel of panels) feedback.add(panel)
  return feedback
}

test("a part is wanted when what it depends on has changed, and once", () => {
  const feedback = feedbackOf(recordingPanel("checklist", "body"), recordingPanel("countries", "headline"))
  assert.deepEqual(feedback.take([["body", "a"], ["headline", "b"]]), ["checklist", "countries"])
  assert.deepEqual(feedback.take([["body", "a"], ["headline", "b"]]), [])
  assert.deepEqual(feedback.take([["body", "a"], ["headline", "c"]]), ["countries"])
})

test("a panel that wants nothing, such as a closed preview, is left out", () => {
  const feedback = feedbackOf(recordingPanel("preview", "open"), { part: "presence", show() {}, fail() {} })
  assert.deepEqual(feedback.take([["body", "a"]]), [])
})

test("what a page was rendered with is not asked for", () => {
  const panel = recordingPanel("checklist", "body")
  const feedback = feedbackOf(panel)
  feedback.connect({ words: () => [["body", "a"]], send() {} })
  feedback.markCurrent(panel)
  assert.deepEqual(feedback.take([["body", "a"]]), [])
  assert.deepEqual(feedback.take([["body", "b"]]), ["checklist"])
})

test("panels that ask together share one post", async () => {
  let sent = 0
  const feedback = createFeedback()
  feedback.connect({ words: () => [], send() { sent += 1 } })
  feedback.ask()
  feedback.ask()
  await new Promise((resolve) => { setTimeout(resolve, 5) })
  assert.equal(sent, 1)
})

test("every panel gets its own part, and one that was not sent gets nothing", () => {
  const [checklist, preview] = [recordingPanel("checklist", "body"), recordingPanel("preview", "open")]
  const presence = recordingPanel("presence", "none")
  const data = { checklist: { findings: [] }, presence: { company: "" } }
  feedbackOf(checklist, preview, presence).deliver({ kind: "ok", data }, ["checklist"])
  assert.deepEqual([checklist.shown, preview.shown, presence.shown], [[{ findings: [] }], [], [{ company: "" }]])
  assert.deepEqual([checklist.failed, preview.failed, presence.failed], [[], [], []])
})

test("a refused part gets its sentence while the others are shown", () => {
  const [checklist, countries] = [recordingPanel("checklist", "body"), recordingPanel("countries", "body")]
  const data = { checklist: { error: "Too long." }, countries: { suggestions: [] } }
  feedbackOf(checklist, countries).deliver({ kind: "ok", data }, ["checklist", "countries"])
  assert.deepEqual(checklist.failed.map(({ kind, message }) => [kind, message]), [["refused", "Too long."]])
  assert.deepEqual(countries.shown, [{ suggestions: [] }])
})

test("a part that was lost is asked for again, and one that was refused is not", () => {
  const words = [["body", "a"]]
  for (const [kind, again] of [["failed", ["checklist"]], ["ended", ["checklist"]], ["refused", []]]) {
    const panel = recordingPanel("checklist", "body")
    const feedback = feedbackOf(panel)
    feedback.deliver({ kind, message: "No." }, feedback.take(words))
    assert.deepEqual([panel.failed.length, feedback.take(words)], [1, again])
  }
})

test("a failure is told only to the panels that had asked", () => {
  const preview = recordingPanel("preview", "open")
  feedbackOf(preview).deliver({ kind: "failed" }, ["checklist"])
  assert.deepEqual(preview.failed, [])
})

test("a stale answer changes nothing", () => {
  const panel = recordingPanel("checklist", "body")
  feedbackOf(panel).deliver({ kind: "stale" }, ["checklist"])
  assert.deepEqual([panel.shown, panel.failed], [[], []])
})

test("a part of an answer is a result of its own", () => {
  const answer = { kind: "ok", status: 200, data: { autosave: { at: "05:28" }, preview: { error: "Too long." } } }
  assert.deepEqual(partOf(answer, "autosave"), { kind: "ok", status: 200, data: { at: "05:28" } })
  assert.deepEqual(partOf(answer, "preview"), { kind: "refused", data: { error: "Too long." }, message: "Too long." })
  assert.deepEqual(partOf({ kind: "ended" }, "autosave"), { kind: "ended" })
})
