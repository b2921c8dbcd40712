"""Find the words of a text that may point at a country.

One pass over capitalised words, each looked up once; context.py then judges a name by the words around it. Offsets are
those of the original text: nothing is replaced or normalised first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import Final

from articles.lib.geo.reference.lexicon import LexiconEntry, load_lexicon
from articles.lib.geo.reference.phrase_keys import ABROAD, DEMONYM, STOP, TICKER, WORDS, word_key
from articles.lib.geo.suggest import context
from articles.lib.geo.suggest.values import Place

# A dotted acronym, or a word that does not begin with an ASCII lower-case letter, a digit or an underscore. The first
# letter stands before its lookbehind, so the engine can skip from one such letter to the next.
_CANDIDATE: Final = re.compile(
    r"[^a-z\W\d_](?<![\w\u0300-\u036f].)(?:(?<=[A-Z])\.(?:[A-Z]\.){1,4}|[\w\u0300-\u036f\u00ad]*)"
)
_WORD_RUN: Final = re.compile(r"\w+")
_NEXT_WORD: Final = re.compile(r"(?:\.?\s{1,20}|['’ʼ\-‐‑])((?:[A-Z]\.){2,5}|[\w\u0300-\u036f\u00ad]{1,40})")
_MAX_WORD_LENGTH: Final = 40
_TICKER: Final = re.compile(r"<([A-Z]{1,5})(?:\.([A-Z]{1,3}))?>|\([A-Z0-9]{1,6}\.([A-Z]{1,3})\)")
_FOREIGN_TICKER_LENGTH: Final = 5  # letters of a Nasdaq code that ends in F or Y for a foreign share
_PRONOUN_BEFORE: Final = frozenset(
    ("let", "tell", "help", "give", "join", "follow", "contact", "about", "all", "both", "of", "with", "for")
)


@cache
def _lowercase_signs() -> tuple[Mapping[str, list[str]], list[str]]:
    """Return lower-case signs by first word, and those that begin with no word, such as "£"."""
    signs_by_word: dict[str, list[str]] = {}
    symbols = []
    for sign in load_lexicon().small:
        word = _WORD_RUN.match(sign)
        if word is None:
            symbols.append(sign)
        else:
            signs_by_word.setdefault(word.group(), []).append(sign)
    return signs_by_word, symbols


@cache
def _sign_pattern(sign: str) -> re.Pattern[str]:
    """Return the pattern that finds a sign as a whole word."""
    before = r"(?<![\w$])" if sign[0].isalpha() else ""
    return re.compile(before + re.escape(sign) + (r"(?!\w)" if sign[-1].isalpha() else ""))


@dataclass(slots=True)
class Mention:
    """Words that may point at one of several countries, until the whole story is read.

    The flags record the context that classify_mention found.
    """

    codes: tuple[str, ...]
    kind: str
    text: str
    place: Place
    index: int
    start: int
    end: int
    money: bool = False  # "U.S. dollars": weak evidence
    corporate: bool = False  # part of a company's name
    namesakes: tuple[str, ...] = ()  # countries with a smaller town of the name
    doubtful: bool = False  # may be a person's name
    listed: int = 0  # the length of the list of three or more places it stands in
    lead: bool = False  # in the standfirst or in the first sentence of the text
    surname: bool = False  # certainly a person's name; recorded to recognise later mentions
    after_preposition: bool = False
    acts: bool = False  # does, says or owns something: "Japan said", "Japan's", "Japanese officials"
    governs: bool = False  # its government or someone in it: "West German President"
    trades: bool = False  # what it sells, buys or owes: "Japanese rice market"
    at: int = 0  # characters of the story before it, the headline not counted


@dataclass(frozen=True)
class StoryPart:
    """One text of a story and its position."""

    text: str
    place: Place
    index: int = 0

    @cached_property
    def capitals(self) -> bool:
        """Whether the text is all in capitals, where capitalisation means nothing."""
        return self.text.isupper()


def find_mentions(passage: StoryPart, *, limit: int) -> list[Mention]:
    """Find at most ``limit`` mentions in an English text, in text order; lists are marked."""
    mentions: list[Mention] = []
    tickers = _find_tickers(passage)
    ticker_positions = {position for ticker in tickers for position in range(ticker.start, ticker.end)}
    for start, end, entry in _find_phrases(passage):
        if start in ticker_positions:
            continue
        mention = _make_mention(passage, start, end, entry)
        if mention is not None:
            mentions.append(mention)
            if len(mentions) >= limit:
                break
    context.mark_lists(passage.text, mentions)
    mentions += tickers[: max(0, limit - len(mentions))]
    return mentions + _find_lowercase_signs(passage, limit - len(mentions))


def _find_tickers(passage: StoryPart) -> list[Mention]:
    """Find stock tickers, which name the country of the exchange: <IBM>, <VOD.L>, (7203.T)."""
    mentions = []
    for match in _TICKER.finditer(passage.text):
        suffix = match.group(2) or match.group(3)
        code = load_lexicon().exchanges.get(suffix) if suffix else "US"
        lone = match.group(1) or ""
        kind = ABROAD if not suffix and len(lone) == _FOREIGN_TICKER_LENGTH and lone[-1] in "FY" else TICKER
        if code is not None:
            start, end = match.start() + 1, match.end() - 1
            text = passage.text[start:end]
            mentions.append(Mention((code,), kind, text, passage.place, passage.index, start, end))
    return mentions


def _find_lowercase_signs(passage: StoryPart, limit: int) -> list[Mention]:
    """Find the currency words and signs, and the words of local news, in a text.

    In a text in capitals, capitals count as lower case.
    """
    text = passage.text.lower() if passage.capitals and passage.text.isascii() else passage.text
    # Search only for signs whose first word occurs: many times faster than one pattern of all signs.
    signs_by_word, symbols = _lowercase_signs()
    words = set(text.split())
    words.update(_WORD_RUN.findall(" ".join(word for word in words if not word.isalnum())))
    matches = (
        (load_lexicon().small[sign], match.span())
        for sign in sorted((*symbols, *(sign for word in signs_by_word.keys() & words for sign in signs_by_word[word])))
        if sign in text
        for match in _sign_pattern(sign).finditer(text)
    )
    return [
        Mention(entry.codes, entry.kind, passage.text[start:end], passage.place, passage.index, start, end)
        for entry, (start, end) in islice(matches, max(0, limit))
    ]


def _find_phrases(passage: StoryPart) -> Iterator[tuple[int, int, LexiconEntry]]:
    """Yield start, end and lexicon entry of every phrase that may name a place."""
    text, capitals, end = passage.text, passage.capitals, 0
    for candidate in _CANDIDATE.finditer(text):
        word = candidate.group()
        opening = _phrase_opening(word)
        start = candidate.start()
        if opening is None or start < end:
            continue
        first, words = opening
        match = _longest_phrase(text, first, candidate.end(), words) if words else None
        is_acronym = word.isupper() and (match is None or match[0] == candidate.end())
        if is_acronym or (match is None and text.endswith(", ", 0, start)):
            match = _match_abbreviation(text, word, candidate, capitals=capitals) or match
        if match is not None:
            end, entry = match
            yield start, end, entry


@lru_cache(maxsize=8192)
def _phrase_opening(word: str) -> tuple[str, int] | None:
    """Return a word's key and the length of the longest phrase that it begins; None if it begins no phrase."""
    if len(word) > _MAX_WORD_LENGTH:
        return None
    first = word_key(word)
    words = load_lexicon().longest.get(first, 0)
    return (first, words) if words or word.isupper() or first in load_lexicon().qualifiers else None


