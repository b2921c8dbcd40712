"""The board's stories: filtered, counted by stage, and the first cards of each column.

Seven queries, however many stories there are, unless a column has more than are counted.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.expressions import among
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.newest_first import MAX_COUNTED
from articles.queries.desk.work_lists import about_country, first_by_due, first_keys
from articles.queries.time_budget import time_budget

MAX_CARDS: Final = 30  # in a column
STAGES: Final = (Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED, Stage.DONE)


@dataclass(frozen=True)
class BoardFilter:
    """Which stories the board shows; an empty value filters nothing.

    `section` is a slug, `country` a code, `assignee` "me" or "nobody".
    """

    section: str = ""
    country: str = ""
    assignee: str = ""
    late_only: bool = False

    def apply(self, *, user: User) -> ArticleQuerySet:
        """Return the stories at any stage that pass the filter."""
        stories = Article.objects.all()
        if self.section:
            stories = stories.filter(section__slug=self.section)
        if self.country:
            stories = about_country(stories, self.country)
        if self.assignee:
            stories = stories.filter(assignment__to=user if self.assignee == "me" else None)
        return stories.due_before(Now()) if self.late_only else stories


@dataclass(frozen=True)
class Column:
    """A column of the board: its first stories in order, loaded for cards, and how many it has.

    `are_many`: more than `count`. `is_unsearched`: the time was too short to find any, so both are unknown.
    """

    stories: list[Article]
    count: int = 0
    are_many: bool = False
    is_unsearched: bool = False


_COLUMNS: Final = ("pk", "last_edited_at", "assignment__due_at", "scheduled_change_at", "visible_at")


class _Row(NamedTuple):
    """What decides where a story stands in its column."""

    key: int
    edited_at: datetime.datetime
    due_at: datetime.datetime | None
    change_at: datetime.datetime | None
    visible_at: datetime.datetime | None


def read_columns(stories: ArticleQuerySet) -> dict[Stage, Column]:
    """Read the board's columns, each within its share of the time budget; a story has ``version``, its newest number."""
    columns = {stage: _find_column(stories, stage) for stage in STAGES}
    loaded = _load_cards([story.pk for column in columns.values() for story in column.stories])
    return {
        stage: replace(column, stories=[loaded[story.pk] for story in column.stories if story.pk in loaded])
        for stage, column in columns.items()
    }


def _find_column(stories: ArticleQuerySet, stage: Stage) -> Column:
    """Find the stories of a column, of which only the primary keys are loaded; one or two queries, and more if many."""
    found: Column | None = None
    with time_budget(share=1 / len(STAGES)):
        rows = {row.key: row for part in _select_column(stories, stage) for row in _read_rows(part)}
        are_many = len(rows) > MAX_COUNTED
        keys = _find_first_of_many(stories, stage) if are_many else _sort(rows.values(), stage)[:MAX_CARDS]
        found = Column([Article(pk=key) for key in keys], min(len(rows), MAX_COUNTED), are_many)
    return found or Column([], is_unsearched=True)


def _select_column(stories: ArticleQuerySet, stage: Stage) -> list[ArticleQuerySet]:
    """Select the stories at a stage; of published ones only those published today, then those updated today.

    Two selections instead of one with "or", which no index answers.
    """
    if stage != Stage.DONE:
        return [stories.filter(stage=stage)]
    today, published = start_of_day(timezone.localdate()), stories.published().filter(stage=Stage.DONE)
    return [published.filter(visible_at__gte=today), published.filter(publicly_updated_at__gte=today)]


def _read_rows(stories: ArticleQuerySet) -> Iterator[_Row]:
    """Read where stories stand, up to one more than are counted, in no order."""
    return map(_Row._make, stories.order_by().values_list(*_COLUMNS)[: MAX_COUNTED + 1])


def _sort(rows: Iterable[_Row], stage: Stage) -> list[int]:
    """Return the keys of a column's stories in its order.

    Scheduled stories by the time at which they change, published ones last edited first, all others by due time.
    """
    if stage == Stage.SCHEDULED:
        return [row.key for row in sorted(rows, key=lambda row: (row.change_at or row.visible_at, row.key))]
    newest_first = sorted(rows, key=lambda row: (row.edited_at, row.key), reverse=True)
    if stage != Stage.DONE:
        newest_first.sort(key=lambda row: (row.due_at is None, row.due_at))
    return [row.key for row in newest_first]


def _find_first_of_many(stories: ArticleQuerySet, stage: Stage) -> list[int]:
    """Find the keys of the first stories of a column that has too many to be sorted here."""
    if stage not in {Stage.SCHEDULED, Stage.DONE}:
        return first_by_due(stories, stages=[stage], limit=MAX_CARDS)
    if stage == Stage.SCHEDULED:
        return first_keys(stories.filter(stage=stage).by_publication_time(), limit=MAX_CARDS)
    today = [part.order_by("-last_edited_at", "-pk") for part in _select_column(stories, stage)]
    rows = {row.key: row for part in today for row in map(_Row._make, part.values_list(*_COLUMNS)[:MAX_CARDS])}
    return _sort(rows.values(), stage)[:MAX_CARDS]


def _load_cards(keys: list[int]) -> dict[int, Article]:
    """Load stories for cards by primary key; one query."""
    cards = Article.objects.filter(among(keys)).with_card().with_open_notes().select_related("assignment__to")
    return {story.pk: story for story in cards.annotate(version=F("head__number")).order_by()}
