"""Country suggestions while writing: text in, countries with evidence out.

Nothing is stored here: the writer's decisions are posted with the story's form and saved with the story.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest
from articles.domain.document import CleanDocument
from articles.lib import geo
from articles.models import Article, CountrySuggestion
from articles.services import editing

DECISIONS: Final = frozenset(CountrySuggestion.Decision.values) - {CountrySuggestion.Decision.NONE.value}


def suggest(document: CleanDocument, story: Article | None) -> dict[str, Any]:
    """Suggest countries for a Document as JSON data, without those already refused for its story (None: new)."""
    refused = editing.refused_countries(story) if story else frozenset()
    suggested = [suggestion for suggestion in editing.suggest_countries(document) if suggestion.code not in refused]
    return {"version": geo.VERSION, "suggestions": [_suggestion_to_json(suggestion) for suggestion in suggested]}


def posted_decisions(request: DeskRequest) -> dict[str, str]:
    """Parse the posted decisions on suggested countries, by country code; invalid ones are left out."""
    return decisions_in(request.POST.getlist("decision"))


def decisions_in(values: Iterable[str]) -> dict[str, str]:
    """Parse decisions such as "PK:refused" into a dict by country code; invalid ones are left out."""
    pairs = (value.split(":", 1) for value in values if ":" in value)
    return {code: decision for code, decision in pairs if code in geo.COUNTRIES and decision in DECISIONS}


def _suggestion_to_json(suggestion: geo.Suggestion) -> dict[str, Any]:
    """Convert a suggestion to JSON data: country, role, score, reason and quoted evidence."""
    return {
        "code": suggestion.code,
        "name": geo.country_name(suggestion.code, get_language() or ""),
        "flag": geo.flag(suggestion.code),
        "role": suggestion.role,
        "score": suggestion.score,
        "why": describe_evidence(suggestion),
        "evidence": [
            {"text": e.text, "place": e.place, "index": e.index, "start": e.start, "end": e.end, "kind": e.kind}
            for e in suggestion.evidence
        ],
    }


def describe_evidence(suggestion: geo.Suggestion) -> str:
    """Describe why a country is suggested, in the desk’s language: "Kabul ×2, Afghan ×3, in the headline"."""
    if not suggestion.evidence:
        return _("your home country")
    places = {"headline": _("in the headline"), "standfirst": _("in the standfirst"), "dateline": _("in the dateline")}
    counts, places_found = geo.summarise_evidence(suggestion)
    quotes = [f"{text} ×{count}" if count > 1 else text for text, count in counts]
    return pgettext("between the reasons for a country", ", ").join(
        [*quotes, *(places[place] for place in places_found)]
    )
