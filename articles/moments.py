"""How the newsroom says a moment: in its own time zone, the zone named."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format

DAY = "F j, Y"  # as reporters write the date line: May 31, 2025


def moment_in_words(moment: datetime.datetime) -> str:
    """An aware moment for people, such as "November 23, 2026, 08:00 PKT"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, f'{DAY}, H:i')} {local:%Z}"


def short_moment(moment: datetime.datetime) -> str:
    """The same for a list; a story dated by its day alone (midnight) shows no hour."""
    local = timezone.localtime(moment)
    clock = "" if local.time() == datetime.time.min else ", H:i"
    return date_format(local, f"M j, Y{clock}")
