"""View model of the coverage report: a row per country, and the sums of all stories."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, log
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from articles.admin.geo.coverage_request import MIN_YEAR, CoverageRequest, add_months
from articles.lib.geo import COUNTRIES, REGIONS, country_name, flag, region_name
from articles.queries.desk.geo.coverage import (
    MIN_STORIES,
    MONTHS,
    CoverageQuestion,
    MonthlyCounts,
    Shortfall,
    count_coverage,
    find_shortfall,
)

SHADES = 4
MAX_LISTED = 12  # under-covered countries that are listed at once; the others unfold
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """One country's stories in one month, their number's shade, and the address of their public list, if there is one."""

    stories: int
    step: int
    address: str


@dataclass(frozen=True)
class CoverageRow:
    """A country's year beside the year before; `shortfall` if it is under-covered."""

    code: str
    name: str
    cells: list[Cell]
    before: int
    shortfall: Shortfall | None

    @property
    def flag(self) -> str:
        """The country’s flag as an emoji."""
        return flag(self.code)

    @property
    def region(self) -> str:
        """The smallest UN M49 region that contains the country, in the desk’s language."""
        return region_name(COUNTRIES[self.code].subregion, get_language() or "")

    @cached_property
    def total(self) -> int:
        """The number of stories in the shown twelve months."""
        return sum(cell.stories for cell in self.cells)

    @property
    def difference(self) -> int:
        """The number of stories in the shown year minus the number in the year before."""
        return self.total - self.before

    @property
    def signed_difference(self) -> str:
        """How many more or fewer stories than the year before, as text with a sign."""
        return format_signed(self.difference)

    @property
    def reason(self) -> str:
        """Why the country is under-covered, in a few words; "" for a country that isn’t."""
        if self.shortfall is None:
            return ""
        if self.shortfall.is_absent:
            words = ngettext(
                "none in these twelve months, %(n)s story the year before",
                "none in these twelve months, %(n)s stories the year before",
                self.before,
            )
            return words % {"n": self.before}
        words = ngettext(
            "%(n)s story in three months, %(expected)s expected from the year before",
            "%(n)s stories in three months, %(expected)s expected from the year before",
            self.shortfall.recent,
        )
        return words % {"n": self.shortfall.recent, "expected": max(round(self.shortfall.expected), 1)}


@dataclass(frozen=True)
class CoverageReport:
    """The counts for one coverage request: all stories, and a row per country; neither unless it `is_counted`."""

    request: CoverageRequest
    overall: MonthlyCounts
    rows: list[CoverageRow]
    is_counted: bool = True

    def context(self) -> dict[str, Any]:
        """Return the template context of the report: rows, sums, under-covered countries, and links to other years."""
        request, this_month = self.request, timezone.localdate().replace(day=1)
        slipped = [(row, row.shortfall.missing) for row in self.rows if row.shortfall]
        under_covered = [row for row, missing in sorted(slipped, key=lambda pair: (-pair[1], pair[0].name))]
        earlier, later = add_months(request.until, -MONTHS), min(add_months(request.until, MONTHS), this_month)
        total, before = self.overall.total(request.shown_months), self.overall.comparable.total()
        return {
            "report": request,
            "this_month": this_month,
            "months": request.shown_months,
            "rows": self.rows,
            "is_counted": self.is_counted,
            "all_stories": [self.overall.months[month] for month in request.shown_months],
            "total": total,
            "before": before,
            "signed_difference": format_signed(total - before),
            "under_covered": under_covered[:MAX_LISTED],
            "more_under_covered": under_covered[MAX_LISTED:],
            "never_covered": self._list_never_covered() if self.is_counted else [],
            "at_least": MIN_STORIES,
            "earlier": request.query(until=f"{earlier:%Y-%m}") if earlier.year >= MIN_YEAR else "",
            "later": request.query(until=f"{later:%Y-%m}") if later > request.until else "",
            "csv_address": request.query(format="csv"),
        }

    def _list_never_covered(self) -> list[str]:
        """List the names of the requested countries without a story in either year, in alphabetical order."""
        language, covered = get_language() or "", {row.code for row in self.rows}
        return sorted(country_name(code, language) for code in _list_country_codes(self.request) if code not in covered)


def build_report(request: CoverageRequest) -> CoverageReport:
    """Count the stories of a request and build the report with its rows in the requested order."""
    question = CoverageQuestion(
        request.months[0], request.end, request.compare_until, language=request.language, role=request.role
    )
    counted = count_coverage(question)
    if counted is None:
        sentence = gettext("Counting the stories in this language takes too long. Choose all languages.")
        return CoverageReport(
            replace(request, errors=[*request.errors, sentence]), MonthlyCounts(), [], is_counted=False
        )
    overall, countries = counted
    return CoverageReport(request, overall, _build_rows(request, overall, countries))


def _list_country_codes(request: CoverageRequest) -> Collection[str]:
    """Return the codes of the countries in the requested region, or of all countries."""
    return REGIONS[request.region].codes if request.region else COUNTRIES


def _build_rows(
    request: CoverageRequest, overall: MonthlyCounts, countries: Mapping[str, MonthlyCounts]
) -> list[CoverageRow]:
    """Build a row per counted country of the requested region, sorted as requested."""
    language = get_language() or ""
    included = _list_country_codes(request)
    shown = {code: counts for code, counts in countries.items() if code in included}
    largest = max((counts.months[month] for counts in shown.values() for month in request.shown_months), default=0)
    list_prefix = _build_list_prefix(request)
    rows = [
        CoverageRow(
            code=code,
            name=country_name(code, language),
            cells=[
                _build_cell(counts.months[month], largest, list_prefix, code, month) for month in request.shown_months
            ],
            before=counts.comparable.total(),
            shortfall=find_shortfall(counts, overall, months=request.months),
        )
        for code, counts in shown.items()
    ]
    by_total = request.sort == "total"
    return sorted(rows, key=lambda row: (-row.total if by_total else row.difference, -row.total, row.name))


def _build_cell(stories: int, largest: int, list_prefix: str, code: str, month: datetime.date) -> Cell:
    """Build a month’s cell: its number of stories, its shade relative to the largest cell, and its public list."""
    # By the logarithm: a few much-covered countries must not leave all others pale.
    step = ceil(SHADES * log(1 + stories) / log(1 + largest)) if stories else 0
    last_day = add_months(month, 1) - _DAY
    address = f"{list_prefix}country={code.lower()}&after={month}&before={last_day}" if stories and list_prefix else ""
    return Cell(stories, step, address)


def _build_list_prefix(request: CoverageRequest) -> str:
    """Return the start of the address where readers find the counted stories; "" if they have no such list.

    The site's own language lists stories in all languages, another one its own; other languages have no list.
    """
    site_language = request.language or settings.LANGUAGE_CODE
    if request.language == settings.LANGUAGE_CODE or site_language not in dict(settings.LANGUAGES):
        return ""
    with override(site_language):
        return reverse("stories") + ("?role=either&" if request.role == "either" else "?")


def format_signed(number: int) -> str:
    """Format a number with a plus or minus sign; 0 has no sign."""
    return f"{number:+d}".replace("-", "−") if number else "0"
