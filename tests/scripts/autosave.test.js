// Autosave without a browser: what is stored here, what goes to the desk, and what is said about it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { FakeStorage, fakeDocument } from "./browser.js"

fakeDocument()
const { createSequence, createStore, newTabKey } = await import("../../static/desk/autosave/store.js")
const { createBackoff, createClient, isTemporary } = await import("../../static/desk/autosave/client.js")
const { endedSentence, panelSentence } = await import("../../static/desk/ended.js")
const { sentence } = await import("../../static/desk/autosave/ui.js")

const WORDS = [["headline", "A headline"], ["tags", "1"], ["tags", "2"]]
const PREFIX = "desk.unsaved.7.12."

function storeIn(storage, prefix = PREFIX) {
  return createStore(() => storage, prefix)
}

test("what is stored is read back, and only by its own tab", () => {
  const store = storeIn(new FakeStorage())
  assert.equal(store.put("a", { turn: 1, words: WORDS }), true)
  assert.deepEqual([store.read("a"), store.read("b")], [{ turn: 1, words: WORDS }, null])
})

test("an entry is dropped up to its own turn, and never a newer one", () => {
  const store = storeIn(new FakeStorage())
  store.put("a", { turn: 5 })
  store.drop("a", 4)
  assert.deepEqual(store.tabs(), ["a"])
  store.drop("a", 5)
  assert.deepEqual(store.tabs(), [])
})

test("the tabs of this person and story are listed, and nothing else of the browser's", () => {
  const storage = new FakeStorage()
  storeIn(storage).put("a", { turn: 1 })
  storeIn(storage, "desk.unsaved.7.13.").put("b", { turn: 1 })
  storage.setItem("live-preview-open", "yes")
  assert.deepEqual(storeIn(storage).tabs(), ["a"])
})

test("a browser without room says so", () => {
  const full = new FakeStorage()
  full.setItem = () => { throw new Error("QuotaExceededError") }
  assert.equal(storeIn(full).put("a", { turn: 1 }), false)
})

test("a browser that allows no storage breaks nothing", () => {
  const store = createStore(() => { throw new Error("SecurityError") }, PREFIX)
  store.drop("a", 1)
  assert.deepEqual([store.put("a", {}), store.read("a"), store.tabs()], [false, null, []])
})

test("an entry that can't be read counts as none and stays", () => {
  const storage = new FakeStorage()
  storage.setItem(`${PREFIX}a`, "{")
  const store = storeIn(storage)
  store.drop("a", 99)
  assert.deepEqual([store.read("a"), store.tabs()], [null, ["a"]])
})

test("turns follow the clock and grow even when it stands still or goes back", () => {
  const clock = [100, 100, 50, 200]
  const sequence = createSequence(() => clock.shift())
  assert.deepEqual([1, 2, 3, 4].map(() => sequence.next()), [100, 101, 102, 200])
  assert.equal(sequence.current, 200)
})

test("no two tabs have the same key", () => {
  const [one, other] = [newTabKey(), newTabKey()]
  assert.match(one, /^[0-9a-f]{32}$/)
  assert.notEqual(one, other)
})

function recordingClient(about = {}) {
  const sent = []
  const send = (address, body, options) => {
    sent.push({ address, fields: [...body], options })
    return Promise.resolve({ kind: "ok" })
  }
  const page = { url: "/feedback/", presence: "/here/", person: "7", story: () => "12", tab: "t" }
  const client = createClient({ ...page, send, ...about })
  return { client, sent }
}

test("the post of a pause has every word, what it is about and the parts that it wants", async () => {
  const { client, sent } = recordingClient()
  await client.send(WORDS, { parts: ["autosave", "checklist"], turn: 3, opened: "9", field: "headline" })
  assert.equal(sent[0].address, "/feedback/")
  assert.deepEqual(sent[0].fields, [
    ...WORDS,
    ["csrfmiddlewaretoken", "current"],
    ["_person", "7"],
    ["_story", "12"],
    ["_window", "t"],
    ["_turn", "3"],
    ["_opened_with", "9"],
    ["_presence", "here"],
    ["_field", "headline"],
    ["_parts", "autosave"],
    ["_parts", "checklist"],
  ])
  assert.equal(sent[0].options.timeout, 20_000)
})

