// What the tested modules use of a browser, as little as will do.

/** A document with a token in its cookies; module code may listen to it. */
export function fakeDocument({ cookie = "csrftoken=current", ...parts } = {}) {
  globalThis.document = { cookie, addEventListener: () => {}, querySelector: () => null, ...parts }
}

/** Storage as browsers have it: keys are its own properties, methods are not. */
export class FakeStorage {
  getItem(name) { return this[name] ?? null }

  setItem(name, value) { this[name] = String(value) }

  removeItem(name) { delete this[name] }
}

/** A promise that the test settles. */
export function pending() {
  let settle
  const promise = new Promise((resolve) => { settle = resolve })
  return { promise, settle }
}
