// What pasted elements say in their style attribute, which paste.js has renamed to data-style.

/** {property: value}, in lower case; values are good enough for weight, slant, display and Word's own. */
export function styleOf(element) {
  const style = {}
  for (const declaration of (element.getAttribute("data-style") ?? "").split(";")) {
    const colon = declaration.indexOf(":")
    if (colon < 0) continue
    const value = declaration.slice(colon + 1).trim().toLowerCase()
    style[declaration.slice(0, colon).trim().toLowerCase()] = value
  }
  return style
}

/**
 * Word writes lists as paragraphs: {level, tag, start, id} when `element` is one of them, else null.
 * Level, list and whether it is one at all are in `mso-list`; its kind and number only in the typed marker.
 */
export function wordListOf(element) {
  const level = /^(\S+)\s+level(\d+)/.exec(styleOf(element)["mso-list"] ?? "")
  if (!level) return null
  const marker = markerOf(element)
  const number = /^\(?(\d+|[a-z]{1,5})[.)]/i.exec(marker)
  const start = number && /^\d+$/.test(number[1]) ? Number(number[1]) : 1
  return { id: level[1], level: Number(level[2]), tag: number ? "ol" : "ul", start }
}

function markerOf(element) {
  const markers = [...element.querySelectorAll("[data-style*='mso-list' i]")]
  const marker = markers.find((candidate) => /ignore/.test(styleOf(candidate)["mso-list"] ?? ""))
  const nodes = marker ? [marker] : splitAtMarker(element).marker
  return nodes.map((node) => node.textContent).join("").trim()
}

/** The children of an element but for a list marker that Word put between conditional comments. */
export const nodesWithoutMarker = (element) => splitAtMarker(element).rest

function splitAtMarker(element) {
  const parts = { marker: [], rest: [] }
  let inMarker = false
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.COMMENT_NODE) parts[inMarker ? "marker" : "rest"].push(node)
    else if (/supportLists/.test(node.data)) inMarker = true
    else if (/endif/.test(node.data)) inMarker = false
  }
  return parts
}
