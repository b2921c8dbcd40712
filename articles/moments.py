"""How the newsroom says a moment: in its own time zone, the zone named, in the reader's language."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


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
