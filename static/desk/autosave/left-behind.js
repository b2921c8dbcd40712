// Words that another tab left in this browser: the desk gets them when the story is opened again.

import { partOf } from "../feedback.js"

/** Hand over the entries of all tabs that are no longer there, and offer what the desk then has. */
export async function handOverAll({ store, tab, client, notice }) {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const alive = new Set(held.map(({ name }) => name))
  const isLeft = (other) => other !== tab && !alive.has(store.nameOf(other))
  for (const other of store.tabs().filter(isLeft)) await handOver(other, { store, client, notice })
}

async function handOver(other, { store, client, notice }) {
  const entry = store.read(other)
  if (!entry?.words) return
  const { kind, data } = partOf(await client.handOver(other, entry), "autosave")
  if (kind !== "ok") return
  store.drop(other, entry.turn)
  notice.offer(data.offers)
}
