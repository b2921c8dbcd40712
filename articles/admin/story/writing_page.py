"""The writing page: one view to create and edit a story and to make every move.

The view checks the policy, or the service that it calls does. A move saves what was typed first, so that no button
ever loses a word.
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
from django.utils.translation import ngettext
from js_asset import Media

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.geo import key_stories
from articles.admin.geo.suggestions import decisions_in, posted_decisions
from articles.admin.images import licences
from articles.admin.request import KEY, NUMBER, DeskRequest, parse_positive_int
from articles.admin.story import assignments, in_place, move_effects, moves, notes, share_links
from articles.admin.story.editor import address, checklist, editor_tab, first_saves, working_copy
from articles.admin.story.editor import autosave as autosave_page
from articles.admin.story.editor.forms import StoryForm
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
class SaveOutcome:
    """The result of a save: the story if it was saved.

    If someone else saved first, their revision, or the working copy to merge with it if anything was typed.
    """

    article: Article | None
    to_merge: WorkingCopy | None = None
    newer: Revision | None = None


@desk_page(checked_inside)
def writing_view(request: DeskRequest, object_id: str | None) -> HttpResponse:
    """Show the writing page of a story (None: a new one); a POST saves it and makes the pressed move."""
    user = request.user
    if request.method == "POST":
        if request.POST.get("_move", Move.SUBMIT) not in MOVES:
            raise PermissionDenied(_("Unknown action."))
        if object_id is None and (made := first_saves.find_story(request)):
            object_id = str(made)
    article = _get_story(object_id) if object_id else None
    objection = policy.why_not_edit(user, article) if article else policy.why_not_create(user)
    if article is None:
        policy.require(objection)
    if request.method != "POST":
        used = None if objection else working_copy.find_requested(request, article)
        form = working_copy.build_form(used, article) if used else StoryForm(article=article)
        return _render_page(request, article, form, objection=objection, used=used)
    if objection and in_place.is_wanted(request):
        return in_place.answer_by_form()
    if article and "_suggest" in request.POST:
        return _suggest_edit(request, article)
    return _render_refused(request, article, objection) if objection else _save_and_move(request, article)


def _suggest_edit(request: DeskRequest, article: Article) -> HttpResponse:
    """Leave what was typed as suggestions beside the text instead of saving it; if refused, show it with the reason."""
    form = StoryForm(request.POST, article=article)
    try:
        document = form.document() if form.is_valid() else article.newest.document
        base = editor_tab.parse_base(request) or article.newest.number
        number = notes_service.suggest_edit(article, document, by=request.user, revision=base)
    except (UserFacingError, policy.PermissionRefused) as refusal:
        form.add_error(None, str(refusal))
        wants_json = in_place.is_wanted(request)
        return in_place.answer_refused(request, form) if wants_json else _render_page(request, article, form)
    autosave.delete_saved_copies(editor_tab.parse_window(request), by=request.user)
    words = ngettext("%(number)s edit suggested.", "%(number)s edits suggested.", number) % {"number": number}
    messages.success(request, words)
    address = _writing_url(article)
    return in_place.answer_go(address, is_done=True) if in_place.is_wanted(request) else HttpResponseRedirect(address)


def _render_refused(request: DeskRequest, article: Article | None, objection: str) -> HttpResponse:
    """Store what a person typed without the right to edit, and render read-only; unchanged forms may move."""
    form = StoryForm(request.POST, article=article)
    typed = "headline" in request.POST and not _is_unchanged(form, article)
    if article and "_move" in request.POST and not typed:
        return _make_move(request, article)
    if article and typed:
        _autosave_form(form, article, request)
        _warn_move_skipped(request)
    return _render_page(request, article, form, objection=objection, move_input=_build_move_input(request), status=403)


def _is_unchanged(form: StoryForm, article: Article | None) -> bool:
    """Whether the form has the same words as the version that the page was opened with."""
    if article is None or not form.is_valid():
        return False
    opened = versions.find_revision(article, form.cleaned_data["base"])
    try:
        return opened is not None and form.document().cleaned() == opened.document
    except InvalidDocument:
        return False


def _save_and_move(request: DeskRequest, article: Article | None) -> HttpResponse:
    """Save the form, then make the pressed move, redirect to a newer version, or render the errors."""
    form = _build_posted_form(request, article)
    before, number = (Stage(article.stage), article.newest.number) if article else (Stage.DRAFT, 0)
    outcome = _save_form(form, article, request)
    if article and (outcome.to_merge or outcome.newer):
        return _redirect_to_newer(request, article, outcome)
    if outcome.article is None:
        return (
            in_place.answer_refused(request, form)
            if in_place.is_wanted(request)
            else _render_page(request, article, form)
        )
    if article is None:
        first_saves.remember(request, outcome.article, by_form=not in_place.is_wanted(request))
    if "slug" in form.changed_data and (sentence := address.describe_taken_slug(outcome.article)):
        messages.warning(request, sentence)
    if "_move" in request.POST:
        return _make_move(request, outcome.article, saved=outcome.article)
    messages.success(request, move_effects.describe_save(outcome.article, before=before, number=number))
    return _show_result(request, outcome.article, saved=outcome.article)


def _build_posted_form(request: DeskRequest, article: Article | None) -> StoryForm:
    """Build the posted form; what was typed on the page of a new story that was saved since began from its first version."""
    if article is None or not (request.resolver_match and not request.resolver_match.kwargs):
        return StoryForm(request.POST, article=article)
    fields = request.POST.copy()
    fields["base"] = "1"
    return StoryForm(fields, article=article)


def _show_result(
    request: DeskRequest, article: Article, *, saved: Article | None, move_input: dict[str, Any] | None = None
) -> HttpResponse:
    """Show what became of a story: redirect to its page, or answer a page that stays unless it has become read-only."""
    address = _writing_url(article)
    if not in_place.is_wanted(request):
        return HttpResponseRedirect(address)
    story = _get_story(str(article.pk))
    if policy.why_not_edit(request.user, story):
        return in_place.answer_go(address)
    form = StoryForm(article=saved or story)
    context = _page_context(request, story, form, move_input=move_input)
    return in_place.answer_shown(request, story, context, saved=saved, address=address)


def _get_story(object_id: str) -> Article:
    """Get a story with its revisions by the key in an address. Raises Http404."""
    if not KEY.fullmatch(object_id):
        raise Http404
    return get_object_or_404(stories_with_revisions(), pk=int(object_id))


def _writing_url(article: Article) -> str:
    """Return the address of the story’s writing page."""
    return reverse("admin:articles_article_change", args=[article.pk])


def _save_form(form: StoryForm, article: Article | None, request: DeskRequest) -> SaveOutcome:
    """Save the form as a new story or version; if refused, add the errors to the form."""
    if not form.is_valid():
        return SaveOutcome(None)
    by, window, decisions = request.user, editor_tab.parse_window(request), posted_decisions(request)
    try:
        document, beside = form.document(), form.particulars()
        if article is None:
            made = editing.create(document, by=by, particulars=beside, decisions=decisions, window=window)
            return SaveOutcome(made)
        base = form.cleaned_data["base"]
        return SaveOutcome(
            editing.edit(article, document, by=by, base=base, particulars=beside, decisions=decisions, window=window)
        )
    except InvalidDocument as error:
        form.add_problems(error.problems)
    except policy.PermissionRefused as refusal:
        form.add_error(None, str(refusal))
    except StaleDocument as stale:
        return _handle_stale(form, stale, request)
    return SaveOutcome(None)


def _handle_stale(form: StoryForm, stale: StaleDocument, request: DeskRequest) -> SaveOutcome:
    """Return the newer version that someone else saved, or the typed words as a working copy to merge with it."""
    article = stale.head.article
    if _is_unchanged(form, article):
        return SaveOutcome(None, newer=stale.head)
    return SaveOutcome(None, to_merge=_autosave_form(form, article, request))


def _autosave_form(form: StoryForm, article: Article, request: DeskRequest) -> WorkingCopy | None:
    """Store the form as a working copy; return None, with an error on the form, if refused."""
    window, base = editor_tab.parse_window(request), editor_tab.parse_base(request)
    try:
        return autosave.save_working_copy(
            window, editor_tab.form_fields(request), by=request.user, article=article, base_revision=base
        )
    except (UserFacingError, policy.PermissionRefused) as refusal:
        form.add_error(None, str(refusal))
        return None


def _redirect_to_newer(request: DeskRequest, article: Article, outcome: SaveOutcome) -> HttpResponse:
    """Redirect to the merge or to the newer version, with a warning that the pressed move was not made."""
    if outcome.newer:
        words = {"name": display_name(outcome.newer.by), "number": outcome.newer.number}
        messages.warning(request, _("%(name)s has saved version %(number)s. It is shown here.") % words)
    _warn_move_skipped(request)
    address = (
        reverse("admin:merge-story", args=[article.pk, outcome.to_merge.pk])
        if outcome.to_merge
        else _writing_url(article)
    )
    return in_place.answer_go(address) if in_place.is_wanted(request) else HttpResponseRedirect(address)


def _warn_move_skipped(request: DeskRequest) -> None:
    """Add a warning that the pressed move was not made, if one was pressed."""
    if "_move" in request.POST:
        words = {"move": Move(request.POST["_move"]).label}
        messages.warning(request, _("“%(move)s” was not done. Check the newest version first.") % words)


def _make_move(request: DeskRequest, article: Article, *, saved: Article | None = None) -> HttpResponse:
    """Make the workflow move whose button was pressed, and redirect; if refused, show the writing page with the reason."""
    move = Move(request.POST["_move"])  # writing_view has checked it before anything was saved
    form = moves.parse_move_form(request, move)
    if not form.is_valid():
        messages.error(request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
        return _render_again(request, article, saved=saved)
    move_request = moves.build_request(request, move, form, by=request.user, seen=_get_judged_number(request, saved))
    try:
        moved = workflow.make_move(move, article, move_request)
    except (UserFacingError, policy.PermissionRefused) as refusal:
        messages.error(request, str(refusal))
        needed = refusal.findings if isinstance(refusal, workflow.ReasonNeeded) else ()
        return _render_again(request, article, saved=saved, needed=needed)
    else:
        messages.success(request, move_effects.describe_result(move, moved))
    if in_place.is_wanted(request) and moved.newest.number != (saved or article).newest.number:
        return in_place.answer_go(_writing_url(article))  # the move itself changed the words
    return _show_result(request, article, saved=saved)


def _render_again(
    request: DeskRequest,
    article: Article,
    *,
    saved: Article | None,
    needed: Sequence[checks.Finding] = (),
) -> HttpResponse:
    """Render the page after a refused move, with its typed fields and the findings that need a reason."""
    move_input = _build_move_input(request, needed=needed)
    if in_place.is_wanted(request):
        return _show_result(request, article, saved=saved, move_input=move_input)
    story = _get_story(str(article.pk))
    objection = policy.why_not_edit(request.user, story)
    form = StoryForm(article=story)
    return _render_page(request, story, form, objection=objection, move_input=move_input)


def _build_move_input(request: DeskRequest, *, needed: Sequence[checks.Finding] = ()) -> dict[str, Any] | None:
    """Return the pressed move’s name and typed fields, to fill its form again; None if no move was pressed."""
    if "_move" not in request.POST:
        return None
    move = Move(request.POST["_move"])
    return {"move": move.value, **moves.parse_move_form(request, move).data, "needed": needed}


def _get_judged_number(request: DeskRequest, saved: Article | None) -> int | None:
    """Return the number of the version that the person judged: just saved by them, or named in the post."""
    if saved and saved.head and saved.head.by_id == request.user.pk:
        return saved.head.number
    base = request.POST.get("base", "")
    return int(base) if NUMBER.fullmatch(base) else None


def _render_page(
    request: DeskRequest,
    article: Article | None,
    form: StoryForm,
    *,
    objection: str | None = None,
    used: WorkingCopy | None = None,
    move_input: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the writing page; `used` is the working copy in the form, `move_input` what was typed for a move."""
    context = _page_context(request, article, form, objection=objection, used=used, move_input=move_input)
    if article is None and request.method != "POST":
        context["is_saved_by_form"] = first_saves.take_saved_by_form(request)
        form.fields["headline"].widget.attrs["autofocus"] = True
    return TemplateResponse(request, "admin/articles/article/writing.html", context, status=status)


