"""Cards of search results, with what matches the words marked.

What is the same for every search is a fragment of the story, made once: the card around a headline and passages, and the
texts in which matches are looked for.
"""

from collections.abc import Mapping
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from articles.lib.text import excerpts
from articles.lib.text.excerpts import ExcerptPiece
from articles.lib.text.search_query import SearchQuery
from articles.models import Article
from articles.queries.lists.cards import Card, Highlights
from articles.queries.read_model.story_fragments import in_its_language

FRAGMENT: Final = "found"
# Noncharacters of Unicode, which no text contains: where the headline and the passages go, and between parts.
_SLOT, _BREAK = "\ufdd3", "\ufdd4"
_SLOTS = [ExcerptPiece(_SLOT)]


@in_its_language
def make_found_card(story: Article) -> str:
    """Make what is stored of a story for search results: its card in pieces, then its headline and paragraphs."""
    plain = Card.of(story, "row", highlights=Highlights(_SLOTS)).html.strip().split(_SLOT)
    marked = Card.of(story, "row", highlights=Highlights(_SLOTS, [_SLOTS, _SLOTS])).html.strip().split(_SLOT)
    document = story.live.document if story.live else None
    paragraphs = [document.standfirst, *document.paragraphs] if document else []
    return _BREAK.join([*plain, *marked, story.headline, *paragraphs])


def mark_cards(cards: Mapping[int, str], query: SearchQuery) -> dict[int, SafeString]:
    """Mark the matches of a query in the headlines and passages of these cards, given and returned by primary key."""
    return {key: _mark_card(card, query) for key, card in cards.items()}


def _mark_card(card: str, query: SearchQuery) -> SafeString:
    """Put the marked headline and the passages with matches, if there are any, into a card."""
    before, after, start, to_passages, between, end, text, *paragraphs = card.split(_BREAK)
    headline = _mark(excerpts.highlight(text, query))
    passages = [_mark(passage) for passage in excerpts.find_excerpts(paragraphs, query)]
    if not passages:
        return mark_safe(before + headline + after)  # noqa: S308 - a template's markup around escaped text
    return mark_safe(start + headline + to_passages + between.join(passages) + end)  # noqa: S308 - the same


def _mark(pieces: list[ExcerptPiece]) -> str:
    """Return the markup of a text with the matches of a search in <mark>."""
    return "".join(f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text) for piece in pieces)