test("words of another tab are handed over under its key and offered to this one", async () => {
  const { client, sent } = recordingClient()
  await client.handOver("other", { words: WORDS, turn: 2 })
  const fields = Object.fromEntries(sent[0].fields)
  assert.deepEqual([fields._window, fields._turn, fields._offers, fields._presence], ["other", "2", "t", ""])
  assert.equal(fields._parts, "autosave")
})

function beaconsOf(action) {
  const beacons = []
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: { sendBeacon: (address, body) => beacons.push([address, body.get("_presence"), body.get("headline")]) },
  })
  action()
  return beacons
}

test("a page that goes sends unsaved words, or else only that it goes", () => {
  const { client } = recordingClient()
  const about = { turn: 1, opened: "" }
  assert.deepEqual(beaconsOf(() => client.leave(WORDS, about)), [["/feedback/", "leaving", "A headline"]])
  assert.deepEqual(beaconsOf(() => client.leave(null, about)), [["/here/", "leaving", null]])
})

test("nobody is told of a page that goes without a story", () => {
  const { client } = recordingClient({ story: () => "" })
  assert.deepEqual(beaconsOf(() => client.leave(null, { turn: 1, opened: "" })), [])
})

test("a save is tried again after a failure or an ended session, not after a refusal", () => {
  const kinds = ["ok", "ended", "refused", "failed"]
  assert.deepEqual(kinds.filter((kind) => isTemporary({ kind })), ["ended", "failed"])
})

test("tries wait twice as long each time, up to half a minute, and begin afresh after a success", () => {
  const backoff = createBackoff()
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [4000, 8000, 16000, 30000, 30000])
  backoff.reset()
  assert.equal(backoff.next(), 4000)
})

test("what went wrong is said in one sentence, with where the words are", () => {
  const say = {
    sayOffline: "Offline.",
    sayLoggedout: "Logged out:",
    sayNowhere: "Don't close.",
    sayInbrowser: "Safe here.",
    sayBroken: "Broken.",
  }
  const said = (result, isStored = true) => sentence(result, { isStored, say })
  assert.equal(said({ kind: "ok" }), "")
  assert.equal(said({ kind: "failed", unreachable: true }), "Offline.")
  assert.equal(said({ kind: "ended" }), "Logged out:")
  assert.equal(said({ kind: "failed" }), "Broken. Safe here.")
  assert.equal(said({ kind: "refused", message: "Too long." }), "Too long. Safe here.")
  assert.equal(said({ kind: "refused", message: "Too long." }, false), "Too long. Don't close.")
  assert.equal(said({ kind: "failed", unreachable: true }, false), "Don't close.")
})

test("where no link follows, the sentence of an ended session ends in its language's full stop", () => {
  const english = { sayLoggedout: "Logged out. Words are here:", sayInbrowser: "Words are here." }
  const urdu = { sayLoggedout: "آپ لاگ آؤٹ ہیں:", sayInbrowser: "الفاظ یہاں ہیں۔" }
  assert.deepEqual([english, urdu].map(endedSentence), ["Logged out. Words are here.", "آپ لاگ آؤٹ ہیں۔"])
})

test("a panel without an answer says the desk's sentence, that the session has ended, or nothing", () => {
  globalThis.document.getElementById = () => ({ dataset: { sayLoggedout: "Logged out:", sayInbrowser: "Here." } })
  const results = [{ kind: "refused", message: "Too long." }, { kind: "ended" }, { kind: "failed" }]
  assert.deepEqual(results.map(panelSentence), ["Too long.", "Logged out.", ""])
})
