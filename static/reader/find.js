// Narrows the list while one types and ticks. Without it, the same form has a button.

const form = document.querySelector("form[data-live]")
const PAUSE = 250
// Default values are left out of the address.
const DEFAULTS = { tags: "any", countries: "any", role: "about" }
let timer
let latest = 0

function address({ typing = false } = {}) {
  const chosen = [...new FormData(form)].filter(([name, value]) => value && DEFAULTS[name] !== value)
  const query = new URLSearchParams(chosen)
  if (typing) query.set("typing", "1")
  const text = query.toString()
  return text ? `${form.action}?${text}` : form.action
}

async function show(url, { keep = true, typing = false } = {}) {
  const mine = ++latest
  const results = document.querySelector("#results")
  results.setAttribute("aria-busy", "true")
  try {
    const response = await fetch(typing ? address({ typing }) : url)
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const fresh = page.querySelector("#results")
    if (mine !== latest) return // a later answer is on its way
    if (!response.ok || !fresh) throw new Error(String(response.status))
    renew(results, fresh)
    document.title = page.title
    if (keep) history.replaceState(null, "", url)
  } catch {
    if (mine === latest) location.assign(url) // the browser says what is wrong better than we could
  }
}

function renew(results, fresh) {
  const { id, name, value, type } = document.activeElement
  const open = results.querySelector("details")?.open
  results.replaceChildren(...document.importNode(fresh, true).childNodes)
  results.setAttribute("aria-busy", "false")
  const details = results.querySelector("details")
  if (details && open !== undefined) details.open = open
  const one = type === "checkbox" ? `[value="${CSS.escape(value)}"]` : ""
  if (!id && name) results.querySelector(`[name="${CSS.escape(name)}"]${one}`)?.focus()
}

// A date has a value after its first key already; it counts when one leaves it.
form?.addEventListener("focusout", ({ target }) => {
  if (target.type === "date" && target.value !== target.defaultValue) show(address())
})
form?.addEventListener("input", (event) => {
  if (event.target.type === "date") return
  clearTimeout(timer)
  const typing = event.target.name === "q"
  timer = setTimeout(() => show(address(), { typing }), typing ? PAUSE : 0)
})
form?.addEventListener("submit", (event) => {
  event.preventDefault()
  clearTimeout(timer)
  show(address())
})
form?.addEventListener("click", (event) => {
  const link = event.target.closest(".chips a")
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  show(link.href)
})
