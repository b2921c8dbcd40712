"""How the newsroom says a moment: in its own time zone, the zone named."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def moment_in_words(moment: datetime.datetime) -> str:
    """An aware moment for people, such as "23 November 2026, 08:00 PKT"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y, H:i')} {local:%Z}"


def short_moment(moment: datetime.datetime) -> str:
    """The same for a list; a story dated by its day alone (midnight) shows no hour."""
    local = timezone.localtime(moment)
    clock = "" if local.time() == datetime.time.min else ", H:i"
    return date_format(local, f"j M Y{clock}")
