// Sending pictures to the library: one file a request, its progress told, at most three on their way at once.

import { token } from "./token.js"

const AT_ONCE = 3

/**
 * Send one file. Resolves to the picture's facts; rejects with an Error whose `sentence` says why the desk refused it,
 * or is empty when the desk could not be reached.
 */
export function send(file, { address, onProgress = () => {} }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (sentence = "") => reject(Object.assign(new Error("The picture was not taken in"), { sentence }))
    const body = new FormData()
    body.append("csrfmiddlewaretoken", token())
    body.append("files", file)
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener("error", () => fail())
    request.addEventListener("load", () => {
      const answer = read(request.responseText)
      if (request.status === 200 && answer?.id) resolve(answer)
      else fail(answer?.refused)
    })
    request.open("POST", address)
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "text"
    request.send(body)
  })
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null // a log-in page, or a server in front that has its own words
  }
}

/** Runs tasks in their order, a few at once. */
export function createQueue(limit = AT_ONCE) {
  const waiting = []
  let running = 0
  async function next() {
    if (running >= limit || !waiting.length) return
    running += 1
    try {
      await waiting.shift()()
    } finally {
      running -= 1
      next()
    }
  }
  return (task) => {
    waiting.push(task)
    next()
  }
}

/** Whether something that is dragged holds files, not words or a link. */
export const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")
