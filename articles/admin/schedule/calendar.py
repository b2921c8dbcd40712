"""The calendar: publications, embargoes and due times by week and by day.

Days are those of the newsroom's time zone, so some have 23 or 25 hours. An entry dragged to another day keeps its local time.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.admin.schedule import reschedule
from articles.admin.schedule.calendar_entries import CalendarEntry, find_entries
from articles.admin.schedule.reschedule import YEARS
from articles.domain.dates import start_of_day
from articles.queries import policy
from articles.queries.desk.calendar import MAX_STORIES

MAX_PUBLISHED = 12  # in a day of a week; the day's own page shows more
MAX_QUOTED = 40  # characters of a bad value that a message repeats
_WEEK = re.compile("([0-9]{4})-W([0-9]{2})")
_DAY = datetime.timedelta(days=1)


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of the calendar and of rescheduling; `wrap` is the admin site’s admin_view."""
    return [
        path("calendar/", wrap(calendar_view), name="calendar"),
        path("<int:pk>/moment/", wrap(reschedule.reschedule_view), name="reschedule"),
    ]


@dataclass(frozen=True)
class CalendarSpan:
    """The days on a page: a week from Monday on, or one day."""

    first: datetime.date
    days: int

    @property
    def dates(self) -> list[datetime.date]:
        """The days of the span in order."""
        return [self.first + number * _DAY for number in range(self.days)]

    @property
    def last(self) -> datetime.date:
        """The last day of the span."""
        return self.dates[-1]

    @property
    def start(self) -> datetime.datetime:
        """The moment at which the first day begins in the newsroom’s time zone."""
        return start_of_day(self.first)

    @property
    def end(self) -> datetime.datetime:
        """The moment at which the last day ends in the newsroom’s time zone."""
        return start_of_day(self.first + self.days * _DAY)

    def query(self, step: int = 0) -> str:
        """Return the query string of the span that is `step` spans later (earlier if negative)."""
        first = self.first + step * self.days * _DAY
        if self.days == 1:
            return f"?day={first:%Y-%m-%d}"
        year, week, _weekday = first.isocalendar()
        return f"?week={year}-W{week:02}"


@dataclass(frozen=True)
class CalendarDay:
    """A day with its entries in order; `more` of them are only on its own page."""

    date: datetime.date
    entries: list[CalendarEntry]
    more: int
    is_today: bool


@desk_page(policy.why_not_view_stories)
def calendar_view(request: DeskRequest) -> HttpResponse:
    """Show the week or the day in the query string with its entries, by default this week."""
    span, error = _parse_span(request)
    published_daily = MAX_STORIES if span.days == 1 else MAX_PUBLISHED
    entries, more = find_entries(span.start, span.end, published_daily=published_daily, user=request.user)
    context = {
        "title": _("Calendar"),
        "span": span,
        "days": [_build_day(date, entries, more=more[date]) for date in span.dates],
        "week": CalendarSpan(span.first - span.first.weekday() * _DAY, 7).query(),
        "earlier": span.query(-1),
        "later": span.query(1),
        "today": timezone.localdate(),
        "error": error,
        "is_empty": not entries,
        "may_move": any(entry.movable for entry in entries),
    }
    return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def _parse_span(request: DeskRequest) -> tuple[CalendarSpan, str]:
    """Parse the span from `?week=` or `?day=`; if invalid, return this week and an error sentence."""
    today = timezone.localdate()
    this_week = CalendarSpan(today - today.weekday() * _DAY, 7)
    week, day = request.GET.get("week", ""), request.GET.get("day", "")
    span: CalendarSpan | None = this_week
    try:
        if day:
            span = CalendarSpan(datetime.date.fromisoformat(day), 1)
        elif week:
            match = _WEEK.fullmatch(week)
            span = CalendarSpan(datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1), 7) if match else None
    except ValueError:
        span = None
    if span is None or span.first.year not in YEARS:
        sentence = _("“%(text)s” isn’t a week or a day. Showing this week.")
        return this_week, sentence % {"text": (day or week)[:MAX_QUOTED]}
    return span, ""


def _build_day(date: datetime.date, entries: list[CalendarEntry], *, more: int) -> CalendarDay:
    """Build a day of the calendar from the span’s entries."""
    of_day = [entry for entry in entries if timezone.localdate(entry.moment) == date]
    return CalendarDay(date, of_day, more, date == timezone.localdate())
