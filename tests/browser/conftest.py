"""One demo newsroom and one browser for all journeys that one process makes, and people who are logged in already."""

import os

import pytest

from tests.support.browser.browsing import chromium, logged_in, visitor
from tests.support.browser.paper import PASSWORD, filled, running


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The filled folder of which every newsroom is a copy; processes that run beside each other share it."""
    ours = tmp_path_factory.getbasetemp()
    return filled((ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "demo")


@pytest.fixture(scope="session")
def paper(tmp_path_factory, demo):
    with running(tmp_path_factory.mktemp("paper"), demo=demo) as paper:
        yield paper


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def key_of(browser):
    """`key_of(paper, "editor")` is what a browser keeps of somebody who has logged in there."""
    keys = {}

    def look_up(paper, name):
        if (paper.address, name) not in keys:
            keys[paper.address, name] = logged_in(browser, paper.address, name, PASSWORD)
        return keys[paper.address, name]

    return look_up


@pytest.fixture
def person(paper, browser, key_of):
    """`person("editor")` is somebody logged in with a window of their own; `person()` a reader."""
    opened = []

    def open_window(name="", **settings):
        key = {"storage_state": key_of(paper, name)} if name else {}
        someone = visitor(browser, paper.address, **key, **settings)
        opened.append(someone)
        return someone

    yield open_window
    for someone in opened:
        someone.page.context.close()
