"""Every public list of stories by name, shared by its page and its feeds.

Each function builds one `Listing` from a request and the parts of its address. It raises Http404 if there is no such list
and MovedPermanently if the list has another address.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count, Exists, Max, Min, Model, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.domain.dates import start_of_day
from articles.domain.document import describe_unknown_country
from articles.lib.geo import COUNTRIES, REGIONS, current_code
from articles.models import Article, Author, Collection, Country, Quotation, Section, Tag
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists import pagination
from articles.queries.lists.country_pages import CountryProfile, PairProfile, RegionProfile
from articles.queries.lists.pagination import Page
from articles.queries.site_request import ReaderRequest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of published stories, newest first: its title, what it is about, and the template of its page."""

    title: str
    stories: ArticleQuerySet
    template: str
    about: str = ""

    @property
    def description(self) -> str:
        """One sentence about the list for search engines."""
        return f"{self.title}: {self.about or settings.SITE_NAME}"

    @property
    def feed_query(self) -> str:
        """The query string for the list's feeds; "" for an unfiltered list."""
        return ""

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor; "" for an unfiltered list."""
        return ""

    def read_page(self, cursor: str) -> Page:
        """Read the page of stories that begins after the cursor. Raises CursorRejected."""
        return pagination.read_page(self.stories.with_card(), cursor=cursor)


@dataclass(frozen=True, kw_only=True)
class SectionListing(Listing):
    """The stories of one section."""

    section: Section
    template: str = "articles/section.html"


@dataclass(frozen=True, kw_only=True)
class AuthorListing(Listing):
    """The stories in which one author is credited, and what the author is quoted with."""

    author: Author
    quotes: list[Quotation]
    template: str = "articles/author.html"


@dataclass(frozen=True, kw_only=True)
class TagListing(Listing):
    """The stories with one tag."""

    tag: Tag
    template: str = "articles/tag.html"


@dataclass(frozen=True, kw_only=True)
class CountryListing(Listing):
    """The stories about one country, or those that only mention it."""

    country: Country
    profile: CountryProfile
    is_mentions: bool = False
    template: str = "articles/country.html"


@dataclass(frozen=True, kw_only=True)
class RegionListing(Listing):
    """The stories about any country of one region."""

    region: RegionProfile
    template: str = "articles/region.html"


@dataclass(frozen=True, kw_only=True)
class PairListing(Listing):
    """The stories about both of two countries."""

    countries: list[Country]
    pair: PairProfile
    template: str = "articles/pair.html"


@dataclass(frozen=True, kw_only=True)
class MonthListing(Listing):
    """The stories of one month, named by its first day."""

    month: datetime.date
    template: str = "articles/month.html"


@dataclass(frozen=True, kw_only=True)
class SeriesListing(Listing):
    """A series or package in its editor's order, all on one page: such lists are short, and parts are numbered."""

    collection: Collection
    template: str = "articles/collection.html"

    def read_page(self, cursor: str) -> Page:  # noqa: ARG002 - there is one page only
        """Read the whole series as one page; the cursor is ignored."""
        order = ("collection_items__position", "collection_items__pk")
        return pagination.read_single_page(self.stories.with_card(), order=order)


ListingBuilder = Callable[..., Listing]


class MovedPermanently(Exception):
    """The list has another address: that of the URL `name` (the same one if empty) with these parts."""

    def __init__(self, name: str = "", **parts: str) -> None:
        """Set the name of the new URL and the parts of its address."""
        self.name, self.parts = name, parts
        super().__init__(name)


def everything(_request: ReaderRequest) -> Listing:
    """Build the list of all published stories, for the feeds of the front page."""
    stories = pagination.published_in_current_language()
    return Listing(title=settings.SITE_NAME, stories=stories, template="articles/front.html")


def section(_request: ReaderRequest, slug: str) -> SectionListing:
    """Build the list of one section's stories. Raises Http404."""
    section = _get_or_404(Section.objects.all(), slug=slug)
    stories = pagination.published_in_current_language().filter(section=section)
    return SectionListing(title=str(section), stories=stories, about=section.description, section=section)


def author(_request: ReaderRequest, slug: str) -> AuthorListing:
    """Build the list of one author's stories. Raises Http404 for an author without a published story."""
    author = _get_or_404(published_authors(), slug=slug)
    stories = pagination.published_in_current_language().filter(pk__in=author.credits.values("article"))
    quotes = quotations_by(author.slug)
    return AuthorListing(title=author.name, stories=stories, about=author.bio, author=author, quotes=quotes)


def tag(_request: ReaderRequest, slug: str) -> TagListing:
    """Build the list of the stories with one tag. Raises Http404, or MovedPermanently for a synonym."""
    tag = published_tags().filter(slug=slug).first()
    if tag is None:
        synonyms = Tag.objects.filter(into__isnull=False).values("into__slug")
        raise MovedPermanently(slug=_get_or_404(synonyms, slug=slug)["into__slug"])
    stories = pagination.published_in_current_language().filter(taggings__tag=tag)
    return TagListing(title=tag.name, stories=stories, tag=tag)


def country(_request: ReaderRequest, code: str) -> CountryListing:
    """Build the list of the stories about one country. Raises Http404, or MovedPermanently for another code."""
    country = _get_country(code)
    return CountryListing(
        title=str(country),
        stories=pagination.published_about(country.pk),
        country=country,
        profile=CountryProfile(country.pk),
    )


