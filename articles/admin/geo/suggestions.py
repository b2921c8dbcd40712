"""Country suggestions while writing: text in, countries with evidence out.

Nothing is kept here; what the writer decides comes with the form and is kept by drafting.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest, parse_key
from articles.domain.document import CleanDocument, Document, InvalidDocument, Language
from articles.lib import geo
from articles.lib.text.plain import normalise_line
from articles.models import Article, CountrySuggestion
from articles.queries import policy
from articles.services import editing

MOST_BYTES: Final = 1_000_000
# A headline isn't written first; a dash names no country.
_NO_HEADLINE: Final = "–"
DECISIONS: Final = frozenset(CountrySuggestion.Decision.values) - {CountrySuggestion.Decision.NONE.value}


@require_POST
@desk_page(policy.why_not_create)
def suggest_view(request: DeskRequest) -> JsonResponse:
    """The countries that the posted words name. The story's own key, if it has one, leaves out what was refused for it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": _("The text is too long for suggestions.")}, status=413)
    refused = editing.refused_countries(posted_story(request)) if request.POST.get("story") else frozenset()
    try:
        document = _document(request)
    except InvalidDocument as error:
        return JsonResponse({"error": " ".join(error.problems.values())}, status=400)
    found = editing.suggest_countries(document)
    return JsonResponse(
        {"version": geo.VERSION, "suggestions": [_told(one) for one in found if one.code not in refused]}
    )


def posted_story(request: DeskRequest) -> Article:
    """The story whose words were posted. Raises Http404, and PermissionDenied for those who may not change it."""
    key = request.POST["story"]
    story = get_object_or_404(Article.objects.select_related("head"), pk=parse_key(key))
    policy.require(policy.why_not_edit(request.user, story))
    return story


def _document(request: DeskRequest) -> CleanDocument:
    """The words as saving them would keep them, so that evidence quotes what the story will say. Raises InvalidDocument."""
    words = request.POST
    return Document(
        headline=normalise_line(words.get("headline", "")) or _NO_HEADLINE,
        standfirst=words.get("standfirst", ""),
        body=words.get("body", ""),
        dateline=words.get("dateline", ""),
        language=words.get("language") or Language.EN.value,
    ).cleaned()


def posted_decisions(request: DeskRequest) -> dict[str, str]:
    """What was decided on the writing page, as {country code: decision}; what is none is left out."""
    return decisions_in(request.POST.getlist("decision"))


def decisions_in(values: Iterable[str]) -> dict[str, str]:
    """The same of the fields' values, such as "PK:refused"."""
    pairs = (value.split(":", 1) for value in values if ":" in value)
    return {code: decision for code, decision in pairs if code in geo.COUNTRIES and decision in DECISIONS}


def _told(suggestion: geo.Suggestion) -> dict[str, Any]:
    return {
        "code": suggestion.code,
        "name": geo.country_name(suggestion.code, get_language() or ""),
        "flag": geo.flag(suggestion.code),
        "role": suggestion.role,
        "score": suggestion.score,
        "why": why(suggestion),
        "evidence": [
            {"text": e.text, "place": e.place, "index": e.index, "start": e.start, "end": e.end, "kind": e.kind}
            for e in suggestion.evidence
        ],
    }


def why(suggestion: geo.Suggestion) -> str:
    """Why a country is suggested, in the desk's language: "Kabul ×2, Afghan ×3, in the headline"."""
    if not suggestion.evidence:
        return _("the home country, which goes without saying")
    places = {"headline": _("in the headline"), "standfirst": _("in the standfirst"), "dateline": _("in the dateline")}
    counts, said_in = geo.summarise_evidence(suggestion)
    words = [f"{text} ×{count}" if count > 1 else text for text, count in counts]
    return pgettext("between the reasons for a country", ", ").join([*words, *(places[place] for place in said_in)])
