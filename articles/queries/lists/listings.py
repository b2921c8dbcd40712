"""Every public list of stories by name, shared by its page and its feeds.

Each function builds one `Listing` from a request and the parts of its address. It raises Http404 if there is no such list
and MovedPermanently if the list has another address.
"""

import datetime
from itertools import groupby
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import CharField, Count, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.domain.dates import start_of_day
from articles.domain.document import describe_unknown_country
from articles.domain.story_lists import ListKind, ListName, first_place, pair_key
from articles.lib.geo import COUNTRIES, REGIONS, current_code
from articles.models import Author, Collection, Country, ListMonth, Quotation, Section, StoryList, Tag
from articles.queries.addresses import find_at
from articles.queries.edition_cache import remember
from articles.queries.lists.country_pages import (
    PairProfile,
    RegionProfile,
    narrowest_region,
)
from articles.queries.lists.list_kinds import (
    AuthorListing,
    CountryListing,
    Listing,
    MonthListing,
    PairListing,
    RegionListing,
    SectionListing,
    SeriesListing,
    TagListing,
)
from articles.queries.read_model.months import first_day
from articles.queries.read_model.story_lists import (
    current_list_language,
    find_list_id,
    has_stories,
    name_list,
    read_entries,
)
from articles.queries.site_request import ReaderRequest

M = TypeVar("M", bound=Model)


class MovedPermanently(Exception):
    """The list has another address: that of the URL `name` (the same one if empty) with these parts."""

    def __init__(self, name: str = "", **parts: str) -> None:
        """Set the name of the new URL and the parts of its address."""
        self.name, self.parts = name, parts
        super().__init__(name)


def everything(_request: ReaderRequest) -> Listing:
    """Build the list of all published stories, for the feeds of the front page."""
    return Listing(title=settings.SITE_NAME, name=name_list(ListKind.ALL), template="articles/front.html")


def section(request: ReaderRequest, slug: str) -> SectionListing:
    """Build the list of one section's stories. Raises Http404, or MovedPermanently for a former slug."""
    section = _remember_row_at(request, Section, slug)
    _require_address(section, slug)
    return SectionListing(
        title=str(section), name=name_list(ListKind.SECTION, section.pk), about=section.description, section=section
    )


def author(request: ReaderRequest, slug: str) -> AuthorListing:
    """Build the list of one author's stories. Raises Http404 for an author without any published, or MovedPermanently."""
    author = _remember_row_at(request, Author, slug)
    if not has_stories(ListKind.AUTHOR, author.pk):
        raise Http404
    _require_address(author, slug)
    return AuthorListing(
        title=author.name,
        name=name_list(ListKind.AUTHOR, author.pk),
        about=author.bio,
        author=author,
        quotes=quotations_by(author.slug),
    )


def tag(request: ReaderRequest, slug: str) -> TagListing:
    """Build the list of the stories with one tag. Raises Http404, or MovedPermanently for a synonym."""
    tag = _remember_row(request, Tag, "into", slug=slug)
    if tag.into:
        raise MovedPermanently(slug=tag.into.slug)
    if not has_stories(ListKind.TAG, tag.pk):
        raise Http404
    return TagListing(title=tag.name, name=name_list(ListKind.TAG, tag.pk), tag=tag)


def country(request: ReaderRequest, code: str) -> CountryListing:
    """Build the list of the stories about one country. Raises Http404, or MovedPermanently for another code."""
    country = _get_country(request, code)
    return CountryListing(
        title=str(country),
        name=name_list(ListKind.ABOUT, country.pk),
        country=country,
        region=narrowest_region(country.pk),
    )


def country_mentioned(request: ReaderRequest, code: str) -> CountryListing:
    """Build the list of the stories that mention one country and are about others. Raises Http404."""
    country = _get_country(request, code)
    return CountryListing(
        title=_("%(country)s, mentioned") % {"country": str(country)},
        name=name_list(ListKind.MENTIONED, country.pk),
        country=country,
        region=narrowest_region(country.pk),
        is_mentions=True,
    )


def region(_request: ReaderRequest, slug: str) -> RegionListing:
    """Build the list of the stories about any country of a UN M49 region. Raises Http404."""
    if slug not in REGIONS:
        raise Http404
    region = RegionProfile(REGIONS[slug])
    return RegionListing(title=region.name, name=name_list(ListKind.REGION, slug), region=region)


def pair(request: ReaderRequest, one: str, other: str) -> PairListing:
    """Build the list of stories about two countries. Raises Http404, or MovedPermanently for another order of codes."""
    first, second = sorted([_current_code(one), _current_code(other)])
    if first == second:
        raise MovedPermanently("country", code=first)
    if (one, other) != (first, second):
        raise MovedPermanently(one=first, other=second)
    countries = [_remember_row(request, Country, pk=code.upper()) for code in (first, second)]
    keys = countries[0].pk, countries[1].pk
    title = _("%(one)s and %(other)s") % {"one": str(countries[0]), "other": str(countries[1])}
    name = name_list(ListKind.PAIR, pair_key(*keys))
    return PairListing(title=title, name=name, countries=countries, pair=PairProfile(*keys))


