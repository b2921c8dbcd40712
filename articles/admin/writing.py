"""The writing page: one view for beginning and for changing a story, and for every move made from it.

Each checks its own permission through the rooms below. A press on a move saves what was typed first, so that no
button ever loses a word.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import Media

from articles import checks, drafting, policy, workflow
from articles.admin import consequences, licences, pairs
from articles.admin.forms import MoveForm, StoryForm, initial_of
from articles.admin.people import user_of
from articles.admin.suggestions import posted_decisions
from articles.document import Document, InvalidDocument
from articles.models import Article, AuditEntry, Revision
from articles.revisions import StaleDocument
from articles.states import MOVES, Move, Stage, Standing

SHOWN_LOG = 12


@dataclass(frozen=True)
class Outcome:
    """What came of a save: the story if it was saved, or the revision that somebody else saved in between."""

    article: Article | None
    newer: Revision | None = None


def write(admin: ModelAdmin[Article], request: HttpRequest, object_id: str | None) -> HttpResponse:
    """Show the writing page, or save what was typed and make the move that was pressed."""
    user = user_of(request)
    if request.method == "POST" and request.POST.get("_move", Move.SUBMIT) not in MOVES:
        raise PermissionDenied(_("There is no such move."))
    article = _story(object_id) if object_id else None
    objection = policy.why_not_edit(user, article) if article else policy.why_not_create(user)
    if article is None and objection:
        raise PermissionDenied(objection)
    if request.method != "POST":
        form = StoryForm(initial=initial_of(article)) if article else StoryForm()
        return _page(admin, request, article, form, objection=objection)
    if objection:
        # The page is read-only for this person now; a move may still be theirs to make.
        if article and "_move" in request.POST:
            return _move(admin, request, article)
        form = StoryForm(request.POST)
        return _page(admin, request, article, form, objection=objection, status=403)
    form = StoryForm(request.POST, initial=initial_of(article) if article else {})
    before, number = (Stage(article.stage), article.newest.number) if article else (Stage.DRAFT, 0)
    outcome = _save(form, article, by=user, decisions=posted_decisions(request))
    if outcome.article is None:
        return _page(admin, request, article, form, newer=outcome.newer)
    if "_move" in request.POST:
        return _move(admin, request, outcome.article, saved=outcome.article)
    messages.success(request, consequences.saved(outcome.article, before=before, number=number))
    return HttpResponseRedirect(_address(outcome.article))


def _story(object_id: str) -> Article:
    if not object_id.isdecimal():
        raise Http404
    stories = Article.objects.select_related("head__by", "live", "approved", "created_by", "section")
    return get_object_or_404(stories, pk=int(object_id))


def _address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _save(form: StoryForm, article: Article | None, *, by: User, decisions: dict[str, str]) -> Outcome:
    if not form.is_valid():
        return Outcome(None)
    try:
        document, beside = form.document(), form.particulars()
        if article is None:
            return Outcome(drafting.create(document, by=by, particulars=beside, decisions=decisions))
        base = form.cleaned_data["base"]
        return Outcome(drafting.edit(article, document, by=by, base=base, particulars=beside, decisions=decisions))
    except InvalidDocument as error:
        form.take_problems(error.problems)
    except policy.NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except StaleDocument as stale:
        return Outcome(None, newer=stale.head)
    return Outcome(None)


def _move(
    admin: ModelAdmin[Article], request: HttpRequest, article: Article, *, saved: Article | None = None
) -> HttpResponse:
    """Make the move that was pressed; what it is asked with stands in the fields that carry the move's name."""
    move = Move(request.POST["_move"])  # write has refused what is none, before anything was saved
    form = MoveForm({key: request.POST.get(f"{move.value}-{key}", "") for key in ("note", "at", "kind")})
    if not form.is_valid():
        messages.error(request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
        return _again(admin, request, article, form)
    asked = workflow.Request(
        by=user_of(request),
        note=form.cleaned_data["note"],
        at=form.cleaned_data["at"],
        kind=form.cleaned_data["kind"],
        seen=_seen(request, saved),
    )
    try:
        moved = workflow.make(move, article, asked)
    except (workflow.MoveRefused, policy.NotAllowed) as refusal:
        messages.error(request, str(refusal))
        return _again(admin, request, article, form)
    else:
        messages.success(request, consequences.done(move, moved))
    return HttpResponseRedirect(_address(article))


def _again(admin: ModelAdmin[Article], request: HttpRequest, article: Article, asked: MoveForm) -> HttpResponse:
    """The page once more, with what the refused move was asked with still in its fields."""
    story = _story(str(article.pk))
    objection = policy.why_not_edit(user_of(request), story)
    words = {"move": request.POST["_move"], **{name: asked.data[name] for name in ("note", "at", "kind")}}
    return _page(admin, request, story, StoryForm(initial=initial_of(story)), objection=objection, asked=words)


def _seen(request: HttpRequest, saved: Article | None) -> int | None:
    """The revision that the person judged: the one on their screen, or the one that this very press saved."""
    if saved and saved.head and saved.head.by_id == request.user.pk:
        return saved.head.number
    base = request.POST.get("base", "")
    return int(base) if re.fullmatch("[0-9]{1,9}", base) else None


def _page(
    admin: ModelAdmin[Article],
    request: HttpRequest,
    article: Article | None,
    form: StoryForm,
    *,
    objection: str | None = None,
    newer: Revision | None = None,
    asked: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if newer is not None:
        # The next save is a decision to put these words on top of the newer ones, which the page now shows.
        form.data = {**form.data.dict(), **_lists(form), "base": str(newer.number)}  # type: ignore[attr-defined]
    nonce = request.csp_nonce  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "title": article.headline if article else _("New story"),
        "opts": admin.opts,
        "article": article,
        "form": form,
        "media": Media.from_media(form.media + form.credits.media, nonce=nonce),
        "objection": objection,
        "newer": newer,
        "asked": asked,
        "decisions": [f"{code}:{decision}" for code, decision in posted_decisions(request).items()],
        "unsaved": form.data if objection and form.is_bound else None,
    }
    if article:
        context |= _about(article, request)
    return TemplateResponse(request, "admin/articles/article/writing.html", context, status=409 if newer else status)


def _lists(form: StoryForm) -> dict[str, Any]:
    return {name: form.data.getlist(name) for name in ("about", "mentioned", "tags")}  # type: ignore[attr-defined]


def _about(article: Article, request: HttpRequest) -> dict[str, Any]:
    """What the margin says of a story: where it stands, what may be done, what is wrong, what has happened."""
    document: Document | None = article.head.document if article.head else None
    log = AuditEntry.objects.filter(article=article).select_related("by", "revision")[: SHOWN_LOG + 1]
    sent_back = next((entry for entry in log if entry.action == Move.SEND_BACK), None)
    return {
        "situation": consequences.situation(article),
        "warning": consequences.warns(article),
        "withheld": consequences.withheld(article, by=user_of(request)),
        "is_listed": article.standing == Standing.PUBLISHED and workflow.is_public(article),
        "is_retracted": article.standing == Standing.RETRACTED,
        "is_waiting": article.standing == Standing.PUBLISHED and not workflow.is_public(article),
        "offers": consequences.offers(article, by=user_of(request)),
        "findings": checks.findings(document) if document else [],
        "licences": licences.of_story(article),
        "moved_on": consequences.moved_on(document),
        "translations": article.translations.all()[:8],
        "key_pairs": pairs.offered(article, by=user_of(request)),
        "log": log[:SHOWN_LOG],
        "sent_back": sent_back if article.stage == "draft" else None,
    }
