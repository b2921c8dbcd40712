"""Save a story's state; shared by moves, schedules and edits."""

import datetime

from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.models import Article, PlannedChange
from articles.services.revisions import LockedArticle

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
    """Tell whether readers can see the story, its notice or its absence (410) at its address."""
    if article.standing == Standing.UNPUBLISHED or article.visible_at is None:
        return False
    return bool(article.visible_at <= (now or timezone.now()))


def save_state(story: LockedArticle) -> None:
    """Save a story's state columns, and reload `visible_at`, which the database computes from them."""
    story.save(update_fields=list(_STATE))
    story.refresh_from_db(fields=["visible_at"])


def withdraw_schedule(story: LockedArticle) -> None:
    """Undo a schedule without saving the story: it becomes unpublished, or a scheduled change loses its time."""
    if story.stage == Stage.SCHEDULED or story.scheduled_change_at:
        if story.scheduled_change_at is None:
            story.standing, story.live, story.publish_at = Standing.UNPUBLISHED, None, None
        drop_planned_change(story)


def drop_planned_change(story: LockedArticle) -> None:
    """Clear the time of a scheduled change in memory, and delete the correction planned for it.

    The story is not saved.
    """
    if story.scheduled_change_at:
        PlannedChange.objects.filter(article=story).delete()
        story.scheduled_change_at = None


def reopen(story: LockedArticle, *, in_review: bool) -> None:
    """End a story's approval and schedule because its text has changed: it is a draft, or in review if it was beyond.

    A draft stays one, and so does a story that is done or spiked.
    """
    beyond = {Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED}
    stage = Stage.IN_REVIEW if in_review and story.stage in beyond else Stage.DRAFT
    if story.stage == stage:
        return
    withdraw_schedule(story)
    story.stage = stage
    save_state(story)
