"""Accuracy of country suggestions: what was suggested against what was published.

Three queries; only the newest published stories are counted, those of them with stored suggestions.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from articles.models import Article, CountryMention, CountrySuggestion
from articles.models.expressions import among


@dataclass(frozen=True)
class Accuracy:
    """How many countries were suggested, how many of these are in the stories, and how many are in them in all."""

    suggested: int
    correct: int
    tagged: int

    @classmethod
    def of(cls, counts: Counter[str]) -> "Accuracy":
        """Build the figures from a Counter with the keys "suggested", "correct" and "tagged"."""
        return cls(counts["suggested"], counts["correct"], counts["tagged"])

    @property
    def precision(self) -> int | None:
        """The percentage of suggested countries that editors accepted; None if nothing was suggested."""
        return round(100 * self.correct / self.suggested) if self.suggested else None

    @property
    def recall(self) -> int | None:
        """The percentage of the stories' countries that had been suggested; None if the stories have no countries."""
        return round(100 * self.correct / self.tagged) if self.tagged else None


@dataclass(frozen=True)
class AccuracyReport:
    """Accuracy overall, by month (the latest first) and by country code (the most frequent first).

    `is_sample`: there are older stories, which were not counted.
    """

    overall: Accuracy
    months: list[tuple[datetime.datetime, Accuracy]]
    countries: list[tuple[str, Accuracy]]
    is_sample: bool


def measure_accuracy(*, max_months: int, max_stories: int) -> AccuracyReport:
    """Measure the accuracy of suggestions for the newest stories; report at most `max_months` months, the latest."""
    newest = list(Article.objects.published().newest_first().values_list("pk", flat=True)[: max_stories + 1])
    months: defaultdict[datetime.datetime, Counter[str]] = defaultdict(Counter)
    countries: defaultdict[str, Counter[str]] = defaultdict(Counter)
    overall: Counter[str] = Counter()
    for (month, code), counts in _count_by_month_and_country(newest[:max_stories]).items():
        for group in (months[month], countries[code], overall):
            group.update(counts)
    by_frequency = sorted(countries.items(), key=lambda item: (-item[1]["suggested"] - item[1]["tagged"], item[0]))
    return AccuracyReport(
        overall=Accuracy.of(overall),
        months=[(month, Accuracy.of(months[month])) for month in sorted(months, reverse=True)[:max_months]],
        countries=[(code, Accuracy.of(counts)) for code, counts in by_frequency],
        is_sample=len(newest) > max_stories,
    )


def _count_by_month_and_country(stories: list[int]) -> dict[tuple[datetime.datetime, str], Counter[str]]:
    """Count the countries suggested, correct and tagged of stories, by month of publication and country code."""
    published = Article.objects.filter(among(stories)).order_by().values("pk")
    suggestions = CountrySuggestion.objects.filter(score__isnull=False)
    is_tagged = CountryMention.objects.filter(article=OuterRef("article"), country=OuterRef("country"))
    counts: defaultdict[tuple[datetime.datetime, str], Counter[str]] = defaultdict(Counter)
    suggested = (
        suggestions.filter(article__in=published)
        .annotate(month=TruncMonth("article__visible_at"), is_tagged=Exists(is_tagged))
        .order_by()
        .values("month", "country")
        .annotate(suggested=Count("pk"), correct=Count("pk", filter=Q(is_tagged=True)))
    )
    for row in suggested:
        counts[row["month"], row["country"]].update(suggested=row["suggested"], correct=row["correct"])
    tagged = (
        CountryMention.objects.filter(Exists(suggestions.filter(article=OuterRef("article"))), article__in=published)
        .annotate(month=TruncMonth("article__visible_at"))
        .order_by()
        .values("month", "country")
        .annotate(tagged=Count("pk"))
    )
    for line in tagged:
        counts[line["month"], line["country"]].update(tagged=line["tagged"])
    return counts
