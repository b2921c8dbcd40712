"""Apply schedules that are due, by the database's clock."""

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import translation

from articles.domain.states import Stage
from articles.models import Article, PlannedChange
from articles.services import assignments, audit, publication, revisions
from articles.services.edition import open_edition, open_edition_if_due
from articles.services.revisions import LockedArticle
from articles.services.workflow import corrections
from articles.services.workflow.guards import list_unresolved_when_due
from articles.services.workflow.state import drop_planned_change, save_state

logger = logging.getLogger(__name__)


def apply_due_schedules(*, limit: int = 500) -> list[Article]:
    """Publish every story and change that is due, each in its own transaction; return the published stories.

    What cannot be published is logged with the reason, a change returns to approved, and the others go on.
    """
    published: list[Article] = []
    for article in Article.objects.overdue().order_by("pk")[:limit]:
        try:
            # Everyone at the desk reads the log, so its language must not depend on whose request comes first.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                story = revisions.lock(article)
                changed = apply_schedule(story)
                if changed:
                    open_edition()
        except (OperationalError, InterfaceError):
            # No fault of the story, such as a lock that was not available in time: the next request tries again.
            logger.exception("Story %s could not be published now.", article.pk)
        except Exception as error:
            logger.exception("Story %s could not be published when it was due.", article.pk)
            _cancel_failed(article, reason=str(error) or type(error).__name__)
        else:
            if changed and story.stage == Stage.DONE:
                published.append(story)
    open_edition_if_due()
    return published


def apply_schedule(story: LockedArticle) -> bool:
    """Publish a story or scheduled change if it is due; return whether anything changed.

    Call it before acting on a story's state. If anything changed, the caller opens an edition, after all other locks.
    """
    if not _is_overdue(story):
        return False
    before, live_before = audit.state_of(story), story.live
    details: dict[str, Any] = {}
    if story.scheduled_change_at:
        if problems := list_unresolved_when_due(story):
            _cancel_schedule(story, reason=" ".join(problems))
            return True
        story.live = story.head
        details = corrections.publish_planned(story, before=live_before)
        if details.get("kind") != PlannedChange.FIX:  # nothing that readers see may name its time
            story.publicly_updated_at = story.scheduled_change_at
        drop_planned_change(story)
    story.stage = Stage.DONE
    save_state(story)
    publication.project(story)
    assignments.complete(story)
    audit.record(story, by=None, action="settled", before=before, **details)
    return True


def _is_overdue(story: LockedArticle) -> bool:
    """Tell whether a story's schedule is due by the database's clock, which the readers' lists use too."""
    return story.stage == Stage.SCHEDULED and Article.objects.overdue().filter(pk=story.pk).exists()


def _cancel_failed(article: Article, *, reason: str) -> None:
    """Cancel the overdue schedule of a story whose publication failed, in a transaction of its own."""
    try:
        with transaction.atomic():
            story = revisions.lock(article)
            if _is_overdue(story):
                _cancel_schedule(story, reason=reason)
                open_edition()
    except DatabaseError:
        logger.exception("Story %s could not be taken off the schedule either.", article.pk)


def _cancel_schedule(story: LockedArticle, *, reason: str) -> None:
    """Cancel and log a schedule that cannot be applied.

    A first publication is public anyway, by its time alone.
    """
    before = audit.state_of(story)
    story.stage = Stage.APPROVED if story.scheduled_change_at else Stage.DONE
    drop_planned_change(story)
    save_state(story)
    audit.record(story, by=None, action="failed", before=before, note=reason)
