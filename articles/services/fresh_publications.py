"""Record first publications, and whether a feed has carried them, while they can still be undone.

The only writer of them. A reader's own visit leaves no trace; a feed is copied by machines, so a story that was in one
can no longer be taken back as if it had never been public.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, FreshPublication

UNDO_WITHIN: Final = timedelta(minutes=5)


def begin(story: Article) -> None:
    """Record that a story has just been published for the first time; forget those that can't be undone any more."""
    now = timezone.now()
    FreshPublication.objects.filter(at__lt=now - UNDO_WITHIN).delete()
    FreshPublication.objects.update_or_create(article=story, defaults={"at": now, "fetched_at": None})


def end(story: Article) -> None:
    """Record that the publication of a story can't be undone any more, or has been."""
    FreshPublication.objects.filter(article=story).delete()


def mark_fetched(keys: Collection[int]) -> None:
    """Record that a feed carries these stories, by primary key."""
    unfetched = FreshPublication.objects.filter(article__in=keys, fetched_at=None)
    if unfetched.exists():  # read first: every feed asks, and a write would wait for other writes
        unfetched.update(fetched_at=timezone.now())


def why_not_undo(story: Article) -> str | None:
    """Return in one sentence why a story's publication can't be undone; None if it can."""
    advice = _("Retract the story, or publish a correction.")
    fresh = FreshPublication.objects.filter(article=story, at__gte=timezone.now() - UNDO_WITHIN).first()
    if fresh is None:
        return " ".join([_("A publication can be undone for five minutes only."), advice])
    if fresh.fetched_at:
        return " ".join([_("Somebody has fetched this story from a feed."), advice])
    return None
