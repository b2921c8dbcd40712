// How a request's outcome is told apart, and which answers count.

import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { fakeDocument, pending } from "./browser.js"

fakeDocument()
const { classify, get, latest, post, request, sentenceOf } = await import("../../static/desk/request.js")

const realFetch = globalThis.fetch
afterEach(() => { globalThis.fetch = realFetch })

/** Let the desk answer every request like this; what it was asked. */
function answerWith(answer) {
  const asked = []
  globalThis.fetch = (address, options) => {
    asked.push({ address, ...options })
    return typeof answer === "function" ? answer(options) : Promise.resolve(answer)
  }
  return asked
}

const json = (value, status = 200) => Response.json(value, { status })
const page = (text, status = 200, type = "text/html; charset=utf-8") =>
  new Response(text, { status, headers: { "Content-Type": type } })

test("JSON that the desk answers is the data of an ok", async () => {
  answerWith(json({ findings: [] }))
  assert.deepEqual(await get("/checks/"), { kind: "ok", status: 200, data: { findings: [] } })
})

test("a page that the desk answers is the data of an ok, as text", async () => {
  answerWith(page("<main>Words</main>"))
  assert.deepEqual(await get("/preview/", { as: "html" }), { kind: "ok", status: 200, data: "<main>Words</main>" })
})

test("a post carries the token that is valid now, in its body too", async () => {
  const asked = answerWith(() => Promise.resolve(json({})))
  const body = new FormData()
  body.set("csrfmiddlewaretoken", "older")
  document.cookie = "csrftoken=newer"
  await post("/save/", body)
  document.cookie = "csrftoken=current"
  await post("/save/", new FormData())
  assert.deepEqual(asked.map(({ headers }) => headers["X-CSRFToken"]), ["newer", "current"])
  assert.equal(asked[0].body.get("csrfmiddlewaretoken"), "newer")
  assert.equal(asked[1].body.has("csrfmiddlewaretoken"), false)
})

test("a get carries no token and says which form of answer it wants", async () => {
  const asked = answerWith(json({}))
  await get("/stories/")
  assert.deepEqual(asked[0].headers, { Accept: "application/json" })
})

test("a redirect is not followed: the session has ended", async () => {
  const asked = answerWith({ type: "opaqueredirect", status: 0, headers: new Headers(), text: async () => "" })
  assert.equal((await post("/save/", new FormData())).kind, "ended")
  assert.equal(asked[0].redirect, "manual")
})

test("a page that forbids means that the session has ended", async () => {
  answerWith(() => Promise.resolve(page("<p>Log in again</p>", 403)))
  assert.equal((await post("/save/", new FormData())).kind, "ended")
  assert.equal((await post("/preview/", new FormData(), { as: "html" })).kind, "ended")
})

for (const [key, status] of [["error", 400], ["said", 409], ["refused", 403]]) {
  test(`a refusal of ${status} has the sentence that the desk calls “${key}”`, async () => {
    answerWith(json({ [key]: "Not this one." }, status))
    const { kind, message, data } = await post("/move/", new FormData())
    assert.deepEqual([kind, message, data], ["refused", "Not this one.", { [key]: "Not this one." }])
  })
}

test("a refusal in plain words is their sentence where a page was asked for", async () => {
  answerWith(() => Promise.resolve(page("Headline: too long.", 400, "text/plain; charset=utf-8")))
  const { kind, message } = await post("/preview/", new FormData(), { as: "html" })
  assert.deepEqual([kind, message], ["refused", "Headline: too long."])
})

test("a refusal that comes as a page brings it along", async () => {
  answerWith(page("<section id=notes></section>", 400))
  const { kind, data } = await post("/notes/", new FormData(), { as: "html" })
  assert.deepEqual([kind, data], ["refused", "<section id=notes></section>"])
})

test("without a network a request fails, and may succeed later", async () => {
  answerWith(() => Promise.reject(new TypeError("Failed to fetch")))
  assert.deepEqual(await get("/"), { kind: "failed", unreachable: true })
})

for (const status of [502, 503, 504]) {
  test(`a server in front without a desk behind it (${status}) is unreachable, whatever it says`, async () => {
    answerWith(json({ error: "upstream" }, status))
    assert.deepEqual(await get("/"), { kind: "failed", status, unreachable: true })
  })
}

test("an answer that can't be read is a failure, though the status is fine", async () => {
  for (const answer of [page("<p>Hello</p>"), page("{", 200, "application/json"), page("Error", 500)]) {
    answerWith(answer)
    const { kind, unreachable } = await get("/")
    assert.deepEqual([kind, unreachable], ["failed", undefined])
  }
})

test("an error page is no data", () => {
  const reply = { status: 500, isRedirect: false, type: "text/html", text: "<h1>Server error</h1>" }
  assert.deepEqual(classify(reply, "html"), { kind: "failed", status: 500 })
})

/** A desk that never answers: it only notices that the request is aborted. */
const never = ({ signal }) => new Promise((_resolve, reject) => {
  signal.addEventListener("abort", () => reject(signal.reason))
})

test("a request that is aborted is stale", async () => {
  answerWith(never)
  const controller = new AbortController()
  const result = request("/search/", { signal: controller.signal, timeout: 60_000 })
  controller.abort()
  assert.deepEqual(await result, { kind: "stale" })
})

test("a request that takes too long fails", async () => {
  answerWith(never)
  // The timer of AbortSignal.timeout alone would not keep node alive.
  const alive = setTimeout(() => {}, 5000)
  assert.deepEqual(await request("/save/", { timeout: 5 }), { kind: "failed", unreachable: true })
  clearTimeout(alive)
})

test("a slow answer never replaces a newer one", async () => {
  const [slow, fast] = [pending(), pending()]
  const answers = [slow.promise, fast.promise]
  const send = latest(() => answers.shift())
  const [first, second] = [send("/a/"), send("/b/")]
  fast.settle({ kind: "ok", data: "new" })
  slow.settle({ kind: "ok", data: "old" })
  assert.deepEqual(await Promise.all([first, second]), [{ kind: "stale" }, { kind: "ok", data: "new" }])
})

test("answers that come in turn all count", async () => {
  const send = latest(async (data) => ({ kind: "ok", data }))
  assert.deepEqual([await send(1), await send(2)], [{ kind: "ok", data: 1 }, { kind: "ok", data: 2 }])
})

test("a person gets one sentence: the desk's own, or the page's", () => {
  const words = { ended: "Log in again.", failed: "No answer." }
  const results = [
    [{ kind: "ok" }, ""],
    [{ kind: "stale" }, ""],
    [{ kind: "ended" }, "Log in again."],
    [{ kind: "failed" }, "No answer."],
    [{ kind: "refused", message: "Too late." }, "Too late."],
    [{ kind: "refused", message: "" }, "No answer."],
  ]
  for (const [result, sentence] of results) assert.equal(sentenceOf(result, words), sentence)
  assert.equal(sentenceOf({ kind: "ended" }, { failed: "No answer." }), "No answer.")
})
