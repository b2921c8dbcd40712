"""Find the words of a text that may point at a country.

One pass over capitalised words, each looked up once; what the words around a name make of it is decided in context.py.
Offsets are those of the text as given: nothing is replaced or normalised before it is read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import Final

from articles.lib.geo.reference.lexicon import Entry, lexicon
from articles.lib.geo.reference.phrase_keys import ABROAD, DEMONYM, STOP, TICKER, WORDS, key
from articles.lib.geo.suggest import context
from articles.lib.geo.suggest.values import Place

# A dotted acronym, or a word that does not begin with a plain small letter, a digit or an underscore. The first letter
# stands before the look behind it, so that the engine leaps from one such letter to the next.
_CANDIDATE: Final = re.compile(
    r"[^a-z\W\d_](?<![\w\u0300-\u036f].)(?:(?<=[A-Z])\.(?:[A-Z]\.){1,4}|[\w\u0300-\u036f\u00ad]*)"
)
_RUN: Final = re.compile(r"\w+")
_NEXT_WORD: Final = re.compile(r"(?:\.?\s{1,20}|['’ʼ\-‐‑])((?:[A-Z]\.){2,5}|[\w\u0300-\u036f\u00ad]{1,40})")
_LONGEST_WORD: Final = 40
_TICKER: Final = re.compile(r"<([A-Z]{1,5})(?:\.([A-Z]{1,3}))?>|\([A-Z0-9]{1,6}\.([A-Z]{1,3})\)")
_FOREIGN_TICKER: Final = 5  # letters of a code at Nasdaq, whose last is F or Y for a share from abroad
_PRONOUN_BEFORE: Final = frozenset(
    ("let", "tell", "help", "give", "join", "follow", "contact", "about", "all", "both", "of", "with", "for")
)


@cache
def _signs() -> tuple[Mapping[str, list[str]], list[str]]:
    """Return the signs written in small letters by their first word, and those that begin with none: "£"."""
    begun: dict[str, list[str]] = {}
    symbols = []
    for sign in lexicon().small:
        word = _RUN.match(sign)
        if word is None:
            symbols.append(sign)
        else:
            begun.setdefault(word.group(), []).append(sign)
    return begun, symbols


@cache
def _small_pattern(sign: str) -> re.Pattern[str]:
    before = r"(?<![\w$])" if sign[0].isalpha() else ""
    return re.compile(before + re.escape(sign) + (r"(?!\w)" if sign[-1].isalpha() else ""))


@dataclass(slots=True)
class Mention:
    """Words that may point at one of several countries, before the story as a whole has settled which."""

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
    surname: bool = False  # certainly a person's name, kept so that later mentions of it are known
    after_preposition: bool = False
    acts: bool = False  # does, says or owns something: "Japan said", "Japan's", "Japanese officials"
    governs: bool = False  # its government or someone in it: "West German President"
    trades: bool = False  # what it sells, buys or owes: "Japanese rice market"
    at: int = 0  # characters of the story before it, the headline not counted


@dataclass(frozen=True)
class Passage:
    """One text of a story and where it stands."""

    text: str
    place: Place
    index: int = 0

    @cached_property
    def capitals(self) -> bool:
        """Whether the text is set in capitals, where capitalisation says nothing."""
        return self.text.isupper()


def find(passage: Passage, *, limit: int) -> list[Mention]:
    """Return at most `limit` mentions in the order of the text, with their lists marked."""
    mentions: list[Mention] = []
    tickers = _tickers(passage)
    codes = {at for ticker in tickers for at in range(ticker.start, ticker.end)}
    for start, end, entry in _matches(passage):
        if start in codes:
            continue
        mention = _mention(passage, start, end, entry)
        if mention is not None:
            mentions.append(mention)
            if len(mentions) >= limit:
                break
    context.mark_lists(passage.text, mentions)
    mentions += tickers[: max(0, limit - len(mentions))]
    return mentions + _small(passage, limit - len(mentions))


def _tickers(passage: Passage) -> list[Mention]:
    """Return the codes of shares, which name the exchange: <IBM>, <VOD.L>, (7203.T)."""
    found = []
    for match in _TICKER.finditer(passage.text):
        suffix = match.group(2) or match.group(3)
        code = lexicon().exchanges.get(suffix) if suffix else "US"
        lone = match.group(1) or ""
        kind = ABROAD if not suffix and len(lone) == _FOREIGN_TICKER and lone[-1] in "FY" else TICKER
        if code is not None:
            start, end = match.start() + 1, match.end() - 1
            text = passage.text[start:end]
            found.append(Mention((code,), kind, text, passage.place, passage.index, start, end))
    return found


def _small(passage: Passage, limit: int) -> list[Mention]:
    """Return the currency words and signs and the words of local news in a text.

    In a text of capitals, capitals count as small letters.
    """
    text = passage.text.lower() if passage.capitals and passage.text.isascii() else passage.text
    # Only the signs whose first word occurs are searched for: many times faster than one pattern of all of them.
    begun, symbols = _signs()
    words = set(text.split())
    words.update(_RUN.findall(" ".join(word for word in words if not word.isalnum())))
    found = (
        (lexicon().small[sign], match.span())
        for sign in sorted((*symbols, *(sign for word in begun.keys() & words for sign in begun[word])))
        if sign in text
        for match in _small_pattern(sign).finditer(text)
    )
    return [
        Mention(entry.codes, entry.kind, passage.text[start:end], passage.place, passage.index, start, end)
        for entry, (start, end) in islice(found, max(0, limit))
    ]


def _matches(passage: Passage) -> Iterator[tuple[int, int, Entry]]:
    text, capitals, reached = passage.text, passage.capitals, 0
    for found in _CANDIDATE.finditer(text):
        word = found.group()
        opening = _opening(word)
        start = found.start()
        if opening is None or start < reached:
            continue
        first, words = opening
        match = _phrase(text, first, found.end(), words) if words else None
        letters = word.isupper() and (match is None or match[0] == found.end())
        if letters or (match is None and text.endswith(", ", 0, start)):
            match = _lone(text, word, found, capitals=capitals) or match
        if match is not None:
            reached, entry = match
            yield start, reached, entry


@lru_cache(maxsize=8192)
def _opening(word: str) -> tuple[str, int] | None:
    """Return a word's key and the length of the longest phrase it may begin; None for the many that begin nothing."""
    if len(word) > _LONGEST_WORD:
        return None
    first = key(word)
    words = lexicon().longest.get(first, 0)
    return (first, words) if words or word.isupper() or first in lexicon().qualifiers else None


