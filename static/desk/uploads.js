// Sending pictures to the library: one file per request, with progress, at most three at a time.

import { upload } from "./request.js"

const AT_ONCE = 3

/** Send one file: a result of request.js, with the picture's facts as its data. */
export function send(file, { address, onProgress, signal }) {
  const body = new FormData()
  body.append("files", file)
  return upload(address, body, { onProgress, signal })
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
