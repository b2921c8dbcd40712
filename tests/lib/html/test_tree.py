"""A sanitised body is parsed into a tree that can be written back byte for byte."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.html.sanitiser import ALLOWED, sanitise
from articles.lib.html.tree import (
    MAX_DEPTH,
    Element,
    Text,
    find_elements,
    parse,
    replace_attributes,
    replace_text,
    serialise,
    strip_tags,
    walk,
)

RICH = '<p>A <a href="/x/?a=1&amp;b=&quot;2&quot;">link</a> &amp; more</p><hr><ul><li>b<br></li></ul>'


def describe(nodes):
    return [
        node.text if isinstance(node, Text) else (node.name, dict(node.attributes), describe(node.children))
        for node in nodes
    ]


def depth_of(nodes):
    return max((1 + depth_of(node.children) for node in nodes if isinstance(node, Element)), default=0)


def test_a_body_is_a_tree_of_elements_and_texts():
    assert describe(parse(RICH)) == [
        ("p", {}, ["A ", ("a", {"href": '/x/?a=1&b="2"'}, ["link"]), " & more"]),
        ("hr", {}, []),
        ("ul", {}, [("li", {}, ["b", ("br", {}, [])])]),
    ]


@pytest.mark.parametrize(
    ("markup", "nodes"),
    [
        ("", []),
        ("a < b", ["a < b"]),
        ("<p>a", [("p", {}, ["a"])]),
        ("<p><em>a</p>b", [("p", {}, [("em", {}, ["a"])]), "b"]),
        ("a</p>b", ["a", ("p", {}, []), "b"]),
        ('<a href="https://a.example/?a>b">c</a>', [("a", {"href": "https://a.example/?a>b"}, ["c"])]),
        ('<img alt src="/a.jpg">', [("img", {"alt": "", "src": "/a.jpg"}, [])]),
    ],
)
def test_unclosed_elements_and_stray_end_tags_lose_nothing(markup, nodes):
    assert describe(parse(markup)) == nodes
    assert serialise(parse(markup)) == markup


def test_each_node_knows_its_position():
    for node in walk(parse(RICH)):
        if isinstance(node, Text):
            assert RICH[node.start : node.end] == node.source
        else:
            assert RICH[node.start : node.end] == serialise([node])
            assert RICH[node.inner_start : node.inner_end] == serialise(node.children)


def test_each_character_has_the_position_of_its_reference():
    (text,) = parse("a&amp;&lt;b")
    assert (text.text, text.character_spans) == ("a&<b", [(0, 1), (1, 6), (6, 10), (10, 11)])


def test_elements_are_found_by_name_in_the_order_of_the_markup():
    assert [element.name for element in find_elements(parse(RICH), "li", "a", "br")] == ["a", "li", "br"]


def test_text_is_replaced_between_tags_only():
    assert replace_text('<p>a<a href="/a/">a</a></p>a', lambda text: text.replace("a", "bc")) == (
        '<p>bc<a href="/a/">bc</a></p>bc'
    )


def test_attributes_are_replaced_one_by_one():
    values = {"id": None, "src": "/b.jpg", "alt": "a &amp; b"}
    tag = '<img id="x" src="/a.jpg" alt="a &amp; b">'
    assert replace_attributes(tag, lambda name, _value: values[name]) == '<img src="/b.jpg" alt="a &amp; b">'


def test_tags_become_spaces():
    assert strip_tags("<p>a<br>b &amp; c</p>") == " a b &amp; c "


@pytest.mark.parametrize("markup", ["<em>" * 5_000, "<em>" * 5_000 + "a" + "</em>" * 5_000])
def test_a_tree_is_never_too_deep_to_be_visited(markup):
    assert depth_of(parse(markup)) <= MAX_DEPTH + 1
    assert serialise(parse(markup)) == markup


TAGS = [*(f"<{name}>" for name in ALLOWED), *(f"</{name}>" for name in ALLOWED)]
MARKUP = st.lists(st.sampled_from([*TAGS, "a", "<", ">", '"', "&", "&amp;", '<a href="/x/">', " "])).map("".join)


@given(MARKUP)
@example("<p></em></p>")
def test_any_markup_is_written_back_byte_for_byte(markup):
    assert serialise(parse(markup)) == markup
    assert serialise(parse(sanitise(markup))) == sanitise(markup)
