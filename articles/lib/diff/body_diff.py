"""Compare two sanitised bodies by block and by word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from articles.lib.diff.alignment import align
from articles.lib.diff.word_diff import Kind, Run, differences
from articles.lib.html.blocks import Block, Style, blocks

Outcome = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Restyled:
    """Words that stayed and are set otherwise: the styles they lost and those they gained; a new address is both."""

    words: str
    lost: tuple[Style, ...]
    gained: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block, in the order in which both versions are read.

    `before` and `after` are the block in each version, None where it has none. A block that moved is there twice,
    "removed" in its old place and "added" in its new one; `moved` is then the position of the other one in the whole
    answer, and the new one's `before` and `runs` tell what was changed on the way.
    """

    kind: Outcome
    before: Block | None
    after: Block | None
    runs: tuple[Run, ...]
    restyled: tuple[Restyled, ...] = ()
    moved: int | None = None

    @property
    def block(self) -> Block:
        """The block as it is, or as it last was."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def only_formatting(self) -> bool:
        """Whether the words stayed and only how they are set was changed: style, link, element, picture."""
        return self.kind == "changed" and all(run.kind == "same" for run in self.runs)


def rewritings(before: str, after: str) -> tuple[BlockChange, ...]:
    """Every block of two sanitised bodies with what became of it; what was removed stands before what was added there."""
    left, right = blocks(before), blocks(after)
    alignment = align(left, right, said=attrgetter("text"), shown=attrgetter("shown"))
    came_from = {there: here for here, there in alignment.moved}
    found: list[BlockChange] = []
    places: dict[tuple[bool, int], int] = {}
    for here, there in _walked(alignment.pairs, len(left), len(right)):
        old = left[here] if here is not None else None
        new = right[there] if there is not None else None
        if here is None and there in came_from:
            places[False, there] = len(found)
            old = left[came_from[there]]
            found.append(BlockChange("added", old, new, *_inside(old, right[there])))
            continue
        if here is not None and there is None:
            places[True, here] = len(found)
        found.append(_change(old, new))
    return _linked(found, [(places[True, here], places[False, there]) for here, there in alignment.moved])


def _walked(pairs: list[tuple[int, int]], before: int, after: int) -> Iterator[tuple[int | None, int | None]]:
    at = to = 0
    for here, there in [*pairs, (before, after)]:
        yield from ((position, None) for position in range(at, here))
        yield from ((None, position) for position in range(to, there))
        if here < before:
            yield here, there
        at, to = here + 1, there + 1


def _change(before: Block | None, after: Block | None) -> BlockChange:
    if before is None:
        return BlockChange("added", before, after, _all(after, "added"))
    if after is None:
        return BlockChange("removed", before, after, _all(before, "removed"))
    if before == after:
        return BlockChange("same", before, after, _all(after, "same"))
    return BlockChange("changed", before, after, *_inside(before, after))


def _all(block: Block | None, kind: Kind) -> tuple[Run, ...]:
    return (Run(kind, block.text),) if block and block.text else ()


def _inside(before: Block, after: Block) -> tuple[tuple[Run, ...], tuple[Restyled, ...]]:
    """What became of a block's words, and of the styles of those that stayed."""
    runs = differences(before.text, after.text)
    if not any(piece.styles for block in (before, after) for piece in block.pieces):
        return runs, ()
    return runs, tuple(_restyled(runs, before, after))


def _restyled(runs: tuple[Run, ...], before: Block, after: Block) -> Iterator[Restyled]:
    """The words of the same runs, as far as one style in the earlier block meets one in the later."""
    old, new = _Styled(before), _Styled(after)
    for run in runs:
        if run.kind != "same":
            (old if run.kind == "removed" else new).read(len(run.text))
            continue
        at = 0
        while at < len(run.text):
            length = min(old.left, new.left, len(run.text) - at)
            words = run.text[at : at + length].strip()
            if words and set(old.styles) != set(new.styles):
                yield Restyled(
                    words,
                    tuple(style for style in old.styles if style not in new.styles),
                    tuple(style for style in new.styles if style not in old.styles),
                )
            old.read(length)
            new.read(length)
            at += length


class _Styled:
    """Reads a block's letters in order; `styles` are those of the next one, which `left` letters have together."""

    def __init__(self, block: Block) -> None:
        self._pieces = [(len(piece.text), piece.styles) for piece in block.pieces[::-1]]
        self.left = 0
        self.styles: tuple[Style, ...] = ()
        self.read(0)

    def read(self, letters: int) -> None:
        """Go on by some letters, to the end at most."""
        self.left -= letters
        while self.left <= 0 and self._pieces:
            length, self.styles = self._pieces.pop()
            self.left += length


def _linked(found: list[BlockChange], moves: list[tuple[int, int]]) -> tuple[BlockChange, ...]:
    for old, new in moves:
        found[old] = replace(found[old], moved=new)
        found[new] = replace(found[new], moved=old)
    return tuple(found)
