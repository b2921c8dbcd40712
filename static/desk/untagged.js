// The untagged, one after another: every button has a key, the next stories are at hand, and what was decided is kept behind.

const page = document.querySelector("[data-ahead]")
const place = page.querySelector(".untagged-place")
const said = page.querySelector(".untagged-said")
const left = page.querySelector(".untagged-left")
const undoing = page.querySelector(".untagged-undo")
const asking = page.querySelector(".untagged-ask")
const help = page.querySelector(".untagged-keys")
const ROLES = ["about", "mentioned", "refused"]
const AT_HAND = 3
const SAID = "newsroom.untagged.said" // what was said of the last decision, for the page that says how things stand
const DECIDED = "newsroom.untagged.decided" // what can be taken back, for the same page
const waiting = []
const decided = undoing.hidden ? [] : [undoing.elements.undo.value]
let fetching = null
let exhausted = false
let last = Number(current()?.dataset.key ?? 0)
let keeping = Promise.resolve()
let pending = 0
let troubles = 0
let undoes = false

function current() {
  return place.querySelector(".untagged-story")
}

const filled = (words, number) => words.replace("%(number)s", number)
const filters = () => new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => !["after", "undo"].includes(name)))

// What comes next

function formsIn(markup) {
  return [...new DOMParser().parseFromString(markup, "text/html").querySelectorAll(".untagged-story")].map((form) => document.adoptNode(form))
}

async function fetchAhead() {
  const asked = filters()
  asked.set("after", last)
  const response = await fetch(`${page.dataset.ahead}?${asked}`)
  if (!response.ok || response.redirected) throw new Error(response.status)
  const forms = formsIn(await response.text())
  exhausted = forms.length === 0
  if (!exhausted) last = Number(forms.at(-1).dataset.key)
  waiting.push(...forms)
}

function stockUp() {
  if (exhausted || fetching || waiting.length >= AT_HAND || !last) return fetching
  fetching = fetchAhead().catch(() => {}).finally(() => { fetching = null })
  return fetching
}

// The address is that of the story on the screen, so that loading it again shows it again.
function show(form) {
  place.replaceChildren(form)
  const asked = filters()
  asked.set("after", Number(form.dataset.key) + 1)
  history.replaceState(null, "", `?${asked}`)
  const problem = form.querySelector("[role=alert]")
  if (problem) form.elements.add.focus()
  else form.querySelector(".untagged-headline").focus({ preventScroll: true })
  window.scrollTo({ top: 0 })
}

async function goOn(after) {
  if (!waiting.length) await stockUp()
  const next = waiting.shift()
  // Without a next one the page itself says how things stand: through, or out of reach.
  if (!next) {
    const before = troubles
    await keeping
    if (troubles !== before) return // what could not be kept is on the screen again
    const asked = filters()
    asked.set("after", after)
    if (decided.length) asked.set("undo", decided.at(-1))
    try {
      sessionStorage.setItem(SAID, said.textContent)
      sessionStorage.setItem(DECIDED, decided.join(" "))
    } catch { /* a browser that keeps nothing: the page is right without the sentence */ }
    return location.assign(`?${asked}`)
  }
  show(next)
  stockUp()
}

// Deciding

function say(words, failed = false) {
  said.textContent = words
  said.classList.toggle("is-wrong", failed)
}

function count(change) {
  if ("more" in left.dataset) return
  const number = Math.max(0, Number(left.dataset.left) + change)
  left.dataset.left = number
  left.textContent = number === 1 ? page.dataset.leftOne : filled(page.dataset.leftMany, number)
}

async function post(form, words) {
  const response = await fetch(form.action, { method: "POST", body: words, headers: { Accept: "application/json" } })
  if (!response.ok || response.redirected) throw new Error(response.status)
  return response.json()
}

function wordsOf(form, button) {
  const words = new FormData(form)
  if (button) words.set(button.name, button.value)
  return words
}

// A story that must be seen again goes before the one on the screen, which waits.
function putBack(form) {
  const now = current()
  if (now && now.dataset.key !== form.dataset.key) waiting.unshift(now)
  show(form)
}

function isShort(form, button) {
  if (button.value !== "accept") return false
  const chosen = [...form.querySelectorAll(".untagged-roles input:checked")].some(({ value }) => value !== "refused")
  return Boolean(form.elements.add.value.trim()) || !chosen
}

// What was pressed is kept in the background, one press after another, while the next story is already there.
function decide(form, button) {
  const words = wordsOf(form, button)
  const key = Number(form.dataset.key)
  keeping = keeping.then(() => keep(form, words))
  count(-1)
  goOn(key)
}

async function keep(form, words) {
  pending += 1
  try {
    const answer = await post(form, words)
    if (answer.undo) remember(answer.undo)
    say(answer.said, answer.failed)
    const [again] = formsIn(answer.story)
    if (again) seeAgain(again)
  } catch {
    seeAgain(form)
    say(page.dataset.broken, true)
  }
  pending -= 1
}

function seeAgain(form) {
  troubles += 1
  count(1)
  putBack(form)
}

