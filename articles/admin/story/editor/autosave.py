"""Autosave views: store unsaved words, offer them again, show, restore or discard them.

Everybody sees their own alone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.request import DeskRequest
from articles.admin.story import merge
from articles.admin.story.editor import edit_sessions, editor_tab, working_copy
from articles.domain.document import CleanDocument, Document
from articles.models import Article, WorkingCopy
from articles.queries import policy
from articles.queries.history.change_lines import told_in_lines
from articles.services import autosave
from articles.services.autosave import CannotKeep


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of unsaved words, of merging and of who is there, under that of the stories."""
    return [
        path("keep/", wrap(keep_view), name="keep-words"),
        path("presence/", wrap(edit_sessions.attend_view), name="attend-story"),
        path("<int:pk>/take-over/", wrap(edit_sessions.take_over_view), name="take-over-story"),
        path("unsaved/<int:copy>/", wrap(copy_view), name="working-copy-of-new"),
        path("<int:pk>/unsaved/<int:copy>/", wrap(copy_view), name="working-copy"),
        path("<int:pk>/merge/<int:copy>/", wrap(merge.merge_view), name="merge-story"),
    ]


@require_POST
@desk_page(checked_inside)
def keep_view(request: DeskRequest) -> JsonResponse:
    """Keep what stands in a page's fields. The post carries the page's presence, and may ask what else is kept."""
    try:
        page = editor_tab.heard(request)
        copy = autosave.keep(
            page.window,
            editor_tab.typed_in(request),
            by=page.user,
            article=page.article,
            base=editor_tab.base_of(request),
            turn=editor_tab.turn_of(request),
        )
    except editor_tab.NotHeard as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    except CannotKeep as refusal:
        return JsonResponse({"error": str(refusal)}, status=413)
    answer: dict[str, str] = {"at": date_format(timezone.localtime(copy.saved_at), "H:i")}
    if request.POST.get("_offers"):
        _drop_saved(copy, page.article)
        offers = {"unsaved_copies": _others(request, page), "article": page.article}
        answer["offers"] = render_to_string("admin/articles/article/_offers.html", offers, request=request).strip()
    return JsonResponse(answer | edit_sessions.attended(request, page))


@desk_page(checked_inside)
def copy_view(request: DeskRequest, copy: int, pk: int | None = None) -> HttpResponse:
    """What was typed beside what is saved; a POST discards it."""
    article, mine = working_copy.own_copy(request, pk, copy)
    if request.method == "POST":
        autosave.discard(mine)
        messages.success(request, _("Discarded."))
        return HttpResponseRedirect(working_copy.address_of(article))
    document, problems = working_copy.document_of(mine, article)
    base = working_copy.base_of(mine, article) if article else None
    before = base.document if base else CleanDocument(Document(headline=""))
    context = {
        "title": _("Unsaved words"),
        "article": article,
        "copy": mine,
        "base": base,
        "changes": told_in_lines(before, document) if document else [],
        "problems": problems,
        "raw": working_copy.texts_in(mine.fields) if problems else [],
        "use": f"{working_copy.address_of(article)}?copy={mine.pk}",
        "may_use": article is None or policy.why_not_edit(request.user, article) is None,
    }
    return TemplateResponse(request, "admin/articles/article/copy.html", context)


def _drop_saved(copy: WorkingCopy, article: Article | None) -> None:
    """Forget what a browser brings back although it was saved: the answer to the save was lost on the way."""
    document, _problems = working_copy.document_of(copy, article)
    if article and document == article.newest.document:
        autosave.discard(copy)


def _others(request: DeskRequest, page: editor_tab.Heard) -> list[WorkingCopy]:
    """What is kept beside the words on the page that asks, which may speak for another one."""
    here = {request.POST["_offers"], request.POST.get("_opened_with", "").rpartition(".")[0]}
    return [copy for copy in autosave.offered(page.article, by=page.user) if copy.window not in here]


def beside(request: DeskRequest, article: Article | None, *, base: int, used: WorkingCopy | None) -> dict[str, Any]:
    """What the writing page knows of itself as a window: its key, the copy it was opened with, what else is kept."""
    posted = editor_tab.window_of(request)
    copies = autosave.offered(article, by=request.user)
    # A page that comes back because something was wrong goes on with the words that it was posted with.
    here = used or next((copy for copy in copies if copy.window == posted.key), None)
    opened = (here.window, here.turn) if here else posted.opened_with
    context: dict[str, Any] = {
        "unsaved_copies": [copy for copy in copies if here is None or copy.pk != here.pk],
        "window": posted.key,
        "opened_with": f"{opened[0]}.{opened[1]}" if opened else "",
        "used": here,
    }
    if article:
        context |= edit_sessions.told(request, article, window=posted.key, base=base)
    return context
