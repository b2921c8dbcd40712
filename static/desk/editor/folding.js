// Words as one looks for them: case, accents, invisible characters and the shape of quotation marks don't count.

const SAME = {
  "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-",
  "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ی", "ي": "ی", "ئ": "ی", "ك": "ک", "ؤ": "و",
  "ة": "ه", "ۀ": "ه", "ۂ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe",
  "ı": "i", "ł": "l", "đ": "d",
}
const UNSEEN = /[\p{Mn}\p{Cf}\u0640]/gu // accents, vowel signs, soft hyphens, joiners, the stretched Arabic line

/** One character as it is compared: none, one or several characters. */
function foldCharacter(character) {
  if (/\s/.test(character)) return " "
  const letter = character.toLowerCase()
  const plain = (SAME[letter] ?? letter).normalize("NFKD").replace(UNSEEN, "")
  return [...plain].map((part) => SAME[part] ?? part).join("")
}

/** {text, starts, ends}: a folded text, and where in the original each of its characters begins and ends. */
export function fold(original) {
  const folded = { text: "", starts: [], ends: [] }
  let at = 0
  for (const character of original) {
    const plain = foldCharacter(character)
    for (let index = 0; index < plain.length; index += 1) {
      folded.starts.push(at)
      folded.ends.push(at + character.length)
    }
    // An accent of its own belongs to the letter before it.
    if (!plain && folded.ends.length) folded.ends[folded.ends.length - 1] = at + character.length
    folded.text += plain
    at += character.length
  }
  return folded
}

/** Where `words` stand in a text: [[from, to], …] without overlaps, in characters of the original. */
export function placesOf(words, original) {
  const wanted = fold(words).text
  const { text, starts, ends } = fold(original)
  const places = []
  for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    places.push([starts[at], ends[at + wanted.length - 1]])
  }
  return places
}
