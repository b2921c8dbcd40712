"""What a machine can check of a page: axe-core, with every rule, at a phone's and a desk's width, in light and in the dark."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1366, "height": 900}}
SCHEMES = ("light", "dark")
# A colour that is on its way to another is neither. What never comes to an end is not waited for.
SETTLED = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  new Promise((done) => setTimeout(done, 1000)),
])"""
# Bypassing the policy lets axe's own script in, and nothing else.
SETTINGS = {"viewport": SIZES["wide"], "reduced_motion": "reduce", "bypass_csp": True}


def objections(page: Page, part: str = "html", *, least: int = 5) -> dict[str, Any]:
    """What axe objects to in a part of the page: {rule: the elements}; at least so many rules must have been met."""
    found = Axe().run(page, context=part).response
    assert len(found["passes"]) > least  # it did look at the page
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in found["violations"]}


def broken(
    page: Page, part: str = "html", *, sizes: Iterable[str] = SIZES, least: int = 5
) -> dict[tuple[str, str], Any]:
    """The same at these sizes and in every light, where there is any: {(size, light): {rule: the elements}}."""
    found = {}
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLED)
            found[size, scheme] = objections(page, part, least=least)
    return {where: rules for where, rules in found.items() if rules}
