"""Accuracy of country suggestions: what was suggested against what was published.

Precision is the share of suggestions that the editors let stand, recall the share of the stories' countries that had been
suggested. Two grouped queries, whatever the number of stories; only stories for which suggestions were kept are counted.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.lib import geo
from articles.models import Article, CountryMention, CountrySuggestion
from articles.queries import policy

MOST_MONTHS = 24


@dataclass(frozen=True)
class Judged:
    """How many countries were suggested, how many of these stand in the stories, and how many stand in them in all."""

    suggested: int
    right: int
    tagged: int

    @property
    def precision(self) -> int | None:
        """In per cent; None when nothing was suggested."""
        return round(100 * self.right / self.suggested) if self.suggested else None

    @property
    def recall(self) -> int | None:
        """In per cent; None when no country was tagged."""
        return round(100 * self.right / self.tagged) if self.tagged else None


Key = tuple[datetime.datetime, str]


@desk_page(policy.why_not_judge)
def judged_view(request: DeskRequest) -> HttpResponse:
    """The page for those who edit: overall, by month, by country."""
    counts = _counts()
    months: defaultdict[datetime.datetime, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    overall: Counter[str] = Counter()
    for (month, code), found in counts.items():
        for group in (months[month], places[code], overall):
            group.update(found)
    by_country = sorted(places.items(), key=lambda item: (-item[1]["suggested"] - item[1]["tagged"], item[0]))
    language = get_language() or ""
    context = {
        "title": _("Suggested countries"),
        "overall": _judged(overall),
        "months": [(month, _judged(months[month])) for month in sorted(months, reverse=True)[:MOST_MONTHS]],
        "places": [(geo.flag(code), geo.country_name(code, language), _judged(found)) for code, found in by_country],
    }
    return TemplateResponse(request, "admin/articles/article/judged.html", context)


def _judged(counts: Counter[str]) -> Judged:
    return Judged(counts["suggested"], counts["right"], counts["tagged"])


def _counts() -> dict[Key, Counter[str]]:
    """What was suggested, right and tagged, by month of publication and country."""
    published = Article.objects.published()
    kept = CountrySuggestion.objects.filter(score__isnull=False)
    stands = CountryMention.objects.filter(article=OuterRef("article"), country=OuterRef("country"))
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    made = (
        kept.filter(article__in=published)
        .annotate(month=TruncMonth("article__visible_at"), stands=Exists(stands))
        .order_by()
        .values("month", "country")
        .annotate(made=Count("pk"), right=Count("pk", filter=Q(stands=True)))
    )
    for row in made:
        counts[row["month"], row["country"]].update(suggested=row["made"], right=row["right"])
    tagged = (
        CountryMention.objects.filter(Exists(kept.filter(article=OuterRef("article"))), article__in=published)
        .annotate(month=TruncMonth("article__visible_at"))
        .order_by()
        .values("month", "country")
        .annotate(tagged=Count("pk"))
    )
    for line in tagged:
        counts[line["month"], line["country"]].update(tagged=line["tagged"])
    return counts
