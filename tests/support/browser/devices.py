"""Two ways to do the same things on a page: with a mouse, whose clicks are counted, and with keys alone."""

from dataclasses import dataclass, field
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
_CHOSEN = "(list) => list.selectedOptions[0].textContent.trim()"
_IS_WRITTEN_IN = "() => document.activeElement.localName === 'input'"
# A field that comes as soon as this is reached by the tab key even by those who have a mouse in their hand.
NEXT_TABS = 5
# A list forgets the letters that were typed into it a second ago.
FORGETS_MS = 1_200


@dataclass
class Effort:
    """What a task takes a person: clicks, and pages that load."""

    clicks: int = 0
    loads: int = 0
    pages: list[Page] = field(default_factory=list)

    def total(self) -> tuple[int, int]:
        """Clicks and loads, once whatever loads has done so."""
        for page in self.pages:
            page.wait_for_load_state()
        return self.clicks, self.loads


class Mouse:
    """Clicks, and counts it; what comes next in a form is reached by the tab key, as everybody does."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort

    def press(self, wanted: Locator) -> None:
        """Click it."""
        self._effort.clicks += 1
        wanted.click()

    def write(self, box: Locator, words: str) -> None:
        """Write where the focus is already, or after a few tabs, or after a click."""
        self._begin(box)
        box.page.keyboard.press("Control+a")
        box.page.keyboard.type(words)

    def write_moment(self, box: Locator, moment: datetime) -> None:
        """Type its numbers."""
        self._begin(box)
        box.fill(f"{moment:%Y-%m-%dT%H:%M}")

    def choose(self, box: Locator, option: str) -> None:
        """Choose from a list by the first letters of an option."""
        if not self._is_next(box):
            self._effort.clicks += 1
            box.focus()  # as a click does, but for the list that a click opens over the page
        box.select_option(option)

    def pick(self, box: Locator, words: str) -> None:
        """Pick what a search finds first."""
        self._begin(box)
        _pick_found(box.page, words)

    def _begin(self, box: Locator) -> None:
        if not self._is_next(box):
            self.press(box)

    def _is_next(self, box: Locator) -> bool:
        """Tab on to the box, or stay where the focus was if it is further away."""
        box.wait_for()
        held = box.page.evaluate_handle("document.activeElement ?? document.body")
        for _press in range(NEXT_TABS):
            if box.evaluate(_HAS_FOCUS):
                return True
            box.page.keyboard.press("Tab")
        held.evaluate("(one) => one.focus({ preventScroll: true })")
        return False


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

    def choose(self, box: Locator, option: str) -> None:
        """Go there, and type the first word of an option; again, if a busy machine took too long over its letters."""
        self._reach(box)
        for _try in range(3):
            box.page.keyboard.type(option.partition(" ")[0])
            if box.evaluate(_CHOSEN) == option:
                return
            box.page.wait_for_timeout(FORGETS_MS)
        raise AssertionError(f"{option} can’t be chosen by its letters.")

    def pick(self, box: Locator, words: str) -> None:
        """Go there, and pick what a search finds first."""
        self._reach(box)
        _pick_found(box.page, words)

    def _reach(self, wanted: Locator) -> None:
        wanted.wait_for()
        keys = wanted.page.keyboard
        for _press in range(MOST_TABS):
            if wanted.evaluate(_HAS_FOCUS):
                assert wanted.evaluate(_IS_SEEN), f"{wanted} has the focus and can’t be seen."
                return
            keys.press("Tab" if wanted.evaluate(_IS_AHEAD) else "Shift+Tab")
        raise AssertionError(f"No key leads to {wanted}.")


def _pick_found(page: Page, words: str) -> None:
    if not page.evaluate(_IS_WRITTEN_IN):  # it opens first
        page.keyboard.press("Enter")
        page.wait_for_function(_IS_WRITTEN_IN)
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    page.keyboard.press("Enter")


def count_loads(page: Page, effort: Effort) -> None:
    """Count every page that loads from now on."""

    def count(_page: Page) -> None:
        effort.loads += 1

    page.on("domcontentloaded", count)
    effort.pages.append(page)
