"""What the address of the coverage report asks for: the year, the filters and the order."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from articles.domain.document import Language
from articles.lib.geo import REGIONS
from articles.queries.desk.geo.coverage import MONTHS

MIN_YEAR = 1605  # of the first newspaper
MAX_QUOTED = 40  # characters of a bad value that a message repeats
_MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CoverageRequest:
    """The twelve months up to `until` (the first day of the last one), compared with the twelve before.

    `errors` has a sentence for every value of the address that was ignored as invalid.
    """

    until: datetime.date
    region: str = ""
    role: str = "about"
    language: str = ""
    sort: str = "deficit"
    format: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def months(self) -> list[datetime.date]:
        """The first days of the months of both years, the oldest first."""
        return [add_months(self.until, -ago) for ago in reversed(range(2 * MONTHS))]

    @property
    def shown_months(self) -> list[datetime.date]:
        """The first days of the newer year's months."""
        return self.months[MONTHS:]

    @property
    def end(self) -> datetime.date:
        """The first day after the newer year."""
        return add_months(self.until, 1)

    @property
    def compare_until(self) -> datetime.date:
        """The first day after the compared part of the older year, which ends early if `until` is still running."""
        today = timezone.localdate()
        end = add_months(self.end, -MONTHS)
        if today >= self.end:
            return end
        return min(add_months(self.until, -MONTHS) + today.day * _DAY, end)

    def query(self, **changes: Any) -> str:
        """Return the query string of this request with the given parameters added or replaced."""
        values = {name: getattr(self, name) for name in ("region", "role", "language", "sort")}
        values = {name: value for name, value in values.items() if value != getattr(CoverageRequest, name)}
        return "?" + urlencode({"until": f"{self.until:%Y-%m}", **values, **changes})


def parse_request(data: QueryDict) -> CoverageRequest:
    """Parse the report’s query string; invalid values are replaced by defaults and explained in `errors`."""
    values: dict[str, Any] = {}
    errors = []
    values["until"], error = _parse_until(data.get("until", ""))
    if error:
        errors.append(error)
    choices: Mapping[str, tuple[str, Iterable[str]]] = {
        "region": (gettext("Region"), REGIONS),
        "role": (gettext("Stories"), ("about", "either")),
        "language": (gettext("Language"), Language.values),
        "sort": (gettext("Order"), ("deficit", "total")),
        "format": (gettext("File"), ("csv",)),
    }
    for name, (title, allowed) in choices.items():
        value = data.get(name, "")
        if value in allowed:
            values[name] = value
        elif value:
            sentence = gettext("“%(value)s” isn’t a choice for “%(name)s” and was ignored.")
            errors.append(sentence % {"value": value[:MAX_QUOTED], "name": title})
    return CoverageRequest(**values, errors=errors)


def _parse_until(text: str) -> tuple[datetime.date, str]:
    """Parse a past month such as 2026-11 into its first day; if invalid, return this month and an error sentence."""
    this_month = timezone.localdate().replace(day=1)
    match = _MONTH.fullmatch(text)
    until = datetime.date(max(int(match[1]), 1), int(match[2]), 1) if match else None
    if until and until.year >= MIN_YEAR and until <= this_month:
        return until, ""
    if not text:
        return this_month, ""
    sentence = gettext("“%(value)s” isn’t a past month, such as %(month)s. Showing the latest twelve months.")
    return this_month, sentence % {"value": text[:MAX_QUOTED], "month": f"{this_month:%Y-%m}"}


def add_months(first: datetime.date, number: int) -> datetime.date:
    """Return the first day of the month that is `number` months after `first`; earlier if negative."""
    years, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return datetime.date(years, month + 1, 1)
