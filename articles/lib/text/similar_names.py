"""Find names that probably mean the same thing: “Afganistan” and “Afghanistan”.

Two names are alike when their words are the same (case, accents, English endings, order and small words apart), or when one
letter is missing, added, wrong or swapped with its neighbour. Numbers are never alike: "Euro 2024" is not "Euro 2025".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from articles.lib.text.search_words import stem, words

SHORTEST = 6  # letters; among shorter names one letter makes another word
CROWD = 20  # names in one drawer; what so many share tells nothing
_SMALL = frozenset(
    [
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("al", "de", "del", "des", "du", "el", "et", "la", "las", "le", "les", "los", "y"),
        *("و", "في", "من", "على", "کا", "کی", "کے", "میں", "اور"),
    ]
)
_DIGITS = re.compile(r"\d+")


def alike(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of different names that look like one thing, each pair once, in the order of the names."""
    listed = list(dict.fromkeys(names))
    drawers: defaultdict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(listed):
        for label in _labels(name):
            drawers[label].append(position)
    candidates = {
        pair for drawer in drawers.values() if len(drawer) <= CROWD for pair in combinations(sorted(set(drawer)), 2)
    }
    return [(listed[a], listed[b]) for a, b in sorted(candidates) if are_alike(listed[a], listed[b])]


def are_alike(one: str, other: str) -> bool:
    """Whether two names look like one thing."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    if _key(one) == _key(other):
        return True
    left, right = _letters(one), _letters(other)
    return min(len(left), len(right)) >= SHORTEST and _one_slip(left, right)


def _labels(name: str) -> Iterator[str]:
    """What a name shares with every name that it is alike to: its words, its letters, its letters without any one of them."""
    yield f"words {_key(name)}"
    letters = _letters(name)
    if len(letters) >= SHORTEST:
        yield letters
        yield from (letters[:place] + letters[place + 1 :] for place in range(len(letters)))


def _key(name: str) -> str:
    folded = [word.folded for word in words(name)]
    telling = [stem(word) for word in folded if word not in _SMALL]
    return " ".join(sorted(telling or folded)) or name.casefold()


def _letters(name: str) -> str:
    return "".join(word.folded for word in words(name))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, added or changed, or two neighbours were swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(long) > len(short):
        return short[same:] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped
