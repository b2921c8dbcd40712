"""The start page's lists: the stories that wait for a person, by duty."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.request import DeskRequest
from articles.domain.roles import Duty
from articles.models import Article, User
from articles.models.authors import display_name
from articles.queries import policy
from articles.queries.desk import start_lists
from articles.queries.desk.work_lists import is_late

MAX_STORIES = 8  # in a list


@dataclass(frozen=True)
class StartListSpec:
    """What a list on the start page is: which stories are in it, what an empty one says, and who gets it.

    `find` returns the primary keys of at most so many of a person's stories, in order. `query` is the query string that
    narrows the list of stories to the same ones. Lists that `wait` need this person's action. A `rare` list is shown
    only if it has a story.
    """

    title: str | Promise
    find: Callable[[User, int], list[int]]
    query: str
    empty: str | Promise
    duty: Duty | None = None
    waits: bool = False
    rare: bool = False


@dataclass(frozen=True)
class StoryWork:
    """Who a story is assigned to ("" for nobody), when it is due, and whether it is late."""

    assignee: str = ""
    due_at: datetime.datetime | None = None
    is_late: bool = False

    @classmethod
    def of(cls, story: Article) -> "StoryWork":
        """Describe the work on a story that was loaded with its assignment; empty if the story has none."""
        try:
            assignment = story.assignment
        except ObjectDoesNotExist:
            return cls()
        assignee = display_name(assignment.to) if assignment.to else ""
        return cls(assignee, assignment.due_at, is_late(story, assignment))


@dataclass(frozen=True)
class StartList:
    """One list with its first stories."""

    spec: StartListSpec
    rows: list[tuple[Article, StoryWork]]

    @property
    def address(self) -> str:
        """The address of the desk’s list of stories, filtered to all stories of this start list."""
        return f"{reverse('admin:articles_article_changelist')}?{self.spec.query}"


SPECS = (
    StartListSpec(
        _("Not approved by an outside reader"),
        start_lists.not_approved,
        "work=not_approved",
        "",
        waits=True,
        rare=True,
    ),
    StartListSpec(
        _("Waiting for an editor"),
        start_lists.waiting_for_editor,
        "stage__exact=in_review",
        _("Nothing to review."),
        duty=Duty.EDIT,
        waits=True,
    ),
    StartListSpec(
        _("Approved, to be published"),
        start_lists.waiting_for_publisher,
        "stage__exact=approved",
        _("Nothing to publish."),
        duty=Duty.PUBLISH,
        waits=True,
    ),
    StartListSpec(
        _("Assigned to me"),
        start_lists.assigned_to,
        "work=me",
        _("You have no assignments."),
        duty=Duty.WRITE,
        waits=True,
    ),
    StartListSpec(
        _("My drafts"),
        start_lists.own_drafts,
        "stage__exact=draft&mine=yes&work=nobody",
        _("You have no drafts. Write a story, or file a text."),
        duty=Duty.WRITE,
        waits=True,
    ),
    StartListSpec(
        _("My submitted stories"),
        start_lists.own_submitted,
        "stage__in=in_review,approved&mine=yes",
        _("None of your stories is in review."),
        duty=Duty.WRITE,
    ),
    StartListSpec(
        _("Due and overdue"),
        start_lists.due_today,
        "work=today",
        _("Nothing is due today. To set a due time, open a story and assign it."),
    ),
    StartListSpec(
        _("Unassigned"),
        start_lists.unassigned,
        "work=nobody",
        _("Nothing unassigned."),
        duty=Duty.EDIT,
    ),
    StartListSpec(
        _("Scheduled"),
        start_lists.scheduled,
        "stage__exact=scheduled",
        _("Nothing is scheduled."),
    ),
    StartListSpec(
        _("Published with open notes"),
        start_lists.published_with_notes,
        "work=notes",
        _("No published story has open notes."),
        duty=Duty.EDIT,
    ),
)


def start_lists_for(request: DeskRequest) -> list[StartList]:
    """Return the start page’s lists that match the person’s duties, with their first stories."""
    user = request.user
    if not user.has_perm("articles.view_article"):
        return []
    specs = [spec for spec in SPECS if spec.duty is None or policy.has_duty(user, spec.duty)]
    found = [spec.find(user, MAX_STORIES) for spec in specs]
    stories = start_lists.load_rows({key for keys in found for key in keys})
    return [
        StartList(spec, [(stories[key], StoryWork.of(stories[key])) for key in keys if key in stories])
        for spec, keys in zip(specs, found, strict=True)
        if keys or not spec.rare
    ]
