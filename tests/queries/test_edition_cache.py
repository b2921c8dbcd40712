"""What a process remembers for an edition: built once, forgotten with it, and never what might be taken back."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from articles.models import Edition
from articles.queries import edition_cache


def edition(number=7, *, cacheable=True):
    made = Edition(number=number)
    made.cacheable = cacheable
    return made


class Counted:
    """A value that says how often it was built."""

    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return [self.calls]


def test_a_value_is_built_once_for_an_edition_and_again_for_the_next():
    build = Counted()
    found = [edition_cache.remember(edition(number), "names", build) for number in (7, 7, 8, 8)]
    assert found == [[1], [1], [2], [2]]
    assert found[0] is found[1]


def test_two_names_are_two_values():
    assert [edition_cache.remember(edition(), name, lambda name=name: name) for name in ("a", "b", "a")] == [
        "a",
        "b",
        "a",
    ]


def test_nothing_is_a_value_too():
    build = []
    found = [edition_cache.remember(edition(), "nothing", lambda: build.append(1)) for _request in range(2)]
    assert (found, build) == ([None, None], [1])


def test_a_request_that_may_write_neither_fills_nor_reads_the_memory():
    build = Counted()
    found = [edition_cache.remember(edition(cacheable=can), "names", build) for can in (False, True, False, True)]
    assert found == [[1], [2], [3], [2]]


def test_an_edition_read_anywhere_but_in_a_request_is_not_cacheable(db):
    build = Counted()
    assert [edition_cache.remember(Edition.objects.current(), "names", build) for _request in range(2)] == [[1], [2]]


def test_older_editions_are_forgotten_but_for_the_one_before():
    build = Counted()
    for number in (7, 8, 9):
        edition_cache.remember(edition(number), "names", build)
    assert [edition_cache.remember(edition(number), "names", build) for number in (8, 9, 7)] == [[2], [3], [4]]


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(edition_cache, "MAX_REMEMBERED", 3)
    build = Counted()
    for name in "abcd":
        edition_cache.remember(edition(), name, build)
    assert [edition_cache.remember(edition(), name, build) for name in "dcba"] == [[4], [3], [2], [5]]


def test_a_value_that_could_not_be_built_is_tried_again():
    def fail():
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        edition_cache.remember(edition(), "names", fail)
    assert edition_cache.remember(edition(), "names", lambda: "now") == "now"


def test_threads_that_need_a_value_at_once_build_it_once():
    build, together = Counted(), threading.Barrier(4)

    def read(_thread):
        together.wait()
        return edition_cache.remember(edition(), "names", build)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, range(4))) == [[1]] * 4


def test_a_value_may_be_built_from_another():
    def outer():
        return [*edition_cache.remember(edition(), "inner", lambda: ["inner"]), "outer"]

    assert edition_cache.remember(edition(), "outer", outer) == ["inner", "outer"]
