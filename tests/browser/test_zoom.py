"""The desk at 200 % and in a window of 320 pixels: axe-core finds nothing, and nothing makes the page scroll sideways."""

import pytest

from tests.support.browser.desk import ADD, STORIES, sideways_scroll
from tests.support.browser.looking import SETTINGS, broken

PAGES = {
    "start": "/admin/",
    "list": f"{STORIES}?q=river",
    "board": f"{STORIES}board/",
    "calendar": f"{STORIES}calendar/",
    "inbox": "/admin/inbox/",
    "notification settings": "/admin/inbox/choices/",
    "a new story": ADD,
    "a story": f"{STORIES}8/change/",
    "a story in Urdu": f"{STORIES}46/change/",
    "history": f"{STORIES}8/history/",
    "compare": f"{STORIES}8/compare/?from=1&to=2",
    "sharing": f"{STORIES}8/sharing/",
    "filing": f"{STORIES}file/",
    "untagged": f"{STORIES}suggestions/untagged/",
    "coverage": f"{STORIES}coverage/",
    "front page": "/admin/front/",
    "key stories": "/admin/articles/country/pair/af/pk/",
    "library": "/admin/articles/image/",
    "a picture": "/admin/articles/image/1/change/",
    "captions": "/admin/articles/image/describe/?ids=1,2",
    "tags": "/admin/articles/tag/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_reflows_and_breaks_no_rule(person, name):
    editor = person("editor", **SETTINGS)
    assert editor.go(PAGES[name]) == 200
    page = editor.page
    assert broken(page, sizes=["zoomed", "narrow"]) == {}
    assert sideways_scroll(page) <= 0
