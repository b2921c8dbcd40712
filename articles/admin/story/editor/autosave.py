"""Autosave at the desk: store what is typed, and offer, show, restore or discard unsaved drafts.

People see only their own.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.request import DeskRequest
from articles.admin.story import merge
from articles.admin.story.editor import edit_sessions, editor_tab, working_copy
from articles.domain.document import CleanDocument, Document
from articles.models import Article, WorkingCopy
from articles.queries import policy
from articles.queries.history.change_lines import describe_in_lines
from articles.services import autosave
from articles.services.autosave import AutosaveRejected


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of unsaved drafts and of merging; `wrap` is the admin site’s admin_view."""
    return [
        path("unsaved/<int:copy>/", wrap(copy_view), name="working-copy-of-new"),
        path("<int:pk>/unsaved/<int:copy>/", wrap(copy_view), name="working-copy"),
        path("<int:pk>/merge/<int:copy>/", wrap(merge.merge_view), name="merge-story"),
    ]


def save_form(request: DeskRequest, tab: editor_tab.OpenTab) -> dict[str, str]:
    """Store the posted form as a working copy; return the time, and other drafts if requested, or the refusal.

    Words that the page knows to be those of the saved version (`_settled`) are no draft: what the tab had stored goes.
    """
    if request.POST.get("_settled"):
        autosave.delete_saved_copies(tab.window, by=tab.user)
        return {"at": ""}
    try:
        copy = autosave.save_working_copy(
            tab.window,
            editor_tab.form_fields(request),
            by=tab.user,
            article=tab.article,
            base_revision=editor_tab.parse_base(request),
            sequence=editor_tab.parse_turn(request),
        )
    except AutosaveRejected as refusal:
        return {"error": str(refusal)}
    answer = {"at": date_format(timezone.localtime(copy.saved_at), "H:i")}
    if request.POST.get("_offers"):
        _discard_if_saved(copy, tab.article)
        offers = {"unsaved_copies": _list_other_copies(request, tab), "article": tab.article}
        answer["offers"] = render_to_string("admin/articles/article/_offers.html", offers, request=request).strip()
    return answer


@desk_page(checked_inside)
def copy_view(request: DeskRequest, copy: int, pk: int | None = None) -> HttpResponse:
    """Show one of the person’s unsaved drafts beside the saved version; a POST discards the draft."""
    article, mine = working_copy.get_own_copy(request, pk, copy)
    if request.method == "POST":
        autosave.discard_working_copy(mine)
        messages.success(request, _("Discarded."))
        return HttpResponseRedirect(working_copy.writing_url(article))
    document, problems = working_copy.read_document(mine, article)
    base = working_copy.find_base(mine, article) if article else None
    before = base.document if base else CleanDocument(Document(headline=""))
    context = {
        "title": _("Unsaved draft"),
        "article": article,
        "copy": mine,
        "base": base,
        "changes": describe_in_lines(before, document) if document else [],
        "problems": problems,
        "raw": working_copy.list_texts(mine.fields) if problems else [],
        "use": f"{working_copy.writing_url(article)}?copy={mine.pk}",
        "may_use": article is None or policy.why_not_edit(request.user, article) is None,
    }
    return TemplateResponse(request, "admin/articles/article/copy.html", context)


def _discard_if_saved(copy: WorkingCopy, article: Article | None) -> None:
    """Discard a working copy equal to the newest version, which a browser sends if the save’s answer was lost."""
    document, _problems = working_copy.read_document(copy, article)
    if article and document == article.newest.document:
        autosave.discard_working_copy(copy)


def _list_other_copies(request: DeskRequest, tab: editor_tab.OpenTab) -> list[WorkingCopy]:
    """List the person’s unsaved drafts of the story, except those of the posting page itself."""
    own_keys = {request.POST["_offers"], request.POST.get("_opened_with", "").rpartition(".")[0]}
    return [copy for copy in autosave.list_working_copies(tab.article, by=tab.user) if copy.window not in own_keys]


def page_context(
    request: DeskRequest, article: Article | None, *, base: int, used: WorkingCopy | None
) -> dict[str, Any]:
    """Build the writing page’s context as an editor tab: its key, its own draft, other drafts, and the banner."""
    posted = editor_tab.parse_window(request)
    copies = autosave.list_working_copies(article, by=request.user)
    # A page that comes back because something was wrong goes on with the words that it was posted with.
    own = used or next((copy for copy in copies if copy.window == posted.key), None)
    opened = (own.window, own.turn) if own else posted.opened_with
    context: dict[str, Any] = {
        "unsaved_copies": [copy for copy in copies if own is None or copy.pk != own.pk],
        "window": posted.key,
        "opened_with": f"{opened[0]}.{opened[1]}" if opened else "",
        "used": own,
    }
    if article:
        context |= edit_sessions.banner_context(request, article, window=posted.key, base=base)
    return context
