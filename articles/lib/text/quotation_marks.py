"""Find quotation marks without a partner.

Marks are paired within a paragraph, nested ones from the inside out: “ ” with ‘ ’ within, « » with ‹ › or “ ” within,
straight " alternately. A quotation that continues may open every paragraph and close only the last, so an open mark is
accepted where the next paragraph begins with the same one. Urdu and Arabic use both “ and ” at either end, so there
they alternate too. A single ’ is an apostrophe unless a quotation is open for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.lib.text.spans import TextSpan

_CLOSING = {"“": "”", "«": "»", "‹": "›", "‘": "’", "„": "“"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items() if opening != "„"}
_ALTERNATING_LANGUAGES = frozenset({"ur", "ar"})
_MARKS = re.compile('[“”«»‹›„"‘’]')
# ‘90s, ‘em and the like are apostrophes that a word processor turned the wrong way.
_ELISION = re.compile(r"‘(?:\d|(?:em|n|til|tis|twas|cause|bout|round)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnpairedMark:
    """A quotation mark without its partner, in paragraph number ``paragraph`` (from 0).

    ``opens`` is true for an opening mark that is never closed.
    """

    paragraph: int
    spot: TextSpan
    opens: bool


def find_unpaired_marks(paragraphs: Sequence[str], *, language: str) -> Iterator[UnpairedMark]:
    """Yield the quotation marks without a partner, in order; ``language`` is a language code."""
    following = [*paragraphs[1:], ""]
    for number, (text, after) in enumerate(zip(paragraphs, following, strict=False)):
        open_marks, strays = _pair_marks(text, alternating=language in _ALTERNATING_LANGUAGES)
        runs_on = after.lstrip()[:1]
        marks = [(position, True) for position in open_marks if text[position] != runs_on] + [
            (position, False) for position in strays
        ]
        for position, opens in sorted(marks):
            yield UnpairedMark(number, TextSpan.of(text, *_with_adjacent_word(text, position, opens=opens)), opens)


def _pair_marks(text: str, *, alternating: bool) -> tuple[list[int], list[int]]:
    """Return the positions of the quotation marks left open, and of the marks that close nothing."""
    stack: list[int] = []
    strays: list[int] = []
    for match in _MARKS.finditer(text):
        position, mark = match.start(), match[0]
        if mark in "‘’":
            _pair_single_mark(text, position, stack)
        elif mark == '"' or (alternating and mark in "“”"):
            _toggle_mark(text, position, stack)
        elif mark == "“" and stack and text[stack[-1]] == "„":
            stack.pop()
        elif mark in _CLOSING:
            stack.append(position)
        elif not _close_nearest(text, _OPENING[mark], stack):
            strays.append(position)
    return [position for position in stack if text[position] != "‘" or _precedes_word(text, position)], strays


def _close_nearest(text: str, opening: str, stack: list[int]) -> bool:
    """Remove the nearest opening mark of this kind from the stack; return False if there is no such mark."""
    for place in range(len(stack) - 1, -1, -1):
        if text[stack[place]] == opening:
            del stack[place]
            return True
    return False


def _toggle_mark(text: str, position: int, stack: list[int]) -> None:
    """Close or open a mark that looks the same at both ends; after a digit, " may mean inches."""
    same_marks = '"' if text[position] == '"' else "“”"
    for place in range(len(stack) - 1, -1, -1):
        if text[stack[place]] in same_marks:
            del stack[place]
            return
    if not (text[position] == '"' and text[position - 1 : position].isdigit()):
        stack.append(position)


def _pair_single_mark(text: str, at: int, stack: list[int]) -> None:
    """Pair a single quotation mark at position ``at``, unless it is an apostrophe."""
    if text[at] == "‘":
        if not _ELISION.match(text, at) and not text[at - 1 : at].isalnum():
            stack.append(at)
    elif not text[at + 1 : at + 2].isalnum():  # an apostrophe between letters closes nothing
        _close_nearest(text, "‘", stack)


def _precedes_word(text: str, at: int) -> bool:
    """Return whether a word follows the mark; only then does a single mark count as left open."""
    return text[at + 1 : at + 2].isalnum()


def _with_adjacent_word(text: str, position: int, *, opens: bool) -> tuple[int, int]:
    """Return start and end of a mark with the word beside it, to make the mark visible in a message."""
    if opens:
        word = re.compile(r"\W?[^\W_]*").match(text, position + 1)
        return position, word.end() if word else position + 1
    start = position
    while start and position - start < 30 and not text[start - 1].isspace():  # noqa: PLR2004 - no word is longer
        start -= 1
    return start, position + 1
