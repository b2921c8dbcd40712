"""Format dates and times for people, in the newsroom's time zone and the reader's language."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

_DAY = datetime.timedelta(days=1)


def day_in_words(day: datetime.date) -> str:
    """A day for people, as reporters write the date line: May 31, 2025. An aware moment is taken as it is."""
    return date_format(day, pgettext("date format: a day", "F j, Y"))


def moment_in_words(moment: datetime.datetime) -> str:
    """An aware moment for people, such as "November 23, 2026, 08:00 PKT"."""
    local = timezone.localtime(moment)
    form = pgettext("date format: a moment", "F j, Y, H:i")
    return f"{date_format(local, form)} {local:%Z}"


def short_moment(moment: datetime.datetime) -> str:
    """The same for a list; a story dated by its day alone (midnight) shows no hour."""
    local = timezone.localtime(moment)
    day, exact = pgettext("date format: a short day", "M j, Y"), pgettext("date format: a short moment", "M j, Y, H:i")
    return date_format(local, day if local.time() == datetime.time.min else exact)


def readings(clock: datetime.datetime) -> list[datetime.datetime]:
    """The moments at which the newsroom's clocks show this (a naive datetime), the earlier first.

    One as a rule; none in the hour that the clocks skip, two in the hour that they show twice.
    """
    zone = timezone.get_current_timezone()
    meant = [clock.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)]
    return sorted({moment for moment in meant if moment.astimezone(zone).replace(tzinfo=None) == clock})


def midnight(day: datetime.date) -> datetime.datetime:
    """The day's beginning in the newsroom's zone, as a moment that any database can hold (UTC)."""
    # At the ends of the calendar a zone's offset would lead out of it.
    day = min(max(day, datetime.date.min + _DAY), datetime.date.max - _DAY)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)).astimezone(datetime.UTC)


def on_day(moment: datetime.datetime, day: datetime.date) -> datetime.datetime:
    """The moment at which the newsroom's clocks show the same time on another day.

    The first one in an hour that they show twice; in an hour that they skip, as much later as they skip.
    """
    clock = timezone.localtime(moment).time().replace(fold=0)
    return timezone.make_aware(datetime.datetime.combine(day, clock)).astimezone(datetime.UTC)
