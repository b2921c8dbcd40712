"""Front page layouts at the desk: scheduled and past ones, their slots, and the stories that may be placed."""

import datetime
from collections.abc import Iterable

from django.db.models import F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.models import Article, Country, FrontPageLayout, FrontPageSlot, Section
from articles.models.expressions import Rows
from articles.models.folding import having
from articles.models.story.stories import ArticleQuerySet
from articles.queries import front_page

MAX_SEARCH_CHARACTERS, MAX_SEARCH_WORDS = 200, 8


def scheduled_layouts() -> QuerySet[FrontPageLayout]:
    """Return layouts that will apply later, the next first, each with ``summary``: a headline or country per slot."""
    return _layouts_with_summary().filter(begins_at__gt=timezone.now(), withdrawn_at=None).order_by("begins_at")


def past_layouts(*, limit: int) -> QuerySet[FrontPageLayout]:
    """Return the latest layouts that have begun or were withdrawn, each with ``summary`` (headlines and countries)."""
    return _layouts_with_summary().filter(Q(begins_at__lte=timezone.now()) | ~Q(withdrawn_at=None))[:limit]


def _layouts_with_summary() -> QuerySet[FrontPageLayout]:
    """Return all layouts with the people named and ``summary``: the headline or country of each slot, in order."""
    slots = FrontPageSlot.objects.filter(arrangement=OuterRef("pk")).order_by("position")
    summary = Rows(slots, headline="article__headline", country="country__name")
    layouts: QuerySet[FrontPageLayout] = FrontPageLayout.objects.select_related("by", "withdrawn_by")
    return layouts.annotate(summary=summary)


def slots_of(layout: FrontPageLayout | None = None) -> list[FrontPageSlot]:
    """Return the filled, unexpired slots of a layout; by default of the layout that readers see now."""
    layout = layout or front_page.layout_at()
    if layout is None:
        return []
    slots = layout.slots.select_related("article__section", "country").order_by("position")
    return [slot for slot in slots if slot.until is None or slot.until > timezone.now()]


def stories_by_id(ids: Iterable[int]) -> dict[int, Article]:
    """Return stories, loaded with their sections, by primary key; unknown keys are left out."""
    return Article.objects.select_related("section").in_bulk(list(ids))


def headlines_by_id(ids: Iterable[int]) -> dict[int, str]:
    """Return the headlines of stories by primary key."""
    return dict(Article.objects.filter(pk__in=list(ids)).values_list("pk", "headline"))


def countries_by_code(codes: Iterable[str]) -> dict[str, Country]:
    """Return countries by code; unknown codes are left out."""
    return Country.objects.in_bulk(list(codes))


def countries() -> QuerySet[Country]:
    """Return all countries, for the country strip."""
    return Country.objects.all()


def sections() -> QuerySet[Section]:
    """Return all sections, each of which has a strip."""
    return Section.objects.all()


def placeable_stories(search: str, *, limit: int) -> ArticleQuerySet:
    """Return published and scheduled stories, newest first, with all the words of `search` in their headlines."""
    stories = Article.objects.filter(standing=Standing.PUBLISHED).newest_first().select_related("section")
    for word in search[:MAX_SEARCH_CHARACTERS].split()[:MAX_SEARCH_WORDS]:
        stories = stories.filter(having(word, columns=("headline",)))
    return stories[:limit]


def changing_by(moment: datetime.datetime) -> dict[int, Article]:
    """Return the published stories with a scheduled change due by `moment`, by primary key."""
    changing = Article.objects.filter(stage=Stage.SCHEDULED, scheduled_change_at__lte=moment).exclude(head=F("live"))
    return {article.pk: article for article in changing.select_related("head")}
