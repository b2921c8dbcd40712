"""Every public list of stories by name, shared by pages and feeds.

A list says which stories and how it is titled; pages and feeds are made from the same one.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.domain.dates import start_of_day
from articles.domain.document import describe_unknown_country
from articles.lib.geo import COUNTRIES, REGIONS, current_code
from articles.models import Article, Author, Collection, Correction, Country, Quotation, Section, Tag
from articles.models.story.stories import ArticleQuerySet
from articles.queries.lists import country_pages, pagination

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Listing:
    """A list of published stories: its title, what it is about, the page that shows it, and its order."""

    title: str
    stories: ArticleQuerySet
    template: str
    about: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ("-visible_at", "-pk")

    @property
    def description(self) -> str:
        """One sentence for search engines."""
        return f"{self.title}: {self.about or settings.SITE_NAME}"


class Elsewhere(Exception):
    """The same list stands at another address, with these parts."""

    def __init__(self, name: str = "", **parts: str) -> None:
        self.name, self.parts = name, parts
        super().__init__(name)


Of = Callable[..., Listing]


def _find(query: QuerySet[M], **lookup: Any) -> M:
    """The one row, or a 404 that says nothing of our tables."""
    found = query.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def everything(_request: HttpRequest) -> Listing:
    """All stories: what the front page's feeds carry."""
    return Listing(settings.SITE_NAME, pagination.stories(), "articles/front.html")


def section(_request: HttpRequest, slug: str) -> Listing:
    """The stories of one section."""
    found = _find(Section.objects.all(), slug=slug)
    in_section = pagination.stories().filter(section=found)
    return Listing(str(found), in_section, "articles/section.html", found.description, {"section": found})


def authors() -> QuerySet[Author]:
    """Those whom readers know: credited in a published story."""
    return Author.objects.filter(Exists(Article.objects.published().filter(credits__author=OuterRef("pk"))))


def tags() -> QuerySet[Tag]:
    """Those that readers know: on a published story."""
    known: QuerySet[Tag] = Tag.objects.filter(Exists(Article.objects.published().filter(taggings__tag=OuterRef("pk"))))
    return known


def author(_request: HttpRequest, slug: str) -> Listing:
    """What one author wrote. An author without a published story has no page."""
    found = _find(authors(), slug=slug)
    signed = pagination.stories().filter(pk__in=found.credits.values("article"))
    facts = {"author": found, "quotes": said_by(found.slug)}
    return Listing(found.name, signed, "articles/author.html", found.bio, facts)


def said_by(slug: str, *, limit: int = 60) -> list[Quotation]:
    """What somebody said in published stories, the newest first."""
    # Asked of each of their quotations: SQLite would first gather all stories of the paper for an IN.
    is_public = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    public = Quotation.objects.filter(is_public, slug=slug)
    return list(public.select_related("article").order_by("-article__visible_at", "position")[:limit])


def tag(_request: HttpRequest, slug: str) -> Listing:
    """The stories with one tag. A tag on no published story has no page, a synonym leads to its tag."""
    found = tags().filter(slug=slug).first()
    if found is None:
        raise Elsewhere(
            slug=_find(Tag.objects.filter(into__isnull=False).values("into__slug"), slug=slug)["into__slug"]
        )
    return Listing(
        found.name, pagination.stories().filter(taggings__tag=found), "articles/tag.html", facts={"tag": found}
    )


def _country(code: str) -> Country:
    known = _code(code)
    if code != known:
        raise Elsewhere(code=known)
    return _find(Country.objects.all(), pk=code.upper())


def _code(asked: str) -> str:
    """The code of today, in small letters. Of a country that was split or never was, a 404 that names the nearest."""
    code = current_code(asked.upper())
    if code not in COUNTRIES:
        raise Http404(describe_unknown_country(asked.upper()))
    return code.lower()


def country(_request: HttpRequest, code: str) -> Listing:
    """The stories about one country."""
    found = _country(code)
    return Listing(
        str(found),
        pagination.concerning(found.pk),
        "articles/country.html",
        facts={"country": found, "portrait": country_pages.Portrait(found.pk)},
    )


def country_mentioned(_request: HttpRequest, code: str) -> Listing:
    """The stories that mention one country and are about others."""
    found = _country(code)
    title = _("%(country)s, mentioned") % {"country": str(found)}
    mentioned = pagination.concerning(found.pk, role="mentioned")
    return Listing(
        title,
        mentioned,
        "articles/country.html",
        facts={"country": found, "portrait": country_pages.Portrait(found.pk), "mentions": True},
    )


def region(_request: HttpRequest, slug: str) -> Listing:
    """The stories about any country of a region of UN M49."""
    if slug not in REGIONS:
        raise Http404
    portrait = country_pages.RegionPortrait(REGIONS[slug])
    stories = pagination.about_any(portrait.region.codes)
    return Listing(portrait.name, stories, "articles/region.html", facts={"region": portrait})


def pair(_request: HttpRequest, one: str, other: str) -> Listing:
    """The stories about both of two countries; either order of them leads to one address."""
    first, second = sorted([_code(one), _code(other)])
    if first == second:
        raise Elsewhere("country", code=first)
    if (one, other) != (first, second):
        raise Elsewhere(one=first, other=second)
    found = [_find(Country.objects.all(), pk=code.upper()) for code in (first, second)]
    relation = country_pages.Relation(found[0].pk, found[1].pk)
    title = _("%(one)s and %(other)s") % {"one": str(found[0]), "other": str(found[1])}
    return Listing(title, relation.stories, "articles/pair.html", facts={"pair": found, "relation": relation})


def month(_request: HttpRequest, year: str, month: str) -> Listing:
    """The stories of one month, by the newsroom's calendar."""
    try:
        first = datetime.date(int(year), int(month), 1)
        bounds = [start_of_day(first), start_of_day(following(first))]
    except (ValueError, OverflowError) as error:
        raise Http404(_("There is no such month.")) from error
    published = pagination.stories().filter(visible_at__gte=bounds[0], visible_at__lt=bounds[1])
    return Listing(date_format(first, "F Y"), published, "articles/month.html", facts={"month": first})


def following(month: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (month + datetime.timedelta(days=31)).replace(day=1)


def collection(_request: HttpRequest, slug: str) -> Listing:
    """A series or package in its editor's order. One without a published story has no page."""
    published = Article.objects.published().filter(collection_items__collection=OuterRef("pk"))
    found = _find(Collection.objects.filter(Exists(published)), slug=slug)
    # In its own order and whole: such sets are short, and a part is looked for by its number.
    parts = Article.objects.published().filter(collection_items__collection=found)
    order = ("collection_items__position", "collection_items__pk")
    return Listing(found.title, parts, "articles/collection.html", found.about, {"collection": found}, order)


def collections() -> list[Collection]:
    """Every series and package with a published part, with `stories`: how many."""
    published = Q(items__article__in=pagination.stories())
    counted = Collection.objects.annotate(stories=Count("items", filter=published))
    return list(counted.filter(stories__gt=0).order_by("kind", "title"))


def corrections(*, limit: int = 100) -> list[Correction]:
    """The newest public corrections of stories that readers can see, each with its `number` among its story's."""
    numbered = Window(RowNumber(), partition_by=["article"], order_by=["created_at", "pk"])
    public = Correction.objects.filter(article__in=pagination.stories()).annotate(number=numbered)
    return list(public.select_related("article").order_by("-created_at", "-pk")[:limit])
