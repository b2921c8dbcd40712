"""Stories by country and month, compared with the year before, and which countries are under-covered.

Two grouped queries, however many stories there are; months are those of the newsroom's calendar.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.models import Article, CountryMention

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


def count_coverage(
    *, start: datetime.date, end: datetime.date, compare_until: datetime.date, language: str = "", role: str = "about"
) -> tuple[MonthlyCounts, dict[str, MonthlyCounts]]:
    """Count the published stories from `start` until before `end` by month: all of them, and by country code.

    `role` "about" counts only countries that a story is about; any other value also those that it mentions.
    """
    stories = Article.objects.published().filter(visible_at__gte=start_of_day(start), visible_at__lt=start_of_day(end))
    if language:
        stories = stories.filter(language=language)
    cutoff = start_of_day(compare_until)
    by_month = stories.annotate(month=TruncMonth("visible_at")).order_by().values_list("month")
    overall = MonthlyCounts()
    comparable = Count("pk", filter=Q(visible_at__lt=cutoff))
    for month, number, before in by_month.annotate(Count("pk"), comparable=comparable):
        overall.add(month, stories=number, comparable=before)
    mentions = CountryMention.objects.filter(article__in=stories.values("pk"))
    if role == "about":
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
