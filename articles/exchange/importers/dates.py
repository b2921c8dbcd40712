"""Parse the date line of a filed story, refusing ambiguous dates."""

import calendar
import datetime
import re

from django.utils.translation import gettext

from articles.domain.errors import UserFacingError

_MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_MOST_MONTHS = 12
_NAMED = (
    re.compile(r"(?P<name>[a-z]{3,9})\.? +(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{4})", re.IGNORECASE),
    re.compile(
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: +of)? +(?P<name>[a-z]{3,9})\.?,? +(?P<year>[0-9]{4})", re.IGNORECASE
    ),
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_SHORT = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +", re.IGNORECASE)


class NotADate(UserFacingError):
    """The line is a date that doesn't exist, or one that can be read in two ways."""


def read_date(line: str) -> datetime.date | None:
    """The day that a line names, or None when the line is no date at all. Raises NotADate."""
    text = _WEEKDAY.sub("", " ".join(line.split()))
    for form in _NAMED:
        if match := form.fullmatch(text):
            month = _month(match["name"])
            return None if month is None else _day(match["year"], month, match["day"], text=text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(*match.groups(), text=text)
    if match := _YEAR_LAST.fullmatch(text):
        return _day(match[3], *_month_and_day(match[1], match[2], text=text), text=text)
    if _SHORT.fullmatch(text):
        raise _ambiguous(text)
    return None


def _month(name: str) -> int | None:
    """1 to 12; None for a word that is no month's name. Raises NotADate for one that was meant to be."""
    word = "sep" if name.lower() == "sept" else name.lower()
    for number, month in enumerate(_MONTHS, 1):
        if word in {month, month[:3]}:
            return number
        if word[:3] == month[:3]:
            raise NotADate(
                gettext("“%(name)s” is no month; did you mean %(month)s?") % {"name": name, "month": month.capitalize()}
            )
    return None


def _month_and_day(first: str, second: str, *, text: str) -> tuple[str, str]:
    """Which of two numbers is the month, where only one of them can be."""
    if first == second or int(first) > _MOST_MONTHS:
        return second, first
    if int(second) > _MOST_MONTHS:
        return first, second
    raise _ambiguous(text)


def _ambiguous(text: str) -> NotADate:
    return NotADate(
        gettext("“%(text)s” can be read in two ways; write it as 2025-05-31 or 31 May 2025.") % {"text": text}
    )


def _day(year: str, month: str | int, day: str, *, text: str) -> datetime.date:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError as error:
        raise NotADate(gettext("“%(text)s” is a date that doesn’t exist.") % {"text": text}) from error
