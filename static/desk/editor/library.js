// The picture library over HTTP: searches, and pictures by their ids.
// Responses are {"results": [{id, text, thumbnail, alt, caption, credit_line}], "pagination": {"more": bool}}.

import { request } from "../request.js"

const BATCH = 50 // keeps the address of one request short

/** One library per address; pictures already seen are cached until the page is closed. */
export function createLibrary(address) {
  const known = new Map() // id -> promise of a picture, or of null when the library has none
  const waiting = new Map() // id -> {resolve, reject}

  function fetchJson(parameters, signal) {
    const url = new URL(address, document.baseURI)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return request(url, { signal })
  }

  // Ten pictures in a story are one request: everything requested in one turn is sent together.
  async function fetchWaiting() {
    const batch = [...waiting].slice(0, BATCH)
    for (const [id] of batch) waiting.delete(id)
    if (waiting.size) setTimeout(fetchWaiting)
    const { kind, data } = await fetchJson({ ids: batch.map(([id]) => id).join(",") })
    if (kind === "ok") {
      const found = new Map(data.results.map((picture) => [Number(picture.id), picture]))
      for (const [id, { resolve }] of batch) resolve(found.get(id) ?? null)
      return
    }
    for (const [id, { reject }] of batch) {
      known.delete(id) // a later look may be luckier
      reject(new Error(`The picture library did not answer: ${kind}`))
    }
  }

  function get(id) {
    if (!known.has(id)) {
      if (!waiting.size) setTimeout(fetchWaiting)
      known.set(id, new Promise((resolve, reject) => waiting.set(id, { resolve, reject })))
    }
    return known.get(id)
  }

  const remember = (picture) => known.set(Number(picture.id), Promise.resolve(picture))

  /** One page of results as a result of request.js: the data is what the library answers. */
  const search = ({ term, page, signal }) => fetchJson({ term, page }, signal)

  return { get, remember, search }
}