def _longest_phrase(text: str, first: str, end: int, words: int) -> tuple[int, LexiconEntry] | None:
    """Find the longest phrase that begins with the word ``first`` ending at ``end``; return its end and entry."""
    best = None
    entry = load_lexicon().phrases.get(first)
    if entry is not None:
        best = (end, entry)
    phrase = first
    for _ in range(words - 1):
        next_word = _NEXT_WORD.match(text, end)
        if next_word is None:
            break
        end = next_word.end()
        phrase = f"{phrase} {word_key(next_word.group(1))}"
        entry = load_lexicon().phrases.get(phrase)
        if entry is not None and context.ends_word(text, end):
            best = (end, entry)
    return best


def _match_abbreviation(
    text: str, word: str, candidate: re.Match[str], *, capitals: bool
) -> tuple[int, LexiconEntry] | None:
    """Match an acronym ("U.S.") or an abbreviation after a place (", Va."); return its end and entry, or None."""
    entry = load_lexicon().acronyms.get(word.replace(".", "")) if word.isupper() else None
    if entry is not None:
        if word == "US" and capitals and context.word_before(text, candidate.start()).lower() in _PRONOUN_BEFORE:
            return None
        return candidate.end(), entry
    return context.match_qualifier(text, candidate.start(), capitals=capitals)


def _make_mention(passage: StoryPart, start: int, end: int, entry: LexiconEntry) -> Mention | None:
    """Build the mention that a match is in its context; None if the match names no place."""
    if entry.kind == STOP or (entry.ordinary_word and passage.capitals):
        return None
    text = passage.text
    codes, namesakes = (entry.codes[:1], entry.codes[1:]) if entry.namesakes else (entry.codes, ())
    mention = Mention(codes, entry.kind, text[start:end], passage.place, passage.index, start, end)
    mention.namesakes = namesakes
    if entry.kind in WORDS:
        return mention
    if context.is_street(text, end) or (
        entry.kind == DEMONYM and context.is_language(text, start, end, capitals=passage.capitals)
    ):
        return None
    context.classify_mention(mention, text, entry, capitals=passage.capitals)
    return mention
