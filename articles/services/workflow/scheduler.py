"""Apply scheduled moments that have come, by the database's clock."""

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import translation

from articles.domain.states import Stage
from articles.models import Article
from articles.services import assignments, audit, publication, revisions
from articles.services.edition import open_edition, open_edition_if_due
from articles.services.workflow import corrections
from articles.services.workflow.guards import left_when_due
from articles.services.workflow.state import keep, stop_waiting

logger = logging.getLogger(__name__)


def settle_due(*, limit: int = 500) -> list[Article]:
    """Apply every scheduled moment that has come, each story once and in its own transaction; the settled stories.

    A story that can't be settled goes back to approved with the reason in its log, and holds up no other.
    """
    settled = []
    for article in Article.objects.overdue().order_by("pk")[:limit]:
        try:
            # What the log says of it is read by the whole desk, whoever's request happens to be the first.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                story = revisions.lock(article)
                done = settle(story)
                if done:
                    open_edition()
        except (OperationalError, InterfaceError):
            # A lock that was not had in time says nothing of the story; the next request tries again.
            logger.exception("Story %s could not be settled now.", article.pk)
        except Exception as error:
            logger.exception("Story %s could not be published when it was due.", article.pk)
            _set_aside(article, reason=str(error) or type(error).__name__)
        else:
            if done and story.stage == Stage.DONE:
                settled.append(story)
    open_edition_if_due()
    return settled


def settle(story: Article) -> bool:
    """Do what the clock has already decided, so that nobody acts on a story as it was before its moment.

    The story must be locked. Whether anything was done: then the caller opens an edition, after all other locks.
    """
    if not _is_overdue(story):
        return False
    before, seen = audit.state_of(story), story.live
    told: dict[str, Any] = {}
    if story.scheduled_change_at:
        if problems := left_when_due(story):
            _put_aside(story, reason=" ".join(problems))
            return True
        story.live, story.publicly_updated_at = story.head, story.scheduled_change_at
        told = corrections.carry_out(story, before=seen)
        stop_waiting(story)
    story.stage = Stage.DONE
    keep(story)
    publication.project(story)
    assignments.fulfil(story)
    audit.record(story, by=None, action="settled", before=before, **told)
    return True


def _is_overdue(story: Article) -> bool:
    """By the database's clock, which is also the one that readers' lists go by."""
    return story.stage == Stage.SCHEDULED and Article.objects.overdue().filter(pk=story.pk).exists()


def _set_aside(article: Article, *, reason: str) -> None:
    try:
        with transaction.atomic():
            story = revisions.lock(article)
            if _is_overdue(story):
                _put_aside(story, reason=reason)
                open_edition()
    except DatabaseError:
        logger.exception("Story %s could not even be set aside.", article.pk)


def _put_aside(story: Article, *, reason: str) -> None:
    """Take a broken story off the clock: a change waits for a person, a first publication is public by its moment alone."""
    before = audit.state_of(story)
    story.stage = Stage.APPROVED if story.scheduled_change_at else Stage.DONE
    stop_waiting(story)
    keep(story)
    audit.record(story, by=None, action="failed", before=before, note=reason)
