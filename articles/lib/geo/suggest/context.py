"""Classify a name by the words around it: money, people, streets, lists, “Place, Qualifier”.

Every check looks at a bounded window of the text, so cost grows linearly with the story.
"""

import re
from typing import TYPE_CHECKING, Final

from articles.lib.geo.reference.lexicon import LexiconEntry, load_lexicon
from articles.lib.geo.reference.phrase_keys import CAPITAL, CITY, DEMONYM, NAME, REGION, word_key

if TYPE_CHECKING:
    from articles.lib.geo.suggest.mentions import Mention

_WORD_AFTER: Final = re.compile(r"[ \u00a0]([\w\u0300-\u036f]{1,40})")
_WORD_REVERSED: Final = re.compile(r"\.?[\w\u0300-\u036f’'\-]{0,30}[\w\u0300-\u036f]")
_INITIAL_BEFORE: Final = re.compile(r"(?:^|[^\w.])[^\W\d_a-z]\. $")
_HYPHENATED_NAME_BEFORE: Final = re.compile(r"[^\W\d_a-z][a-z]+-$")
_STREET: Final = re.compile(
    r" (?:St\.|Street|Ave\b|Avenue|Road|Rd\b|Boulevard|Blvd|Drive|Dr\.|Lane|Court\b(?! of)|Parkway|Terrace|"
    r"County\b|Parish\b|Township|High\b|Elementary|Middle School|Junior|Park\b|Creek|Blvd|Circle|Pike|Highway)"
)
_JOINT: Final = re.compile(
    r"\s*(?:[,،]\s*)?(?:,|،|;|/|and|or|&|et|ou|y|o|اور|و|یا)\s+(?:(?:the|la|le|les|el|los|las)\s+|l['’])?"
    r"|\s*[,،;/]\s*(?:the\s+)?"
)
_QUALIFIER: Final = re.compile(
    r",\s{1,3}((?:[^\W\d_a-z]\.\s?){2,3}|[^\W\d_a-z][\w]{0,20}(?:\s(?=[A-Z])[\w]{1,20})?\.?)(?!\w)"
)
_COMMA_BEFORE: Final = re.compile(r"[^\W\d_][’'\-\w]*\.?,\s{1,3}$")
_QUALIFIER_HERE: Final = re.compile(r"(?:[A-Z]\.\s?){2,3}|[A-Z][A-Za-z]{1,5}\.?")
_PREPOSITIONS: Final = frozenset(
    ("in", "to", "from", "of", "near", "at", "for", "into", "across", "around", "between", "via", "against", "with")
)
_INSTITUTION_PREFIXES: Final = ("Bank of ", "University of ", "BANK OF ", "UNIVERSITY OF ")
_CAPITALISED_AFTER: Final = re.compile(r" (?:& )?([^\W\d_a-z][\w\u0300-\u036f]{0,30})")
_MAX_COMPANY_WORDS: Final = 3
# "Japan's", "Japan said", "Japanese officials": a government or people that acts.
_ACTS: Final = re.compile(
    r"['’]s\b| (?:said|says|will|would|has|had|was|is|may|plans|agreed|[Gg]overnment|[Mm]inist(?:er|ry)|[Oo]fficials?|"
    r"[Pp]resident|[Pp]arliament|[Cc]entral [Bb]ank|[Aa]uthorities|[Tt]rade|[Ff]inance|[Ff]oreign|[Pp]rime|[Aa]rmy|[Pp]olice)\b"
)
_GOVERNS: Final = re.compile(
    r" (?:[A-Z][a-z]{1,20} ){0,2}(?:[Gg]overnment|[Mm]inist(?:er|ry)|[Pp]resident|Prime|Premier|Foreign|Finance|Trade|officials?|"
    r"[Pp]arliament|authorities|[Cc]entral [Bb]ank|Chancellor|[Aa]mbassador|Secretary|cabinet)\b"
)
_TRADES: Final = re.compile(
    r" (?:\w{1,20} ){0,2}(?:exports?|imports?|markets?|trade|economy|goods|products|oil|crude|debt|wheat|sugar|coffee|grain|"
    r"tariffs?|sanctions|competition)\b"
)
_LANGUAGE_WORD_AFTER: Final = re.compile(
    r"(?: |-)(?:languages?|speak(?:ers?|ing)|translations?|words?|lessons?|dictionar(?:y|ies)|subtitles|alphabet|grammar)\b"
)
_CONTINUATION: Final = re.compile(r"(?: (?:and|or|to|with|is|was|as|but)\b|[^\w\s’'\-]|\s*$)")
_WORDS_BEFORE_LANGUAGE: Final = frozenset(
    ("in", "into", "from", "speak", "speaks", "spoke", "speaking", "learn", "read", "write")
)
_WINDOW: Final = 40
_MIN_LIST_LENGTH: Final = 3
_MAX_JOINT_LENGTH: Final = 12
_POSTAL_CODE_LENGTH: Final = 2


