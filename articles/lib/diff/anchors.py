"""Find a passage again after its body was edited, or report that it changed or is gone.

A passage lies in one block. It is searched for in the block that its own became and in new blocks, never in blocks that
already existed beside its own, so edits elsewhere cannot move it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.diff.word_diff import diff_words
from articles.lib.html.blocks import Block, parse_blocks

MIN_DISTINCTIVE_LETTERS = 20  # a quote of this many letters is distinctive without context
CONTEXT_CHARACTERS = 80  # compared before and after a quote

PassageState = Literal["stands", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` of block number ``block`` (from 0) of a parsed body, and their text."""

    block: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class TrackedPassage:
    """What became of a passage in a later version.

    "stands": found word for word; "changed": now the words of ``passage``; "gone": no ``passage``.
    """

    state: PassageState
    passage: Passage | None = None


GONE = TrackedPassage("gone")


class PassageTracker:
    """Tracks passages of one body into a later version; both as ``parse_blocks`` returns them."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block]) -> None:
        """Prepare to track passages of the earlier body into the later one."""
        self.before, self.after = before, after
        self.unique_pairs = dict(_unique_pairs(before, after))

    def find(self, passage: Passage) -> TrackedPassage:
        """Return where a passage of the earlier body is in the later one, and whether its words changed."""
        old_text = self.before[passage.block].text
        later = self.unique_pairs.get(passage.block)
        if later is None:
            later = self.successors.get(passage.block)
        tracked = GONE if later is None else _track_within(passage, old_text, later, self.after[later].text)
        if tracked.state == "stands":
            return tracked
        return self._find_in_new_blocks(passage, old_text) or tracked

    @cached_property
    def successors(self) -> dict[int, int]:
        """The number of the later block that each earlier block became, where there is one; computed on first use."""
        claimed = set(self.unique_pairs.values())
        alignment = align(self.before, self.after, text_of=attrgetter("text"), identity_of=attrgetter("shown"))
        others = {
            here: there
            for here, there in (*alignment.pairs, *alignment.moved)
            if here not in self.unique_pairs and there not in claimed
        }
        return self.unique_pairs | others

    @cached_property
    def new_blocks(self) -> list[int]:
        """The numbers of the later blocks that no earlier block became."""
        taken = set(self.successors.values())
        return [at for at in range(len(self.after)) if at not in taken]

    def _find_in_new_blocks(self, passage: Passage, old_text: str) -> TrackedPassage | None:
        """Find a passage whose paragraph was split or pasted elsewhere; None if there is no convincing match.

        A quote of a few common words needs the same neighbouring word to count.
        """
        matches = [
            Passage(number, start, start + len(passage.quote), passage.quote)
            for number in self.new_blocks
            for start in _find_quote_positions(self.after[number].text, passage.quote)
        ]
        if len(matches) != 1:
            return None
        match, new_text = matches[0], self.after[matches[0].block].text
        is_distinctive = sum(map(str.isalnum, passage.quote)) >= MIN_DISTINCTIVE_LETTERS
        has_same_neighbour = _last_word(old_text[: passage.start]) == _last_word(new_text[: match.start]) != "" or (
            _first_word(old_text[passage.end :]) == _first_word(new_text[match.end :]) != ""
        )
        return TrackedPassage("stands", match) if is_distinctive or has_same_neighbour else None


def find_quote(
    body: str, quote: str, *, before: str = "", after: str = "", block: int | None = None
) -> tuple[Passage, ...]:
    """Find quoted words in a sanitised body: no result, one, or several that cannot be distinguished.

    ``before`` and ``after`` are words around the quote, ``block`` the block number where it is expected.
    """
    words = quote.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    scored: dict[Passage, tuple[int, int]] = {}
    for number, parsed in enumerate(parse_blocks(body)):
        for match in pattern.finditer(parsed.text):
            context = _common_prefix_length(parsed.text[: match.start()][::-1], before[::-1])
            context += _common_prefix_length(parsed.text[match.end() :], after)
            distance = 0 if block is None else abs(number - block)
            scored[Passage(number, match.start(), match.end(), match[0])] = context, -distance
    best = max(scored.values(), default=None)
    return tuple(passage for passage, score in scored.items() if score == best)


def _unique_pairs(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield (index before, index after) of the blocks whose text occurs exactly once in each version."""
    texts, later = Counter(block.text for block in before), Counter(block.text for block in after)
    places = {block.text: at for at, block in enumerate(after)}
    for at, block in enumerate(before):
        if block.text and texts[block.text] == later[block.text] == 1:
            yield at, places[block.text]


def _track_within(passage: Passage, old_text: str, later: int, new_text: str) -> TrackedPassage:
    """Track a passage into block number `later`, which the passage's own block became."""
    if old_text == new_text:
        return TrackedPassage("stands", Passage(later, passage.start, passage.end, passage.quote))
    positions = _unchanged_positions(old_text, new_text)
    start, end = _map_range(positions, passage.start, passage.end, len(new_text))
    if new_text[start:end] != passage.quote:
        outside = {to for at, to in positions.items() if not passage.start <= at < passage.end}
        starts = [
            at
            for at in _find_quote_positions(new_text, passage.quote)
            if outside.isdisjoint(range(at, at + len(passage.quote)))
        ]
        if starts:
            start = min(starts, key=lambda at: abs(at - start))
            end = start + len(passage.quote)
    words = new_text[start:end]
    if words == passage.quote:
        return TrackedPassage("stands", Passage(later, start, end, words))
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return TrackedPassage("changed", Passage(later, start, end, new_text[start:end])) if start < end else GONE


def _unchanged_positions(old: str, new: str) -> dict[int, int]:
    """Map the position of each unchanged character of the old text to its position in the new text."""
    positions: dict[int, int] = {}
    old_position = new_position = 0
    for run in diff_words(old, new):
        if run.kind == "same":
            positions.update((old_position + step, new_position + step) for step in range(len(run.text)))
        old_position += len(run.text) if run.kind != "added" else 0
        new_position += len(run.text) if run.kind != "removed" else 0
    return positions


def _map_range(positions: dict[int, int], start: int, end: int, length: int) -> tuple[int, int]:
    """Return the range of the new text that corresponds to old characters `start` to `end`."""
    inside = [new_position for old_position, new_position in positions.items() if start <= old_position < end]
    if len(inside) == end - start == inside[-1] - inside[0] + 1:
        return inside[0], inside[-1] + 1
    left = (
        max((new_position for old_position, new_position in positions.items() if old_position < start), default=-1) + 1
    )
    right = min(
        (new_position for old_position, new_position in positions.items() if old_position >= end), default=length
    )
    return left, right


def _find_quote_positions(text: str, quote: str) -> Iterable[int]:
    """Yield every position in a text at which the quote begins."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _common_prefix_length(here: str, there: str) -> int:
    """Return how many characters two texts have in common from the start, at most CONTEXT_CHARACTERS."""
    pairs = zip(here[:CONTEXT_CHARACTERS], there[:CONTEXT_CHARACTERS], strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(here), len(there), CONTEXT_CHARACTERS)
    )


def _last_word(text: str) -> str:
    """Return the last word of a text; "" for a text without words."""
    return (text.split() or [""])[-1]


def _first_word(text: str) -> str:
    """Return the first word of a text; "" for a text without words."""
    return (text.split() or [""])[0]
