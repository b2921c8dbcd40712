// Every request of the desk's scripts: the current token goes with it, and the outcome is one of a few kinds of result.

import { token } from "./token.js"

const ACCEPT = { json: "application/json", html: "text/html" }
const NO_DESK_BEHIND = [502, 503, 504]

/**
 * @typedef {object} Result What came of a request; a request never throws.
 * @property {"ok" | "ended" | "refused" | "failed" | "stale"} kind
 *   ok: done. ended: the session is over. refused: the desk answered and did not do it. failed: no answer, or none that
 *   can be read. stale: aborted, or overtaken by a newer request (see `latest`).
 * @property {number} [status] The HTTP status, where there was an answer.
 * @property {any} [data] The answer: a value for "json", text for "html".
 * @property {string} [message] refused: the desk's own sentence, or "".
 * @property {boolean} [unreachable] failed: the desk could not be reached, so the same request may succeed later.
 */

/** @returns {Promise<Result>} */
export async function request(address, { method = "GET", body, as = "json", signal, timeout } = {}) {
  const headers = { Accept: ACCEPT[as] }
  if (method !== "GET") {
    headers["X-CSRFToken"] = token()
    // Django reads the token in the body first, which may be older than the cookie.
    if (body?.has?.("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token())
  }
  try {
    const limit = limitOf({ signal, timeout })
    // No view that scripts call redirects but to the log-in page, which needs not be fetched.
    const response = await fetch(address, { method, body, headers, redirect: "manual", signal: limit })
    return classify({
      status: response.status,
      isRedirect: response.type === "opaqueredirect",
      type: response.headers.get("Content-Type") ?? "",
      text: await response.text(),
    }, as)
  } catch {
    return signal?.aborted ? { kind: "stale" } : { kind: "failed", unreachable: true }
  }
}

export const get = (address, options = {}) => request(address, options)
export const post = (address, body, options = {}) => request(address, { method: "POST", body, ...options })

/**
 * Post a file, reporting progress from 0 to 1: `fetch` can't do that.
 * @returns {Promise<Result>}
 */
export function upload(address, body, { onProgress = () => {}, signal } = {}) {
  return new Promise((resolve) => {
    const sending = new XMLHttpRequest()
    sending.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    sending.addEventListener("error", () => resolve({ kind: "failed", unreachable: true }))
    sending.addEventListener("abort", () => resolve({ kind: "stale" }))
    if (signal?.aborted) return resolve({ kind: "stale" })
    signal?.addEventListener("abort", () => sending.abort())
    sending.addEventListener("load", () => resolve(classify({
      status: sending.status,
      isRedirect: sending.responseURL !== new URL(address, document.baseURI).href,
      type: sending.getResponseHeader("Content-Type") ?? "",
      text: sending.responseText,
    }, "json")))
    sending.open("POST", address)
    sending.setRequestHeader("Accept", ACCEPT.json)
    sending.setRequestHeader("X-CSRFToken", token())
    sending.responseType = "text"
    sending.send(body)
  })
}

/** A `send` whose answers count only while no newer request has been made: a slow one never replaces a newer one. */
export function latest(send = request) {
  let newest = 0
  return async (...parameters) => {
    newest += 1
    const mine = newest
    const result = await send(...parameters)
    return mine === newest ? result : { kind: "stale" }
  }
}

/** A sentence for the person: the desk's own, else the page's for a session that `ended` or a request that `failed`. */
export function sentenceOf({ kind, message }, { ended, failed }) {
  if (kind === "ok" || kind === "stale") return ""
  return kind === "ended" ? ended ?? failed : message || failed
}

/** What an answer of the desk means. */
export function classify({ status, isRedirect, type, text }, as) {
  if (isRedirect) return { kind: "ended", status }
  if (NO_DESK_BEHIND.includes(status)) return { kind: "failed", status, unreachable: true }
  return as === "json" ? classifyJSON({ status, type, text }) : classifyHTML({ status, type, text })
}

const isDone = (status) => status >= 200 && status < 300
const isForbidden = (status) => status === 403

function classifyJSON({ status, type, text }) {
  const data = type.startsWith(ACCEPT.json) ? parse(text) : undefined
  // Without a session Django refuses the token, with a page of its own.
  if (data === undefined) return { kind: isForbidden(status) ? "ended" : "failed", status }
  if (isDone(status)) return { kind: "ok", status, data }
  return { kind: "refused", status, data, message: data?.error ?? data?.said ?? data?.refused ?? "" }
}

function classifyHTML({ status, type, text }) {
  if (isDone(status)) return { kind: "ok", status, data: text }
  if (type.startsWith("text/plain")) return { kind: "refused", status, message: text }
  if (isForbidden(status)) return { kind: "ended", status, data: text }
  if (status < 500) return { kind: "refused", status, data: text, message: "" }
  return { kind: "failed", status }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function limitOf({ signal, timeout }) {
  if (!timeout) return signal
  const limit = AbortSignal.timeout(timeout)
  return signal ? AbortSignal.any([signal, limit]) : limit
}
