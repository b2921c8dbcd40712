"""Compare two plain texts word by word, in edits that a person would describe.

Exact (the runs reproduce both texts character for character) and readable: a change starts at a sentence or clause
where possible, changes separated by only a sign or a short word are joined, and a rewritten text is shown as such
instead of by the few words that both happen to share.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

from articles.lib.diff.subsequence import longest_common_subsequence
from articles.lib.diff.tokens import CLAUSE_ENDS, SENTENCE_ENDS, is_stop_word, is_word, token_spans

MERGE_RATIO = 4  # join two changes if both are this many times longer than the words between them
MIN_SHARED_RATIO = 0.25  # of the shorter text's letters; with less in common, the text was rewritten
MAX_CRUMB_TOKENS = 4  # tokens between two changes that may be absorbed with a single stop word
MAX_SHIFT = 50  # tokens
_MAX_FOLD_ROUNDS = 8

Kind = Literal["same", "removed", "added"]
_Part = tuple[Kind, str]


class Run(NamedTuple):
    """A stretch of text that both have ("same"), or only the earlier ("removed") or the later ("added")."""

    kind: Kind
    text: str


class _Step(NamedTuple):
    """Tokens ``left`` to ``left_end`` of the earlier text against ``right`` to ``right_end`` of the later one."""

    left: int
    left_end: int
    right: int
    right_end: int
    same: bool = False

    @property
    def two_sided(self) -> bool:
        """Whether the step both removes and adds words."""
        return self.left < self.left_end and self.right < self.right_end


class _Text(NamedTuple):
    """A text with its tokens."""

    text: str
    spans: list[tuple[int, int]]
    tokens: list[str]
    sizes: list[int]  # running total of word lengths before each token, the last for the whole text

    @classmethod
    def of(cls, text: str) -> "_Text":
        """Tokenise a text."""
        places = token_spans(text)
        tokens = [text[start:end] for start, end in places]
        return cls(text, places, tokens, list(accumulate(map(_word_length, tokens), initial=0)))

    def inside(self, start: int, end: int) -> str:
        """Return the text from token `start` up to token `end`, with the white space between the tokens."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]

    def gap(self, at: int) -> tuple[int, int]:
        """Return start and end of the white space before token `at`, in characters."""
        start = self.spans[at - 1][1] if at else 0
        return start, self.spans[at][0] if at < len(self.spans) else len(self.text)

    def around(self, start: int, end: int) -> str:
        """Return the text from token `start` up to token `end`, with the white space between and around the tokens."""
        return self.text[self.gap(start)[0] : self.gap(end)[1]]

    def letters(self, start: int, end: int) -> int:
        """Return the number of letters in the words from token `start` up to token `end`."""
        return self.sizes[end] - self.sizes[start]


@lru_cache(maxsize=20_000)
def _word_length(token: str) -> int:
    """Return the number of letters of a word; 0 for a sign."""
    return len(token) if is_word(token) else 0


def diff_words(before: str, after: str) -> tuple[Run, ...]:
    """Compare two texts word by word; return runs in reading order, removed text before its replacement.

    Same and removed runs join to ``before``, same and added ones to ``after``. Adjacent runs differ in kind; none is
    empty.
    """
    if before == after:
        return (Run("same", before),) if before else ()
    left, right = _Text.of(before), _Text.of(after)
    steps = _find_steps(left, right)
    steps = _slide_to_boundaries(steps, left, right)
    steps = _absorb_crumbs(steps, left, right)
    if not _share_enough(steps, left, right):
        steps = [_Step(0, len(left.tokens), 0, len(right.tokens))]
    return _join_runs(_runs_with_blanks(steps, left, right))


def _find_steps(left: _Text, right: _Text) -> list[_Step]:
    """Return the unchanged and changed stretches between two texts, which alternate."""
    pairs = longest_common_subsequence(left.tokens, right.tokens)
    steps: list[_Step] = []
    left_start = right_start = 0
    for start, right_at, length in (*_find_stretches(pairs), (len(left.tokens), len(right.tokens), 0)):
        if start > left_start or right_at > right_start:
            steps.append(_Step(left_start, start, right_start, right_at))
        left_start, right_start = start + length, right_at + length
        if length:
            steps.append(_Step(start, left_start, right_at, right_start, same=True))
    return steps


