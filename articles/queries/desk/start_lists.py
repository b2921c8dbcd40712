"""The stories on the start page: a function for each of its lists, which finds the first ones in the list's order.

Only their primary keys are found, so that nothing is loaded for stories that are sorted and not shown.
"""

from collections.abc import Iterable
from typing import Final

from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.expressions import among
from articles.queries.desk.work_lists import end_of_today, first_by_due, first_keys, last_edited

_UNFINISHED: Final = (Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED)


def load_rows(keys: Iterable[int]) -> dict[int, Article]:
    """Load stories with what a row of the start page shows, by primary key; one query."""
    rows = Article.objects.filter(among(keys)).with_card().select_related("head", "assignment__to")
    return {story.pk: story for story in rows.defer("head__content").order_by()}


def waiting_for_editor(_user: User, limit: int) -> list[int]:
    """Find the stories in review, whatever the user."""
    return first_keys(Article.objects.filter(stage=Stage.IN_REVIEW), limit=limit)


def waiting_for_publisher(_user: User, limit: int) -> list[int]:
    """Find the approved stories, whatever the user."""
    return first_keys(Article.objects.filter(stage=Stage.APPROVED), limit=limit)


def assigned_to(user: User, limit: int) -> list[int]:
    """Find the stories in progress that are assigned to the person."""
    return first_keys(Article.objects.assigned_to(user).by_due(), limit=limit)


def own_drafts(user: User, limit: int) -> list[int]:
    """Find the drafts that the person began and that are assigned to nobody."""
    return first_keys(Article.objects.filter(stage=Stage.DRAFT, created_by=user, assignment__to=None), limit=limit)


def own_submitted(user: User, limit: int) -> list[int]:
    """Find the stories that the person began and that are in review or approved."""
    own = Article.objects.filter(created_by=user)
    return last_edited(own, stages=[Stage.IN_REVIEW, Stage.APPROVED], limit=limit)


def due_today(_user: User, limit: int) -> list[int]:
    """Find the stories due today or overdue, whatever the user."""
    return first_keys(Article.objects.due_before(end_of_today()).by_due(), limit=limit)


def unassigned(_user: User, limit: int) -> list[int]:
    """Find the stories in progress without an assignee, whatever the user."""
    return first_by_due(Article.objects.assigned_to_nobody(), stages=_UNFINISHED, limit=limit)


def scheduled(_user: User, limit: int) -> list[int]:
    """Find the scheduled stories, the next one first, whatever the user."""
    return first_keys(Article.objects.filter(stage=Stage.SCHEDULED).by_publication_time(), limit=limit)


def not_approved(_user: User, limit: int) -> list[int]:
    """Find the stories that an outside reader does not approve, whatever the user."""
    return first_keys(Article.objects.not_approved().order_by("-last_edited_at", "-pk"), limit=limit)


def published_with_notes(_user: User, limit: int) -> list[int]:
    """Find the published stories with open notes, whatever the user."""
    return first_keys(Article.objects.published_with_open_notes().newest_first(), limit=limit)
