"""Links are found with the words they stand on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.html.blocks import parse_blocks
from articles.lib.html.links import find_links, is_insecure
from articles.lib.html.sanitiser import sanitise


def found(body):
    return [(link.address, link.block, link.spot.quote) for link in find_links(parse_blocks(sanitise(body)))]


def test_every_link_is_found_with_its_block_and_its_words():
    body = (
        '<p>See <a href="https://a.example/">the <strong>bold</strong> page</a>.</p><p>No link.</p>'
        '<ul><li><a href="http://b.example/?x=1&amp;y=2">two</a> <a href="mailto:a@b.example">mail</a></li></ul>'
    )
    assert found(body) == [
        ("https://a.example/", 0, "the bold page"),
        ("http://b.example/?x=1&y=2", 2, "two"),
        ("mailto:a@b.example", 2, "mail"),
    ]


def test_a_text_without_links_has_none():
    assert found("<p>https://a.example/ is written out.</p>") == []


@pytest.mark.parametrize(
    ("address", "insecure"),
    [
        ("https://a.example/", False),
        ("HTTPS://a.example/", False),
        ("mailto:a@b.example", False),
        ("http://a.example/", True),
        ("/country/gh/", False),
        ("#note", False),
        ("//a.example/", False),
        ("www.a.example", True),
        ("ftp://a.example/", True),
        ("page.html", True),
        ("https://[", True),
    ],
)
def test_what_is_insecure_is_told_by_the_address(address, insecure):
    assert is_insecure(address) == insecure


@given(st.text(alphabet=st.sampled_from('<>pa/ hrefstong="ü')))
def test_every_spot_quotes_its_block(body):
    read = parse_blocks(sanitise(body))
    for link in find_links(read):
        assert read[link.block].text[link.spot.start : link.spot.end] == link.spot.quote
