"""Find a name that is spelled two ways in one text: Zelensky and Zelenskyy.

Only for scripts with capitals, so not for Urdu and Arabic. A name is a word of at least four letters with a capital,
used within a sentence, not in all capitals, and never in lower case in the same text. Two names are variants when they
begin and end with the same letter and

- differ only in accents, in a doubled letter, in y for i, q for k or ph for f; or, from six letters on,
- have the same consonants (ignoring h) and differ in one vowel, from seven letters on in two; or
- differ in two neighbouring letters that are swapped.

So Austria and Australia, Iran and Iraq, Niger and Nigeria, Maria and Mario, Korea and Korean are different names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from articles.lib.text.spans import TextSpan

MIN_NAME_LENGTH, MIN_FUZZY_LENGTH, MIN_TWO_VOWEL_LENGTH = 4, 6, 7
MAX_NAMES = 3000  # in one text; with more, a list of pairs helps nobody
_MAX_GROUP_SIZE = 12  # names with a common key; larger groups are not spellings of one name
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiou")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]['\"”’»)\]]*\s+|\n)['\"“‘«(\[–—-]*\s*$")
_KNOWN_DIFFERENT = frozenset({frozenset({"granada", "grenada"}), frozenset({"persian", "parisian"})})


@dataclass(frozen=True, slots=True)
class SpellingVariant:
    """The rarer of two spellings of a name, and the usual one.

    ``spot`` is the first use of the rarer spelling, in paragraph number ``paragraph`` (from 0).
    """

    paragraph: int
    spot: TextSpan
    usual: str


@dataclass
class _Name:
    """A spelling with its first use and how often it occurs."""

    written: str
    paragraph: int
    spot: TextSpan
    times: int = 0

    @property
    def plain(self) -> str:
        """The spelling without accents."""
        return _strip_accents(self.written)


def find_spelling_variants(paragraphs: Sequence[str]) -> Iterator[SpellingVariant]:
    """Yield the names that are spelled in two ways, each pair once, in the order of the rarer spelling."""
    names = _find_names(paragraphs)
    if len(names) > MAX_NAMES:
        return
    variants: dict[str, SpellingVariant] = {}
    for first, second in _candidate_pairs(names):
        if _are_variants(first.plain, second.plain):
            usual, rare = sorted((first, second), key=lambda name: (-name.times, name.paragraph, name.spot.start))
            variants.setdefault(rare.written, SpellingVariant(rare.paragraph, rare.spot, usual.written))
    yield from sorted(variants.values(), key=lambda pair: (pair.paragraph, pair.spot.start))


def _find_names(paragraphs: Sequence[str]) -> list[_Name]:
    """Return the names in these paragraphs, each with its first use and number of uses."""
    names: dict[str, _Name] = {}
    within_sentences: set[str] = set()
    lower_case: set[str] = set()
    for number, text in enumerate(paragraphs):
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].islower():
                lower_case.add(word)
            elif len(word) >= MIN_NAME_LENGTH and word[0].isupper() and word[1:].islower():
                if word not in names:
                    names[word] = _Name(word, number, TextSpan.of(text, match.start(), match.end()))
                names[word].times += 1
                if word not in within_sentences and not _SENTENCE_START.search(
                    text, max(0, match.start() - 12), match.start()
                ):
                    within_sentences.add(word)
    return [name for word, name in names.items() if word in within_sentences and word.lower() not in lower_case]


def _candidate_pairs(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Yield pairs of names that could be one name because they share a key."""
    groups: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in names:
        key = _transliteration_key(name.plain)
        groups["same", key].append(name)
        groups["consonants", key[:1] + _consonants(key)].append(name)
        groups["letters", "".join(sorted(key))].append(name)
    for group in groups.values():
        if len(group) <= _MAX_GROUP_SIZE:
            yield from combinations(group, 2)


def _strip_accents(word: str) -> str:
    """Return a word in lower case without accents; letters without a plain form stay."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _transliteration_key(plain: str) -> str:
    """Return a key that transliterations of one name share: y as i, q as k, ph as f, no doubled letters."""
    same = plain.replace("ph", "f").translate(str.maketrans("yq", "ik"))
    return re.sub(r"(.)\1+", r"\1", same)


def _consonants(key: str) -> str:
    """Return the consonants of a key, ignoring h."""
    return "".join(letter for letter in key if letter not in _VOWELS and letter != "h")


def _are_variants(first: str, second: str) -> bool:
    """Return whether two names without accents are spellings of one name."""
    one, other = _transliteration_key(first), _transliteration_key(second)
    if frozenset({first, second}) in _KNOWN_DIFFERENT or not one or not other:
        return False
    if one == other:
        return True
    if (one[0], one[-1]) != (other[0], other[-1]) or min(len(first), len(second)) < MIN_FUZZY_LENGTH:
        return False
    if _consonants(one) == _consonants(other):
        return _edit_distance(one, other) <= (2 if min(len(first), len(second)) >= MIN_TWO_VOWEL_LENGTH else 1)
    return _differ_by_swap(one, other)


def _differ_by_swap(one: str, other: str) -> bool:
    """Return whether two neighbouring letters are swapped and nothing else differs."""
    if len(one) != len(other):
        return False
    differing = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) != 2 or differing[1] != differing[0] + 1:  # noqa: PLR2004 - two letters
        return False
    here, there = differing
    return one[here] == other[there] and one[there] == other[here]


def _edit_distance(one: str, other: str) -> int:
    """Return the Levenshtein distance of two words."""
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, (diagonal, above) in enumerate(pairwise(previous), 1):
            current.append(min(current[-1] + 1, above + 1, diagonal + (letter != other[column - 1])))
        previous = current
    return previous[-1]
