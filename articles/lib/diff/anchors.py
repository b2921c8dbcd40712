"""Find a passage again after its body was edited, or report that it changed or is gone.

A passage lies in one block. It is looked for in the block that its own has become, and in blocks that are new; never in
one that was there before beside its own, so that what is edited elsewhere moves it nowhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.diff.word_diff import differences
from articles.lib.html.blocks import Block, blocks

LEAST_TELLING = 20  # letters from which on a quote alone tells where it belongs
AROUND = 80  # characters before and after a quote that are compared

State = Literal["stands", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of block number `block` (from 0) of a body as `blocks` reads it, and their words."""

    block: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage: "stands" word by word, "changed" to the words of `passage`, or "gone" (no passage)."""

    state: State
    passage: Passage | None = None


GONE = Found("gone")


class Trail:
    """What became of the passages of one body in a later one; both as `blocks` reads them."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block]) -> None:
        self.before, self.after = before, after
        self.unmistakable = dict(_unmistakable(before, after))

    def find(self, passage: Passage) -> Found:
        """Where the passage is now. It must be one of the earlier body."""
        old = self.before[passage.block].text
        there = self.unmistakable.get(passage.block)
        if there is None:
            there = self.became.get(passage.block)
        within = GONE if there is None else _within(passage, old, there, self.after[there].text)
        if within.state == "stands":
            return within
        return self._among_new(passage, old) or within

    @cached_property
    def became(self) -> dict[int, int]:
        """For each earlier block the later one that it has become. Most passages are found without."""
        claimed = set(self.unmistakable.values())
        alignment = align(self.before, self.after, said=attrgetter("text"), shown=attrgetter("shown"))
        others = {
            here: there
            for here, there in (*alignment.pairs, *alignment.moved)
            if here not in self.unmistakable and there not in claimed
        }
        return self.unmistakable | others

    @cached_property
    def new(self) -> list[int]:
        """The later blocks that no earlier one has become."""
        taken = set(self.became.values())
        return [at for at in range(len(self.after)) if at not in taken]

    def _among_new(self, passage: Passage, old: str) -> Found | None:
        """The passage where its paragraph was cut in two, or pasted elsewhere; a few common words prove nothing."""
        spots = [
            Passage(at, start, start + len(passage.quote), passage.quote)
            for at in self.new
            for start in _starts(self.after[at].text, passage.quote)
        ]
        if len(spots) != 1:
            return None
        spot, new = spots[0], self.after[spots[0].block].text
        telling = sum(map(str.isalnum, passage.quote)) >= LEAST_TELLING
        beside = _last_word(old[: passage.start]) == _last_word(new[: spot.start]) != "" or (
            _first_word(old[passage.end :]) == _first_word(new[spot.end :]) != ""
        )
        return Found("stands", spot) if telling or beside else None


def locate(
    body: str, quote: str, *, before: str = "", after: str = "", block: int | None = None
) -> tuple[Passage, ...]:
    """Where the quoted words stand in a sanitised body: nowhere, in one place, or in several that can't be told apart.

    `before` and `after` are words around them, `block` the number of the block that somebody believes them in.
    """
    words = quote.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    scored: dict[Passage, tuple[int, int]] = {}
    for at, found in enumerate(blocks(body)):
        for match in pattern.finditer(found.text):
            around = _agreeing(found.text[: match.start()][::-1], before[::-1])
            around += _agreeing(found.text[match.end() :], after)
            far = 0 if block is None else abs(at - block)
            scored[Passage(at, match.start(), match.end(), match[0])] = around, -far
    best = max(scored.values(), default=None)
    return tuple(passage for passage, score in scored.items() if score == best)


def _unmistakable(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Blocks whose words stand once in each version are the same, wherever they stand."""
    texts, later = Counter(block.text for block in before), Counter(block.text for block in after)
    places = {block.text: at for at, block in enumerate(after)}
    for at, block in enumerate(before):
        if block.text and texts[block.text] == later[block.text] == 1:
            yield at, places[block.text]


def _within(passage: Passage, old: str, there: int, new: str) -> Found:
    """The passage in the block that its own has become."""
    if old == new:
        return Found("stands", Passage(there, passage.start, passage.end, passage.quote))
    kept = _kept(old, new)
    start, end = _between(kept, passage.start, passage.end, len(new))
    if new[start:end] != passage.quote:
        outside = {to for at, to in kept.items() if not passage.start <= at < passage.end}
        spots = [at for at in _starts(new, passage.quote) if outside.isdisjoint(range(at, at + len(passage.quote)))]
        if spots:
            start = min(spots, key=lambda at: abs(at - start))
            end = start + len(passage.quote)
    words = new[start:end]
    if words == passage.quote:
        return Found("stands", Passage(there, start, end, words))
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Found("changed", Passage(there, start, end, new[start:end])) if start < end else GONE


def _kept(old: str, new: str) -> dict[int, int]:
    """The place in the new text of each character of the old one that was kept."""
    kept: dict[int, int] = {}
    at = to = 0
    for run in differences(old, new):
        if run.kind == "same":
            kept.update((at + step, to + step) for step in range(len(run.text)))
        at += len(run.text) if run.kind != "added" else 0
        to += len(run.text) if run.kind != "removed" else 0
    return kept


def _between(kept: dict[int, int], start: int, end: int, length: int) -> tuple[int, int]:
    """What lies in the new text between the characters that were kept on both sides of the old passage."""
    inside = [to for at, to in kept.items() if start <= at < end]
    if len(inside) == end - start == inside[-1] - inside[0] + 1:
        return inside[0], inside[-1] + 1
    left = max((to for at, to in kept.items() if at < start), default=-1) + 1
    right = min((to for at, to in kept.items() if at >= end), default=length)
    return left, right


def _starts(text: str, quote: str) -> Iterable[int]:
    """Every place at which the quote begins."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _agreeing(here: str, there: str) -> int:
    """How many characters two texts have in common from their beginning on."""
    pairs = zip(here[:AROUND], there[:AROUND], strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(here), len(there), AROUND))


def _last_word(text: str) -> str:
    return (text.split() or [""])[-1]


def _first_word(text: str) -> str:
    return (text.split() or [""])[0]
