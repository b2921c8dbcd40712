"""One demo newsroom and one browser for all journeys that one process makes, and people who are logged in already."""

import os

import pytest

from tests.support.browser.browsing import ContextPool, chromium
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
def contexts(browser):
    return ContextPool(browser, password=PASSWORD)


@pytest.fixture
def person(paper, contexts):
    """`person("editor")` is somebody logged in with a window of their own; `person()` a reader."""
    yield lambda name="", **settings: contexts.open_page(paper.address, name, **settings)
    contexts.take_back()