def ends_word(text: str, end: int) -> bool:
    """Return whether a word ends at this position: no letter, mark or digit follows."""
    return end >= len(text) or not (text[end].isalnum() or "\u0300" <= text[end] <= "\u036f")


def word_before(text: str, start: int) -> str:
    """Return the word one space before this position, with its full stop; "" without one."""
    if not text.endswith((" ", "\u00a0"), 0, start):
        return ""
    # Matched backwards, so the pattern starts at the space instead of being tried at every letter of the window.
    match = _WORD_REVERSED.match(text[max(0, start - _WINDOW) : start - 1][::-1])
    return match.group()[::-1] if match else ""


def is_street(text: str, end: int) -> bool:
    """Return whether the name before ``end`` belongs to a street, county or school: "Memphis St."."""
    return _STREET.match(text, end) is not None


def is_language(text: str, start: int, end: int, *, capitals: bool) -> bool:
    """Return whether a demonym names a language: "in Spanish and Aymara", "English words"."""
    if word_key(text[start:end]) not in load_lexicon().languages or capitals:
        return False
    if _LANGUAGE_WORD_AFTER.match(text, end) is not None:
        return True
    before = word_before(text, start).lower()
    goes_on = _CONTINUATION.match(text, end)
    return goes_on is not None and (
        before in _WORDS_BEFORE_LANGUAGE or (before in ("and", "or") and not goes_on.group().startswith(" "))
    )


def classify_mention(mention: "Mention", text: str, entry: LexiconEntry, *, capitals: bool) -> None:
    """Set a mention's flags (money, surname, doubtful, acts …) and apply a qualifier that follows."""
    before = word_before(text, mention.start)
    after = _WORD_AFTER.match(text, mention.end)
    follower = after.group(1) if after else ""
    mention.after_preposition = before.lower() in _PREPOSITIONS
    if entry.kind in (NAME, DEMONYM):
        mention.money = word_key(follower) in load_lexicon().currencies
    mention.acts = _ACTS.match(text, mention.end) is not None
    mention.governs = _GOVERNS.match(text, mention.end) is not None
    mention.trades = _TRADES.match(text, mention.end) is not None
    mention.corporate = _is_corporate(text, mention.start, mention.end)
    if " " not in mention.text and entry.kind != DEMONYM:
        mention.surname = _is_surname(text, mention, before)
        if entry.person_like and not capitals and not mention.after_preposition:
            mention.doubtful = follower[:1].isupper() and _is_family_name(follower)
    if entry.kind in (CITY, CAPITAL, NAME, REGION):
        _apply_qualifier(mention, text)


def _is_surname(text: str, mention: "Mention", before: str) -> bool:
    """Return whether a title, first name or initial precedes the mention, so that it is a surname."""
    start = mention.start
    if before[:1].isupper():
        word = word_key(before)
        if word in load_lexicon().first_names or word in load_lexicon().titles:
            return True
    window = text[max(0, start - _WINDOW) : start]
    return (window.endswith(". ") and _INITIAL_BEFORE.search(window) is not None) or (
        window.endswith("-") and _HYPHENATED_NAME_BEFORE.search(window) is not None and _ends_in_first_name(window)
    )


