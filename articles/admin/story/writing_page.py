"""The writing page: one view to create and edit a story and to make every move.

Each asks policy itself, or the service that it calls does. A press on a move saves what was typed first, so that no
button ever loses a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.geo import key_stories
from articles.admin.geo.suggestions import decisions_in, posted_decisions
from articles.admin.images import licences
from articles.admin.request import KEY, NUMBER, DeskRequest, parse_positive_int
from articles.admin.story import assignments, move_effects, moves, notes, share_links
from articles.admin.story.editor import autosave as autosave_page
from articles.admin.story.editor import checklist, editor_tab, working_copy
from articles.admin.story.editor.forms import StoryForm, initial_of
from articles.domain.document import Document, InvalidDocument
from articles.domain.errors import UserFacingError
from articles.domain.states import MOVES, Move, Stage, Standing
from articles.models import Article, Revision, WorkingCopy
from articles.models.authors import display_name
from articles.queries import checks, policy
from articles.queries.desk.stories import stories_with_revisions
from articles.queries.history import versions
from articles.services import autosave, editing, workflow
from articles.services import notes as notes_service
from articles.services.revisions import StaleDocument

SHOWN_LOG = 12
# How long a writer must stop typing before the page autosaves and asks for feedback. A project's settings may say
# otherwise; the browser tests wait less.
TYPING_PAUSE_MS = 800


@dataclass(frozen=True)
class Outcome:
    """What came of a save: the story if it was saved.

    If somebody else was faster, their revision, or the copy that is to be merged with it; there is nothing to merge when
    nothing was typed.
    """

    article: Article | None
    to_merge: WorkingCopy | None = None
    newer: Revision | None = None


@desk_page(checked_inside)
def write(request: DeskRequest, object_id: str | None) -> HttpResponse:
    """Show the writing page, or save what was typed and make the move that was pressed."""
    user = request.user
    if request.method == "POST" and request.POST.get("_move", Move.SUBMIT) not in MOVES:
        raise PermissionDenied(_("Unknown action."))
    article = _story(object_id) if object_id else None
    objection = policy.why_not_edit(user, article) if article else policy.why_not_create(user)
    if article is None:
        policy.require(objection)
    if request.method != "POST":
        used = None if objection else working_copy.asked_for(request, article)
        form = (
            working_copy.form_of(used, article) if used else StoryForm(initial=initial_of(article) if article else {})
        )
        return _page(request, article, form, objection=objection, used=used)
    return _refused(request, article, objection) if objection else _saved(request, article)


def _refused(request: DeskRequest, article: Article | None, objection: str) -> HttpResponse:
    """The page is read-only for this person now; their words stay theirs, and a move may be theirs that lets none go."""
    form = StoryForm(request.POST, initial=initial_of(article) if article else {})
    typed = "headline" in request.POST and not _as_opened(form, article)
    if article and "_move" in request.POST and not typed:
        return _move(request, article)
    if article and typed:
        _keep_aside(form, article, request)
        _say_not_done(request)
    return _page(request, article, form, objection=objection, asked=_asked(request), status=403)


def _as_opened(form: StoryForm, article: Article | None) -> bool:
    """Whether these are still the words of the version that the page was opened with."""
    if article is None or not form.is_valid():
        return False
    opened = versions.find_revision(article, form.cleaned_data["base"])
    try:
        return opened is not None and form.document().cleaned() == opened.document
    except InvalidDocument:
        return False


def _saved(request: DeskRequest, article: Article | None) -> HttpResponse:
    """Save what was typed, and go on to the move that was pressed, to the merge of two versions, or back to the page."""
    form = StoryForm(request.POST, initial=initial_of(article) if article else {})
    before, number = (Stage(article.stage), article.newest.number) if article else (Stage.DRAFT, 0)
    outcome = _save(form, article, request)
    if article and (outcome.to_merge or outcome.newer):
        return _overtaken(request, article, outcome)
    if outcome.article is None:
        return _page(request, article, form)
    if "_move" in request.POST:
        return _move(request, outcome.article, saved=outcome.article)
    messages.success(request, move_effects.saved(outcome.article, before=before, number=number))
    return HttpResponseRedirect(_address(outcome.article))


def _story(object_id: str) -> Article:
    if not KEY.fullmatch(object_id):
        raise Http404
    return get_object_or_404(stories_with_revisions(), pk=int(object_id))


def _address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _save(form: StoryForm, article: Article | None, request: DeskRequest) -> Outcome:
    if not form.is_valid():
        return Outcome(None)
    by, window, decisions = request.user, editor_tab.parse_window(request), posted_decisions(request)
    try:
        document, beside = form.document(), form.particulars()
        if article is None:
            made = editing.create(document, by=by, particulars=beside, decisions=decisions, window=window)
            return Outcome(made)
        base = form.cleaned_data["base"]
        return Outcome(
            editing.edit(article, document, by=by, base=base, particulars=beside, decisions=decisions, window=window)
        )
    except InvalidDocument as error:
        form.take_problems(error.problems)
    except policy.PermissionRefused as refusal:
        form.add_error(None, str(refusal))
    except StaleDocument as stale:
        return _set_aside(form, stale, request)
    return Outcome(None)


def _set_aside(form: StoryForm, stale: StaleDocument, request: DeskRequest) -> Outcome:
    """Keep words that somebody else was faster than, to be merged with theirs."""
    article = stale.head.article
    if _as_opened(form, article):
        return Outcome(None, newer=stale.head)
    return Outcome(None, to_merge=_keep_aside(form, article, request))


def _keep_aside(form: StoryForm, article: Article, request: DeskRequest) -> WorkingCopy | None:
    """The copy of what was typed; none, and the reason on the form, if it can't be kept."""
    window, base = editor_tab.parse_window(request), editor_tab.parse_base(request)
    try:
        return autosave.save_working_copy(
            window, editor_tab.form_fields(request), by=request.user, article=article, base_revision=base
        )
    except (UserFacingError, policy.PermissionRefused) as refusal:
        form.add_error(None, str(refusal))
        return None


