"""View model of the coverage report: a row per country, and the sums of all stories."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override

from articles.admin.geo.coverage_request import MIN_YEAR, CoverageRequest, add_months
from articles.lib.geo import COUNTRIES, REGIONS, country_name, flag, region_name
from articles.queries.desk.coverage import (
    MIN_STORIES,
    MONTHS,
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
        return flag(self.code)

    @property
    def region(self) -> str:
        """The smallest UN M49 region that contains it, in the desk's language."""
        return region_name(COUNTRIES[self.code].subregion, get_language() or "")

    @cached_property
    def total(self) -> int:
        return sum(cell.stories for cell in self.cells)

    @property
    def difference(self) -> int:
        return self.total - self.before

    @property
    def signed_difference(self) -> str:
        """The difference with its sign."""
        return format_signed(self.difference)

    @property
    def reason(self) -> str:
        """Why it is under-covered, in a few words; "" if it isn't."""
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
    """The report that an address asks for; two queries."""

    request: CoverageRequest
    overall: MonthlyCounts
    rows: list[CoverageRow]

    def context(self) -> dict[str, Any]:
        """Return what the page shows besides its form."""
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
            "all_stories": [self.overall.months[month] for month in request.shown_months],
            "total": total,
            "before": before,
            "signed_difference": format_signed(total - before),
            "under_covered": under_covered[:MAX_LISTED],
            "more_under_covered": under_covered[MAX_LISTED:],
            "never_covered": self._never_covered(),
            "at_least": MIN_STORIES,
            "earlier": request.query(until=f"{earlier:%Y-%m}") if earlier.year >= MIN_YEAR else "",
            "later": request.query(until=f"{later:%Y-%m}") if later > request.until else "",
            "csv_address": request.query(format="csv"),
        }

    def _never_covered(self) -> list[str]:
        """Return the names of the countries without a story in either year."""
        language, covered = get_language() or "", {row.code for row in self.rows}
        return sorted(country_name(code, language) for code in _codes(self.request) if code not in covered)


def build_report(request: CoverageRequest) -> CoverageReport:
    """Count the stories and build the rows in the requested order."""
    overall, countries = count_coverage(
        start=request.months[0],
        end=request.end,
        compare_until=request.compare_until,
        language=request.language,
        role=request.role,
    )
    return CoverageReport(request, overall, _rows(request, overall, countries))


def _codes(request: CoverageRequest) -> Collection[str]:
    return REGIONS[request.region].codes if request.region else COUNTRIES


def _rows(
    request: CoverageRequest, overall: MonthlyCounts, countries: Mapping[str, MonthlyCounts]
) -> list[CoverageRow]:
    language = get_language() or ""
    included = _codes(request)
    shown = {code: counts for code, counts in countries.items() if code in included}
    most = max((counts.months[month] for counts in shown.values() for month in request.shown_months), default=0)
    lists = _public_list(request)
    rows = [
        CoverageRow(
            code=code,
            name=country_name(code, language),
            cells=[_cell(counts.months[month], most, lists, code, month) for month in request.shown_months],
            before=counts.comparable.total(),
            shortfall=find_shortfall(counts, overall, months=request.months),
        )
        for code, counts in shown.items()
    ]
    by_total = request.sort == "total"
    return sorted(rows, key=lambda row: (-row.total if by_total else row.difference, -row.total, row.name))


def _cell(stories: int, most: int, lists: str, code: str, month: datetime.date) -> Cell:
    # By the logarithm: a few much-covered countries must not leave all others pale.
    step = ceil(SHADES * log(1 + stories) / log(1 + most)) if stories else 0
    last_day = add_months(month, 1) - _DAY
    address = f"{lists}country={code.lower()}&after={month}&before={last_day}" if stories and lists else ""
    return Cell(stories, step, address)


def _public_list(request: CoverageRequest) -> str:
    """Return the beginning of the address where readers find these stories, "" if there is no such list.

    The site's own language lists stories in all languages, another one its own; other languages have no list.
    """
    site_language = request.language or settings.LANGUAGE_CODE
    if request.language == settings.LANGUAGE_CODE or site_language not in dict(settings.LANGUAGES):
        return ""
    with override(site_language):
        return reverse("stories") + ("?role=either&" if request.role == "either" else "?")


def format_signed(number: int) -> str:
    """Format a number with a sign, 0 without one."""
    return f"{number:+d}".replace("-", "−") if number else "0"