def _is_corporate(text: str, start: int, end: int) -> bool:
    """Return whether a name is part of a company's name: "Cyprus Minerals Co", "Bank of Tokyo"."""
    if text.endswith(_INSTITUTION_PREFIXES, 0, start):
        return True
    for _ in range(_MAX_COMPANY_WORDS):
        next_word = _CAPITALISED_AFTER.match(text, end)
        if next_word is None:
            return False
        if word_key(next_word.group(1)) in load_lexicon().companies:
            return True
        end = next_word.end()
    return False


def _ends_in_first_name(window: str) -> bool:
    """Return whether the word before a window's final hyphen is a first name."""
    return word_key(re.split(r"[\s-]", window[:-1])[-1]) in load_lexicon().first_names


def _is_family_name(follower: str) -> bool:
    """Return whether the word after a name can be a family name, not a place or an institution."""
    word = word_key(follower)
    return word not in load_lexicon().institutions and word not in load_lexicon().phrases


def _apply_qualifier(mention: "Mention", text: str) -> None:
    """Set a mention's country by a qualifier that follows, as in "London, Ontario" or "Vienna, Va."."""
    qualifier = _QUALIFIER.match(text, mention.end)
    if qualifier is None:
        return
    code = _qualifier_code(qualifier.group(1))
    if code is not None:
        mention.codes = (code,)
        mention.namesakes = ()
        mention.surname = mention.doubtful = False


def _qualifier_code(words: str) -> str | None:
    """Return the country code of a qualifier such as "Ontario" or "Va."; None for any other word."""
    for candidate in (words, words.split(maxsplit=1)[0]):
        spelled = " ".join(word_key(word) for word in candidate.split())
        entry = load_lexicon().phrases.get(spelled)
        if entry is not None and entry.kind == REGION and len(entry.codes) == 1:
            return entry.codes[0]
        code = load_lexicon().qualifiers.get(spelled.replace(" ", ""))
        if code is not None and (len(spelled) > _POSTAL_CODE_LENGTH or candidate[:2].isupper() or "." in words):
            return code
    return None


def match_qualifier(text: str, start: int, *, capitals: bool) -> tuple[int, LexiconEntry] | None:
    """Return end and meaning of an abbreviation such as "Va." or "N.J." that follows "Place, "; else None."""
    if text[start - 2 : start] != ", " or _COMMA_BEFORE.search(text, max(0, start - _WINDOW), start) is None:
        return None
    qualifier = _QUALIFIER_HERE.match(text, start)
    if qualifier is None or not ends_word(text, qualifier.end()):
        return None
    word = qualifier.group().strip()
    code = load_lexicon().qualifiers.get(word_key(word).replace(" ", ""))
    plain = "." not in word
    closed = text[start + len(word) : start + len(word) + 1] == ","
    if code is None or (plain and (capitals or not (word.isupper() or closed))):
        return None
    return start + len(word), LexiconEntry(REGION, (code,))


def mark_lists(text: str, mentions: "list[Mention]") -> None:
    """Set the list length on mentions in a run of three or more joined by commas, "and" or "or"."""
    run: list[Mention] = []
    for mention in mentions:
        joint = text[run[-1].end : mention.start] if run else ""
        if run and not (len(joint) <= _MAX_JOINT_LENGTH and _JOINT.fullmatch(joint)):
            _mark_run(run)
            run = []
        run.append(mention)
    _mark_run(run)


def _mark_run(run: "list[Mention]") -> None:
    """Set the list length on the mentions of a run, if the run is long enough."""
    if len(run) >= _MIN_LIST_LENGTH:
        for mention in run:
            mention.listed = len(run)
