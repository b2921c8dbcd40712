"""One demo newsroom and one browser for all journeys that one process makes, and people who are logged in already."""

import os
from pathlib import Path

import pytest

from tests.support.browser.browsing import ContextPool, chromium
from tests.support.browser.paper import PASSWORD, filled, running
from tests.support.machine import CHROMIUM, FIREFOX, skip_or_exit


def pytest_collection_modifyitems(items):
    """Without a browser its tests are skipped, and a build stops."""
    ours = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    in_firefox = [item for item in ours if item.path.stem == "test_firefox"]
    skip_or_exit([item for item in ours if item not in in_firefox], CHROMIUM)
    skip_or_exit(in_firefox, FIREFOX)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The filled folder of which every newsroom is a copy; processes that run beside each other share it."""
    ours = tmp_path_factory.getbasetemp()
    shared = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "demo"
    return filled(Path(os.environ.get("TEST_DEMO") or shared))


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
