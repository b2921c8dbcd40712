"""The calendar: publications, embargoes and due times by week and by day.

Days are the newsroom's own, however long its clocks make them. What is dragged to another day keeps its time on the clock.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.admin.schedule import reschedule
from articles.admin.schedule.reschedule import YEARS
from articles.domain.dates import start_of_day
from articles.domain.roles import Duty
from articles.domain.states import Stage, Standing
from articles.models import Article, User
from articles.models.authors import display_name
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy

MOST = 500  # entries of a kind on one page
SHOWN = 12  # published stories in a day of a week; the day itself shows them all
_WEEK = re.compile("([0-9]{4})-W([0-9]{2})")
_DAY = datetime.timedelta(days=1)


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the calendar."""
    return [
        path("calendar/", wrap(calendar_view), name="calendar"),
        path("<int:pk>/moment/", wrap(reschedule.moment_view), name="move-moment"),
    ]


@dataclass(frozen=True)
class Span:
    """The days that a page shows: a week from Monday on, or one day."""

    first: datetime.date
    days: int

    @property
    def dates(self) -> list[datetime.date]:
        return [self.first + number * _DAY for number in range(self.days)]

    @property
    def last(self) -> datetime.date:
        return self.dates[-1]

    @property
    def bounds(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The moments at which it begins and ends in the newsroom's zone."""
        return start_of_day(self.first), start_of_day(self.first + self.days * _DAY)

    def query(self, step: int = 0) -> str:
        """The query string of these days, or of as many earlier or later ones."""
        first = self.first + step * self.days * _DAY
        if self.days == 1:
            return f"?day={first:%Y-%m-%d}"
        year, week, _weekday = first.isocalendar()
        return f"?week={year}-W{week:02}"


@dataclass(frozen=True)
class Entry:
    """One story at one moment.

    `kind` is scheduled, change, embargo, due, late or published; `was` is what a change of the moment must have seen.
    """

    story: Article
    kind: str
    moment: datetime.datetime
    movable: bool = False
    was: str = ""

    @property
    def moved_as(self) -> str:
        """By which rules it moves: those of a scheduled story, or those of a due time."""
        return "due" if self.kind in {"due", "late"} else "scheduled"

    @property
    def anchor(self) -> str:
        """Where on the writing page the moment is changed by hand."""
        return "assignment" if self.moved_as == "due" else "moves"

    @property
    def who(self) -> str:
        """Who has to have it ready by then."""
        return display_name(self.story.assignment.to) if self.moved_as == "due" and self.story.assignment.to else ""

    @property
    def clock(self) -> str:
        """The time on the newsroom's clock; "" for a story that was published as of its day alone."""
        local = timezone.localtime(self.moment)
        by_day = self.kind == "published" and local.time() == datetime.time.min
        return "" if by_day else f"{local:%H:%M}"

    @property
    def minute(self) -> str:
        """The moment as the browser's own control takes it."""
        return f"{timezone.localtime(self.moment):%Y-%m-%dT%H:%M}"

    @property
    def words(self) -> str:
        """What happens then."""
        return {
            "scheduled": _("becomes public"),
            "change": _("changes in public"),
            "embargo": _("embargo ends"),
            "due": _("due"),
            "late": _("late"),
            "published": _("published"),
        }[self.kind]


@dataclass(frozen=True)
class Day:
    """A day with its entries in order; `more` are left to its own page."""

    date: datetime.date
    entries: list[Entry]
    more: int
    is_today: bool


@desk_page(policy.why_not_look)
def calendar_view(request: DeskRequest) -> HttpResponse:
    """The page with a week's days, or with one of them."""
    user = request.user
    span, complaint = _asked(request)
    entries = sorted(_entries(span, user), key=lambda entry: (entry.moment, entry.story.pk))
    context = {
        "title": _("Calendar"),
        "span": span,
        "days": [_day(date, entries, whole=span.days == 1) for date in span.dates],
        "week": Span(span.first - span.first.weekday() * _DAY, 7).query(),
        "earlier": span.query(-1),
        "later": span.query(1),
        "today": timezone.localdate(),
        "complaint": complaint,
        "is_empty": not entries,
        "may_move": any(entry.movable for entry in entries),
    }
    return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def _asked(request: DeskRequest) -> tuple[Span, str]:
    """The days that the address asks for, or this week and why not."""
    today = timezone.localdate()
    this_week = Span(today - today.weekday() * _DAY, 7)
    week, day = request.GET.get("week", ""), request.GET.get("day", "")
    span: Span | None = this_week
    try:
        if day:
            span = Span(datetime.date.fromisoformat(day), 1)
        elif week:
            match = _WEEK.fullmatch(week)
            span = Span(datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1), 7) if match else None
    except ValueError:
        span = None
    if span is None or span.first.year not in YEARS:
        return this_week, _("“%(text)s” is no week or day of the calendar.") % {"text": (day or week)[:40]}
    return span, ""


def _day(date: datetime.date, entries: list[Entry], *, whole: bool) -> Day:
    mine = [entry for entry in entries if timezone.localdate(entry.moment) == date]
    shown = mine
    if not whole:
        published = [entry for entry in mine if entry.kind == "published"]
        shown = [entry for entry in mine if entry.kind != "published" or entry in published[:SHOWN]]
    return Day(date, shown, len(mine) - len(shown), date == timezone.localdate())


def _entries(span: Span, user: User) -> Iterator[Entry]:
    """Everything that happens in these days, in four queries, whatever there is."""
    start, end = span.bounds
    stories = Article.objects.select_related("section", "assignment__to")
    publisher, assigner = policy.has_duty(user, Duty.PUBLISH), policy.may_assign(user)
    for story in _within(stories.filter(stage=Stage.SCHEDULED), start, end):
        moment, held = story.scheduled_change_at or story.visible_at, story.scheduled_change_at or story.publish_at
        if moment and held:
            kind = "change" if story.scheduled_change_at else "scheduled"
            yield Entry(story, kind, moment, movable=publisher, was=held.isoformat())
    secret = stories.filter(embargo__gte=start, embargo__lt=end).exclude(stage__in=[Stage.SCHEDULED, Stage.SPIKED])
    for story in secret.filter(standing=Standing.UNPUBLISHED).order_by("embargo")[:MOST]:
        if story.embargo:
            yield Entry(story, "embargo", story.embargo)
    now = timezone.now()
    for story in stories.due_before(end).filter(assignment__due_at__gte=start).by_due()[:MOST]:
        if due := story.assignment.due_at:
            kind = "late" if due < now else "due"
            yield Entry(story, kind, due, movable=assigner, was=str(story.assignment.number))
    for story in stories.published().filter(visible_at__gte=start, visible_at__lt=end).newest_first()[:MOST]:
        if story.visible_at:
            yield Entry(story, "published", story.visible_at)


def _within(stories: ArticleQuerySet, start: datetime.datetime, end: datetime.datetime) -> ArticleQuerySet:
    """Scheduled stories whose moment is in these days."""
    first = Q(scheduled_change_at=None, visible_at__gte=start, visible_at__lt=end)
    return stories.filter(first | Q(scheduled_change_at__gte=start, scheduled_change_at__lt=end)).by_publication_time()[
        :MOST
    ]
