"""Find quotation marks without a partner.

Marks are paired inside a paragraph, nested ones from the inside out: “ ” with ‘ ’ within, « » with ‹ › or “ ” within,
straight " by turns. A speech that runs on may open every paragraph and close only its last, so a mark left open is
forgiven where the next paragraph begins with the same one. In Urdu and Arabic both “ and ” are written for either end,
so there they are taken by turns. A single ’ is an apostrophe unless something stands open for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.lib.text.spans import Spot

_CLOSING = {"“": "”", "«": "»", "‹": "›", "‘": "’", "„": "“"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items() if opening != "„"}
_BY_TURNS = frozenset({"ur", "ar"})
_MARKS = re.compile('[“”«»‹›„"‘’]')
# ‘90s, ‘em and their like are apostrophes that an editor has turned the wrong way.
_ELISION = re.compile(r"‘(?:\d|(?:em|n|til|tis|twas|cause|bout|round)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A quotation mark without its partner, in paragraph number `paragraph` (from 0); `opens` when it waits for its end."""

    paragraph: int
    spot: Spot
    opens: bool


def unpaired(paragraphs: Sequence[str], *, language: str) -> Iterator[Unpaired]:
    """The quotation marks that have no partner, in order."""
    following = [*paragraphs[1:], ""]
    for number, (text, after) in enumerate(zip(paragraphs, following, strict=False)):
        left, strays = _paired(text, by_turns=language in _BY_TURNS)
        runs_on = after.lstrip()[:1]
        found = [(at, True) for at in left if text[at] != runs_on] + [(at, False) for at in strays]
        for at, opens in sorted(found):
            yield Unpaired(number, Spot.of(text, *_around(text, at, opens=opens)), opens)


def _paired(text: str, *, by_turns: bool) -> tuple[list[int], list[int]]:
    """The positions of marks left open, and of those that close nothing."""
    stack: list[int] = []
    strays: list[int] = []
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        if mark in "‘’":
            _single(text, at, stack)
        elif mark == '"' or (by_turns and mark in "“”"):
            _turn(text, at, stack)
        elif mark == "“" and stack and text[stack[-1]] == "„":
            stack.pop()
        elif mark in _CLOSING:
            stack.append(at)
        elif not _close(text, _OPENING[mark], stack):
            strays.append(at)
    return [at for at in stack if text[at] != "‘" or _is_certain(text, at)], strays


def _close(text: str, opening: str, stack: list[int]) -> bool:
    """Take the nearest such mark off the stack; what stands open within it stays open."""
    for place in range(len(stack) - 1, -1, -1):
        if text[stack[place]] == opening:
            del stack[place]
            return True
    return False


def _turn(text: str, at: int, stack: list[int]) -> None:
    """A mark that looks the same at both ends closes what stands open; after a digit it may be an inch."""
    alike = '"' if text[at] == '"' else "“”"
    for place in range(len(stack) - 1, -1, -1):
        if text[stack[place]] in alike:
            del stack[place]
            return
    if not (text[at] == '"' and text[at - 1 : at].isdigit()):
        stack.append(at)


def _single(text: str, at: int, stack: list[int]) -> None:
    if text[at] == "‘":
        if not _ELISION.match(text, at) and not text[at - 1 : at].isalnum():
            stack.append(at)
    elif not text[at + 1 : at + 2].isalnum():  # an apostrophe between letters closes nothing
        _close(text, "‘", stack)


def _is_certain(text: str, at: int) -> bool:
    """A single mark counts as left open only where it stands before a word."""
    return text[at + 1 : at + 2].isalnum()


def _around(text: str, at: int, *, opens: bool) -> tuple[int, int]:
    """The mark with the word that it stands at, so that there is something to see."""
    if opens:
        word = re.compile(r"\W?[^\W_]*").match(text, at + 1)
        return at, word.end() if word else at + 1
    begins = at
    while begins and at - begins < 30 and not text[begins - 1].isspace():  # noqa: PLR2004 - no word is longer
        begins -= 1
    return begins, at + 1