def _page_context(
    request: DeskRequest,
    article: Article | None,
    form: StoryForm,
    *,
    objection: str | None = None,
    used: WorkingCopy | None = None,
    move_input: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Build the context of the writing page."""
    nonce = request.csp_nonce
    context: dict[str, Any] = {
        "title": article.headline if article else _("New story"),
        "article": article,
        "form": form,
        "is_refused": form.is_bound and not (form.is_valid() and form.credits.is_valid()),
        "media": Media.from_media(form.media + form.credits.media, nonce=nonce),
        "objection": objection,
        "move_input": move_input or (working_copy.move_input_of(used) if used else None),
        "decisions": _list_decisions(request, used),
        "pause": getattr(settings, "TYPING_PAUSE_MS", TYPING_PAUSE_MS),
        "unsaved": _unsaved_text(request) if objection and form.is_bound else "",
        **autosave_page.page_context(request, article, base=_base_number(form), used=used),
    }
    findings = workflow.list_findings(article.newest.document, story=article) if article else []
    context |= checklist.panel_context(findings, begun=article is not None)
    if article:
        context |= _margin_context(article, request, findings, move_input=move_input)
    return context


def _unsaved_text(request: DeskRequest) -> str:
    """Return the posted texts one after another, to be copied from a form that can’t be saved."""
    return "".join(f"{text}\n\n" for _label, text in working_copy.list_texts(editor_tab.form_fields(request)))


def _base_number(form: StoryForm) -> int:
    """Return the number of the revision that editing started from; 0 if the form names none."""
    return parse_positive_int(str(form["base"].value() or 0))


def _list_decisions(request: DeskRequest, used: WorkingCopy | None) -> list[str]:
    """List the decisions on suggested countries as "PK:refused", from the working copy or the posted form."""
    decided = decisions_in(used.fields.get("decision", [])) if used else posted_decisions(request)
    return [f"{code}:{decision}" for code, decision in decided.items()]


def _margin_context(
    article: Article, request: DeskRequest, findings: list[checks.Finding], *, move_input: dict[str, Any] | None
) -> dict[str, Any]:
    """Build the context of the margin: status, moves, assignment, translations, notes and log."""
    document: Document | None = article.head.document if article.head else None
    log = versions.newest_entries(article, without=notes_service.ACTIONS)[: SHOWN_LOG + 1]
    sent_back = versions.unanswered_send_back(article)
    return {
        "situation": move_effects.describe_situation(article),
        "warning": move_effects.edit_warning(article, by=request.user),
        "withheld": move_effects.passing_objection(article, by=request.user),
        "unpassed": move_effects.find_unpassed(article, by=request.user),
        "public_page": move_effects.public_page_label(article),
        "head_by": display_name(article.newest.by),
        "is_waiting": article.standing == Standing.PUBLISHED and not workflow.is_public(article),
        "offers": move_effects.list_offers(
            article, by=request.user, reasons=checklist.findings_needing_reason(findings, move_input)
        ),
        **assignments.line_context(article, by=request.user),
        "licences": licences.warnings_of(article),
        "moved_on": move_effects.original_warning(document),
        "translations": article.translations.all()[:8],
        "key_pairs": key_stories.pairs_for(article, by=request.user),
        "shares": share_links.build_panel(article, by=request.user),
        "notes": notes.panel_context(article, by=request.user),
        "log": log[:SHOWN_LOG],
        "may_duplicate": policy.why_not_create(request.user) is None,
        "sent_back": sent_back,
        "sent_back_by": display_name(sent_back.by) if sent_back and sent_back.by else "",
    }
