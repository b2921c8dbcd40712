"""The pages that a process has at hand fit into a number of bytes, and those used last stay."""

from articles.queries.page_store import PageKey, StoredPage
from articles.queries.page_store.memory import PageMemory


def make_page(edition=1, size=1_000):
    return StoredPage(edition, 0.0, (), "text/plain", "", '"tag"', size, {"": bytes(size)})


def key(name):
    return PageKey("testserver", name)


def test_what_was_not_used_for_longest_is_dropped():
    memory, page = PageMemory(4 * make_page().weight), make_page()
    for name in "abcd":
        memory.put(key(name), page)
    memory.get(key("a"))
    memory.put(key("e"), page)
    assert [name for name in "abcde" if memory.get(key(name))] == ["a", "c", "d", "e"]


def test_a_page_replaces_that_of_an_earlier_edition():
    memory = PageMemory(4 * make_page().weight)
    for edition in range(100):
        memory.put(key("a"), make_page(edition, size=10 * edition))
    assert (len(memory), memory.get(key("a")).edition) == (1, 99)
    for name in "bcd":
        memory.put(key(name), make_page())
    assert len(memory) == 4


def test_a_large_page_pushes_out_many_small_ones_and_one_that_is_too_large_itself():
    memory = PageMemory(10_000)
    for name in "abcde":
        memory.put(key(name), make_page(size=1_000))
    memory.put(key("large"), make_page(size=7_000))
    assert [name for name in (*"abcde", "large") if memory.get(key(name))] == ["e", "large"]
    memory.put(key("larger"), make_page(size=20_000))
    assert len(memory) == 0
    memory.put(key("a"), make_page(size=1_000))
    assert len(memory) == 1


def test_an_empty_memory_has_its_whole_size_again():
    memory = PageMemory(4 * make_page().weight)
    for name in "abcd":
        memory.put(key(name), make_page())
    memory.clear()
    for name in "abcd":
        memory.put(key(name), make_page())
    assert len(memory) == 4
