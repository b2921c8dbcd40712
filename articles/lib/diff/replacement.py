"""Replace a passage of a body without touching the markup around it."""

from collections.abc import Iterable
from html import escape

from articles.lib.diff.anchors import Passage
from articles.lib.diff.word_diff import diff_words
from articles.lib.html.blocks import parse_blocks_with_spans
from articles.lib.html.tree import CharacterRange, Node, Text, parse

_INLINE = frozenset({"strong", "em", "a", "sup", "sub", "s"})
_BLOCKS = frozenset({"p", "h2", "h3", "li"})


def replace_passage(body: str, passage: Passage, words: str) -> str | None:
    """Return the sanitised body with ``words`` in place of the passage, which must be there; "" deletes it.

    Words that stay keep their style and link. Returns None if the passage is not written in the body's text, such as
    the line that names a speaker.
    """
    block, spans = parse_blocks_with_spans(body)[passage.block]
    text = block.text
    if len(spans) != len(text):
        return None
    start, end = (passage.start, passage.end) if words else _extend_to_space(text, passage.start, passage.end)
    depths = [len(piece.styles) for piece in block.pieces for _letter in piece.text]
    for first, last, new_text in reversed(_find_edits(text[start:end], words, start)):
        position = _insertion_point(spans, depths, first) if first == last else spans[first][0]
        body = _replace_characters(body, spans[first:last], position=position, new_text=escape(new_text, quote=False))
    while (collapsed := _drop_empty_elements(parse(body), _INLINE)) != body:
        body = collapsed
    return _drop_empty_elements(parse(body), _BLOCKS) if not words and (start, end) == (0, len(text)) else body


def _drop_empty_elements(nodes: Iterable[Node], names: frozenset[str]) -> str:
    """Return the markup of nodes without empty elements of the given names."""
    return "".join(
        node.source
        if isinstance(node, Text)
        else f"{node.start_tag}{_drop_empty_elements(node.children, names)}{node.end_tag}"
        for node in nodes
        if isinstance(node, Text) or node.children or node.name not in names
    )


def _extend_to_space(text: str, start: int, end: int) -> CharacterRange:
    """Extend a passage that will be deleted by one of the spaces around it."""
    if text[end : end + 1] == " " and (start == 0 or text[start - 1].isspace()):
        return start, end + 1
    if start and text[start - 1] == " " and not text[end : end + 1].isalnum():
        return start - 1, end
    return start, end


def _find_edits(old: str, new: str, position: int) -> list[tuple[int, int, str]]:
    """Return (start, end, new text) replacements from left to right; ``position`` is where the old text begins."""
    edits: list[tuple[int, int, str]] = []
    for run in diff_words(old, new):
        if run.kind == "added":
            if edits and edits[-1][1] == position and not edits[-1][2]:
                edits[-1] = (*edits[-1][:2], run.text)
            else:
                edits.append((position, position, run.text))
            continue
        if run.kind == "removed":
            edits.append((position, position + len(run.text), ""))
        position += len(run.text)
    return edits


def _replace_characters(body: str, spans: list[CharacterRange], *, position: int, new_text: str) -> str:
    """Remove the characters at these spans, leaving tags between them, and insert text at number `position`."""
    for start, end in reversed(spans):
        body = body[:start] + body[end:]
    return body[:position] + new_text + body[position:]


def _insertion_point(spans: list[CharacterRange], depths: list[int], index: int) -> int:
    """Return where to insert before character ``index``: on the side with fewer styles."""
    if index == len(spans) or (index and depths[index - 1] <= depths[index]):
        return spans[index - 1][1]
    return spans[index][0]
