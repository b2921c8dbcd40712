"""Feedback while typing: one post a pause autosaves the form and answers checklist, countries and preview.

The post names the parts that it wants in `_parts`. The answer is a JSON object with one object a part, which is
{"error": sentence} where that part was refused:

    autosave   {"at": "05:28"}, and with `_offers` the HTML of other unsaved drafts as "offers"
    presence   {"company": HTML, "said": sentence}, with `_presence` of "here", for a story that has been saved
    checklist  {"findings": […]}
    countries  {"version": …, "suggestions": […]}
    preview    {"html": the page}

Only autosave and presence store anything.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.geo import suggestions
from articles.admin.request import DeskRequest
from articles.admin.story.editor import autosave, checklist, edit_sessions
from articles.admin.story.editor.editor_tab import OpenTab, TabRefused, read_tab
from articles.admin.story.editor.preview import render_preview
from articles.admin.story.editor.typed_document import read_typed_document
from articles.domain.document import CleanDocument, InvalidDocument
from articles.queries import policy

MAX_BYTES: Final = 1_000_000

Answer = dict[str, Any]


@require_POST
@desk_page(checked_inside)
def feedback_view(request: DeskRequest) -> JsonResponse:
    """Answer the posted `_parts` for an editor tab as JSON; the module’s docstring describes them."""
    try:
        tab = read_tab(request)
    except TabRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    parts = request.POST.getlist("_parts")
    answer = _store_parts(request, tab, parts)
    wanted = [part for part in _RESPONDERS if part in parts]
    return JsonResponse(answer | (_answer_parts(request, tab, wanted) if wanted else {}))


def _store_parts(request: DeskRequest, tab: OpenTab, parts: Sequence[str]) -> Answer:
    """Autosave the form if requested and record the tab’s presence; return the answers of both parts."""
    answer: Answer = {}
    if "autosave" in parts:
        answer["autosave"] = autosave.save_form(request, tab)
    if presence := edit_sessions.record_presence(request, tab):
        answer["presence"] = presence
    return answer


def _answer_parts(request: DeskRequest, tab: OpenTab, wanted: Sequence[str]) -> Answer:
    """Answer the wanted parts for the typed Document; a refused Document gives every part one and the same error."""
    refusal, document = _read_document(request, tab)
    if document is None:
        return {part: {"error": refusal} for part in wanted}
    return {part: _RESPONDERS[part](request, tab, document) for part in wanted}


def _read_document(request: DeskRequest, tab: OpenTab) -> tuple[str, CleanDocument | None]:
    """Read the typed Document; return ("", document), or (the sentence why it is refused, None)."""
    if tab.article and (objection := policy.why_not_edit(request.user, tab.article)):
        return objection, None
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        return _("The text is too long to be checked while you type."), None
    try:
        return "", read_typed_document(request.POST)
    except InvalidDocument as error:
        return str(error), None


def _answer_checklist(_request: DeskRequest, tab: OpenTab, document: CleanDocument) -> Answer:
    """Return the checklist’s findings in the typed Document."""
    return {"findings": checklist.list_findings(document, tab.article)}


def _answer_countries(_request: DeskRequest, tab: OpenTab, document: CleanDocument) -> Answer:
    """Return the countries suggested for the typed Document."""
    return suggestions.suggest(document, tab.article)


def _answer_preview(request: DeskRequest, tab: OpenTab, document: CleanDocument) -> Answer:
    """Return the preview page of the typed Document as HTML."""
    return {"html": render_preview(request, tab.article, document)}


# In this order: rendering the preview changes the article in memory.
_RESPONDERS: Final[Mapping[str, Callable[[DeskRequest, OpenTab, CleanDocument], Answer]]] = {
    "checklist": _answer_checklist,
    "countries": _answer_countries,
    "preview": _answer_preview,
}
