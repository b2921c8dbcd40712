"""Two ways to do the same things on a page: with a mouse, whose clicks are counted, and with keys alone."""

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Locator, Page

# However far away, a person would have given up by then.
MOST_TABS = 150
_HAS_FOCUS = "(wanted) => wanted === document.activeElement"
_IS_AHEAD = """(wanted) => {
  const held = document.activeElement
  return Boolean(held.compareDocumentPosition(wanted) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))
}"""
# Whether the focus can be seen: in the window, and not under a bar that stays where it is.
_IS_SEEN = """(held) => {
  const { left, right, top, bottom } = held.getBoundingClientRect()
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
  const there = document.elementFromPoint(x, y)
  return there !== null && (held.contains(there) || there.contains(held))
}"""


@dataclass
class Effort:
    """What a task takes a person: clicks, and pages that load."""

    clicks: int = 0
    loads: int = 0


class Mouse:
    """Clicks, and counts it; what comes next in a form is reached by the tab key, as everybody does."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort

    def press(self, wanted: Locator) -> None:
        """Click it."""
        self._effort.clicks += 1
        wanted.click()

    def write(self, box: Locator, words: str) -> None:
        """Write where the focus is already, or after one tab, or after a click."""
        self._begin(box)
        box.page.keyboard.press("Control+a")
        box.page.keyboard.type(words)

    def write_moment(self, box: Locator, moment: datetime) -> None:
        """Type its numbers."""
        self._begin(box)
        box.fill(f"{moment:%Y-%m-%dT%H:%M}")

    def _begin(self, box: Locator) -> None:
        if not box.evaluate(_HAS_FOCUS):
            box.page.keyboard.press("Tab")
        if not box.evaluate(_HAS_FOCUS):
            self.press(box)


class Keyboard:
    """Presses keys, and nothing else. What it goes to has to be seen once it has the focus."""

    def press(self, wanted: Locator) -> None:
        """Go there, and press Enter."""
        self._reach(wanted)
        wanted.page.keyboard.press("Enter")

    def write(self, box: Locator, words: str) -> None:
        """Go there, and type over what there is."""
        self._reach(box)
        box.page.keyboard.press("Control+a")
        box.page.keyboard.type(words)

    def write_moment(self, box: Locator, moment: datetime) -> None:
        """Type its numbers, in the order of an American browser."""
        self._reach(box)
        keys = box.page.keyboard
        keys.type(f"{moment:%m%d%Y}")
        keys.press("ArrowRight")  # a year may have more digits
        keys.type(f"{moment:%I%M%p}")

    def _reach(self, wanted: Locator) -> None:
        wanted.wait_for()
        keys = wanted.page.keyboard
        for _press in range(MOST_TABS):
            if wanted.evaluate(_HAS_FOCUS):
                assert wanted.evaluate(_IS_SEEN), f"{wanted} has the focus and can’t be seen."
                return
            keys.press("Tab" if wanted.evaluate(_IS_AHEAD) else "Shift+Tab")
        raise AssertionError(f"No key leads to {wanted}.")


def count_loads(page: Page, effort: Effort) -> None:
    """Count every page that loads from now on."""

    def count(_page: Page) -> None:
        effort.loads += 1

    page.on("domcontentloaded", count)
