"""Write a story's state; shared by moves, clock and edits."""

import datetime

from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.models import Article, PlannedChange

_STATE = (
    "standing",
    "stage",
    "live",
    "approved",
    "publish_at",
    "scheduled_change_at",
    "publicly_updated_at",
    "notice",
    "last_edited_at",
)


def is_public(article: Article, *, now: datetime.datetime | None = None) -> bool:
    """Whether readers can see the story, its notice or its absence (410) at its address."""
    if article.standing == Standing.UNPUBLISHED or article.visible_at is None:
        return False
    return bool(article.visible_at <= (now or timezone.now()))


def keep(story: Article) -> None:
    """Write the state's columns, and read back the moment that the database makes of them."""
    story.save(update_fields=list(_STATE))
    story.refresh_from_db(fields=["visible_at"])


def withdraw_schedule(story: Article) -> None:
    """Undo a schedule: a first publication leaves the public record again, a waiting change just loses its moment."""
    if story.stage == Stage.SCHEDULED or story.scheduled_change_at:
        if story.scheduled_change_at is None:
            story.standing, story.live, story.publish_at = Standing.UNPUBLISHED, None, None
        stop_waiting(story)


def stop_waiting(story: Article) -> None:
    """A change that waited loses its moment, and what readers were to be told of it."""
    if story.scheduled_change_at:
        PlannedChange.objects.filter(article=story).delete()
        story.scheduled_change_at = None


def reopen(article: Article) -> None:
    """Put the head back to draft because its text has changed; approval and schedule end. The story must be locked."""
    if article.stage == Stage.DRAFT:
        return
    withdraw_schedule(article)
    article.stage = Stage.DRAFT
    keep(article)
