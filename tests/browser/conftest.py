"""One demo newsroom and one browser for all journeys."""

import pytest

from tests.browser.browsing import chromium, visitor
from tests.browser.paper import PASSWORD, running


@pytest.fixture(scope="session")
def paper(tmp_path_factory):
    with running(tmp_path_factory.mktemp("paper")) as paper:
        yield paper


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def person(paper, browser):
    """`person("editor")` is somebody logged in with a window of their own; `person()` a reader."""
    opened = []

    def open_window(name="", **settings):
        someone = visitor(browser, paper.address, **settings)
        opened.append(someone)
        if name:
            someone.log_in(name, PASSWORD)
        return someone

    yield open_window
    for someone in opened:
        someone.page.context.close()
