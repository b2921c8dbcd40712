"""View model of the calendar: what happens to which story at which time, and who may reschedule it."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.roles import Duty
from articles.models import Article, User
from articles.models.authors import display_name
from articles.queries import policy
from articles.queries.desk.calendar import CalendarStories


@dataclass(frozen=True)
class CalendarEntry:
    """One story at one time.

    `kind` is scheduled, change, embargo, due, late or published; `was` is what a request to reschedule it must name: the
    time of a scheduled story, the number of an assignment.
    """

    story: Article
    kind: str
    moment: datetime.datetime
    movable: bool = False
    was: str = ""

    @property
    def moved_as(self) -> str:
        """The rules that reschedule the entry: "due" for a due time, "scheduled" for a scheduled story."""
        return "due" if self.kind in {"due", "late"} else "scheduled"

    @property
    def anchor(self) -> str:
        """The fragment of the writing page at which the entry’s time can be changed."""
        return "assignment" if self.moved_as == "due" else "moves"

    @property
    def assignee(self) -> str:
        """The name of the person to whom a due story is assigned; "" for other entries."""
        return display_name(self.story.assignment.to) if self.moved_as == "due" and self.story.assignment.to else ""

    @property
    def clock(self) -> str:
        """The local time such as 14:30; "" for a story published under a date without a time."""
        local = timezone.localtime(self.moment)
        has_no_time = self.kind == "published" and local.time() == datetime.time.min
        return "" if has_no_time else f"{local:%H:%M}"

    @property
    def minute(self) -> str:
        """The local time as the value of a datetime-local input."""
        return f"{timezone.localtime(self.moment):%Y-%m-%dT%H:%M}"

    @property
    def words(self) -> str:
        """The entry’s kind in the desk’s language."""
        return {
            "scheduled": _("scheduled"),
            "change": _("scheduled change"),
            "embargo": _("embargo ends"),
            "due": _("due"),
            "late": _("overdue"),
            "published": _("published"),
        }[self.kind]


def find_entries(
    start: datetime.datetime, end: datetime.datetime, *, published_daily: int, user: User
) -> tuple[list[CalendarEntry], Counter[datetime.date]]:
    """Return the calendar entries between two times in order, for this person, and how many each day has besides them.

    Only the first `published_daily` publications of each day are among them. Five queries.
    """
    stories = CalendarStories(start, end)
    published, more = stories.published(daily=published_daily)
    entries = [
        *_scheduled_entries(stories, user=user),
        *(CalendarEntry(story, "embargo", story.embargo) for story in stories.embargoed() if story.embargo),
        *_due_entries(stories, user=user),
        *(CalendarEntry(story, "published", story.visible_at) for story in published if story.visible_at),
    ]
    return sorted(entries, key=lambda entry: (entry.moment, entry.story.pk)), more


def _scheduled_entries(stories: CalendarStories, *, user: User) -> Iterator[CalendarEntry]:
    """Yield an entry for each scheduled story and scheduled change; publishers may move them."""
    is_publisher = policy.has_duty(user, Duty.PUBLISH)
    for story in stories.scheduled():
        moment = story.scheduled_change_at or story.visible_at
        stored = story.scheduled_change_at or story.publish_at
        if moment and stored:
            kind = "change" if story.scheduled_change_at else "scheduled"
            yield CalendarEntry(story, kind, moment, movable=is_publisher, was=stored.isoformat())


def _due_entries(stories: CalendarStories, *, user: User) -> Iterator[CalendarEntry]:
    """Yield an entry for each due time, marked as late once it has passed; people who may assign may move them."""
    may_assign, now = policy.may_assign(user), timezone.now()
    for story in stories.due():
        if due_at := story.assignment.due_at:
            kind = "late" if due_at < now else "due"
            yield CalendarEntry(story, kind, due_at, movable=may_assign, was=str(story.assignment.number))
