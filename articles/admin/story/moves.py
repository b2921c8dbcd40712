"""Moves made from a card: its menu, dropping it in a column, and the move itself."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import NUMBER, DeskRequest
from articles.admin.story import move_effects
from articles.admin.story.editor import checklist
from articles.admin.story.editor.forms import MoveForm
from articles.domain.errors import UserFacingError
from articles.domain.states import MOVES, Move, Stage
from articles.models import Article, User
from articles.queries import policy
from articles.queries.desk.stories import stories_with_revisions
from articles.services import workflow


def parse_move_form(request: DeskRequest, move: Move) -> MoveForm:
    """Build a move’s form from the posted fields that are prefixed with the move’s name."""
    return MoveForm({key: request.POST.get(f"{move.value}-{key}", "") for key in MoveForm.base_fields})


def build_request(
    request: DeskRequest, move: Move, form: MoveForm, *, by: User, seen: int | None
) -> workflow.MoveRequest:
    """Build the workflow’s request from a valid form; `seen` is the number of the version that the person judged."""
    data = form.cleaned_data
    return workflow.MoveRequest(
        by=by,
        note=data["note"],
        at=data["at"],
        kind=data["kind"],
        shown=not data["withheld"],
        seen=seen,
        overriding=checklist.parse_overrides(request, move, reason=data["reason"]),
    )


@desk_page(policy.why_not_view_stories)
def moves_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Return a card’s moves as HTML inside JSON; `?to=` limits them to those that lead to a column."""
    user = request.user
    article = _get_story(pk)
    findings = workflow.list_findings(article.newest.document, story=article)
    reasons = checklist.findings_needing_reason(findings, None)
    offers = [replace(offer, primary=False) for offer in move_effects.list_offers(article, by=user, reasons=reasons)]
    target = request.GET.get("to", "")
    if target:
        offers = [offer for offer in offers if MOVES[offer.move].to_stage == target]
    context = {
        "article": article,
        "offers": offers,
        "withheld": "" if target else move_effects.passing_objection(article, by=user),
        "situation": move_effects.describe_situation(article),
        "move_input": {"move": offers[0].move.value} if target and offers else {},
    }
    message = _explain_no_move(article, target, by=user) if target and not offers else ""
    html = render_to_string("admin/articles/article/_moves.html", context, request)
    return JsonResponse({"html": html, "once": _single_press_move(offers) if target else "", "said": message})


def _single_press_move(offers: list[move_effects.Offer]) -> str:
    """Return the move that dropping a card makes at once; "" if several are possible or the only one needs a form."""
    alone = offers[0] if len(offers) == 1 else None
    return alone.move.value if alone and alone.simple and alone.move != Move.PUBLISH else ""


def _get_story(pk: int) -> Article:
    """Get a saved story with its revisions. Raises Http404."""
    return get_object_or_404(stories_with_revisions(), pk=pk, head__isnull=False)


def _explain_no_move(article: Article, target: str, *, by: User) -> str:
    """Explain in one sentence why no move of this person leads the story to the target column."""
    if target == article.stage:
        return _("The story is already there.")
    leading = [move for move, rule in MOVES.items() if rule.to_stage == target and article.standing in rule.standings]
    from_here = [move for move in leading if article.stage in MOVES[move].stages]
    if Move.PUBLISH in from_here and workflow.why_not(Move.PUBLISH, article, by=by) is None:
        return _("The story is under embargo. Schedule it instead.")
    for move in from_here or (leading if article.stage != Stage.DONE else []):
        if objection := workflow.why_not(move, article, by=by):
            return objection
    return _("You can’t move a story there.")


@require_POST
@desk_page(policy.why_not_view_stories)
def move_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Make the posted move from the board and answer with a message as JSON; `base` is the card’s version number."""
    user = request.user
    article = _get_story(pk)
    name, base = request.POST.get("_move", ""), request.POST.get("base", "")
    if name not in MOVES:
        raise PermissionDenied(_("Unknown action."))
    move = Move(name)
    form = parse_move_form(request, move)
    if not form.is_valid():
        return _json_message(" ".join(str(error) for errors in form.errors.values() for error in errors), refused=True)
    move_request = build_request(request, move, form, by=user, seen=int(base) if NUMBER.fullmatch(base) else None)
    try:
        moved = workflow.make_move(move, article, move_request)
    except (UserFacingError, policy.PermissionRefused) as refusal:
        return _json_message(str(refusal), refused=True)
    return _json_message(f"“{moved.headline}”: {move_effects.describe_result(move, moved)}")


def _json_message(message: str, *, refused: bool = False) -> JsonResponse:
    """Return a message as JSON, with status 409 if the move was refused."""
    return JsonResponse({"said": message}, status=409 if refused else 200)
