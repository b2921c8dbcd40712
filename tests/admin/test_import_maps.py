"""An import map counts only before the first module of its page: Firefox drops it after one, and the body editor never starts."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.support.pages import Page, parse

pytestmark = pytest.mark.vendor_sql

LEAVE_ALONE = re.compile(r"/(logout|autocomplete|jsi18n|media)/|/preview/|\.csv|format=")


def _module_order(page: Page) -> list[str]:
    """The modules and import maps of a page, in their order."""
    found = page.select("script[type=module], script[type=importmap], link[rel=modulepreload]")
    return [one.attributes.get("type") or "module" for one in found]


def _late_import_map(page: Page) -> bool:
    order = _module_order(page)
    return "importmap" in order and order[0] != "importmap"


def _desk_pages(client, start: str) -> dict[str, Page]:
    pages, waiting, kinds = {}, [start], set()
    while waiting:
        address = waiting.pop(0)
        response = client.get(address, follow=True)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        pages[address] = page = parse(response)
        for link in page.links:
            found = urlsplit(urljoin(address, link))
            kind = re.sub(r"\d+", "N", found.path)  # one story's page stands for every story's
            if found.netloc or not found.path.startswith("/admin/") or LEAVE_ALONE.search(link) or kind in kinds:
                continue
            kinds.add(kind)
            waiting.append(found.path)
    return pages


def test_no_module_comes_before_the_import_map_of_any_desk_page(admin_client, published, draft):
    pages = _desk_pages(admin_client, "/admin/")
    assert len(pages) > 30
    assert [address for address, page in pages.items() if _late_import_map(page)] == []
    with_a_map = {re.sub(r"\d+", "N", address) for address, page in pages.items() if "importmap" in _module_order(page)}
    assert {"/admin/articles/article/add/", "/admin/articles/article/N/change/"} <= with_a_map


@pytest.mark.parametrize(
    "early", ['<script type="module" src="a.js"></script>', '<link rel="modulepreload" href="a.js">']
)
def test_a_module_before_the_import_map_is_found(early):
    mapped = '<script type="importmap">{}</script>'
    assert _late_import_map(Page(early + mapped))
    assert not _late_import_map(Page(mapped + early))
