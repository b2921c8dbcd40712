"""Edit sessions on the writing page: heartbeat, banner and taking over."""

import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.request import DeskRequest
from articles.admin.story.editor.editor_tab import OpenTab, TabRefused, parse_base, parse_window, read_tab
from articles.admin.story.editor.forms import StoryForm
from articles.models import Article, EditSession, Revision
from articles.models.authors import display_name
from articles.queries import policy
from articles.queries.desk.stories import stories_with_head
from articles.services import edit_sessions

BANNER = "admin/articles/article/_company.html"


@require_POST
@desk_page(checked_inside)
def heartbeat_view(request: DeskRequest) -> JsonResponse:
    """Record that an editor tab is open or closing, and return the banner as JSON."""
    try:
        tab = read_tab(request)
    except TabRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    return JsonResponse(record_presence(request, tab))


def record_presence(request: DeskRequest, tab: OpenTab) -> dict[str, str]:
    """Record an open or closing tab; return the banner and the sentence to speak, or {} unless the tab is open.

    A story that was never saved cannot be open anywhere else, so nothing is recorded for it.
    """
    presence = request.POST.get("_presence")
    if tab.article and presence == "leaving":
        edit_sessions.close_session(tab.article, tab.window.key, by=tab.user)
    if tab.article is None or presence != "here":
        return {}
    field = request.POST.get("_field", "").replace("\0", "")
    company = edit_sessions.report_session(tab.article, tab.window.key, by=tab.user, field=field)
    base = parse_base(request)
    context = banner_context(request, tab.article, window=tab.window.key, base=base, company=company)
    return {
        "company": render_to_string(BANNER, context).strip(),
        "said": " ".join([context["company_says"], context["newer_says"]]).strip(),
    }


@require_POST
@desk_page(checked_inside)
def take_over_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Take over the editing of a story; a script gets the banner as JSON, a browser is redirected."""
    article = get_object_or_404(stories_with_head(), pk=pk)
    window = parse_window(request).key
    from_script = request.headers.get("Accept") == "application/json"
    try:
        edit_sessions.take_over(article, window, by=request.user)
    except policy.PermissionRefused as refusal:
        if from_script:
            return JsonResponse({"error": str(refusal)}, status=403)
        raise
    if from_script:
        context = banner_context(request, article, window=window, base=parse_base(request))
        company = render_to_string(BANNER, context).strip()
        return JsonResponse({"company": company, "said": _("You are editing this story now.")})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def banner_context(
    request: DeskRequest,
    article: Article,
    *,
    window: str,
    base: int,
    company: edit_sessions.OpenSessions | None = None,
) -> dict[str, Any]:
    """Build the banner’s context: who has the story open, who is editing, and whether a newer version was saved."""
    user = request.user
    company = company or edit_sessions.list_sessions(article, by=user, tab_key=window)
    newer = article.head if article.head and base and base < article.head.number else None
    return {
        "article": article,
        "company": company,
        "company_says": _summarise_sessions(company),
        "company_shows": _list_lines(company),
        "newer_says": _describe_newer(newer) if newer else "",
        "may_take_over": company.held_by_other and policy.why_not_edit(user, article) is None,
        "window": window,
    }


def _summarise_sessions(company: edit_sessions.OpenSessions) -> str:
    """Summarise in one sentence who else has the story open; "" if nobody has.

    The field is left out: it changes too often to be spoken.
    """
    if not company.others:
        return ""
    first = company.others[0]
    words = {"name": display_name(first.person), "when": _format_time(first.taken_at or first.since)}
    if company.taken_from_me:
        return _("%(name)s took over at %(when)s. Nothing you typed is lost; saving merges both versions.") % words
    if company.held_by_other:
        return _("%(name)s has this story open (since %(when)s).") % words
    return _("%(name)s has opened this story too. You are editing.") % words


def _list_lines(company: edit_sessions.OpenSessions) -> list[str]:
    """List who else has the story open, one line each, after the summary if it says more than the lines."""
    lines = [_describe_session(session) for session in company.others]
    if not lines or (company.held_by_other and not company.taken_from_me):
        return lines
    return [_summarise_sessions(company), *lines]


def _describe_session(session: EditSession) -> str:
    """Describe in one line who has the story open, since when, and in which field."""
    words = {"name": display_name(session.person), "when": _format_time(session.since)}
    field = StoryForm.base_fields.get(session.field)
    if field is None and session.field != "credits":
        return _("%(name)s has this open (since %(when)s)") % words
    words["field"] = str(field.label) if field else _("Credits")
    return _("%(name)s is editing %(field)s (since %(when)s)") % words


def _describe_newer(head: Revision) -> str:
    """Describe in one sentence who saved the newer version and when."""
    words = {"name": display_name(head.by), "number": head.number, "when": _format_time(head.created_at)}
    return _("%(name)s saved version %(number)s at %(when)s. Saving will merge your changes with it.") % words


def _format_time(moment: datetime.datetime) -> str:
    """Format a moment as local time, with the day unless it is today."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "j M H:i")
