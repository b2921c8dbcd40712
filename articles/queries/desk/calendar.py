"""The calendar's stories: scheduled, embargoed, due and published between two times."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.models import Article
from articles.models.expressions import among
from articles.models.story.stories import ArticleQuerySet

MAX_STORIES: Final = 500  # of a kind on one page
MAX_PUBLISHED: Final = 10_000  # on the days of one page, to be counted


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
        stories = (
            _stories_with_row().filter(standing=Standing.UNPUBLISHED).exclude(stage__in=[Stage.SCHEDULED, Stage.SPIKED])
        )
        return stories.filter(embargo__gte=self.start, embargo__lt=self.end).order_by("embargo")[:MAX_STORIES]

    def due(self) -> ArticleQuerySet:
        """Return stories in progress that are due in this period."""
        return (
            _stories_with_row().due_before(self.end).filter(assignment__due_at__gte=self.start).by_due()[:MAX_STORIES]
        )

    def published(self, *, daily: int) -> tuple[ArticleQuerySet, Counter[datetime.date]]:
        """Return the first `daily` stories that were published on each day, and how many more each day has.

        Only those shown are loaded: in a week there may be thousands. Days are the newsroom's.
        """
        stories = Article.objects.published().filter(visible_at__gte=self.start, visible_at__lt=self.end)
        of_day: defaultdict[datetime.date, list[int]] = defaultdict(list)
        for key, moment in stories.order_by("visible_at", "pk").values_list("pk", "visible_at")[:MAX_PUBLISHED]:
            of_day[timezone.localdate(moment)].append(key)
        shown = [key for keys in of_day.values() for key in keys[:daily]]
        more = Counter({day: len(keys) - daily for day, keys in of_day.items() if len(keys) > daily})
        return _stories_with_row().filter(among(shown)), more


def _stories_with_row() -> ArticleQuerySet:
    """Return all stories, loaded with the section and assignment that a row of the calendar shows."""
    return Article.objects.select_related("section", "assignment__to")
