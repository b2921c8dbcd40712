"""Stories by country and month, compared with the year before, and which countries are under-covered.

Read from the counts that publishing keeps up; months are those of the newsroom's calendar. Only a language that readers
have no pages in is counted story by story, within the time budget.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.domain.document import Language
from articles.domain.story_lists import ListKind, first_place
from articles.models import Article, CountryMention, ListEntry, ListMonth
from articles.queries.read_model.months import first_day, month_number
from articles.queries.time_budget import time_budget

MONTHS: Final = 12
RECENT_MONTHS: Final = 3
MIN_STORIES: Final = 8  # in a year; fewer than two a quarter come and go by chance


@dataclass(frozen=True)
class MonthlyCounts:
    """Stories by the first day of their month; of one country, or of all countries together.

    `comparable` counts those that fall before the day up to which the year before is compared.
    """

    months: Counter[datetime.date] = field(default_factory=Counter)
    comparable: Counter[datetime.date] = field(default_factory=Counter)

    def add(self, month: datetime.datetime, *, stories: int, comparable: int) -> None:
        """Add to the counts of a month; `comparable` is the part of `stories` for comparison with last year."""
        first_day = timezone.localdate(month)
        self.months[first_day] += stories
        self.comparable[first_day] += comparable

    def total(self, months: Sequence[datetime.date]) -> int:
        """Return the total number of stories in these months."""
        return sum(self.months[month] for month in months)


@dataclass(frozen=True)
class Shortfall:
    """Why a country is under-covered.

    `recent` and `expected` are stories in the last three months. If there were none in the whole year, `is_absent` is
    true and `expected` is what the year before would lead one to expect.
    """

    recent: int
    expected: float
    is_absent: bool = False

    @property
    def missing(self) -> float:
        """The number of stories that are missing in three months."""
        return self.expected - self.recent


@dataclass(frozen=True)
class CoverageQuestion:
    """Which published stories are counted: those from `start` until before `end`, in one language or ("") in all.

    `role` "about" counts only countries that a story is about; any other value also those that it mentions. Stories before
    `compare_until` are compared with the year after.
    """

    start: datetime.date
    end: datetime.date
    compare_until: datetime.date
    language: str = ""
    role: str = "about"

    @property
    def country_kinds(self) -> list[ListKind]:
        """The kinds of lists of countries that have these stories."""
        return [ListKind.ABOUT] if self.role == "about" else [ListKind.ABOUT, ListKind.MENTIONED]

    @property
    def has_lists(self) -> bool:
        """Whether the stories are those of whole lists: stories without pages in their language are on the site's."""
        if self.language != settings.LANGUAGE_CODE:
            return self.language in {"", *dict(settings.LANGUAGES)}
        others = set(Language.values) - {code for code, _name in settings.LANGUAGES}
        return not any(Article.objects.published().filter(language=code).exists() for code in sorted(others))


Coverage = tuple[MonthlyCounts, dict[str, MonthlyCounts]]


def count_coverage(question: CoverageQuestion) -> Coverage | None:
    """Count the published stories by month: all of them, and by country code; None if the time is too short."""
    if question.has_lists:
        return _read_counts(question)
    counted: list[Coverage] = []
    with time_budget():
        counted.append(_count_stories(question))
    return counted[0] if counted else None


def _read_counts(question: CoverageQuestion) -> Coverage:
    """Read the counts of the lists of public stories; two queries."""
    overall, countries = MonthlyCounts(), defaultdict[str, MonthlyCounts](MonthlyCounts)
    of_lists = Q(list__kind__in=question.country_kinds)
    if question.language:
        of_lists &= Q(list__language=question.language)
    of_lists |= Q(list__kind=ListKind.ALL, list__language=question.language)
    cutoff = start_of_day(question.compare_until)
    last_month = month_number(cutoff)  # of which only the days before are compared
    by_month = ListMonth.objects.filter(of_lists, month__gte=month_number(start_of_day(question.start)))
    by_month = by_month.filter(month__lt=month_number(start_of_day(question.end)), stories__gt=0)
    for kind, key, month, number in by_month.values_list("list__kind", "list__key", "month", "stories"):
        counts = overall if kind == ListKind.ALL else countries[key]
        counts.months[first_day(month)] += number
        if month < last_month:
            counts.comparable[first_day(month)] += number
    begun = first_day(last_month)
    if begun < question.compare_until:
        places = {"place__gte": first_place(start_of_day(begun)), "place__lt": first_place(cutoff)}
        of_days = ListEntry.objects.filter(of_lists, **places).values_list("list__kind", "list__key")
        for kind, key, number in of_days.annotate(number=Count("place")).order_by():
            counts = overall if kind == ListKind.ALL else countries[key]
            counts.comparable[begun] += number
    return overall, countries


def _count_stories(question: CoverageQuestion) -> Coverage:
    """Count the stories themselves; two grouped queries."""
    begin, end, cutoff = map(start_of_day, (question.start, question.end, question.compare_until))
    stories = Article.objects.published().filter(visible_at__gte=begin, visible_at__lt=end, language=question.language)
    by_month = stories.annotate(month=TruncMonth("visible_at")).order_by().values_list("month")
    overall = MonthlyCounts()
    comparable = Count("pk", filter=Q(visible_at__lt=cutoff))
    for month, number, before in by_month.annotate(Count("pk"), comparable=comparable):
        overall.add(month, stories=number, comparable=before)
    mentions = CountryMention.objects.filter(article__in=stories.values("pk"))
    if question.role == "about":
        mentions = mentions.filter(role="about")
    by_country = mentions.annotate(month=TruncMonth("article__visible_at")).order_by().values_list("country", "month")
    comparable = Count("pk", filter=Q(article__visible_at__lt=cutoff))
    countries: defaultdict[str, MonthlyCounts] = defaultdict(MonthlyCounts)
    for code, month, number, before in by_country.annotate(Count("pk"), comparable=comparable):
        countries[code].add(month, stories=number, comparable=before)
    return overall, countries


def find_shortfall(
    country: MonthlyCounts, overall: MonthlyCounts, *, months: Sequence[datetime.date]
) -> Shortfall | None:
    """Return why a country is under-covered in the newer of two years of months; None if it isn't.

    The country's share of all stories fell by more than half against the twelve months before, or it has no story any more.
    """
    recent, year = months[-RECENT_MONTHS:], months[-RECENT_MONTHS - MONTHS : -RECENT_MONTHS]
    before = country.comparable.total()
    if before and not country.total(months[MONTHS:]):
        return Shortfall(0, before * RECENT_MONTHS / MONTHS, is_absent=True)
    now, then, all_then = country.total(recent), country.total(year), overall.total(year)
    expected = then * overall.total(recent) / all_then if all_then else 0.0
    return Shortfall(now, expected) if then >= MIN_STORIES and 2 * now < expected else None
