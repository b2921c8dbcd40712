"""Reschedule an entry of the calendar, by dragging it or by typing a time.

A scheduled story is rescheduled by the workflow, a due time by the assignment; each checks its own rules.
"""

import datetime
import re

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import NUMBER, DeskRequest
from articles.domain.dates import format_moment, moments_at_local_time, move_to_day
from articles.domain.errors import UserFacingError
from articles.domain.states import Stage
from articles.models import Article, User
from articles.queries import policy
from articles.services import assignments, workflow
from articles.services.assignments import AssignmentRejected

YEARS = range(1900, 2201)
LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


class TimeRejected(UserFacingError):
    """The entry cannot be moved to this time. `is_ambiguous`: clocks show it twice that night."""

    def __init__(self, message: str, *, is_ambiguous: bool = False) -> None:
        super().__init__(message)
        self.is_ambiguous = is_ambiguous


class RescheduleForm(forms.Form):
    """Which entry is rescheduled, and to when: a day on which it keeps its time, or a local time.

    `was` is what the page showed: the time of a scheduled story, the number of an assignment. `second` chooses the later
    of two times that clocks show twice.
    """

    kind = forms.ChoiceField(choices=[("scheduled", ""), ("due", "")])
    was = forms.CharField(max_length=40)
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    at = forms.RegexField(
        LOCAL_TIME, required=False, error_messages={"invalid": gettext_lazy("Enter a valid date/time.")}
    )
    second = forms.BooleanField(required=False)

    def new_time(self, current: datetime.datetime) -> datetime.datetime:
        """Return the posted time, or the current time moved to the posted day. Raises TimeRejected."""
        if not self.is_valid():
            raise TimeRejected(" ".join(str(error) for errors in self.errors.values() for error in errors))
        data = self.cleaned_data
        if data["day"]:
            _require_year(data["day"].year)
            return move_to_day(current, data["day"])
        return _parse_local_time(data["at"], second=data["second"])


def _require_year(year: int) -> None:
    """Raise TimeRejected unless the year is in YEARS."""
    if year not in YEARS:
        raise TimeRejected(_("Choose a year between 1900 and 2200."))


def _parse_local_time(text: str, *, second: bool) -> datetime.datetime:
    """Parse a local time; `second` picks the later of two equal clock times. Raises TimeRejected."""
    if not text:
        raise TimeRejected(_("Choose a time in the future."))
    try:
        clock = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise TimeRejected(_("Enter a valid date/time.")) from error
    _require_year(clock.year)
    moments = moments_at_local_time(clock)
    if not moments:
        raise TimeRejected(_("Clocks go forward that night and skip this time. Choose another."))
    if moments[1:] and not second:
        raise TimeRejected(
            _("Clocks go back that night, so this time comes twice. Tick the box if you mean the second."),
            is_ambiguous=True,
        )
    return moments[-1]


@require_POST
@desk_page(policy.why_not_view_stories)
def reschedule_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Reschedule a story or its due time and answer with a message as JSON; status 409 if refused."""
    article = get_object_or_404(Article, pk=pk)
    form = RescheduleForm(request.POST)
    reschedule = _reschedule_due if request.POST.get("kind") == "due" else _reschedule_story
    try:
        return JsonResponse({"said": reschedule(article, form, by=request.user)})
    except (UserFacingError, policy.PermissionRefused) as refusal:
        answer = {"said": str(refusal), "twice": getattr(refusal, "is_ambiguous", False)}
        return JsonResponse(answer, status=409)


def _reschedule_story(article: Article, form: RescheduleForm, *, by: User) -> str:
    """Reschedule a scheduled story and return a message. Raises MoveRefused or TimeRejected."""
    current = article.scheduled_change_at or article.publish_at
    if current is None or article.stage != Stage.SCHEDULED:
        raise workflow.MoveRefused(_("This story is no longer scheduled."))
    at = form.new_time(current)
    moved = workflow.reschedule(article, by=by, at=at, was=_parse_shown_time(form.cleaned_data["was"]))
    words = {"story": moved.headline, "moment": format_moment(moved.scheduled_change_at or moved.visible_at or at)}
    return _("“%(story)s” is scheduled for %(moment)s.") % words


def _parse_shown_time(text: str) -> datetime.datetime:
    """Parse the scheduled time that the page showed; UTC if it has no zone. Raises TimeRejected."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise TimeRejected(_("Someone has rescheduled this story. Reload to see the new time.")) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _reschedule_due(article: Article, form: RescheduleForm, *, by: User) -> str:
    """Change an assignment’s due time and return a message. Raises AssignmentRejected or TimeRejected."""
    assignment = assignments.current_assignment(article)
    if assignment.due_at is None:
        raise AssignmentRejected(_("This story no longer has a due time."))
    at = form.new_time(assignment.due_at)
    was = form.cleaned_data["was"]
    assignments.assign(article, to=assignment.to, due=at, by=by, seen=int(was) if NUMBER.fullmatch(was) else -1)
    return _("“%(story)s” is due on %(moment)s.") % {"story": article.headline, "moment": format_moment(at)}
