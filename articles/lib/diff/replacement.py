"""Replace a passage of a body without touching the markup around it."""

import re
from html import escape

from articles.lib.diff.anchors import Passage
from articles.lib.diff.word_diff import differences
from articles.lib.html.blocks import Span, placed_blocks

_HOLLOW = re.compile(r"<(strong|em|a|sup)\b[^>]*></\1>")
_EMPTY = re.compile(r"<(p|h2|h3|li)></\1>")


def replaced(body: str, passage: Passage, words: str) -> str | None:
    """The sanitised body with these words in place of the passage, which must stand there; "" drops it.

    Words that stay keep their style and their link. None where the passage is not written in the body's text, such as
    the line that names a speaker.
    """
    block, spans = placed_blocks(body)[passage.block]
    text = block.text
    if len(spans) != len(text):
        return None
    start, end = (passage.start, passage.end) if words else _with_blank(text, passage.start, passage.end)
    depths = [len(piece.styles) for piece in block.pieces for _letter in piece.text]
    for first, last, written in reversed(_edits(text[start:end], words, start)):
        at = _gap(spans, depths, first) if first == last else spans[first][0]
        body = _without(body, spans[first:last], at=at, written=escape(written, quote=False))
    while (whole := _HOLLOW.sub("", body)) != body:
        body = whole
    return _EMPTY.sub("", body) if not words and (start, end) == (0, len(text)) else body


def _with_blank(text: str, start: int, end: int) -> Span:
    """A passage that is dropped, with one of the blanks around it."""
    if text[end : end + 1] == " " and (start == 0 or text[start - 1].isspace()):
        return start, end + 1
    if start and text[start - 1] == " " and not text[end : end + 1].isalnum():
        return start - 1, end
    return start, end


def _edits(old: str, new: str, at: int) -> list[tuple[int, int, str]]:
    """What to write in place of which characters, from left to right; `at` is where the old text begins."""
    edits: list[tuple[int, int, str]] = []
    for run in differences(old, new):
        if run.kind == "added":
            if edits and edits[-1][1] == at and not edits[-1][2]:
                edits[-1] = (*edits[-1][:2], run.text)
            else:
                edits.append((at, at, run.text))
            continue
        if run.kind == "removed":
            edits.append((at, at + len(run.text), ""))
        at += len(run.text)
    return edits


def _without(body: str, spans: list[Span], *, at: int, written: str) -> str:
    """The body without these characters, tags between them left alone, and with something written there instead."""
    for start, end in reversed(spans):
        body = body[:start] + body[end:]
    return body[:at] + written + body[at:]


def _gap(spans: list[Span], depths: list[int], at: int) -> int:
    """Where to write before character `at`: on the side that is set more plainly."""
    if at == len(spans) or (at and depths[at - 1] <= depths[at]):
        return spans[at - 1][1]
    return spans[at][0]
