"""Find every mention in a story, up to a limit, marking the first sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from articles.lib.geo.suggest.languages import LANGUAGES, find_mentions_in
from articles.lib.geo.suggest.mentions import Mention, StoryPart, find_mentions
from articles.lib.geo.suggest.senses import ResolvedMention, infer_home, resolve_mentions
from articles.lib.geo.suggest.values import Story

READ_LIMIT: Final = 36_000  # characters, about 6,000 words, so no input takes long
MENTION_LIMIT: Final = 2_000
_PARAGRAPH_COST: Final = 20  # characters, so a million empty paragraphs are bounded too
_MAX_CUT_WORD: Final = 100
_SENTENCE_END: Final = re.compile(r"[^\W_]{3,}[.!?۔؟][\"”’'»)\]]{0,2}\s+[\"“‘'«(]?[^\W\d_a-z]")
_LEAD_LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class StoryReading:
    """The resolved mentions of a story, in the text and in the dateline.

    ``length`` is that of the text in characters; ``home`` is the country it is written from if there is no dateline.
    """

    text: list[ResolvedMention]
    dateline: list[ResolvedMention]
    length: int
    home: str | None


def read_story(story: Story, *, home: str | None) -> StoryReading:
    """Return every resolved mention of a story; text beyond READ_LIMIT characters is ignored."""
    mentions: list[Mention] = []
    length = 0
    for part in _story_parts(story):
        part_mentions = _find_in_language(part, story.language, limit=MENTION_LIMIT - len(mentions))
        for mention in part_mentions if part.place != "headline" else ():
            mention.at = length + mention.start
        length += len(part.text)
        _mark_lead(part, part_mentions)
        mentions += part_mentions
        if len(mentions) >= MENTION_LIMIT:
            break
    dateline_part = StoryPart(story.dateline[:_LEAD_LIMIT], "dateline")
    dateline = _find_in_language(dateline_part, story.language, limit=MENTION_LIMIT)
    # A story with a dateline is written from there, not from home.
    origin = None if dateline else infer_home(mentions, home=home)
    settled = resolve_mentions(dateline + mentions, home=origin)
    return StoryReading(
        [item for item in settled if item.mention.place != "dateline"],
        [item for item in settled if item.mention.place == "dateline"],
        length,
        origin or home,
    )


def _find_in_language(passage: StoryPart, language: str, *, limit: int) -> list[Mention]:
    """Find at most ``limit`` mentions with the lexicon of the story's language."""
    short = language.split("-", 1)[0]
    return find_mentions_in(passage, short, limit=limit) if short in LANGUAGES else find_mentions(passage, limit=limit)


def merge_codes(reading: StoryReading, into: Mapping[str, str]) -> StoryReading:
    """Return the reading with every code that is a key of ``into`` replaced by the value there."""
    if not into:
        return reading
    text, dateline = (
        [ResolvedMention(into.get(item.code, item.code), item.mention) for item in items]
        for items in (reading.text, reading.dateline)
    )
    home = None if reading.home is None else into.get(reading.home, reading.home)
    return StoryReading(text, dateline, reading.length, home)


def _story_parts(story: Story) -> Iterator[StoryPart]:
    """Yield the texts of a story in reading order, up to READ_LIMIT characters."""
    remaining = READ_LIMIT
    yield StoryPart(_truncate(story.headline, remaining), "headline")
    remaining -= len(story.headline)
    if story.standfirst and remaining > 0:
        yield StoryPart(_truncate(story.standfirst, remaining), "standfirst")
        remaining -= len(story.standfirst)
    for index, paragraph in enumerate(story.paragraphs):
        if remaining <= 0:
            return
        yield StoryPart(_truncate(paragraph, remaining), "body" if index else "first_paragraph", index)
        remaining -= max(len(paragraph), _PARAGRAPH_COST)


def _truncate(text: str, limit: int) -> str:
    """Cut a text at the limit, dropping a word that it would split: half of "Nigeria" is another country."""
    if len(text) <= limit:
        return text
    space = text.rfind(" ", max(0, limit - _MAX_CUT_WORD), limit)
    return text[: space if space >= 0 else max(0, limit - _MAX_CUT_WORD)]


def _mark_lead(passage: StoryPart, mentions: list[Mention]) -> None:
    """Mark the mentions that are in the standfirst or in the first sentence of the text."""
    if passage.place == "first_paragraph":
        sentence_end = _SENTENCE_END.search(passage.text, 0, _LEAD_LIMIT)
        end = sentence_end.end() - 1 if sentence_end else _LEAD_LIMIT
    elif passage.place == "standfirst":
        end = len(passage.text)
    else:
        return
    for mention in mentions:
        mention.lead = mention.start < end
