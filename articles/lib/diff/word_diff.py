"""Compare two plain texts word by word, in edits that a person would describe.

Exact (the runs give back both texts to the letter) and readable: a change starts where a sentence or clause starts if
it can, changes that are parted by nothing but a sign or a short word are one, and a text that was written anew is shown
as such and not as the few words that both happen to have.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

from articles.lib.diff.subsequence import common
from articles.lib.diff.tokens import CLAUSE_ENDS, SENTENCE_ENDS, is_stop_word, is_word, spans

OUTWEIGHED = 4  # how many times longer both neighbouring changes are than the words they swallow
LEAST_KEPT = 0.25  # of the shorter text's letters; with less in common, it is another text
CRUMB = 4  # words and signs that are no more than a crumb
FARTHEST = 50  # words that a change may slide
_FOLDINGS = 8

Kind = Literal["same", "removed", "added"]
_Part = tuple[Kind, str]


class Run(NamedTuple):
    """A stretch of text that both have, or that only the earlier ("removed") or only the later ("added") has."""

    kind: Kind
    text: str


class _Step(NamedTuple):
    """Tokens left to `left_end` of the earlier text against right to `right_end` of the later."""

    left: int
    left_end: int
    right: int
    right_end: int
    same: bool = False

    @property
    def two_sided(self) -> bool:
        return self.left < self.left_end and self.right < self.right_end


class _Text(NamedTuple):
    text: str
    spans: list[tuple[int, int]]
    tokens: list[str]
    sizes: list[int]  # how many letters the words before each token have together, and in the end all of them

    @classmethod
    def of(cls, text: str) -> "_Text":
        places = spans(text)
        tokens = [text[start:end] for start, end in places]
        return cls(text, places, tokens, list(accumulate(map(_letters, tokens), initial=0)))

    def inside(self, start: int, end: int) -> str:
        """Tokens with the white space between them."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]

    def gap(self, at: int) -> tuple[int, int]:
        """Where the white space before a token starts and ends."""
        start = self.spans[at - 1][1] if at else 0
        return start, self.spans[at][0] if at < len(self.spans) else len(self.text)

    def around(self, start: int, end: int) -> str:
        """Tokens with the white space on both their sides."""
        return self.text[self.gap(start)[0] : self.gap(end)[1]]

    def letters(self, start: int, end: int) -> int:
        """How many letters the words among these tokens have together."""
        return self.sizes[end] - self.sizes[start]


@lru_cache(maxsize=20_000)
def _letters(token: str) -> int:
    return len(token) if is_word(token) else 0


