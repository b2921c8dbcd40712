"""What letters of a page are drawn with, and whether all of their ink is seen."""

from typing import Any

from playwright.sync_api import Page

# The ink of a box's words against the space from its first baseline up and its last baseline down, in pixels, each
# negative where it is cut off. A browser does not count what is cut off as scrollable, so that scrollHeight hides it.
_SPARE = """(box) => {
  const style = getComputedStyle(box)
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const words = canvas.measureText(box.value ?? box.textContent)
  const [ascent, descent] = [words.fontBoundingBoxAscent, words.fontBoundingBoxDescent]
  const half = (parseFloat(style.lineHeight) - ascent - descent) / 2
  return [
    ascent + half + parseFloat(style.paddingBlockStart) - words.actualBoundingBoxAscent,
    descent + half + parseFloat(style.paddingBlockEnd) - words.actualBoundingBoxDescent,
  ].map(Math.round)
}"""
# Pairs of texts that are printed over each other: by the boxes of their lines, which hold the ink of every script.
_COLLISIONS = """(selector) => {
  const lines = [...document.querySelectorAll(selector)].flatMap((element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    const style = getComputedStyle(element)
    const tall = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2
    const { top: first, bottom: last } = element.getBoundingClientRect() // lines beyond a clamp are not shown
    return [...range.getClientRects()]
      .map(({ left, right, top, bottom }) => ({ left, right, middle: (top + bottom) / 2 }))
      .filter(({ left, right, middle }) => right - left > 1 && middle > first && middle < last)
      .map(({ left, right, middle }) => {
        return { element, left, right, top: middle - tall / 2 + 1, bottom: middle + tall / 2 - 1 }
      })
  })
  return lines.flatMap((one, index) => lines.slice(index + 1)
    .filter((other) => other.element !== one.element && !one.element.contains(other.element))
    .filter((other) => one.left < other.right - 1 && other.left < one.right - 1)
    .filter((other) => one.top < other.bottom && other.top < one.bottom)
    .map((other) => [one.element.textContent.trim(), other.element.textContent.trim()]))
}"""


def spare_room(page: Page, selector: str) -> list[int]:
    """Pixels between the ink of a box's words and its edges: [above, below]; negative where letters are cut off."""
    page.evaluate("document.fonts.ready.then(() => null)")
    room: list[int] = page.locator(selector).evaluate(_SPARE)
    return room


def collisions(page: Page, selector: str) -> list[list[str]]:
    """Pairs of texts of these elements of which a line is printed over one of the other's."""
    page.evaluate("document.fonts.ready.then(() => null)")
    found: list[list[str]] = page.evaluate(_COLLISIONS, selector)
    return found


def typefaces(page: Page, selector: str) -> set[str]:
    """Names of the fonts that the elements' words are drawn with, those of a text area included."""
    page.evaluate("document.fonts.ready.then(() => null)")
    protocol = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        protocol.send(f"{domain}.enable")
    root = protocol.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    nodes = protocol.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    assert nodes, selector
    found = {face for node in nodes for face in _faces(protocol, node)}
    protocol.detach()
    return found


def _faces(protocol: Any, node: int) -> list[str]:
    """Names of the fonts of one element; a box's words are in the first element of its shadow."""
    told = protocol.send("DOM.describeNode", {"nodeId": node, "depth": -1, "pierce": True})["node"]
    shadow = told.get("shadowRoots", [])
    if shadow:
        inner = protocol.send("DOM.pushNodesByBackendIdsToFrontend", {"backendNodeIds": [_last(shadow[0])]})["nodeIds"][
            0
        ]
        node = inner
    return [font["familyName"] for font in protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]


def _last(root: Any) -> int:
    """The key of the element that holds the words: a placeholder stands before it."""
    key: int = root["children"][-1]["backendNodeId"]
    return key