def month(_request: ReaderRequest, year: str, month: str) -> MonthListing:
    """Build the list of the stories of one month in the newsroom's time zone. Raises Http404."""
    try:
        first_day = datetime.date(int(year), int(month), 1)
        since, before = (first_place(start_of_day(day)) for day in (first_day, _next_month(first_day)))
    except (ValueError, OverflowError) as error:
        raise Http404(_("There is no such month.")) from error
    return MonthListing(
        title=date_format(first_day, "F Y"),
        name=name_list(ListKind.ALL),
        month=first_day,
        since=since,
        before=before,
    )


def collection(request: ReaderRequest, slug: str) -> SeriesListing:
    """Build the list of the parts of a series or package. Raises Http404 if no part is published, or MovedPermanently."""
    collection = _remember_row_at(request, Collection, slug)
    listing = SeriesListing(
        title=collection.title, name=name_list(ListKind.ALL), about=collection.about, collection=collection
    )
    if not listing.parts:
        raise Http404
    _require_address(collection, slug)
    return listing


def published_authors() -> QuerySet[Author]:
    """Return the authors who are credited in a published story."""
    return Author.objects.filter(_is_on_list(ListKind.AUTHOR))


def published_tags() -> QuerySet[Tag]:
    """Return the tags of published stories."""
    tags: QuerySet[Tag] = Tag.objects.filter(_is_on_list(ListKind.TAG))
    return tags


def _is_on_list(kind: ListKind) -> Exists:
    """Return the condition that a row has a list of this kind with a story."""
    lists = StoryList.objects.filter(kind=kind.value, stories__gt=0, key=Cast(OuterRef("pk"), CharField()))
    return Exists(lists)


def quotations_by(slug: str, *, limit: int = 60) -> list[Quotation]:
    """Return at most `limit` quotations of a speaker in published stories, newest story first."""
    entries = read_entries(ListName(ListKind.SPEAKER, slug, ""), limit=limit)
    if not entries:
        return []
    keys = [entry.story for entry in entries]
    quotations = Quotation.objects.filter(slug=slug, article__in=keys).select_related("article")
    return list(quotations.order_by("-article__visible_at", "position")[:limit])


def published_collections() -> list[Collection]:
    """Return every series and package with a published part, with `stories`, the number of such parts."""
    published = Q(items__article__public_story__list_language=current_list_language())
    counted = Collection.objects.annotate(stories=Count("items", filter=published))
    return list(counted.filter(stories__gt=0).order_by("kind", "title"))


def describe_archive() -> list[dict[str, Any]]:
    """Return the years and months in which stories were published for the template, the newest first.

    Each year has its "months", each of those a name and an address.
    """
    list_id = find_list_id(name_list(ListKind.ALL))
    months = ListMonth.objects.filter(list=list_id, stories__gt=0).order_by("-month")
    days = [first_day(month) for month in months.values_list("month", flat=True)]
    names = {number: date_format(datetime.date(2000, number, 1), "F") for number in range(1, 13)}
    address = reverse("archive")
    return [
        {
            "year": str(year),
            "months": [{"name": names[day.month], "address": f"{address}{day:%Y/%m}/"} for day in in_year],
        }
        for year, in_year in groupby(days, key=lambda day: day.year)
    ]


def _remember_row(request: ReaderRequest, model: type[M], *related: str, **lookup: str) -> M:
    """Return the one row of a model that matches, with related rows, which this process remembers for the edition.

    Raises Http404.
    """
    rows = model._default_manager.all()  # noqa: SLF001 - documented
    joined = rows.select_related(*related) if related else rows
    return remember(request.edition, f"row:{model.__name__}:{lookup}", lambda: _get_or_404(joined, **lookup))


def _remember_row_at(request: ReaderRequest, model: type[M], slug: str) -> M:
    """Return the row that has this slug, or had it before, which this process remembers for the edition.

    Raises Http404.
    """

    def find() -> M:
        """Find the row, or raise Http404."""
        row = find_at(model, slug)
        if row is None:
            raise Http404
        return row

    return remember(request.edition, f"row at:{model.__name__}:{slug}", find)


def _require_address(row: Section | Author | Collection, slug: str) -> None:
    """Raise MovedPermanently if the row has another slug now."""
    if row.slug != slug:
        raise MovedPermanently(slug=row.slug)


def _get_or_404(rows: QuerySet[M], **lookup: Any) -> M:
    """Return the one matching row. Raises Http404 without details of our tables, unlike Django's own."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def _get_country(request: ReaderRequest, code: str) -> Country:
    """Return a country by current code in small letters. Raises MovedPermanently for another form, or Http404."""
    current = _current_code(code)
    if code != current:
        raise MovedPermanently(code=current)
    return _remember_row(request, Country, pk=code.upper())


def _current_code(code: str) -> str:
    """Return the current ISO code in small letters. Raises Http404 that suggests the nearest code."""
    current = current_code(code.upper())
    if current not in COUNTRIES:
        raise Http404(describe_unknown_country(code.upper()))
    return current.lower()


def _next_month(month: datetime.date) -> datetime.date:
    """Return the first day of the month after one given by its first day."""
    return (month + datetime.timedelta(days=31)).replace(day=1)
