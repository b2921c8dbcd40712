"""Find names that probably mean the same thing: “Afganistan” and “Afghanistan”.

Two names are similar when their words are the same (ignoring case, accents, English endings, order and stop words), or
when one letter is missing, added, wrong or swapped with its neighbour. Different numbers are never similar: "Euro 2024"
is not "Euro 2025".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from articles.lib.text.search_words import iter_words, stem

MIN_LETTERS = 6  # in shorter names a different letter makes a different word
MAX_BUCKET_SIZE = 20  # names; what more of them share says nothing
_STOP_WORDS = frozenset(
    [
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("al", "de", "del", "des", "du", "el", "et", "la", "las", "le", "les", "los", "y"),
        *("و", "في", "من", "على", "کا", "کی", "کے", "میں", "اور"),
    ]
)
_DIGITS = re.compile(r"\d+")


def find_similar_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of different names that are similar, each pair once, in the order of the names."""
    unique = list(dict.fromkeys(names))
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(unique):
        for key in _bucket_keys(name):
            buckets[key].append(position)
    candidates = {
        pair
        for bucket in buckets.values()
        if len(bucket) <= MAX_BUCKET_SIZE
        for pair in combinations(sorted(set(bucket)), 2)
    }
    return [(unique[a], unique[b]) for a, b in sorted(candidates) if are_similar(unique[a], unique[b])]


def are_similar(one: str, other: str) -> bool:
    """Return whether two names differ only in case, accents, word order, endings or one typing error."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    if _word_key(one) == _word_key(other):
        return True
    left, right = _folded_letters(one), _folded_letters(other)
    return min(len(left), len(right)) >= MIN_LETTERS and _differ_by_one_typo(left, right)


def _bucket_keys(name: str) -> Iterator[str]:
    """Yield keys of a name, at least one of which every similar name has too."""
    yield f"words {_word_key(name)}"
    letters = _folded_letters(name)
    if len(letters) >= MIN_LETTERS:
        yield letters
        yield from (letters[:index] + letters[index + 1 :] for index in range(len(letters)))


def _word_key(name: str) -> str:
    """Return a name's stemmed words in alphabetical order, without stop words."""
    folded = [word.folded for word in iter_words(name)]
    stems = [stem(word) for word in folded if word not in _STOP_WORDS]
    return " ".join(sorted(stems or folded)) or name.casefold()


def _folded_letters(name: str) -> str:
    """Return the folded letters of all words of a name, joined."""
    return "".join(word.folded for word in iter_words(name))


def _differ_by_one_typo(one: str, other: str) -> bool:
    """Return whether one letter was left out, added or changed, or two neighbours were swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    first_difference = next(
        (index for index, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short)
    )
    if len(long) > len(short):
        return short[first_difference:] == long[first_difference + 1 :]
    swapped = (
        short[first_difference : first_difference + 2] == long[first_difference : first_difference + 2][::-1]
        and short[first_difference + 2 :] == long[first_difference + 2 :]
    )
    return short[first_difference + 1 :] == long[first_difference + 1 :] or swapped
