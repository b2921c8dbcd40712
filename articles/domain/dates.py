"""Format dates and times for people, in the newsroom's time zone and the reader's language."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

_DAY = datetime.timedelta(days=1)


def format_day(day: datetime.date) -> str:
    """Format a date for people in the active language, such as "31 May 2025".

    An aware datetime is not converted to local time first.
    """
    return date_format(day, "DATE_FORMAT")


def format_moment(moment: datetime.datetime) -> str:
    """Format an aware datetime for people in local time with zone, such as "23 November 2026, 08:00 PKT"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"


def format_short_moment(moment: datetime.datetime) -> str:
    """Format an aware datetime for lists as short local date and time, or only the date at midnight.

    A story dated by its day alone is published at midnight.
    """
    local = timezone.localtime(moment)
    return date_format(local, "SHORT_DATE_FORMAT" if local.time() == datetime.time.min else "SHORT_DATETIME_FORMAT")


def format_recent_moment(moment: datetime.datetime) -> str:
    """Format an aware datetime as "today, 05:28" or "30 Nov, 05:28", with the year unless it is this year."""
    local, today = timezone.localtime(moment), timezone.localdate()
    if local.date() == today:
        return gettext("today, %(time)s") % {"time": date_format(local, "TIME_FORMAT")}
    if local.year == today.year:
        return date_format(local, pgettext("date format: a moment of this year", "j M, H:i"))
    return date_format(local, "SHORT_DATETIME_FORMAT")


def moments_at_local_time(clock: datetime.datetime) -> list[datetime.datetime]:
    """Return the moments (UTC), in order, at which local clocks show a naive date and time.

    Usually one; none in the hour skipped when clocks go forward, two in the hour repeated when they go back.
    """
    zone = timezone.get_current_timezone()
    candidates = [clock.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)]
    return sorted({moment for moment in candidates if moment.astimezone(zone).replace(tzinfo=None) == clock})


def start_of_day(day: datetime.date) -> datetime.datetime:
    """Return midnight of a day in the newsroom's time zone, as an aware datetime in UTC.

    Every database can store UTC.
    """
    # At the limits of the calendar, an offset would leave the supported range.
    day = min(max(day, datetime.date.min + _DAY), datetime.date.max - _DAY)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)).astimezone(datetime.UTC)


def move_to_day(moment: datetime.datetime, day: datetime.date) -> datetime.datetime:
    """Return the moment (UTC) that has the same local time of day as a given moment, on another day.

    In a repeated hour the first one; in a skipped hour, as much later as was skipped.
    """
    clock = timezone.localtime(moment).time().replace(fold=0)
    return timezone.make_aware(datetime.datetime.combine(day, clock)).astimezone(datetime.UTC)
