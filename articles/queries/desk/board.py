"""The board's stories: filtered, counted by stage, and the first cards of each column.

Seven queries, however many stories there are.
"""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils import timezone

from articles.domain.dates import start_of_day
from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.work_lists import about_country

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


def count_by_stage(stories: ArticleQuerySet) -> dict[str, int]:
    """Count the stories of each column of the board; a stage without stories may be missing."""
    open_stages = [stage for stage in STAGES if stage != Stage.DONE]
    by_stage = stories.filter(stage__in=open_stages).order_by().values_list("stage").annotate(Count("pk"))
    return {**dict(by_stage), Stage.DONE: _select_column(stories, Stage.DONE).count()}


def column(stories: ArticleQuerySet, stage: Stage) -> list[Article]:
    """Return the first stories of a board column in order, loaded for cards, with ``version``, the newest number."""
    in_column = _select_column(stories, stage).with_card().with_open_notes().select_related("assignment__to")
    if stage == Stage.SCHEDULED:
        ordered = in_column.by_publication_time()
    elif stage == Stage.DONE:
        ordered = in_column.order_by("-last_edited_at", "-pk")
    else:
        ordered = in_column.by_due()
    return list(ordered.annotate(version=F("head__number"))[:MAX_CARDS])


def _select_column(stories: ArticleQuerySet, stage: Stage) -> ArticleQuerySet:
    """Select the stories at a stage; of published ones only those published or updated today."""
    if stage != Stage.DONE:
        return stories.filter(stage=stage)
    today = start_of_day(timezone.localdate())
    return stories.published().filter(Q(visible_at__gte=today) | Q(publicly_updated_at__gte=today), stage=Stage.DONE)
