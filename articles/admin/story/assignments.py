"""The assignment line of the writing page: who is on the story and when it is due."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.admin.story.editor.forms import MomentField
from articles.admin.story.editor.widgets import OneField
from articles.domain.errors import UserFacingError
from articles.models import Article, User
from articles.models.authors import display_name
from articles.queries import policy
from articles.queries.desk.stories import stories_with_head
from articles.queries.desk.work_lists import is_late
from articles.services import assignments


class PersonField(OneField):
    """A choice of the people to whom a story can be assigned."""

    def label_from_instance(self, obj: User) -> str:
        """Label a choice with the person’s name as the desk shows it."""
        return display_name(obj)


class AssignForm(forms.Form):
    """Who is assigned, until when, and the number of the assignment that was on the screen."""

    to = PersonField(
        policy.assignable().none(), label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("Nobody")
    )
    due = MomentField(label=gettext_lazy("Due"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["to"]).queryset = policy.assignable()


def line_context(article: Article, *, by: User, form: AssignForm | None = None) -> dict[str, Any]:
    """Build the context of a story’s assignment line for one person; a given form is shown instead of a new one."""
    assignment = assignments.current_assignment(article)
    may_assign = policy.why_not_assign(by, article) is None
    if may_assign and form is None:
        seen = {"to": assignment.to_id, "due": assignment.due_at, "seen": assignment.number}
        form = AssignForm(initial=seen, auto_id="assign-%s")
    return {
        "assignment": assignment,
        "on_it": display_name(assignment.to) if assignment.to else "",
        "is_me": assignment.to_id == by.pk,
        "is_late": is_late(article, assignment),
        "may_take": assignment.to is None and policy.why_not_edit(by, article) is None,
        "assign_form": form if may_assign else None,
    }


@require_POST
@desk_page(policy.why_not_view_stories)
def assign_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Assign or unassign a story; a script gets the assignment line as JSON, a browser is redirected."""
    user = request.user
    article = get_object_or_404(stories_with_head(), pk=pk)
    form = AssignForm(request.POST, auto_id="assign-%s")
    message, done = _apply_button(request, article, form)
    if request.headers.get("Accept") == "application/json":
        refused_form = None if done or request.POST.get("do") != "assign" else form
        context = {
            "article": article,
            **line_context(article, by=user, form=refused_form),
            "refusal": "" if done else message,
        }
        html = render_to_string("admin/articles/article/_assignment.html", context, request)
        return JsonResponse({"html": html, "said": message}, status=200 if done else 409)
    (messages.success if done else messages.error)(request, message)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def _apply_button(request: DeskRequest, article: Article, form: AssignForm) -> tuple[str, bool]:
    """Carry out the pressed button; return a message and whether it succeeded. Raises PermissionDenied."""
    user, press = request.user, request.POST.get("do", "")
    try:
        if press == "take":
            assignments.take(article, by=user)
            return _("Assigned to you."), True
        if press == "release":
            assignments.release(article, by=user)
            return _("Unassigned."), True
        if press != "assign":
            raise PermissionDenied(_("Unknown action."))
        if not form.is_valid():
            return " ".join(str(one) for errors in form.errors.values() for one in errors), False
        typed = form.cleaned_data
        assignment = assignments.assign(article, to=typed["to"], due=typed["due"], by=user, seen=typed["seen"])
    except (UserFacingError, policy.PermissionRefused) as refusal:
        return str(refusal), False
    if assignment.to:
        return _("Assigned to %(who)s.") % {"who": display_name(assignment.to)}, True
    return _("Unassigned."), True
