"""Parse the date line of a filed story, refusing ambiguous dates."""

import calendar
import datetime
import re

from django.utils.translation import gettext

from articles.domain.errors import UserFacingError

_MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_MONTHS_IN_YEAR = 12
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


class InvalidDate(UserFacingError):
    """The line is a date that does not exist or is ambiguous."""


def read_date(line: str) -> datetime.date | None:
    """Parse a line that is a date; return None if the line is something else. Raises InvalidDate."""
    text = _WEEKDAY.sub("", " ".join(line.split()))
    for form in _NAMED:
        if match := form.fullmatch(text):
            month = _parse_month(match["name"])
            return None if month is None else _make_date(match["year"], month, match["day"], text=text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _make_date(*match.groups(), text=text)
    if match := _YEAR_LAST.fullmatch(text):
        return _make_date(match[3], *_order_month_and_day(match[1], match[2], text=text), text=text)
    if _SHORT.fullmatch(text):
        raise _ambiguity_error(text)
    return None


def _parse_month(name: str) -> int | None:
    """Return a month's number from its name, None for any other word. Raises InvalidDate for a misspelt month."""
    word = "sep" if name.lower() == "sept" else name.lower()
    for number, month in enumerate(_MONTHS, 1):
        if word in {month, month[:3]}:
            return number
        if word[:3] == month[:3]:
            raise InvalidDate(
                gettext("“%(name)s” isn’t a month; did you mean %(month)s?")
                % {"name": name, "month": month.capitalize()}
            )
    return None


def _order_month_and_day(first: str, second: str, *, text: str) -> tuple[str, str]:
    """Return which of two numbers is the month, then the day. Raises InvalidDate if either could be the month."""
    if first == second or int(first) > _MONTHS_IN_YEAR:
        return second, first
    if int(second) > _MONTHS_IN_YEAR:
        return first, second
    raise _ambiguity_error(text)


def _ambiguity_error(text: str) -> InvalidDate:
    """Return the error for a date that could be read in two ways."""
    return InvalidDate(gettext("“%(text)s” is ambiguous; write it as 2025-05-31 or 31 May 2025.") % {"text": text})


def _make_date(year: str, month: str | int, day: str, *, text: str) -> datetime.date:
    """Make a date of numbers in digits; `text` is the line for the message. Raises InvalidDate for 31 June."""
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError as error:
        raise InvalidDate(gettext("The date “%(text)s” does not exist.") % {"text": text}) from error
