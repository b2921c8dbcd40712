"""Coverage report: stories by country and month, compared with the year before.

Two grouped queries, whatever the number of stories; months are those of the newsroom's calendar. The rule for what is
under-covered stands in `_slipped`, and in one sentence on the page. As CSV the same rows have column names that never
change with the language, so that two people's files can be joined.
"""

import csv
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, log
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.domain.dates import start_of_day
from articles.domain.document import Language
from articles.exchange.exporters.spreadsheet import escape_formula
from articles.lib.geo import COUNTRIES, REGIONS, Region, country_name, flag, region_name
from articles.models import Article, CountryMention
from articles.queries import policy

MONTHS, RECENT = 12, 3
AT_LEAST = 8  # stories in a year: fewer than two a quarter come and go by chance
STEPS = 4
LISTED = 12
FIRST_YEAR = 1605  # of the first newspaper
_MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
_QUOTED = 40
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `complaints` are what of it can't be understood, a sentence each."""

    until: datetime.date
    region: str = ""
    role: str = "about"
    language: str = ""
    sort: str = "deficit"
    format: str = ""
    complaints: list[str] = field(default_factory=list)

    @property
    def months(self) -> list[datetime.date]:
        """The first days of the months of two years, the oldest first; the newer year is shown."""
        return [_months_from(self.until, -ago) for ago in reversed(range(2 * MONTHS))]

    def query(self, **changed: Any) -> str:
        """The query string that asks for this, with some of it changed."""
        told = {name: getattr(self, name) for name in ("region", "role", "language", "sort")}
        told = {name: value for name, value in told.items() if value != getattr(Asked, name)}
        return "?" + urlencode({"until": f"{self.until:%Y-%m}", **told, **changed})


@dataclass(frozen=True)
class Cell:
    """One country's stories in one month, the shade of their number, and where readers find them ("" for nowhere)."""

    stories: int
    step: int
    address: str


@dataclass(frozen=True)
class Counts:
    """The stories by month, and those of the year before until the same day; of one country, or of the whole paper."""

    months: Counter[datetime.date] = field(default_factory=Counter)
    before: Counter[datetime.date] = field(default_factory=Counter)


@dataclass(frozen=True)
class Row:
    """A country's year beside the year before; `slipped` says why it is under-covered, `deficit` by how many stories."""

    code: str
    name: str
    cells: list[Cell]
    before: int
    slipped: str
    deficit: float

    @property
    def flag(self) -> str:
        return flag(self.code)

    @property
    def region(self) -> str:
        """The narrowest region of UN M49 that it lies in, in the reader's language."""
        return region_name(COUNTRIES[self.code].subregion, get_language() or "")

    @cached_property
    def total(self) -> int:
        return sum(cell.stories for cell in self.cells)

    @property
    def difference(self) -> int:
        return self.total - self.before

    @property
    def gained(self) -> str:
        """The difference as a page says it."""
        return _signed(self.difference)


@desk_page(policy.why_not_compare)
def coverage_view(request: DeskRequest) -> HttpResponse:
    """The page, or the same as a file; what can't be understood gives one sentence, and never a file."""
    asked = _asked(request.GET)
    paper, countries = _counted(asked)
    rows = _rows(asked, paper, countries)
    if asked.format and not asked.complaints:
        return _file(asked, rows)
    context = {
        "title": gettext("Compare coverage"),
        **_told(asked, paper, rows),
        **_choices(),
    }
    status = 400 if request.GET.get("format") else 200
    return TemplateResponse(request, "admin/articles/article/coverage.html", context, status=status)


