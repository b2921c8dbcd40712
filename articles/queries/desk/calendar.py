"""The calendar's stories: scheduled, embargoed, due and published between two times, one query each."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from articles.domain.states import Stage, Standing
from articles.models import Article
from articles.models.story.stories import ArticleQuerySet

MAX_STORIES: Final = 500  # of a kind on one page


@dataclass(frozen=True)
class CalendarStories:
    """The stories of a calendar page: whatever happens from `start` on and before `end`."""

    start: datetime.datetime
    end: datetime.datetime

    def scheduled(self) -> ArticleQuerySet:
        """Return stories that are scheduled in this period, and published ones with a scheduled change."""
        first = Q(scheduled_change_at=None, visible_at__gte=self.start, visible_at__lt=self.end)
        change = Q(scheduled_change_at__gte=self.start, scheduled_change_at__lt=self.end)
        return (
            _stories_with_row().filter(stage=Stage.SCHEDULED).filter(first | change).by_publication_time()[:MAX_STORIES]
        )

    def embargoed(self) -> ArticleQuerySet:
        """Return unpublished stories that aren't scheduled and whose embargo ends in this period."""
        # Named one by one, so that an index by stage finds these few stories.
        unscheduled = [Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED]
        stories = _stories_with_row().filter(standing=Standing.UNPUBLISHED, stage__in=unscheduled)
        return stories.filter(embargo__gte=self.start, embargo__lt=self.end).order_by("embargo")[:MAX_STORIES]

    def due(self) -> ArticleQuerySet:
        """Return stories in progress that are due in this period."""
        return (
            _stories_with_row().due_before(self.end).filter(assignment__due_at__gte=self.start).by_due()[:MAX_STORIES]
        )

    def published(self) -> ArticleQuerySet:
        """Return stories that were published in this period."""
        stories = _stories_with_row().published().filter(visible_at__gte=self.start, visible_at__lt=self.end)
        return stories.newest_first()[:MAX_STORIES]


def _stories_with_row() -> ArticleQuerySet:
    """Return all stories, loaded with the section and assignment that a row of the calendar shows."""
    return Article.objects.select_related("section", "assignment__to")