def _find_stretches(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield contiguous stretches of pairs: their starts in both texts and their length in tokens."""
    start = 0
    for end in range(1, len(pairs) + 1):
        if end == len(pairs) or pairs[end] != (pairs[end - 1][0] + 1, pairs[end - 1][1] + 1):
            yield *pairs[start], end - start
            start = end


def _slide_to_boundaries(steps: list[_Step], left: _Text, right: _Text) -> list[_Step]:
    """Move insertions and deletions, where the words allow it, to the start of a sentence or clause.

    "The dam is safe. [The river rose.] The …" is what happened, not "The [dam is safe. The] river …".
    """
    steps = list(steps)
    for index, step in enumerate(steps):
        if step.same or step.two_sided:
            continue
        removed = step.left < step.left_end
        side, start, end = (left, step.left, step.left_end) if removed else (right, step.right, step.right_end)
        earlier = steps[index - 1] if index else None
        later = steps[index + 1] if index + 1 < len(steps) else None
        # A neighbour must keep a token or two changes would meet, except at the edges of the text.
        max_left = min(MAX_SHIFT, earlier.left_end - earlier.left - (index > 1)) if earlier else 0
        max_right = min(MAX_SHIFT, later.left_end - later.left - (index + 2 < len(steps))) if later else 0
        if shift := _best_shift(side, start, end, (max_left, max_right)):
            steps[index] = _shift_step(step, shift, shift)
            if earlier:
                steps[index - 1] = earlier._replace(
                    left_end=earlier.left_end + shift, right_end=earlier.right_end + shift
                )
            if later:
                steps[index + 1] = later._replace(left=later.left + shift, right=later.right + shift)
    return [step for step in steps if not step.same or step.left < step.left_end]


def _shift_step(step: _Step, left: int, right: int) -> _Step:
    """Return the step shifted by some tokens."""
    return _Step(step.left + left, step.left_end + left, step.right + right, step.right_end + right, same=step.same)


def _best_shift(side: _Text, start: int, end: int, max_shifts: tuple[int, int]) -> int:
    """Return by how many tokens to move a one-sided change to the best boundaries without changing the texts."""
    tokens = side.tokens
    shifts = [0]
    while -shifts[-1] < max_shifts[0] and tokens[start + shifts[-1] - 1] == tokens[end + shifts[-1] - 1]:
        shifts.append(shifts[-1] - 1)
    forward = 0
    while forward < max_shifts[1] and tokens[start + forward] == tokens[end + forward]:
        forward += 1
        shifts.append(forward)
    return max(
        shifts, key=lambda shift: (_rate_boundary(side, start + shift) + _rate_boundary(side, end + shift), shift)
    )


def _rate_boundary(side: _Text, at: int) -> int:
    """Rate how good a boundary before token `at` is: line 4, end of the text 3, sentence 2, clause 1, other 0."""
    start, end = side.gap(at)
    if at in {0, len(side.tokens)}:
        return 3
    if "\n" in side.text[start:end]:
        return 4
    last = side.tokens[at - 1]
    if last in {"”", "’", "»", '"', ")"} and at > 1:
        last = side.tokens[at - 2]
    return 2 * (last in SENTENCE_ENDS) + (last in CLAUSE_ENDS)


def _absorb_crumbs(steps: list[_Step], left: _Text, right: _Text) -> list[_Step]:
    """Merge short unchanged stretches into the changes around them, which are easier to read as one."""
    for _round in range(_MAX_FOLD_ROUNDS):
        folded: list[_Step] = []
        for step in steps:
            crumb = folded[-1] if len(folded) > 1 and folded[-1].same and not step.same else None
            if crumb and _should_join(folded[-2], crumb, step, (left, right)):
                folded.pop()
                first = folded.pop()
                step = _Step(first.left, step.left_end, first.right, step.right_end)  # noqa: PLW2901 - it grew
            folded.append(step)
        if len(folded) == len(steps):
            break
        steps = folded
    return steps


def _should_join(earlier: _Step, crumb: _Step, later: _Step, texts: tuple[_Text, _Text]) -> bool:
    """Return whether two changes are easier to read as one, including the stretch between them."""
    left, right = texts
    if not earlier.two_sided and not later.two_sided:
        return False
    size = left.letters(crumb.left, crumb.left_end)
    if size == 0 or _is_single_stop_word(left, crumb):
        return True
    return all(
        max(left.letters(step.left, step.left_end), right.letters(step.right, step.right_end)) >= MERGE_RATIO * size
        for step in (earlier, later)
    )


def _is_single_stop_word(left: _Text, crumb: _Step) -> bool:
    """Return whether a stretch is a single stop word, apart from signs."""
    tokens = left.tokens[crumb.left : crumb.left_end]
    words = [token for token in tokens if is_word(token)] if len(tokens) <= MAX_CRUMB_TOKENS else []
    return len(words) == 1 and is_stop_word(words[0])


def _share_enough(steps: list[_Step], left: _Text, right: _Text) -> bool:
    """Return whether two texts share enough to be shown as an edit instead of a rewrite."""
    shared = sum(left.letters(step.left, step.left_end) for step in steps if step.same)
    shorter = min(left.letters(0, len(left.tokens)), right.letters(0, len(right.tokens)))
    return shared >= MIN_SHARED_RATIO * shorter


def _runs_with_blanks(steps: list[_Step], left: _Text, right: _Text) -> Iterator[_Part]:
    """Yield the runs of all steps with white space; white space shared at a change's edges is outside the change."""
    if not steps or steps[0].same:
        yield from _changed_runs(left.around(0, 0), right.around(0, 0))
    for step in steps:
        if step.same:
            yield from _unchanged_runs(step, left, right)
        else:
            yield from _changed_runs(left.around(step.left, step.left_end), right.around(step.right, step.right_end))
    if steps and steps[-1].same:
        ends = len(left.tokens), len(right.tokens)
        yield from _changed_runs(left.around(ends[0], ends[0]), right.around(ends[1], ends[1]))


def _unchanged_runs(step: _Step, left: _Text, right: _Text) -> Iterable[_Part]:
    """Return the runs of an unchanged step, in whose white space the two texts may differ."""
    whole = left.inside(step.left, step.left_end)
    if whole == right.inside(step.right, step.right_end):
        return (("same", whole),)
    parts: list[_Part] = []
    for here, there in zip(range(step.left, step.left_end), range(step.right, step.right_end), strict=True):
        if here > step.left:
            parts += _changed_runs(left.around(here, here), right.around(there, there))
        parts.append(("same", left.tokens[here]))
    return parts


def _changed_runs(removed: str, added: str) -> tuple[_Part, ...]:
    """Return the runs of a change, without the white space shared at its edges."""
    start = _shared_blank_length(removed, added)
    end = _shared_blank_length(removed[start:][::-1], added[start:][::-1])
    return (
        ("same", removed[:start]),
        ("removed", removed[start : len(removed) - end]),
        ("added", added[start : len(added) - end]),
        ("same", removed[len(removed) - end :]),
    )


def _shared_blank_length(one: str, other: str) -> int:
    """Return the length of the white space that both texts begin with."""
    length = 0
    for letter, counterpart in zip(one, other, strict=False):
        if letter != counterpart or not letter.isspace():
            break
        length += 1
    return length


def _join_runs(parts: Iterable[_Part]) -> tuple[Run, ...]:
    """Join adjacent runs of the same kind and drop empty ones."""
    joined: list[tuple[Kind, list[str]]] = []
    for kind, text in parts:
        if not text:
            continue
        if not joined or joined[-1][0] != kind:
            joined.append((kind, []))
        joined[-1][1].append(text)
    return tuple([Run(kind, "".join(texts)) for kind, texts in joined])
