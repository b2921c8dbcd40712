"""Reschedule an entry of the calendar, by dragging or by typing a time.

A scheduled story moves by workflow, a due time by assigning; each judges by its own rules.
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
from articles.services.assignments import CannotAssign

YEARS = range(1900, 2201)
CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


class NoSuchMoment(UserFacingError):
    """What was asked for is no moment. `twice`: the clocks show it twice."""

    def __init__(self, message: str, *, twice: bool = False) -> None:
        super().__init__(message)
        self.twice = twice


class MomentForm(forms.Form):
    """Which entry is moved and where to: a day on which it keeps its time, or a time on the newsroom's clock.

    `was` is what the page showed: the moment of a scheduled story, the number of an assignment. `second` is the later of
    two moments at which the clocks show that time.
    """

    kind = forms.ChoiceField(choices=[("scheduled", ""), ("due", "")])
    was = forms.CharField(max_length=40)
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    at = forms.RegexField(CLOCK, required=False, error_messages={"invalid": gettext_lazy("Enter a valid date/time.")})
    second = forms.BooleanField(required=False)

    def moment(self, held: datetime.datetime) -> datetime.datetime:
        """The moment that is asked for, instead of the one that is held. Raises NoSuchMoment."""
        if not self.is_valid():
            raise NoSuchMoment(" ".join(str(one) for errors in self.errors.values() for one in errors))
        told = self.cleaned_data
        if told["day"]:
            if told["day"].year not in YEARS:
                raise NoSuchMoment(_("Choose a year between 1900 and 2200."))
            return move_to_day(held, told["day"])
        return _on_clock(told["at"], second=told["second"])


def _on_clock(text: str, *, second: bool) -> datetime.datetime:
    if not text:
        raise NoSuchMoment(_("Choose a time in the future."))
    try:
        clock = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise NoSuchMoment(_("Enter a valid date/time.")) from error
    if clock.year not in YEARS:
        raise NoSuchMoment(_("Choose a year between 1900 and 2200."))
    moments = moments_at_local_time(clock)
    if not moments:
        raise NoSuchMoment(_("The clocks skip that hour; choose another."))
    if moments[1:] and not second:
        raise NoSuchMoment(_("The clocks show that time twice that night: say if you mean the second."), twice=True)
    return moments[-1]


@require_POST
@desk_page(policy.why_not_look)
def moment_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a scheduled story or a due time another moment; one sentence says what came of it."""
    user = request.user
    article = get_object_or_404(Article, pk=pk)
    form = MomentForm(request.POST)
    move = _due if request.POST.get("kind") == "due" else _scheduled
    try:
        return JsonResponse({"said": move(article, form, by=user)})
    except (UserFacingError, policy.NotAllowed) as refusal:
        told = {"said": str(refusal), "twice": getattr(refusal, "twice", False)}
        return JsonResponse(told, status=409)


def _scheduled(article: Article, form: MomentForm, *, by: User) -> str:
    held = article.scheduled_change_at or article.publish_at
    if held is None or article.stage != Stage.SCHEDULED:
        raise workflow.MoveRefused(_("The story is not scheduled any more."))
    at = form.moment(held)
    moved = workflow.reschedule(article, by=by, at=at, was=_read(form.cleaned_data["was"]))
    words = {"story": moved.headline, "moment": format_moment(moved.scheduled_change_at or moved.visible_at or at)}
    return _("“%(story)s” becomes public on %(moment)s.") % words


def _read(text: str) -> datetime.datetime:
    """The moment that the page showed. Raises NoSuchMoment."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise NoSuchMoment(_("Someone has rescheduled this story. Reload to see the new time.")) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _due(article: Article, form: MomentForm, *, by: User) -> str:
    assignment = assignments.of(article)
    if assignment.due_at is None:
        raise CannotAssign(_("The story is not due any more."))
    at = form.moment(assignment.due_at)
    was = form.cleaned_data["was"]
    assignments.assign(article, to=assignment.to, due=at, by=by, seen=int(was) if NUMBER.fullmatch(was) else -1)
    return _("“%(story)s” is due on %(moment)s.") % {"story": article.headline, "moment": format_moment(at)}