def spreadsheet_cell(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula: text as exported files write it, and a number as it is."""
    return escape_formula(value) if isinstance(value, str) else value


def _asked(data: QueryDict) -> Asked:
    newest, complaints = timezone.localdate().replace(day=1), []
    found: dict[str, Any] = {"until": newest}
    asked = data.get("until", "")
    month = _MONTH.fullmatch(asked)
    until = datetime.date(max(int(month[1]), 1), int(month[2]), 1) if month else None
    if until and until.year >= FIRST_YEAR and until <= newest:
        found["until"] = until
    elif asked:
        words = gettext("“%(value)s” is no month until now, such as %(month)s; the newest twelve are shown.")
        complaints.append(words % {"value": asked[:_QUOTED], "month": f"{newest:%Y-%m}"})
    allowed: Mapping[str, tuple[str, Iterable[str]]] = {
        "region": (gettext("Region"), REGIONS),
        "role": (gettext("Stories"), ("about", "either")),
        "language": (gettext("Language"), Language.values),
        "sort": (gettext("Order"), ("deficit", "total")),
        "format": (gettext("File"), ("csv",)),
    }
    for name, (title, values) in allowed.items():
        value = data.get(name, "")
        if value in values:
            found[name] = value
        elif value:
            words = gettext("“%(value)s” is no choice for “%(name)s”, so it was left out.")
            complaints.append(words % {"value": value[:_QUOTED], "name": title})
    return Asked(**found, complaints=complaints)


def _months_from(first: datetime.date, number: int) -> datetime.date:
    years, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return datetime.date(years, month + 1, 1)


def _same_day_before(asked: Asked) -> datetime.date:
    """The day after the year before: a month that is still running is compared with as much of the month a year ago."""
    today, after = timezone.localdate(), _months_from(asked.until, 1)
    if today >= after:
        return _months_from(after, -12)
    return min(_months_from(asked.until, -12) + today.day * _DAY, _months_from(after, -12))


def _counted(asked: Asked) -> tuple[Counts, dict[str, Counts]]:
    """All stories, and those of each country; a country's only in the role that is asked for."""
    end = _months_from(asked.until, 1)
    stories = Article.objects.published().filter(
        visible_at__gte=start_of_day(asked.months[0]), visible_at__lt=start_of_day(end)
    )
    if asked.language:
        stories = stories.filter(language=asked.language)
    then = start_of_day(_same_day_before(asked))
    by_month = stories.annotate(month=TruncMonth("visible_at")).order_by().values_list("month")
    paper = Counts()
    countries: defaultdict[str, Counts] = defaultdict(Counts)
    for month, number, before in by_month.annotate(Count("pk"), before=Count("pk", filter=Q(visible_at__lt=then))):
        _take(paper, month, number, before)
    mentions = CountryMention.objects.filter(article__in=stories.values("pk"))
    if asked.role == "about":
        mentions = mentions.filter(role="about")
    by_country = mentions.annotate(month=TruncMonth("article__visible_at")).order_by().values_list("country", "month")
    counted = by_country.annotate(Count("pk"), before=Count("pk", filter=Q(article__visible_at__lt=then)))
    for code, month, number, before in counted:
        _take(countries[code], month, number, before)
    return paper, countries


def _take(counts: Counts, month: datetime.datetime, number: int, before: int) -> None:
    first = timezone.localdate(month)
    counts.months[first] += number
    counts.before[first] += before


def _rows(asked: Asked, paper: Counts, countries: Mapping[str, Counts]) -> list[Row]:
    language = get_language() or ""
    wanted = REGIONS[asked.region].codes if asked.region else COUNTRIES
    shown = asked.months[MONTHS:]
    most = max((countries[code].months[month] for code in countries if code in wanted for month in shown), default=0)
    lists = _lists(asked)
    rows = []
    for code in (code for code in countries if code in wanted):
        counts = countries[code]
        cells = [_cell(counts.months[month], most, lists, code, month) for month in shown]
        slipped, deficit = _slipped(counts, paper, asked.months)
        rows.append(Row(code, country_name(code, language), cells, counts.before.total(), slipped, deficit))
    by_total = asked.sort == "total"
    return sorted(rows, key=lambda row: (-row.total if by_total else row.difference, -row.total, row.name))


def _cell(stories: int, most: int, lists: str, code: str, month: datetime.date) -> Cell:
    # By the logarithm: a few much-covered countries must not leave all others pale.
    step = ceil(STEPS * log(1 + stories) / log(1 + most)) if stories else 0
    last = _months_from(month, 1) - _DAY
    address = f"{lists}country={code.lower()}&after={month}&before={last}" if stories and lists else ""
    return Cell(stories, step, address)


def _lists(asked: Asked) -> str:
    """Where readers find just these stories: the paper lists all languages, an edition its own, and nobody one of the rest."""
    edition = asked.language or settings.LANGUAGE_CODE
    if asked.language == settings.LANGUAGE_CODE or edition not in dict(settings.LANGUAGES):
        return ""
    with override(edition):
        return reverse("stories") + ("?role=either&" if asked.role == "either" else "?")


def _slipped(counts: Counts, paper: Counts, months: list[datetime.date]) -> tuple[str, float]:
    """Why a country is under-covered, and by how many stories in three months; ("", 0) when it isn't.

    Its share of all stories fell by more than half against the twelve months before; or it is not covered any more.
    """
    recent, year = months[-RECENT:], months[-RECENT - MONTHS : -RECENT]
    now, then = (sum(counts.months[month] for month in span) for span in (recent, year))
    all_now, all_then = (sum(paper.months[month] for month in span) for span in (recent, year))
    before = counts.before.total()
    if before and not any(counts.months[month] for month in months[MONTHS:]):
        words = ngettext(
            "none in these twelve months, %(n)s story the year before",
            "none in these twelve months, %(n)s stories the year before",
            before,
        )
        return words % {"n": before}, before * RECENT / MONTHS
    expected = then * all_now / all_then if all_then else 0.0
    if then < AT_LEAST or 2 * now >= expected:
        return "", 0.0
    words = ngettext(
        "%(n)s story in three months, %(expected)s expected from the year before",
        "%(n)s stories in three months, %(expected)s expected from the year before",
        now,
    )
    return words % {"n": now, "expected": max(round(expected), 1)}, expected - now


def _told(asked: Asked, paper: Counts, rows: list[Row]) -> dict[str, Any]:
    """What the page shows of the counts."""
    slipped = sorted((row for row in rows if row.slipped), key=lambda row: (-row.deficit, row.name))
    shown, newest = asked.months[MONTHS:], timezone.localdate().replace(day=1)
    language, met = get_language() or "", {row.code for row in rows}
    never = [
        country_name(code, language)
        for code in (REGIONS[asked.region].codes if asked.region else COUNTRIES)
        if code not in met
    ]
    earlier, later = _months_from(asked.until, -MONTHS), min(_months_from(asked.until, MONTHS), newest)
    total, before = sum(paper.months[month] for month in shown), paper.before.total()
    return {
        "asked": asked,
        "newest": newest,
        "months": shown,
        "rows": rows,
        "all_stories": [paper.months[month] for month in shown],
        "total": total,
        "before": before,
        "gained": _signed(total - before),
        "slipped": slipped[:LISTED],
        "slipped_too": slipped[LISTED:],
        "never": sorted(never),
        "at_least": AT_LEAST,
        "earlier": asked.query(until=f"{earlier:%Y-%m}") if earlier.year >= FIRST_YEAR else "",
        "later": asked.query(until=f"{later:%Y-%m}") if later > asked.until else "",
        "as_file": asked.query(format="csv"),
    }


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def _choices() -> dict[str, Any]:
    """What the page's form offers."""
    return {"regions": _regions(""), "languages": Language.choices}


def _regions(around: str, depth: int = 0) -> list[tuple[str, str]]:
    """The regions inside another one, each followed by those inside it, set in by its depth."""
    language = get_language() or ""
    inside: list[tuple[str, Region]] = [
        (region_name(region.name, language), region) for region in REGIONS.values() if region.around == around
    ]
    found = []
    for name, region in sorted(inside, key=lambda pair: pair[0]):
        found += [(region.slug, "\u2003" * depth + name), *_regions(region.slug, depth + 1)]
    return found


def _file(asked: Asked, rows: list[Row]) -> HttpResponse:
    """The rows as CSV. It begins with a byte order mark, without which spreadsheets misread every name beyond ASCII."""
    shown = [f"{month:%Y-%m}" for month in asked.months[MONTHS:]]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="coverage-{shown[0]}-to-{shown[-1]}.csv"'
    response.headers["Cache-Control"] = "private"
    file = csv.writer(response)
    file.writerow(["code", "name", "region", *shown, "total", "year_before", "difference", "under_covered"])
    for row in rows:
        numbers = [*(cell.stories for cell in row.cells), row.total, row.before, row.difference]
        line = [row.code, row.name, row.region, *numbers, "yes" if row.slipped else "no"]
        file.writerow([spreadsheet_cell(value) for value in line])
    return response
