"""Coverage by month as a bar chart."""

import datetime
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from articles.models import ListMonth
from articles.queries.read_model.months import first_day, month_number

CHART_MONTHS: Final = 24
CHART_HEIGHT: Final = 60


@dataclass(frozen=True)
class Month:
    """The number of stories in one month, and its bar in a chart of `CHART_MONTHS` x 10 by `CHART_HEIGHT` units."""

    first: datetime.date
    stories: int
    x: int
    height: int

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def y(self) -> int:
        """The top edge of the bar, measured from the top of the chart."""
        return CHART_HEIGHT - self.height


@dataclass(frozen=True)
class Chart:
    """Stories by month as a bar chart, with a text alternative."""

    months: list[Month]

    @property
    def label(self) -> str:
        """The text alternative: every month with its number of stories."""
        return ", ".join(f"{month}: {month.stories}" for month in self.months)


def count_by_month(list_id: int) -> list[Month]:
    """Return the number of a list's stories in each of the last `CHART_MONTHS` months; [] if there are none."""
    last = month_number(timezone.now())
    rows = ListMonth.objects.filter(list=list_id, month__gt=last - CHART_MONTHS, stories__gt=0)
    counts = dict(rows.values_list("month", "stories"))
    highest = max(counts.values(), default=0)
    if not highest:
        return []
    return [
        Month(first_day(month), count, 10 * place + 1, ceil((CHART_HEIGHT - 2) * count / highest))
        for place, month in enumerate(range(last - CHART_MONTHS + 1, last + 1))
        for count in [counts.get(month, 0)]
    ]
