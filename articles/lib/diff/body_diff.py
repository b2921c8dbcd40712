"""Compare two sanitised bodies by block and by word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.diff.word_diff import Kind, Run, diff_words
from articles.lib.html.blocks import Block, Style, parse_blocks

Outcome = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class StyleChange:
    """Words that stayed but whose styling changed: the styles lost and gained.

    A link with a new address has both.
    """

    words: str
    lost: tuple[Style, ...]
    gained: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block.

    ``before`` and ``after`` are the block in each version, None where it is missing. A moved block appears twice,
    "removed" in its old place and "added" in its new one; ``moved`` is the index of its counterpart, and the
    new one's ``before`` and ``runs`` hold the changes made on the way.
    """

    kind: Outcome
    before: Block | None
    after: Block | None
    runs: tuple[Run, ...]
    restyled: tuple[StyleChange, ...] = ()
    moved: int | None = None

    @property
    def block(self) -> Block:
        """The block after the change; before the change if it was removed."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def only_formatting(self) -> bool:
        """Whether only the styling changed (style, link, element, picture), not the words."""
        return (
            self.kind == "changed"
            and all(run.kind == "same" for run in self.runs)
            and not self.changes_words_of_picture
        )

    @property
    def changes_words_of_picture(self) -> bool:
        """Whether a picture stayed, but not the alt text or the credit line that it has in this story."""
        if self.before is None or self.after is None or self.before.reference != self.after.reference:
            return False
        return self.before.own_words != self.after.own_words


def diff_bodies(before: str, after: str) -> tuple[BlockChange, ...]:
    """Compare two sanitised bodies; return every block with what became of it, in reading order.

    Removed blocks come before those added in the same place.
    """
    left, right = parse_blocks(before), parse_blocks(after)
    alignment = align(left, right, text_of=attrgetter("text"), identity_of=attrgetter("shown"))
    moved_from = {new_position: old_position for old_position, new_position in alignment.moved}
    changes: list[BlockChange] = []
    index_of: dict[tuple[bool, int], int] = {}
    for old_position, new_position in _walk_positions(alignment.pairs, len(left), len(right)):
        old = left[old_position] if old_position is not None else None
        new = right[new_position] if new_position is not None else None
        if old_position is None and new_position in moved_from:
            index_of[False, new_position] = len(changes)
            old = left[moved_from[new_position]]
            changes.append(BlockChange("added", old, new, *_changes_within(old, right[new_position])))
            continue
        if old_position is not None and new_position is None:
            index_of[True, old_position] = len(changes)
        changes.append(_block_change(old, new))
    return _link_moves(
        changes,
        [
            (index_of[True, old_position], index_of[False, new_position])
            for old_position, new_position in alignment.moved
        ],
    )


def _walk_positions(pairs: list[tuple[int, int]], before: int, after: int) -> Iterator[tuple[int | None, int | None]]:
    """Yield the positions of both versions in reading order, None for the side without the block."""
    old_start = new_start = 0
    for old, new in [*pairs, (before, after)]:
        yield from ((position, None) for position in range(old_start, old))
        yield from ((None, position) for position in range(new_start, new))
        if old < before:
            yield old, new
        old_start, new_start = old + 1, new + 1


def _block_change(before: Block | None, after: Block | None) -> BlockChange:
    """Return the change from one block to another; None stands for no block on that side."""
    if before is None:
        return BlockChange("added", before, after, _whole_run(after, "added"))
    if after is None:
        return BlockChange("removed", before, after, _whole_run(before, "removed"))
    if before == after:
        return BlockChange("same", before, after, _whole_run(after, "same"))
    return BlockChange("changed", before, after, *_changes_within(before, after))


def _whole_run(block: Block | None, kind: Kind) -> tuple[Run, ...]:
    """Return a block's whole text as one run; () without a block or text."""
    return (Run(kind, block.text),) if block and block.text else ()


def _changes_within(before: Block, after: Block) -> tuple[tuple[Run, ...], tuple[StyleChange, ...]]:
    """Return the word changes of a block, and the style changes of the words that stayed."""
    runs = diff_words(before.text, after.text)
    if not any(piece.styles for block in (before, after) for piece in block.pieces):
        return runs, ()
    return runs, tuple(_style_changes(runs, before, after))


def _style_changes(runs: tuple[Run, ...], before: Block, after: Block) -> Iterator[StyleChange]:
    """Yield style changes, one for each stretch with one style in each version."""
    old, new = _StyleReader(before), _StyleReader(after)
    for run in runs:
        if run.kind != "same":
            (old if run.kind == "removed" else new).advance(len(run.text))
            continue
        position = 0
        while position < len(run.text):
            length = min(old.left, new.left, len(run.text) - position)
            words = run.text[position : position + length].strip()
            if words and set(old.styles) != set(new.styles):
                yield StyleChange(
                    words,
                    tuple(style for style in old.styles if style not in new.styles),
                    tuple(style for style in new.styles if style not in old.styles),
                )
            old.advance(length)
            new.advance(length)
            position += length


class _StyleReader:
    """Reads a block letter by letter; ``styles`` apply to the next ``left`` letters."""

    def __init__(self, block: Block) -> None:
        """Begin at the first letter of a block."""
        self._pieces = [(len(piece.text), piece.styles) for piece in block.pieces[::-1]]
        self.left = 0
        self.styles: tuple[Style, ...] = ()
        self.advance(0)

    def advance(self, letters: int) -> None:
        """Move forward by a number of letters, at most to the end of the block."""
        self.left -= letters
        while self.left <= 0 and self._pieces:
            length, self.styles = self._pieces.pop()
            self.left += length


def _link_moves(changes: list[BlockChange], moves: list[tuple[int, int]]) -> tuple[BlockChange, ...]:
    """Set ``moved`` on both changes of each moved block."""
    for old, new in moves:
        changes[old] = replace(changes[old], moved=new)
        changes[new] = replace(changes[new], moved=old)
    return tuple(changes)
