"""The way to a page of a table begins at the desk, as that of a story does."""

import pytest

from tests.support.desk import log_in
from tests.support.pages import parse

WAYS = {
    "": "The desk › Authors",
    "add/": "The desk › Authors › Add author",
    "{key}/change/": "The desk › Authors › {name}",
    "{key}/history/": "The desk › Authors › {name} › History",
    "{key}/delete/": "The desk › Authors › {name} › Delete",
}


@pytest.mark.parametrize("path", WAYS)
def test_a_table_stands_below_the_desk(path, author, admin_user):
    page = log_in(admin_user).get(f"/admin/articles/author/{path.format(key=author.pk)}")
    way = parse(page).one(".breadcrumbs").text
    assert " ".join(way.split()) == WAYS[path].format(name=author.name)
