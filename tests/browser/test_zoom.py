"""The desk at 200 % and in a window of 320 pixels: axe-core finds nothing, and nothing makes the page scroll sideways."""

import pytest

from tests.support.browser.desk import ADD, STORIES, sideways_scroll
from tests.support.browser.looking import SETTINGS, SIZES, broken

TABLES = "/admin/articles/"
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
    "accuracy": f"{STORIES}suggestions/judged/",
    "preview": f"{STORIES}8/preview/",
    "search": "/admin/search/?q=river",
    "password": "/admin/password_change/",
    "tags": f"{TABLES}tag/",
    "similar tags": f"{TABLES}tag/alike/",
}
# Nobody else may see them all.
OF_ADMINISTRATORS = {
    "a user": f"{TABLES}user/1/change/",
    "a group": "/admin/auth/group/1/change/",
    "authors": f"{TABLES}author/",
    "an author": f"{TABLES}author/1/change/",
    "deleting an author": f"{TABLES}author/1/delete/",
    "the past of an author": f"{TABLES}author/1/history/",
    "a new series": f"{TABLES}collection/add/",
    "a series": f"{TABLES}collection/1/change/",
    "a page about the newsroom": f"{TABLES}infopage/1/change/",
    "a section": f"{TABLES}section/1/change/",
    "a country": f"{TABLES}country/AF/change/",
    "the log": f"{TABLES}auditentry/",
    "an entry of the log": f"{TABLES}auditentry/1/change/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_reflows_and_breaks_no_rule(person, name):
    editor = person("editor", **SETTINGS)
    assert editor.go(PAGES[name]) == 200
    page = editor.page
    assert broken(page, sizes=["zoomed", "narrow"]) == {}
    assert sideways_scroll(page) <= 0


@pytest.mark.parametrize("name", OF_ADMINISTRATORS)
def test_a_page_of_administrators_breaks_no_rule_at_any_size(person, name):
    admin = person("admin", **SETTINGS)
    assert admin.go(OF_ADMINISTRATORS[name]) == 200
    assert broken(admin.page, sizes=SIZES) == {}
    assert sideways_scroll(admin.page) <= 0
