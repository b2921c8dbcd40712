"""View model of one untagged story: its opening with evidence marked, and suggested countries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.admin.geo.suggestions import describe_evidence
from articles.domain.document import CountryRole, Document, direction_of
from articles.lib import geo
from articles.models import Article, CountrySuggestion
from articles.queries.desk.geo.untagged import refused_countries
from articles.services import editing

OPENING_PARAGRAPHS: Final = 3  # always shown
MAX_FURTHER_PARAGRAPHS: Final = 3  # shown for countries that are named only there
REFUSED: Final = CountrySuggestion.Decision.REFUSED.value
ROLES: Final = (CountryRole.ABOUT.value, CountryRole.MENTIONED.value, REFUSED)

Span = tuple[int, int, str]


@dataclass(frozen=True)
class TextPiece:
    """A piece of text, with the code of the country that it is evidence for, if any."""

    text: str
    code: str = ""

    @property
    def markup(self) -> SafeString:
        """The text as HTML, inside a <mark> if it is evidence."""
        marked = '<mark data-code="{}">{}</mark>'
        return format_html(marked, self.code, self.text) if self.code else format_html("{}", self.text)


@dataclass(frozen=True)
class CountryOption:
    """A country to decide on: suggested, toggled, or added by hand."""

    code: str
    name: str
    flag: str
    role: str
    why: str


@dataclass(frozen=True)
class PostedCountries:
    """A posted form that is shown again: role by code, the country that was typed, and what is wrong with it."""

    roles: Mapping[str, str]
    country: str = ""
    error: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class UntaggedStory:
    """One story as the page shows it; `base` is the number of its newest version."""

    article: Article
    base: int
    direction: str
    headline: list[TextPiece]
    standfirst: list[TextPiece]
    dateline: list[TextPiece]
    paragraphs: list[list[TextPiece]]
    rows: list[CountryOption]
    country: str
    error: str
    nearest: list[CountryOption]


def build_stories(articles: Iterable[Article], *, posted: PostedCountries | None = None) -> list[UntaggedStory]:
    """Build the view models of stories loaded with their newest versions; one query for all of them."""
    stories = list(articles)
    refused = refused_countries(stories)
    return [_build_story(story, refused.get(story.pk, set()), posted or PostedCountries({})) for story in stories]


def _build_story(article: Article, refused: set[str], posted: PostedCountries) -> UntaggedStory:
    """Build the view model of a story without countries: those suggested, except the refused, and what was posted."""
    document = article.newest.document
    # What was refused before the page was opened isn't offered; what is being refused on the page stays on it.
    suggestions = [
        suggestion
        for suggestion in editing.suggest_countries(document)
        if suggestion.code not in refused or suggestion.code in posted.roles
    ]
    evidence = [(quote, suggestion.code) for suggestion in suggestions for quote in suggestion.evidence]

    def mark_evidence(text: str, *places: str, index: int = 0) -> list[TextPiece]:
        """Split a text into pieces, marking the evidence found at these places."""
        quotes = (pair for pair in evidence if pair[0].place in places and pair[0].index == index)
        return split_text(text, [(quote.start, quote.end, code) for quote, code in quotes])

    return UntaggedStory(
        article=article,
        base=article.newest.number,
        direction=direction_of(document.language),
        headline=mark_evidence(document.headline, "headline"),
        standfirst=mark_evidence(document.standfirst, "standfirst"),
        dateline=mark_evidence(document.dateline, "dateline"),
        paragraphs=[
            mark_evidence(document.paragraphs[index], "first_paragraph", "body", index=index)
            for index in _select_paragraphs(document, suggestions)
        ],
        rows=_build_options(suggestions, posted.roles),
        country=posted.country,
        error=posted.error,
        nearest=[_build_option(code, CountryRole.ABOUT.value) for code in posted.nearest],
    )


def _build_options(suggestions: list[geo.Suggestion], roles: Mapping[str, str]) -> list[CountryOption]:
    """Return the suggested countries with their posted roles, then the countries added by hand."""
    options = [
        _build_option(suggestion.code, roles.get(suggestion.code, suggestion.role), describe_evidence(suggestion))
        for suggestion in suggestions
    ]
    suggested = {option.code for option in options}
    return options + [_build_option(code, role) for code, role in roles.items() if code not in suggested]


def _build_option(code: str, role: str, reason: str = "") -> CountryOption:
    """Build a country’s option for a role; a reason that only repeats the country’s name is dropped."""
    name = geo.country_name(code, get_language() or "")
    # A reason that only repeats the name says nothing.
    return CountryOption(code, name, geo.flag(code), role, "" if reason == name else reason)


def _select_paragraphs(document: Document, suggestions: Iterable[geo.Suggestion]) -> list[int]:
    """Return the indexes of the opening paragraphs, and of a few more whose countries are named nowhere above."""
    number = len(document.paragraphs)
    opening = list(range(min(OPENING_PARAGRAPHS, number)))
    further: list[int] = []
    for suggestion in suggestions:
        inside = [quote.index for quote in suggestion.evidence if quote.place in {"first_paragraph", "body"}]
        is_named_above = len(inside) < len(suggestion.evidence) or {*opening, *further}.intersection(inside)
        if inside and not is_named_above and len(further) < MAX_FURTHER_PARAGRAPHS:
            further.append(min(inside))
    return [index for index in (*opening, *sorted(further)) if index < number]


def split_text(text: str, spans: Iterable[Span]) -> list[TextPiece]:
    """Split a text at (start, end, country code) spans, in characters; of overlapping spans the first wins."""
    pieces, position = [], 0
    for start, end, code in sorted(spans):
        if start < position or end > len(text):
            continue
        if start > position:
            pieces.append(TextPiece(text[position:start]))
        pieces.append(TextPiece(text[start:end], code))
        position = end
    if position < len(text):
        pieces.append(TextPiece(text[position:]))
    return pieces
