"""Find every mention in a story, up to a limit, marking the first sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from articles.lib.geo.suggest.languages import TONGUES, find_in
from articles.lib.geo.suggest.mentions import Mention, Passage, find
from articles.lib.geo.suggest.senses import Settled, settle, told_from
from articles.lib.geo.suggest.values import Story

READ_LIMIT: Final = 36_000  # characters of a story that are read: some 6,000 words, so that no input takes long
MENTION_LIMIT: Final = 2_000
_PARAGRAPH_COST: Final = 20  # counts as characters, so that a million empty paragraphs end too
_WORD_CUT: Final = 100
_SENTENCE_END: Final = re.compile(r"[^\W_]{3,}[.!?۔؟][\"”’'»)\]]{0,2}\s+[\"“‘'«(]?[^\W\d_a-z]")
_LEAD_LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """What a story's words point at: in the text, and in the dateline.

    length counts the text's characters; home is the country it is told from where no dateline says so.
    """

    text: list[Settled]
    dateline: list[Settled]
    length: int
    home: str | None


def read(story: Story, *, home: str | None) -> Reading:
    """Return every settled mention of a story; what lies beyond READ_LIMIT characters is not read."""
    found: list[Mention] = []
    length = 0
    for passage in _passages(story):
        mentions = _find(passage, story.language, limit=MENTION_LIMIT - len(found))
        for mention in mentions if passage.place != "headline" else ():
            mention.at = length + mention.start
        length += len(passage.text)
        _mark_lead(passage, mentions)
        found += mentions
        if len(found) >= MENTION_LIMIT:
            break
    filed = Passage(story.dateline[:_LEAD_LIMIT], "dateline")
    dateline = _find(filed, story.language, limit=MENTION_LIMIT)
    # A story that says where it was filed is told from there, not from home.
    told = None if dateline else told_from(found, home=home)
    settled = settle(dateline + found, home=told)
    return Reading(
        [item for item in settled if item.mention.place != "dateline"],
        [item for item in settled if item.mention.place == "dateline"],
        length,
        told or home,
    )


def _find(passage: Passage, language: str, *, limit: int) -> list[Mention]:
    short = language.split("-", 1)[0]
    return find_in(passage, short, limit=limit) if short in TONGUES else find(passage, limit=limit)


def merge(reading: Reading, into: Mapping[str, str]) -> Reading:
    """Return the reading with every code that `into` names replaced by what it is folded into."""
    if not into:
        return reading
    text, dateline = (
        [Settled(into.get(item.code, item.code), item.mention) for item in items]
        for items in (reading.text, reading.dateline)
    )
    home = None if reading.home is None else into.get(reading.home, reading.home)
    return Reading(text, dateline, reading.length, home)


def _passages(story: Story) -> Iterator[Passage]:
    left = READ_LIMIT
    yield Passage(_cut(story.headline, left), "headline")
    left -= len(story.headline)
    if story.standfirst and left > 0:
        yield Passage(_cut(story.standfirst, left), "standfirst")
        left -= len(story.standfirst)
    for index, paragraph in enumerate(story.paragraphs):
        if left <= 0:
            return
        yield Passage(_cut(paragraph, left), "body" if index else "first_paragraph", index)
        left -= max(len(paragraph), _PARAGRAPH_COST)


def _cut(text: str, limit: int) -> str:
    """Return the text up to the limit, without the word the limit falls into: half of "Nigeria" is another country."""
    if len(text) <= limit:
        return text
    space = text.rfind(" ", max(0, limit - _WORD_CUT), limit)
    return text[: space if space >= 0 else max(0, limit - _WORD_CUT)]


def _mark_lead(passage: Passage, mentions: list[Mention]) -> None:
    if passage.place == "first_paragraph":
        found = _SENTENCE_END.search(passage.text, 0, _LEAD_LIMIT)
        end = found.end() - 1 if found else _LEAD_LIMIT
    elif passage.place == "standfirst":
        end = len(passage.text)
    else:
        return
    for mention in mentions:
        mention.lead = mention.start < end
