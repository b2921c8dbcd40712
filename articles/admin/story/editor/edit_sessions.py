"""Edit sessions on the writing page: heartbeat, banner and taking over."""

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
from articles.admin.story.editor.editor_tab import Heard, NotHeard, base_of, heard, window_of
from articles.admin.story.editor.forms import StoryForm
from articles.models import Article, EditSession
from articles.models.authors import display_name
from articles.queries import policy
from articles.services import edit_sessions


@require_POST
@desk_page(checked_inside)
def attend_view(request: DeskRequest) -> JsonResponse:
    """A page says that it is open, and where one writes in it, or that it is closing; the answer is who else is there."""
    try:
        page = heard(request)
    except NotHeard as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    return JsonResponse(attended(request, page))


def attended(request: DeskRequest, page: Heard) -> dict[str, str]:
    """Keep the presence that a page's post carries; what it is told of the others."""
    if page.article is None or request.POST.get("_presence") not in {"here", "leaving"}:
        return {}
    if request.POST["_presence"] == "leaving":
        edit_sessions.leave(page.article, page.window.key, by=page.user)
        return {}
    field = request.POST.get("_field", "").replace("\0", "")
    edit_sessions.attend(page.article, page.window.key, by=page.user, field=field)
    context = told(request, page.article, window=page.window.key, base=base_of(request))
    return {
        "company": render_to_string("admin/articles/article/_company.html", context).strip(),
        "said": " ".join([context["company_says"], context["newer_says"]]).strip(),
    }


@require_POST
@desk_page(checked_inside)
def take_over_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Hold the story from now on. A page without a script is shown anew."""
    article = get_object_or_404(Article.objects.select_related("head__by"), pk=pk)
    window = window_of(request).key
    from_script = request.headers.get("Accept") == "application/json"
    try:
        edit_sessions.take_over(article, window, by=request.user)
    except policy.NotAllowed as refusal:
        if from_script:
            return JsonResponse({"error": str(refusal)}, status=403)
        raise
    if from_script:
        context = told(request, article, window=window, base=base_of(request))
        company = render_to_string("admin/articles/article/_company.html", context).strip()
        return JsonResponse({"company": company, "said": _("You hold the story now.")})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def told(request: DeskRequest, article: Article, *, window: str, base: int) -> dict[str, Any]:
    """What the banner says: who is here, who holds the story, and whether a newer version was saved meanwhile."""
    user = request.user
    company = edit_sessions.company(article, by=user, window=window)
    newer = article.head if article.head and base and base < article.head.number else None
    return {
        "article": article,
        "company": company,
        "company_says": _says(company),
        "company_shows": _shown(company),
        "newer_says": _newer(newer) if newer else "",
        "may_take_over": company.held_by_other and policy.why_not_edit(user, article) is None,
        "window": window,
    }


def _says(company: edit_sessions.Company) -> str:
    """The one sentence of it, without the field, which changes too often to be spoken."""
    if not company.others:
        return ""
    first = company.others[0]
    words = {"name": display_name(first.person), "when": _clock(first.taken_at or first.since)}
    if company.taken_from_me:
        return _("%(name)s took over at %(when)s. Every word of yours is kept; saving puts both together.") % words
    if company.held_by_other:
        return _("%(name)s has had this story open since %(when)s.") % words
    return _("%(name)s has opened this story too. You hold it.") % words


def _shown(company: edit_sessions.Company) -> list[str]:
    """Who is here, a line each, below what there is to say of who holds the story."""
    lines = [_writes(row) for row in company.others]
    return lines if company.held_by_other and not company.taken_from_me else [_says(company), *lines] if lines else []


def _writes(row: EditSession) -> str:
    """Who is where: "Sana Malik is writing here now (Standfirst), since 13:58"."""
    words = {"name": display_name(row.person), "when": _clock(row.since)}
    field = StoryForm.base_fields.get(row.field)
    if field is None and row.field != "credits":
        return _("%(name)s is here, since %(when)s") % words
    words["field"] = str(field.label) if field else _("Credits")
    return _("%(name)s is writing here now (%(field)s), since %(when)s") % words


def _newer(head: Any) -> str:
    words = {"name": display_name(head.by), "number": head.number, "when": _clock(head.created_at)}
    return _("%(name)s saved version %(number)s at %(when)s. When you save, both will be put together.") % words


def _clock(moment: Any) -> str:
    local = timezone.localtime(moment)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "j M H:i")
