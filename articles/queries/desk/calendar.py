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
        """Stories to be published, and scheduled changes to published ones."""
        first = Q(scheduled_change_at=None, visible_at__gte=self.start, visible_at__lt=self.end)
        change = Q(scheduled_change_at__gte=self.start, scheduled_change_at__lt=self.end)
        return _with_row().filter(stage=Stage.SCHEDULED).filter(first | change).by_publication_time()[:MAX_STORIES]

    def embargoed(self) -> ArticleQuerySet:
        """Unpublished stories that aren't scheduled and whose embargo ends."""
        stories = _with_row().filter(standing=Standing.UNPUBLISHED).exclude(stage__in=[Stage.SCHEDULED, Stage.SPIKED])
        return stories.filter(embargo__gte=self.start, embargo__lt=self.end).order_by("embargo")[:MAX_STORIES]

    def due(self) -> ArticleQuerySet:
        """Stories in progress that are due."""
        return _with_row().due_before(self.end).filter(assignment__due_at__gte=self.start).by_due()[:MAX_STORIES]

    def published(self) -> ArticleQuerySet:
        """Stories that have been published."""
        stories = _with_row().published().filter(visible_at__gte=self.start, visible_at__lt=self.end)
        return stories.newest_first()[:MAX_STORIES]


def _with_row() -> ArticleQuerySet:
    return Article.objects.select_related("section", "assignment__to")
