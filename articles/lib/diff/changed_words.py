"""The passages of a body whose words another version changes, for suggesting the change instead of making it."""

from collections.abc import Iterator

from articles.lib.diff.anchors import Passage
from articles.lib.diff.body_diff import diff_bodies


def find_changed_words(before: str, after: str) -> list[tuple[Passage, str]] | None:
    """Return each passage of the body before whose words changed, with the words after; one for each block.

    None if anything else has changed: blocks were added, removed or moved, or styles, links or pictures changed.
    """
    found: list[tuple[Passage, str]] = []
    number = -1
    for change in diff_bodies(before, after):
        number += change.before is not None
        if change.kind == "same":
            continue
        if change.before is None or change.after is None or change.moved is not None or change.restyled:
            return None
        if change.before.text == change.after.text:
            return None
        found.append(_narrow(number, change.before.text, change.after.text))
    return found


def _narrow(number: int, before: str, after: str) -> tuple[Passage, str]:
    """Return the passage of a block that differs, in whole words and never empty, and what stands there after."""
    old, new = _split_words(before), _split_words(after)
    start = _count_equal(zip(old, new, strict=False))
    end = min(_count_equal(zip(reversed(old), reversed(new), strict=False)), min(len(old), len(new)) - start)
    if start + end == len(old):
        # Words were only added: the word beside them is replaced by itself and them.
        start, end = (start - 1, end) if start else (start, end - 1)
    first, last = sum(map(len, old[:start])), len(before) - sum(map(len, old[len(old) - end :]))
    words = "".join(new[start : len(new) - end])
    quote = before[first:last]
    left = len(quote) - len(quote.lstrip())
    right = len(quote) - len(quote.rstrip())
    return Passage(number, first + left, last - right, quote.strip()), words.strip()


def _split_words(text: str) -> list[str]:
    """Split a text into words, each with the space after it."""
    words = text.split(" ")
    return [f"{word} " for word in words[:-1]] + words[-1:]


def _count_equal(pairs: Iterator[tuple[str, str]]) -> int:
    """Count the pairs of equal words up to the first pair of others; the space after a word doesn't count."""
    count = 0
    for one, other in pairs:
        if one.rstrip() != other.rstrip():
            break
        count += 1
    return count
