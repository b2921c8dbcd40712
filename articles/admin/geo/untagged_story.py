"""View model of one untagged story: its opening with evidence marked, and suggested countries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.admin.geo.suggestions import why
from articles.domain.document import CountryRole, Document, direction_of
from articles.lib import geo
from articles.models import Article, CountrySuggestion
from articles.services import editing

FIRST: Final = 3  # paragraphs that are shown in any case
MORE: Final = 3  # further ones, for countries that are named only there
REFUSED: Final = CountrySuggestion.Decision.REFUSED.value
ROLES: Final = (CountryRole.ABOUT.value, CountryRole.MENTIONED.value, REFUSED)

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; with the code of the country that it speaks for, if it speaks for one."""

    text: str
    code: str = ""

    @property
    def markup(self) -> SafeString:
        """The text, in a <mark> if it speaks for a country."""
        marked = '<mark data-code="{}">{}</mark>'
        return format_html(marked, self.code, self.text) if self.code else format_html("{}", self.text)


@dataclass(frozen=True)
class Row:
    """A country to be decided on: as suggested, as toggled, or as added by hand."""

    code: str
    name: str
    flag: str
    role: str
    why: str


@dataclass(frozen=True)
class Typed:
    """What was posted and is shown again: {code: role}, the country that was typed, and what is wrong with it."""

    roles: Mapping[str, str]
    country: str = ""
    problem: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One story as the page shows it; the number of its newest version is `base`."""

    article: Article
    base: int
    direction: str
    headline: list[Piece]
    standfirst: list[Piece]
    dateline: list[Piece]
    paragraphs: list[list[Piece]]
    rows: list[Row]
    country: str
    problem: str
    nearest: list[Row]


def shown(articles: Iterable[Article], *, typed: Typed | None = None) -> list[Shown]:
    """Stories (with their heads) as the page shows them; one query for all that was ever refused."""
    stories = list(articles)
    refusals: dict[int, set[str]] = {}
    kept = CountrySuggestion.objects.filter(article__in=stories, decision=REFUSED).order_by()
    for key, code in kept.values_list("article", "country"):
        refusals.setdefault(key, set()).add(code)
    return [_shown(story, refusals.get(story.pk, set()), typed or Typed({})) for story in stories]


def _shown(article: Article, refused: set[str], typed: Typed) -> Shown:
    document = article.newest.document
    found = editing.suggest_countries(document)
    # What was refused before the page was opened is not offered; what is being refused on it stays on it.
    offered = [one for one in found if one.code not in refused or one.code in typed.roles]
    evidence = [(quote, one.code) for one in offered for quote in one.evidence]

    def marked(text: str, *places: str, index: int = 0) -> list[Piece]:
        found_in = (pair for pair in evidence if pair[0].place in places and pair[0].index == index)
        return pieces(text, [(quote.start, quote.end, code) for quote, code in found_in])

    rows = [_row(one.code, typed.roles.get(one.code, one.role), why(one)) for one in offered]
    named = {row.code for row in rows}
    rows += [_row(code, role, "") for code, role in typed.roles.items() if code not in named]
    return Shown(
        article=article,
        base=article.newest.number,
        direction=direction_of(document.language),
        headline=marked(document.headline, "headline"),
        standfirst=marked(document.standfirst, "standfirst"),
        dateline=marked(document.dateline, "dateline"),
        paragraphs=[
            marked(document.paragraphs[index], "first_paragraph", "body", index=index)
            for index in _worth_reading(document, offered)
        ],
        rows=rows,
        country=typed.country,
        problem=typed.problem,
        nearest=[_row(code, CountryRole.ABOUT.value, "") for code in typed.nearest],
    )


def _row(code: str, role: str, reason: str) -> Row:
    name = geo.country_name(code, get_language() or "")
    # A reason that only says the name again is none.
    return Row(code, name, geo.flag(code), role, "" if reason == name else reason)


def _worth_reading(document: Document, offered: Iterable[geo.Suggestion]) -> list[int]:
    """Which paragraphs: the first, and the first ones that name what these don't."""
    number = len(document.paragraphs)
    first = list(range(min(FIRST, number)))
    further: list[int] = []
    for one in offered:
        inside = [quote.index for quote in one.evidence if quote.place in {"first_paragraph", "body"}]
        outside = len(inside) < len(one.evidence)
        if inside and not outside and not {*first, *further}.intersection(inside) and len(further) < MORE:
            further.append(min(inside))
    return [index for index in (*first, *sorted(further)) if index < number]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text cut at the (start, end, country code)s, in characters; of two that overlap the earlier counts."""
    cut, at = [], 0
    for start, end, code in sorted(spans):
        if start < at or end > len(text):
            continue
        cut += [Piece(text[at:start])] * (start > at)
        cut.append(Piece(text[start:end], code))
        at = end
    return cut + [Piece(text[at:])] * (at < len(text))