// What needs an answer before one goes on: a country to be added, nothing chosen.
async function ask(form, button) {
  try {
    await keeping
    const answer = await post(form, wordsOf(form, button))
    const [again] = formsIn(answer.story)
    say(answer.said, answer.failed)
    if (answer.undo) remember(answer.undo)
    if (again) show(again)
    else {
      if (!answer.failed) count(-1)
      await goOn(Number(form.dataset.key))
    }
  } catch {
    say(page.dataset.broken, true)
  }
}

function remember(token) {
  decided.push(token)
  offerUndo()
}

function offerUndo() {
  const token = decided.at(-1)
  undoing.hidden = !token
  if (!token) return
  undoing.elements.undo.value = token
  undoing.elements.story.value = token.split("-")[1]
}

async function undo() {
  if (undoes) return // a second press while the first is on its way would take back one more
  undoes = true
  say(page.dataset.wait)
  await keeping
  if (decided.length) await takeBack()
  else say("")
  undoes = false
}

async function takeBack() {
  try {
    const answer = await post(undoing, new FormData(undoing))
    decided.pop()
    offerUndo()
    say(answer.said, answer.failed)
    const [again] = formsIn(answer.story)
    if (!again) return
    count(1)
    putBack(again)
  } catch {
    say(page.dataset.broken, true)
  }
}

page.addEventListener("submit", (event) => {
  const form = event.target
  if (form === undoing) {
    event.preventDefault()
    undo()
  } else if (form.matches(".untagged-story")) {
    event.preventDefault()
    const button = event.submitter ?? form.querySelector("[value=accept]")
    if (button.value.startsWith("add") || isShort(form, button)) ask(form, button)
    else decide(form, button)
  }
})

page.addEventListener("click", (event) => {
  const skip = event.target.closest("[data-do=skip]")
  if (!skip || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  say("")
  goOn(Number(current().dataset.key))
})

// Keys

function turn(number) {
  const row = current().querySelectorAll(".untagged-rows > li")[number - 1]
  if (!row) return
  const inputs = [...row.querySelectorAll("input")]
  const at = inputs.findIndex(({ checked }) => checked)
  const next = inputs[(at + 1) % ROLES.length]
  next.checked = true
  say(`${row.querySelector(".suggestion-name").textContent}: ${next.parentElement.textContent.trim()}`)
  light(row.dataset.code)
}

const press = (selector) => current()?.querySelector(selector)?.click()
const KEYS = {
  a: () => press("[value=accept]"),
  enter: () => press("[value=accept]"),
  n: () => press("[value=none]"),
  s: () => press("[data-do=skip]"),
  u: () => { if (!undoing.hidden) undoing.requestSubmit() },
  c: () => current()?.elements.add.focus(),
  "?": () => asking.click(),
}

function isTyping({ target }) {
  return target.closest("select, textarea, input:not([type=radio])")
}

document.addEventListener("keydown", (event) => {
  // A letter pressed on the desk's own links, or on what a browser adds to the page, is none of ours.
  if (event.target !== document.body && !page.contains(event.target)) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const key = event.key.toLowerCase()
  if (event.key === "Escape" && event.target.name === "add") return event.target.closest("form").querySelector(".untagged-headline").focus()
  if (isTyping(event)) {
    if (key === "enter" && event.target.name === "add" && event.target.value.trim()) {
      event.preventDefault()
      event.target.closest("form").querySelector("[value=add]").click()
    }
    return
  }
  if (key === "enter" && event.target.closest("a, button, summary")) return
  // A key held down must not run through the archive.
  if (event.repeat && (key in KEYS || /^[1-9]$/.test(key))) return event.preventDefault()
  if (!current() && key !== "u" && key !== "?") return
  if (/^[1-9]$/.test(key)) turn(Number(key))
  else if (key in KEYS) KEYS[key]()
  else return
  event.preventDefault()
})

window.addEventListener("beforeunload", (event) => {
  if (pending) event.preventDefault()
})

asking.addEventListener("click", () => {
  help.hidden = !help.hidden
  asking.setAttribute("aria-expanded", String(!help.hidden))
})

// The words that speak for a country, while one is on its row

function light(code) {
  for (const mark of place.querySelectorAll("mark")) mark.classList.toggle("is-lit", mark.dataset.code === code)
}

for (const kind of ["pointerover", "focusin"]) place.addEventListener(kind, ({ target }) => light(target.closest?.("[data-code]")?.dataset.code))

try {
  said.textContent ||= sessionStorage.getItem(SAID) ?? ""
  const earlier = (sessionStorage.getItem(DECIDED) ?? "").split(" ")
  if (decided.length && earlier.at(-1) === decided[0]) decided.unshift(...earlier.slice(0, -1))
  for (const one of [SAID, DECIDED]) sessionStorage.removeItem(one)
} catch { /* as above */ }
page.classList.add("has-keys")
asking.hidden = false
if (current()) {
  current().querySelector(current().querySelector("[role=alert]") ? "[name=add]" : ".untagged-headline").focus({ preventScroll: true })
  stockUp()
}
