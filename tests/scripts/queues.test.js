// Things that wait their turn: uploads, and the untagged stories fetched ahead.

import assert from "node:assert/strict"
import { test } from "node:test"
import { fakeDocument, pending } from "./browser.js"

fakeDocument()
const { createQueue: createUploads } = await import("../../static/desk/uploads.js")
const { createQueue: createStories } = await import("../../static/desk/untagged-queue.js")
const { debounced } = await import("../../static/desk/editor/dom.js")

const aMoment = () => new Promise((resolve) => { setTimeout(resolve) })

test("no more uploads run at once than allowed, and the next begins when one ends", async () => {
  const enqueue = createUploads(2)
  const tasks = [pending(), pending(), pending()]
  const begun = []
  for (const [index, { promise }] of tasks.entries()) enqueue(() => { begun.push(index); return promise })
  assert.deepEqual(begun, [0, 1])
  tasks[1].settle()
  await aMoment()
  assert.deepEqual(begun, [0, 1, 2])
})

/** A newsroom with stories of these keys, three a request; `asked` grows by each address. */
function queueOf(keys, { failing = [] } = {}) {
  const asked = []
  const ask = async (address) => {
    asked.push(address)
    if (failing.shift()) return { kind: "failed", unreachable: true }
    return { kind: "ok", data: keys.filter((key) => key > address).slice(0, 3) }
  }
  const read = (found) => found.map((key) => ({ dataset: { key: String(key) } }))
  return { asked, queue: createStories({ last: 1, addressAfter: (key) => key, read, ask }) }
}

const keyOf = async (queue) => (await queue.next())?.dataset.key

test("stories come one after another, fetched behind the last one known", async () => {
  const { asked, queue } = queueOf([2, 3, 4, 5])
  const seen = []
  for (let turn = 0; turn < 5; turn += 1) seen.push(await keyOf(queue))
  assert.deepEqual([seen, asked], [["2", "3", "4", "5", undefined], [1, 4, 5]])
})

test("an exhausted queue asks no more", async () => {
  const { asked, queue } = queueOf([])
  await keyOf(queue)
  await keyOf(queue)
  assert.deepEqual(asked, [1])
})

test("a failure is no end: the next story asks again", async () => {
  const { queue } = queueOf([2], { failing: [true] })
  assert.deepEqual([await keyOf(queue), await keyOf(queue)], [undefined, "2"])
})

test("two who ask at once share one request", async () => {
  const { asked, queue } = queueOf([2, 3])
  await Promise.all([queue.stockUp(), queue.stockUp()])
  assert.deepEqual(asked, [1])
})

test("a story that must be seen again comes first", async () => {
  const { queue } = queueOf([2])
  await queue.stockUp()
  queue.putFirst({ dataset: { key: "9" } })
  assert.deepEqual([await keyOf(queue), await keyOf(queue)], ["9", "2"])
})

test("a debounced action runs once, with the last values, when things are quiet", async () => {
  const calls = []
  const call = debounced((value) => calls.push(value), 1)
  call("first")
  call("last")
  await new Promise((resolve) => { setTimeout(resolve, 20) })
  assert.deepEqual(calls, ["last"])
})
