"""The stories on the start page: a function for each of its lists, in the list's order."""

from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.work_lists import end_of_today


def with_work() -> ArticleQuerySet:
    """Return all stories, loaded with what a row of the start page shows."""
    return Article.objects.with_card().select_related("head", "assignment__to").defer("head__content")


def waiting_for_editor(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the stories in review, whatever the user."""
    return stories.filter(stage=Stage.IN_REVIEW)


def waiting_for_publisher(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the approved stories, whatever the user."""
    return stories.filter(stage=Stage.APPROVED)


def assigned_to(stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """Select the stories in progress that are assigned to the person."""
    return stories.assigned_to(user).by_due()


def own_drafts(stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """Select the drafts that the person began and that are assigned to nobody."""
    return stories.filter(stage=Stage.DRAFT, created_by=user, assignment__to=None)


def own_submitted(stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """Select the stories that the person began and that are in review or approved."""
    return stories.filter(stage__in=[Stage.IN_REVIEW, Stage.APPROVED], created_by=user)


def due_today(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the stories due today or overdue, whatever the user."""
    return stories.due_before(end_of_today()).by_due()


def unassigned(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the stories in progress without an assignee, whatever the user."""
    return stories.assigned_to_nobody().by_due()


def scheduled(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the scheduled stories, the next one first, whatever the user."""
    return stories.filter(stage=Stage.SCHEDULED).by_publication_time()


def published_with_notes(stories: ArticleQuerySet, _user: User) -> ArticleQuerySet:
    """Select the published stories with open notes, whatever the user."""
    return stories.published_with_open_notes().newest_first()