def _phrase(text: str, first: str, end: int, words: int) -> tuple[int, Entry] | None:
    """Return the end and meaning of the longest phrase that begins with the word `first` ending at `end`."""
    best = None
    entry = lexicon().phrases.get(first)
    if entry is not None:
        best = (end, entry)
    spelled = first
    for _ in range(words - 1):
        follow = _NEXT_WORD.match(text, end)
        if follow is None:
            break
        end = follow.end()
        spelled = f"{spelled} {key(follow.group(1))}"
        entry = lexicon().phrases.get(spelled)
        if entry is not None and context.ends_word(text, end):
            best = (end, entry)
    return best


def _lone(text: str, word: str, found: re.Match[str], *, capitals: bool) -> tuple[int, Entry] | None:
    """Return the meaning of an acronym ("U.S.") or of an abbreviation that qualifies a place (", Va.")."""
    entry = lexicon().acronyms.get(word.replace(".", "")) if word.isupper() else None
    if entry is not None:
        if word == "US" and capitals and context.word_before(text, found.start()).lower() in _PRONOUN_BEFORE:
            return None
        return found.end(), entry
    return context.qualifier_here(text, found.start(), capitals=capitals)


def _mention(passage: Passage, start: int, end: int, entry: Entry) -> Mention | None:
    """Return what the words around a match make of it, or None where they make it no place at all."""
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
    context.judge(mention, text, entry, capitals=passage.capitals)
    return mention
