"""Keep the portrait of a country with its list, and draw it again when the list, the month or the release is another."""

import logging

from django.db import DatabaseError, connection
from django.utils import timezone

from articles.domain.story_lists import ListName
from articles.models import StoryList
from articles.queries.read_model.months import month_number
from articles.queries.read_model.portraits import draw_portrait
from articles.queries.release import release

logger = logging.getLogger(__name__)

_READ = (
    "SELECT id, changes, portrait, portrait_made_by FROM articles_storylist "
    "WHERE kind = %s AND key = %s AND language = %s"
)


def fetch_portrait(name: ListName) -> str:
    """Return the portrait of the country that a list is about, with tokens for names; "" if there is no such list."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, list(name))
        row = cursor.fetchone()
    if row is None:
        return ""
    key, changes, portrait, made_by = row
    # The number of changes was read before the stories are: if another comes between, the next reader draws again.
    maker = f"{release()} {changes} {month_number(timezone.now())}"
    return str(portrait) if made_by == maker else _draw_and_store(key, maker)


def drop_portraits() -> None:
    """Have every portrait drawn again, since an address in them may have changed."""
    StoryList.objects.exclude(portrait="").update(portrait="", portrait_made_by="")


def _draw_and_store(key: int, maker: str) -> str:
    """Draw the portrait of a list and store it. A database that can't be written to costs time, never a page."""
    portrait = draw_portrait(StoryList.objects.get(pk=key))
    try:
        StoryList.objects.filter(pk=key).update(portrait=portrait, portrait_made_by=maker)
    except DatabaseError:
        logger.exception("The portrait of list %s could not be stored.", key)
    return portrait