def differences(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other, in reading order; what was removed stands before what replaced it.

    Same and removed runs together are `before`, same and added ones `after`. Runs of one kind never touch; none is empty.
    """
    if before == after:
        return (Run("same", before),) if before else ()
    left, right = _Text.of(before), _Text.of(after)
    steps = _steps(left, right)
    steps = _slid(steps, left, right)
    steps = _folded(steps, left, right)
    if not _enough_kept(steps, left, right):
        steps = [_Step(0, len(left.tokens), 0, len(right.tokens))]
    return _joined(_parts(steps, left, right))


def _steps(left: _Text, right: _Text) -> list[_Step]:
    """Same and changed stretches by turns."""
    pairs = common(left.tokens, right.tokens)
    steps: list[_Step] = []
    at = to = 0
    for start, there, length in (*_stretches(pairs), (len(left.tokens), len(right.tokens), 0)):
        if start > at or there > to:
            steps.append(_Step(at, start, to, there))
        at, to = start + length, there + length
        if length:
            steps.append(_Step(start, at, there, to, same=True))
    return steps


def _stretches(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Unbroken stretches of pairs: where they start in both texts and how many tokens they have."""
    start = 0
    for end in range(1, len(pairs) + 1):
        if end == len(pairs) or pairs[end] != (pairs[end - 1][0] + 1, pairs[end - 1][1] + 1):
            yield *pairs[start], end - start
            start = end


def _slid(steps: list[_Step], left: _Text, right: _Text) -> list[_Step]:
    """Insertions and deletions moved, where the words allow it, to the start of a sentence or a clause.

    Of "The dam is safe. [The river rose.] The …" and "The [dam is safe. The] river …" the first is what happened.
    """
    steps = list(steps)
    for at, step in enumerate(steps):
        if step.same or step.two_sided:
            continue
        removed = step.left < step.left_end
        side, start, end = (left, step.left, step.left_end) if removed else (right, step.right, step.right_end)
        earlier = steps[at - 1] if at else None
        later = steps[at + 1] if at + 1 < len(steps) else None
        # A neighbour must keep a token, or two changes would meet; at the edge of the text none can.
        room_left = min(FARTHEST, earlier.left_end - earlier.left - (at > 1)) if earlier else 0
        room_right = min(FARTHEST, later.left_end - later.left - (at + 2 < len(steps))) if later else 0
        if shift := _best_shift(side, start, end, (room_left, room_right)):
            steps[at] = _moved(step, shift, shift)
            if earlier:
                steps[at - 1] = earlier._replace(left_end=earlier.left_end + shift, right_end=earlier.right_end + shift)
            if later:
                steps[at + 1] = later._replace(left=later.left + shift, right=later.right + shift)
    return [step for step in steps if not step.same or step.left < step.left_end]


def _moved(step: _Step, left: int, right: int) -> _Step:
    return _Step(step.left + left, step.left_end + left, step.right + right, step.right_end + right, same=step.same)


def _best_shift(side: _Text, start: int, end: int, room: tuple[int, int]) -> int:
    """By how many tokens a one-sided change best moves, without changing what the texts say."""
    words = side.tokens
    shifts = [0]
    while -shifts[-1] < room[0] and words[start + shifts[-1] - 1] == words[end + shifts[-1] - 1]:
        shifts.append(shifts[-1] - 1)
    forward = 0
    while forward < room[1] and words[start + forward] == words[end + forward]:
        forward += 1
        shifts.append(forward)
    return max(shifts, key=lambda shift: (_edge(side, start + shift) + _edge(side, end + shift), shift))


def _edge(side: _Text, at: int) -> int:
    """How much of a boundary lies before this token: a line 4, an end of the text 3, a sentence 2, a clause 1."""
    start, end = side.gap(at)
    if at in {0, len(side.tokens)}:
        return 3
    if "\n" in side.text[start:end]:
        return 4
    last = side.tokens[at - 1]
    if last in {"”", "’", "»", '"', ")"} and at > 1:
        last = side.tokens[at - 2]
    return 2 * (last in SENTENCE_ENDS) + (last in CLAUSE_ENDS)


def _folded(steps: list[_Step], left: _Text, right: _Text) -> list[_Step]:
    """Without the crumbs that stand between two changes and only make them hard to read."""
    for _round in range(_FOLDINGS):
        folded: list[_Step] = []
        for step in steps:
            crumb = folded[-1] if len(folded) > 1 and folded[-1].same and not step.same else None
            if crumb and _swallows(folded[-2], crumb, step, (left, right)):
                folded.pop()
                first = folded.pop()
                step = _Step(first.left, step.left_end, first.right, step.right_end)  # noqa: PLW2901 - it grew
            folded.append(step)
        if len(folded) == len(steps):
            break
        steps = folded
    return steps


def _swallows(earlier: _Step, crumb: _Step, later: _Step, texts: tuple[_Text, _Text]) -> bool:
    """Whether two changes are easier to read as one, with what stands between them taken away and put back."""
    left, right = texts
    if not earlier.two_sided and not later.two_sided:
        return False
    size = left.letters(crumb.left, crumb.left_end)
    if size == 0 or _is_stop_word_alone(left, crumb):
        return True
    return all(
        max(left.letters(step.left, step.left_end), right.letters(step.right, step.right_end)) >= OUTWEIGHED * size
        for step in (earlier, later)
    )


def _is_stop_word_alone(left: _Text, crumb: _Step) -> bool:
    found = left.tokens[crumb.left : crumb.left_end]
    words = [token for token in found if is_word(token)] if len(found) <= CRUMB else []
    return len(words) == 1 and is_stop_word(words[0])


def _enough_kept(steps: list[_Step], left: _Text, right: _Text) -> bool:
    kept = sum(left.letters(step.left, step.left_end) for step in steps if step.same)
    shorter = min(left.letters(0, len(left.tokens)), right.letters(0, len(right.tokens)))
    return kept >= LEAST_KEPT * shorter


def _parts(steps: list[_Step], left: _Text, right: _Text) -> Iterator[_Part]:
    """The steps with their white space: what both have at the edges of a change belongs to neither side of it."""
    if not steps or steps[0].same:
        yield from _change(left.around(0, 0), right.around(0, 0))
    for step in steps:
        if step.same:
            yield from _same(step, left, right)
        else:
            yield from _change(left.around(step.left, step.left_end), right.around(step.right, step.right_end))
    if steps and steps[-1].same:
        ends = len(left.tokens), len(right.tokens)
        yield from _change(left.around(ends[0], ends[0]), right.around(ends[1], ends[1]))


def _same(step: _Step, left: _Text, right: _Text) -> Iterable[_Part]:
    """The same words; the white space between them may be another."""
    whole = left.inside(step.left, step.left_end)
    if whole == right.inside(step.right, step.right_end):
        return (("same", whole),)
    parts: list[_Part] = []
    for here, there in zip(range(step.left, step.left_end), range(step.right, step.right_end), strict=True):
        if here > step.left:
            parts += _change(left.around(here, here), right.around(there, there))
        parts.append(("same", left.tokens[here]))
    return parts


def _change(removed: str, added: str) -> tuple[_Part, ...]:
    start = _shared_blank(removed, added)
    end = _shared_blank(removed[start:][::-1], added[start:][::-1])
    return (
        ("same", removed[:start]),
        ("removed", removed[start : len(removed) - end]),
        ("added", added[start : len(added) - end]),
        ("same", removed[len(removed) - end :]),
    )


def _shared_blank(one: str, other: str) -> int:
    length = 0
    for letter, counterpart in zip(one, other, strict=False):
        if letter != counterpart or not letter.isspace():
            break
        length += 1
    return length


def _joined(parts: Iterable[_Part]) -> tuple[Run, ...]:
    joined: list[tuple[Kind, list[str]]] = []
    for kind, text in parts:
        if not text:
            continue
        if not joined or joined[-1][0] != kind:
            joined.append((kind, []))
        joined[-1][1].append(text)
    return tuple([Run(kind, "".join(texts)) for kind, texts in joined])
