"""The checklist on the writing page: findings while typing, and reasons that a move requires.

Nothing is kept here: the moves ask again, of what the database holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.geo.suggestions import MOST_BYTES, posted_story
from articles.admin.request import KEY, DeskRequest
from articles.domain.checklist import Severity
from articles.domain.document import (
    CleanDocument,
    CountryLine,
    CountryRole,
    CreditLine,
    CreditRole,
    Document,
    InvalidDocument,
    Language,
)
from articles.domain.states import Move
from articles.lib import geo
from articles.lib.text.plain import normalise_line
from articles.queries import checks, policy
from articles.services import workflow

PUBLISHING: Final = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.SCHEDULE})
# A headline isn't written first; nothing can be wrong with a dash.
_NO_HEADLINE: Final = "–"
_CREDIT: Final = re.compile(r"credits-([0-9]{1,2})-author")
_PLAIN: Final = ("standfirst", "label", "dateline", "body", "backstory")


@dataclass(frozen=True)
class Group:
    """The findings of one weight as the page lists them; `name` is for people, `weight` for the style sheet."""

    weight: str
    name: str
    findings: list[dict[str, Any]]


def shown(found: Sequence[checks.Finding], *, begun: bool) -> dict[str, Any]:
    """The panel's context; of a story that isn't `begun` it says nothing until something has been typed."""
    return {"checklist": _groups(found), "checklist_says": _says(found) if begun else ""}


def _says(found: Sequence[checks.Finding]) -> str:
    if any(finding.blocking for finding in found):
        return _("This can’t be published yet.")
    if any(finding.advisory for finding in found):
        return _("This needs a reason to be published.")
    return _("Nothing stands in the way.") if found else _("Nothing to mend.")


def reasons(found: Sequence[checks.Finding], asked: Mapping[str, Any] | None) -> dict[Move, list[checks.Finding]]:
    """What each publishing move must give a reason for: what is found now, and what a refused move was refused for."""
    advisory = [finding for finding in found if finding.advisory]
    needed = dict.fromkeys([*advisory, *(asked["needed"] if asked else ())])
    return {move: list(needed) if asked and asked["move"] == move else advisory for move in PUBLISHING}


def _groups(found: Sequence[checks.Finding]) -> list[Group]:
    """All three weights, the heaviest first, with what was found of each."""
    names = {
        Severity.BLOCKING: _("Must be mended"),
        Severity.ADVISORY: _("Mend it, or give a reason"),
        Severity.HINT: _("To consider"),
    }
    told = [(finding.severity, told_of(finding)) for finding in found]
    return [Group(weight.value, name, [one for own, one in told if own == weight]) for weight, name in names.items()]


def told_of(finding: checks.Finding) -> dict[str, Any]:
    """A finding for the page: what, how heavy, and where: the field, its element, the block and the words in it."""
    seen = finding.seen
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "field": seen.field,
        "anchor": "id_credits-0-author" if seen.field == "credits" else f"id_{seen.field}",
        "block": seen.block,
        "start": seen.spot.start if seen.spot else None,
        "end": seen.spot.end if seen.spot else None,
        "quote": seen.spot.quote if seen.spot else "",
    }


@require_POST
@desk_page(policy.why_not_create)
def check_view(request: DeskRequest) -> JsonResponse:
    """What the checklist says of the posted words; with the story's own key, as words of that story."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": _("The text is too long to be checked while you type.")}, status=413)
    story = posted_story(request) if request.POST.get("story") else None
    try:
        document = _document(request.POST)
    except InvalidDocument as error:
        return JsonResponse({"error": " ".join(error.problems.values())}, status=400)
    found = workflow.list_findings(document, story=story)
    return JsonResponse({"findings": [told_of(finding) for finding in found]})


def _document(words: Any) -> CleanDocument:
    """The words as saving them would keep them; what can't be kept is left out. Raises InvalidDocument."""
    about = [CountryLine(code, CountryRole.ABOUT) for code in words.getlist("about") if code in geo.COUNTRIES]
    return Document(
        headline=normalise_line(words.get("headline", "")) or _NO_HEADLINE,
        language=words.get("language") or Language.EN.value,
        section=_key(words.get("section", "")),
        lead_image=_key(words.get("lead_image", "")),
        credits=tuple(_credits(words)),
        countries=tuple(about),
        **{name: words.get(name, "") for name in _PLAIN},
    ).cleaned()


def _key(text: str) -> int | None:
    return int(text) if KEY.fullmatch(text) else None


def _credits(words: Mapping[str, str]) -> Iterator[CreditLine]:
    for name in words:
        row = _CREDIT.fullmatch(name)
        author = _key(words[name]) if row else None
        if row and author:
            role = words.get(f"credits-{row[1]}-role", "")
            yield CreditLine(author, role if role in CreditRole.values else CreditRole.WRITER.value)


def posted_overriding(request: DeskRequest, move: Move, *, reason: str) -> dict[str, str]:
    """The reason that was typed for a move, for each of the findings that stood beside it and for no others."""
    codes = request.POST.getlist(f"{move.value}-overriding")
    return {code: reason for code in codes if code in checks.CHECKS} if reason.strip() else {}
