// Words in Arabic script get the font and the direction of their language, wherever scripts of the desk put them.
// As on the server: letters of Urdu alone tell it from the others; see articles/lib/text/scripts.py.

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"])
const ARABIC = /\p{Script=Arabic}/u
// Words with what stands between them: one run, read from right to left as a whole.
const RUNS = /(\p{Script=Arabic}+(?:[\s\u200c-\u200f\u2010-\u201f.:،-]*\p{Script=Arabic}+)*)/u
const URDU = /[ٹڈڑںےہۂۃ]/u

/** {lang, dir} for a language field's value; no or an unknown language lets the words decide. */
export function languageAttributes(value) {
  let tag
  try {
    tag = Intl.getCanonicalLocales(value || [])[0]
  } catch {
    tag = undefined // the field's value is not a language tag: set none rather than a wrong one
  }
  if (!tag) return { dir: "auto" }
  return { lang: tag, dir: RIGHT_TO_LEFT.has(tag.split("-")[0]) ? "rtl" : "ltr" }
}

/** "ur" or "ar" if the words have Arabic letters, which are set in Nastaliq or in Naskh; otherwise "". */
export function scriptLanguage(words) {
  if (!ARABIC.test(words)) return ""
  return URDU.test(words) ? "ur" : "ar"
}

/** Words as nodes, those in Arabic script each in an element with its language and direction. */
export function inScripts(words) {
  const first = words.match(/\p{L}/u)?.[0] ?? ""
  return (ARABIC.test(first) ? [words] : words.split(RUNS)).map((part) => {
    const lang = scriptLanguage(part)
    return lang ? Object.assign(document.createElement("bdi"), { lang, dir: "rtl", textContent: part }) : part
  })
}

// Every picker of the desk, Django's own too: they read their defaults when they are made, once the page is ready.
const defaults = globalThis.django?.jQuery?.fn.select2?.defaults
function shown({ text }) {
  const element = document.createElement("span")
  element.append(...inScripts(text))
  return element
}

defaults?.set("templateResult", shown)
defaults?.set("templateSelection", shown)