def _overtaken(request: DeskRequest, article: Article, outcome: Outcome) -> HttpResponse:
    """Somebody else saved a version meanwhile: show it, or both put together. A move that was pressed is not made."""
    if outcome.newer:
        words = {"name": display_name(outcome.newer.by), "number": outcome.newer.number}
        messages.warning(request, _("%(name)s has saved version %(number)s. It is shown here.") % words)
    _say_not_done(request)
    if outcome.to_merge:
        return HttpResponseRedirect(reverse("admin:merge-story", args=[article.pk, outcome.to_merge.pk]))
    return HttpResponseRedirect(_address(article))


def _say_not_done(request: DeskRequest) -> None:
    if "_move" in request.POST:
        words = {"move": Move(request.POST["_move"]).label}
        messages.warning(request, _("“%(move)s” was not done. Check the newest version first.") % words)


def _move(request: DeskRequest, article: Article, *, saved: Article | None = None) -> HttpResponse:
    """Make the move that was pressed; what it is asked with stands in the fields that carry the move's name."""
    move = Move(request.POST["_move"])  # write has refused what is none, before anything was saved
    form = moves.posted(request, move)
    if not form.is_valid():
        messages.error(request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
        return _again(request, article)
    asked = moves.asked_with(request, move, form, by=request.user, seen=_seen(request, saved))
    try:
        moved = workflow.make_move(move, article, asked)
    except (UserFacingError, policy.PermissionRefused) as refusal:
        messages.error(request, str(refusal))
        needed = refusal.findings if isinstance(refusal, workflow.ReasonNeeded) else ()
        return _again(request, article, needed=needed)
    else:
        messages.success(request, move_effects.done(move, moved))
    return HttpResponseRedirect(_address(article))


def _again(
    request: DeskRequest,
    article: Article,
    *,
    needed: Sequence[checks.Finding] = (),
) -> HttpResponse:
    """The page once more, with what the refused move was asked with still in its fields, and what needs a reason."""
    story = _story(str(article.pk))
    objection = policy.why_not_edit(request.user, story)
    form = StoryForm(initial=initial_of(story))
    return _page(request, story, form, objection=objection, asked=_asked(request, needed=needed))


def _asked(request: DeskRequest, *, needed: Sequence[checks.Finding] = ()) -> dict[str, Any] | None:
    """What the move that was pressed was asked with, for its fields; None if none was."""
    if "_move" not in request.POST:
        return None
    move = Move(request.POST["_move"])
    return {"move": move.value, **moves.posted(request, move).data, "needed": needed}


def _seen(request: DeskRequest, saved: Article | None) -> int | None:
    """The revision that the person judged: the one on their screen, or the one that this very press saved."""
    if saved and saved.head and saved.head.by_id == request.user.pk:
        return saved.head.number
    base = request.POST.get("base", "")
    return int(base) if NUMBER.fullmatch(base) else None


def _page(
    request: DeskRequest,
    article: Article | None,
    form: StoryForm,
    *,
    objection: str | None = None,
    used: WorkingCopy | None = None,
    asked: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    nonce = request.csp_nonce
    context: dict[str, Any] = {
        "title": article.headline if article else _("New story"),
        "article": article,
        "form": form,
        "is_refused": form.is_bound and not (form.is_valid() and form.credits.is_valid()),
        "media": Media.from_media(form.media + form.credits.media, nonce=nonce),
        "objection": objection,
        "asked": asked or (working_copy.asked_in(used) if used else None),
        "decisions": _decisions(request, used),
        "pause": getattr(settings, "TYPING_PAUSE_MS", TYPING_PAUSE_MS),
        "unsaved": _unsaved(request) if objection and form.is_bound else "",
        **autosave_page.page_context(request, article, base=_base(form), used=used),
    }
    found = workflow.list_findings(article.newest.document, story=article) if article else []
    context |= checklist.panel_context(found, begun=article is not None)
    if article:
        context |= _about(article, request, found, asked=asked)
    return TemplateResponse(request, "admin/articles/article/writing.html", context, status=status)


def _unsaved(request: DeskRequest) -> str:
    """What was typed on a page that can't be saved any more, to be copied from it."""
    return "".join(f"{text}\n\n" for _label, text in working_copy.texts_in(editor_tab.form_fields(request)))


def _base(form: StoryForm) -> int:
    """The revision that the page's words started from."""
    return parse_positive_int(str(form["base"].value() or 0))


def _decisions(request: DeskRequest, used: WorkingCopy | None) -> list[str]:
    decided = decisions_in(used.fields.get("decision", [])) if used else posted_decisions(request)
    return [f"{code}:{decision}" for code, decision in decided.items()]


def _about(
    article: Article, request: DeskRequest, found: list[checks.Finding], *, asked: dict[str, Any] | None
) -> dict[str, Any]:
    """What the margin says of a story: where it stands, what may be done, what has happened."""
    document: Document | None = article.head.document if article.head else None
    log = versions.newest_entries(article, without=notes_service.ACTIONS)[: SHOWN_LOG + 1]
    sent_back = next((entry for entry in log if entry.action == Move.SEND_BACK), None)
    return {
        "situation": move_effects.situation(article),
        "warning": move_effects.warns(article),
        "withheld": move_effects.withheld(article, by=request.user),
        "public_page": _public_page(article),
        "head_by": display_name(article.newest.by),
        "is_waiting": article.standing == Standing.PUBLISHED and not workflow.is_public(article),
        "offers": move_effects.offers(article, by=request.user, reasons=checklist.reasons_needed(found, asked)),
        **assignments.line(article, by=request.user),
        "licences": licences.warnings_of(article),
        "moved_on": move_effects.moved_on(document),
        "translations": article.translations.all()[:8],
        "key_pairs": key_stories.pairs_for(article, by=request.user),
        "shares": share_links.panel(article, by=request.user),
        "notes": notes.panel(article, by=request.user),
        "log": log[:SHOWN_LOG],
        "sent_back": sent_back if article.stage == "draft" else None,
        "sent_back_by": display_name(sent_back.by) if sent_back and sent_back.by else "",
    }


def _public_page(article: Article) -> str:
    """What the link to the page that readers see is called; "" while there is none."""
    if article.standing == Standing.RETRACTED:
        return _("See the notice")
    if article.standing == Standing.PUBLISHED and workflow.is_public(article):
        return _("View on site")
    return ""