def country_mentioned(_request: ReaderRequest, code: str) -> CountryListing:
    """Build the list of the stories that mention one country and are about others. Raises Http404."""
    country = _get_country(code)
    return CountryListing(
        title=_("%(country)s, mentioned") % {"country": str(country)},
        stories=pagination.published_about(country.pk, role="mentioned"),
        country=country,
        profile=CountryProfile(country.pk),
        is_mentions=True,
    )


def region(_request: ReaderRequest, slug: str) -> RegionListing:
    """Build the list of the stories about any country of a UN M49 region. Raises Http404."""
    if slug not in REGIONS:
        raise Http404
    region = RegionProfile(REGIONS[slug])
    stories = pagination.published_about_any(region.region.codes)
    return RegionListing(title=region.name, stories=stories, region=region)


def pair(_request: ReaderRequest, one: str, other: str) -> PairListing:
    """Build the list of stories about two countries. Raises Http404, or MovedPermanently for another order of codes."""
    first, second = sorted([_current_code(one), _current_code(other)])
    if first == second:
        raise MovedPermanently("country", code=first)
    if (one, other) != (first, second):
        raise MovedPermanently(one=first, other=second)
    countries = [_get_or_404(Country.objects.all(), pk=code.upper()) for code in (first, second)]
    pair = PairProfile(countries[0].pk, countries[1].pk)
    title = _("%(one)s and %(other)s") % {"one": str(countries[0]), "other": str(countries[1])}
    return PairListing(title=title, stories=pair.stories, countries=countries, pair=pair)


def month(_request: ReaderRequest, year: str, month: str) -> MonthListing:
    """Build the list of the stories of one month in the newsroom's time zone. Raises Http404."""
    try:
        first_day = datetime.date(int(year), int(month), 1)
        start, end = start_of_day(first_day), start_of_day(_next_month(first_day))
    except (ValueError, OverflowError) as error:
        raise Http404(_("There is no such month.")) from error
    stories = pagination.published_in_current_language().filter(visible_at__gte=start, visible_at__lt=end)
    return MonthListing(title=date_format(first_day, "F Y"), stories=stories, month=first_day)


def collection(_request: ReaderRequest, slug: str) -> SeriesListing:
    """Build the list of the parts of a series or package. Raises Http404 if no part is published."""
    published = Article.objects.published().filter(collection_items__collection=OuterRef("pk"))
    collection = _get_or_404(Collection.objects.filter(Exists(published)), slug=slug)
    stories = Article.objects.published().filter(collection_items__collection=collection)
    return SeriesListing(title=collection.title, stories=stories, about=collection.about, collection=collection)


def published_authors() -> QuerySet[Author]:
    """Return the authors who are credited in a published story."""
    return Author.objects.filter(Exists(Article.objects.published().filter(credits__author=OuterRef("pk"))))


def published_tags() -> QuerySet[Tag]:
    """Return the tags of published stories."""
    tags: QuerySet[Tag] = Tag.objects.filter(Exists(Article.objects.published().filter(taggings__tag=OuterRef("pk"))))
    return tags


def quotations_by(slug: str, *, limit: int = 60) -> list[Quotation]:
    """Return at most `limit` quotations of a speaker in published stories, newest story first."""
    # EXISTS, not IN: for an IN, SQLite would first gather all published stories.
    is_public = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    quotations = Quotation.objects.filter(is_public, slug=slug)
    return list(quotations.select_related("article").order_by("-article__visible_at", "position")[:limit])


def published_collections() -> list[Collection]:
    """Return every series and package with a published part, with `stories`, the number of such parts."""
    published = Q(items__article__in=pagination.published_in_current_language())
    counted = Collection.objects.annotate(stories=Count("items", filter=published))
    return list(counted.filter(stories__gt=0).order_by("kind", "title"))


def archive_months() -> list[datetime.date]:
    """Return the first day of every month from the newest published story back to the first."""
    span = pagination.published_in_current_language().aggregate(first=Min("visible_at"), last=Max("visible_at"))
    months: list[datetime.date] = []
    if span["first"]:
        month, last = timezone.localdate(span["first"]).replace(day=1), timezone.localdate(span["last"])
        while month <= last:
            months.insert(0, month)
            month = _next_month(month)
    return months


def _get_or_404(rows: QuerySet[M], **lookup: Any) -> M:
    """Return the one matching row. Raises Http404 without details of our tables, unlike Django's own."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def _get_country(code: str) -> Country:
    """Return a country by current code in small letters. Raises MovedPermanently for another form, or Http404."""
    current = _current_code(code)
    if code != current:
        raise MovedPermanently(code=current)
    return _get_or_404(Country.objects.all(), pk=code.upper())


def _current_code(code: str) -> str:
    """Return the current ISO code in small letters. Raises Http404 that suggests the nearest code."""
    current = current_code(code.upper())
    if current not in COUNTRIES:
        raise Http404(describe_unknown_country(code.upper()))
    return current.lower()


def _next_month(month: datetime.date) -> datetime.date:
    """Return the first day of the month after one given by its first day."""
    return (month + datetime.timedelta(days=31)).replace(day=1)
