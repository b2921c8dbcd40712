"""View model of the board: its columns, their cards, and what each card says."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.domain.dates import format_short_moment
from articles.domain.states import Stage
from articles.models import Article, User
from articles.models.authors import display_name
from articles.queries.desk.board import BoardFilter, Column, read_columns
from articles.queries.desk.work_lists import is_late


@dataclass(frozen=True)
class ColumnSpec:
    """What a column is: its stage, the same stories in the list of stories, and what an empty column says."""

    stage: Stage
    title: str | Promise
    query: dict[str, str]
    empty: str | Promise


SPECS = (
    ColumnSpec(
        Stage.DRAFT,
        gettext_lazy("Draft"),
        {"stage__exact": "draft"},
        gettext_lazy("No drafts. Write a story, or file a text."),
    ),
    ColumnSpec(
        Stage.IN_REVIEW,
        gettext_lazy("In review"),
        {"stage__exact": "in_review"},
        gettext_lazy("Nothing to review. Reporters submit their drafts."),
    ),
    ColumnSpec(
        Stage.APPROVED,
        gettext_lazy("Approved"),
        {"stage__exact": "approved"},
        gettext_lazy("Nothing to publish. Editors approve stories in review."),
    ),
    ColumnSpec(
        Stage.SCHEDULED,
        gettext_lazy("Scheduled"),
        {"stage__exact": "scheduled"},
        gettext_lazy("Nothing is scheduled. Drag an approved story here and choose a time."),
    ),
    ColumnSpec(
        Stage.DONE,
        gettext_lazy("Published today"),
        {"stage__exact": "done", "standing__exact": "published"},
        gettext_lazy("Nothing has been published today."),
    ),
)


@dataclass(frozen=True)
class BoardCard:
    """A story on the board: its assignee, the time that matters in its column, and what it still lacks."""

    story: Article
    assignee: str
    is_mine: bool
    time: str
    is_late: bool
    missing: list[str]

    @classmethod
    def of(cls, story: Article, *, user: User) -> "BoardCard":
        """Build the card of a story that was loaded with its assignment, as this person sees it."""
        try:
            assignment = story.assignment
        except ObjectDoesNotExist:
            assignment = None
        assignee = assignment.to if assignment else None
        return cls(
            story=story,
            assignee=display_name(assignee) if assignee else "",
            is_mine=assignee == user,
            time=_format_card_time(story, assignment.due_at if assignment else None),
            is_late=bool(assignment and is_late(story, assignment)),
            missing=_list_missing(story),
        )

    @property
    def is_live_change(self) -> bool:
        """Whether the story is published and has an unfinished change."""
        return bool(self.story.live_id) and self.story.stage not in {Stage.DONE, Stage.SCHEDULED}


@dataclass(frozen=True)
class BoardColumn:
    """A column with its first cards, and the number of all its stories."""

    spec: ColumnSpec
    cards: list[BoardCard]
    column: Column
    filter_query: dict[str, str]

    @property
    def count(self) -> str:
        """The number of the column’s stories as far as they are counted: "12", "1,000+"; "" if nobody knows."""
        if self.column.is_unsearched:
            return ""
        number = number_format(self.column.count, force_grouping=True)
        return f"{number}+" if self.column.are_many else number

    @property
    def more(self) -> int:
        """The number of the column’s stories that have no card; 0 if it isn’t known."""
        return 0 if self.column.are_many else self.column.count - len(self.cards)

    @property
    def address(self) -> str:
        """The address of the list of stories, filtered like this column."""
        query = urlencode({**self.spec.query, **self.filter_query})
        return f"{reverse('admin:articles_article_changelist')}?{query}"


def build_columns(board_filter: BoardFilter | None, *, user: User) -> list[BoardColumn]:
    """Build the board’s columns for a person; None, an invalid filter, gives empty columns."""
    if board_filter is None:
        return [BoardColumn(spec, [], Column([]), {}) for spec in SPECS]
    found = read_columns(board_filter.apply(user=user))
    query = _build_list_query(board_filter)
    return [
        BoardColumn(spec, [BoardCard.of(story, user=user) for story in column.stories], column, query)
        for spec in SPECS
        for column in [found[spec.stage]]
    ]


def _build_list_query(board_filter: BoardFilter) -> dict[str, str]:
    """Convert the board’s filter to the query values of the list of stories."""
    work = "late" if board_filter.late_only else board_filter.assignee
    values = {"section": board_filter.section, "country": board_filter.country, "work": work}
    return {name: value for name, value in values.items() if value}


def _format_card_time(story: Article, due_at: datetime.datetime | None) -> str:
    """Format the time on a card: when the story is scheduled, was published, or is due; "" if none applies."""
    if story.stage == Stage.SCHEDULED and (scheduled := story.scheduled_change_at or story.visible_at):
        return format_short_moment(scheduled)
    if story.stage == Stage.DONE and (published := story.publicly_updated_at or story.visible_at):
        return f"{timezone.localtime(published):%H:%M}"
    return _("due %(moment)s") % {"moment": format_short_moment(due_at)} if due_at else ""


def _list_missing(story: Article) -> list[str]:
    """List what a story lacks before it can be published: outside approval, parts of its lead picture, open notes."""
    objection = [_("not approved by an outside reader")] if story.objections else []
    notes = ngettext("%(n)s open note", "%(n)s open notes", story.open_notes) % {"n": story.open_notes}
    return [*objection, *_list_missing_of_picture(story), *([notes] if story.open_notes else [])]


def _list_missing_of_picture(story: Article) -> list[str]:
    """List what an unpublished story’s lead picture lacks: the picture itself, alt text, credit line."""
    if story.stage == Stage.DONE:
        return []
    picture = story.lead_image
    if picture is None:
        return [_("no picture")]
    facts = ((picture.alt, _("no alt text")), (picture.credit_line, _("no credit line")))
    return [words for fact, words in facts if not fact]
