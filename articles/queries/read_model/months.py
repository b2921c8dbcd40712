"""Months as numbers, in the newsroom's time zone."""

import datetime

from django.utils import timezone


def month_number(moment: datetime.datetime) -> int:
    """Return the month of a time in the newsroom's time zone, as 12 × year + month from 0."""
    local = timezone.localtime(moment)
    return 12 * local.year + local.month - 1


def first_day(month: int) -> datetime.date:
    """Return the first day of a month given by its number."""
    return datetime.date(month // 12, month % 12 + 1, 1)
