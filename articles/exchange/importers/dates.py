"""Reads the date line of a filed story: any form that can be read in one way only."""

import calendar
import datetime
import re

_MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<name>[a-z]{3,9})\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})", re.IGNORECASE),
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: +of)? +(?P<name>[a-z]{3,9})\.?,? +(?P<year>\d{4})",
        re.IGNORECASE,
    ),
)
_AMBIGUOUS = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|\d{1,2}-\d{1,2}-\d{2,4}")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +", re.IGNORECASE)


class NotADate(ValueError):
    """The line is a date that doesn't exist, or one that can be read in two ways."""


def read_date(line: str) -> datetime.date | None:
    """The day that a line names, or None when the line is no date at all. Raises NotADate."""
    text = _WEEKDAY.sub("", " ".join(line.split()))
    if _AMBIGUOUS.fullmatch(text):
        raise NotADate(f"“{text}” can be read in two ways; write it as 2025-05-31 or 31 May 2025.")
    for form in _FORMS:
        if match := form.fullmatch(text):
            month = _month(match.groupdict())
            return _day(int(match["year"]), month, int(match["day"]), text=text) if month else None
    return None


def _month(parts: dict[str, str | None]) -> int:
    """1 to 12 (or whatever number was written); 0 for a name that is no month's."""
    if parts.get("month"):
        return int(parts["month"] or 0)
    name = (parts["name"] or "").lower()
    name = "sep" if name == "sept" else name
    return next((number for number, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}), 0)


def _day(year: int, month: int, day: int, *, text: str) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise NotADate(f"“{text}” is a date that doesn’t exist.") from error
