"""What a machine can check of a page: axe-core, with every rule, on a phone in the dark and on a wide screen in the light."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SIZES = {
    "phone": {"width": 390, "height": 844},
    "wide": {"width": 1366, "height": 900},
    "zoomed": {"width": 683, "height": 450},  # the wide one at 200 %
    "narrow": {"width": 320, "height": 640},  # a window of 1280 pixels at 400 %
}
# Two opposite corners of the four are enough: a rule on colour sees both schemes, a rule on layout sees both widths, and
# no style sheet has a rule that depends on width and scheme at once.
SCHEMES = {"phone": "dark", "wide": "light", "zoomed": "light", "narrow": "dark"}
CORNERS = ("phone", "wide")
# A colour that is on its way to another is neither. What never comes to an end is not waited for.
SETTLED = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  new Promise((done) => setTimeout(done, 1000)),
])"""
RUN = """async (part) => {
  const { passes, violations } = await axe.run(part, { resultTypes: ["violations"] })
  return [passes.length, Object.fromEntries(violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target)]))]
}"""
# Bypassing the policy lets axe's own script in, and nothing else.
SETTINGS = {"viewport": SIZES["wide"], "reduced_motion": "reduce", "bypass_csp": True}


def objections(page: Page, part: str = "html", *, least: int = 5) -> dict[str, Any]:
    """What axe objects to in a part of the page: {rule: the elements}; at least so many rules must have been met."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    passes, violations = page.evaluate(RUN, part)
    assert passes > least  # it did look at the page
    return dict(violations)


def broken(page: Page, part: str = "html", *, sizes: Iterable[str] = CORNERS, least: int = 5) -> dict[str, Any]:
    """The same at these sizes, each in its own scheme, where there is any: {size: {rule: the elements}}."""
    found = {}
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=SCHEMES[size], reduced_motion="reduce")
        page.evaluate(SETTLED)
        found[size] = objections(page, part, least=least)
    return {size: rules for size, rules in found.items() if rules}
