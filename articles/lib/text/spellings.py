"""Find a name that is spelled two ways in one text: Zelensky and Zelenskyy.

The rule, for scripts with capitals (Urdu and Arabic have none, and are left alone). A name is a word of at least four
letters with a capital that stands inside a sentence, is not all capitals, and is never written small in the same text.
Two names are one when they begin and end with the same letter and

- differ by accents alone, by a letter doubled, by y for i, q for k or ph for f; or, from six letters on,
- have the same consonants (h aside) and differ by one vowel, from seven letters on by two; or
- differ by two letters that have changed places.

So Austria and Australia, Iran and Iraq, Niger and Nigeria, Maria and Mario, Korea and Korean are two names each.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from articles.lib.text.spans import Spot

SHORTEST, SURE, LOOSE = 4, 6, 7
MOST_NAMES = 3000  # of one text; beyond it nobody is helped by a list of pairs
_ALIKE = 12  # names that share a skeleton; more are no spellings of one name
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiou")
_SENTENCE = re.compile(r"(?:^|[.!?…:]['\"”’»)\]]*\s+|\n)['\"“‘«(\[–—-]*\s*$")
_APART = frozenset({frozenset({"granada", "grenada"}), frozenset({"persian", "parisian"})})


@dataclass(frozen=True, slots=True)
class TwoWays:
    """A name's rarer spelling where it stands first, in paragraph number `paragraph` (from 0), and the commoner one."""

    paragraph: int
    spot: Spot
    usual: str


@dataclass
class _Name:
    written: str
    paragraph: int
    spot: Spot
    times: int = 0

    @property
    def plain(self) -> str:
        return _plain(self.written)


def two_ways(paragraphs: Sequence[str]) -> Iterator[TwoWays]:
    """The names that are spelled two ways, each pair once, in the order of the rarer spelling."""
    names = _names(paragraphs)
    if len(names) > MOST_NAMES:
        return
    found: dict[str, TwoWays] = {}
    for first, second in _candidates(names):
        if _are_one(first.plain, second.plain):
            usual, rare = sorted((first, second), key=lambda name: (-name.times, name.paragraph, name.spot.start))
            found.setdefault(rare.written, TwoWays(rare.paragraph, rare.spot, usual.written))
    yield from sorted(found.values(), key=lambda pair: (pair.paragraph, pair.spot.start))


def _names(paragraphs: Sequence[str]) -> list[_Name]:
    names: dict[str, _Name] = {}
    inside: set[str] = set()
    small: set[str] = set()
    for number, text in enumerate(paragraphs):
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].islower():
                small.add(word)
            elif len(word) >= SHORTEST and word[0].isupper() and word[1:].islower():
                if word not in names:
                    names[word] = _Name(word, number, Spot.of(text, match.start(), match.end()))
                names[word].times += 1
                if word not in inside and not _SENTENCE.search(text, max(0, match.start() - 12), match.start()):
                    inside.add(word)
    return [name for word, name in names.items() if word in inside and word.lower() not in small]


def _candidates(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Pairs that could be one name, found by what both have in common."""
    groups: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in names:
        key = _key(name.plain)
        groups["same", key].append(name)
        groups["consonants", key[:1] + _consonants(key)].append(name)
        groups["letters", "".join(sorted(key))].append(name)
    for group in groups.values():
        if len(group) <= _ALIKE:
            yield from combinations(group, 2)


def _plain(word: str) -> str:
    """Small letters without accents; letters that have no plain form stay."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _key(plain: str) -> str:
    """What transliterations of one name have in common: y is i, q is k, ph is f, and no letter is doubled."""
    same = plain.replace("ph", "f").translate(str.maketrans("yq", "ik"))
    return re.sub(r"(.)\1+", r"\1", same)


def _consonants(key: str) -> str:
    return "".join(letter for letter in key if letter not in _VOWELS and letter != "h")


def _are_one(first: str, second: str) -> bool:
    one, other = _key(first), _key(second)
    if frozenset({first, second}) in _APART or not one or not other:
        return False
    if one == other:
        return True
    if (one[0], one[-1]) != (other[0], other[-1]) or min(len(first), len(second)) < SURE:
        return False
    if _consonants(one) == _consonants(other):
        return _distance(one, other) <= (2 if min(len(first), len(second)) >= LOOSE else 1)
    return _swapped(one, other)


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places, and nothing else."""
    if len(one) != len(other):
        return False
    differing = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) != 2 or differing[1] != differing[0] + 1:  # noqa: PLR2004 - two letters
        return False
    here, there = differing
    return one[here] == other[there] and one[there] == other[here]


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out or exchanged (Levenshtein)."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, (kept, exchanged) in enumerate(pairwise(before), 1):
            now.append(min(now[-1] + 1, exchanged + 1, kept + (letter != other[column - 1])))
        before = now
    return before[-1]
