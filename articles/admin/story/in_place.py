"""Answer a save or a move that the writing page makes without being left: as JSON, to `Accept: application/json`.

The answer of a page that stays is

    {"saved": whether the posted words are a version now, "story": key, "address": path, "base": the version's number,
     "title": …, "said": [{"level": …, "text": …}], "errors": {field: HTML}, "values": {field: text},
     "regions": {region: HTML}}

where `base` and `values` are those of the version that was saved, never of a newer one, and only there if it was.
Where the page must be left instead, the answer is {"go": path, "done": true} if the typed words may be forgotten, or
{"by_form": true} if the form must be posted itself, since only a whole page can show what became of it.
"""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest
from articles.admin.story.editor.forms import StoryForm
from articles.models import Article

# The parts of the page that a save or a move changes: their containers are called region-…
REGIONS: Final = {
    "state": "writing/_state.html",
    "buttons": "writing/_buttons.html",
    "notices": "writing/_notices.html",
    "moves": "writing/_moves.html",
    "translations": "writing/_translations.html",
    "key-pairs": "writing/_key_pairs.html",
    "shares": "_shares.html",
    "log": "writing/_log.html",
    "assignment": "_assignment.html",
    "company": "_company.html",
    "offers": "_offers.html",
}
# What writes beside the text in it would lose what is typed there: they only come with the first version.
FIRST_REGIONS: Final = {
    "notes": "_notes.html",
    "notes-form": "_notes_form.html",
    "duplicate-form": "writing/_duplicate_form.html",
}


def is_wanted(request: DeskRequest) -> bool:
    """Whether the page that posts wants to stay."""
    return request.headers.get("Accept") == "application/json"


def answer_go(address: str, *, is_done: bool = False) -> JsonResponse:
    """Send the page to another address, where the messages are shown; `is_done` if the desk needs no word of it any more."""
    return JsonResponse({"go": address, **({"done": True} if is_done else {})})


def answer_by_form() -> JsonResponse:
    """Ask the page to post its form itself."""
    return JsonResponse({"by_form": True})


def answer_refused(request: DeskRequest, form: StoryForm) -> JsonResponse:
    """Say why a form was not saved, in one sentence for the bar and at each field."""
    errors = dict(_list_errors(form))
    sentences = dict.fromkeys(str(sentence) for found in errors.values() for sentence in found)
    shown = [*_take_messages(request), {"level": "error", "text": " ".join([_("Not saved."), *sentences])}]
    at_fields = {name: str(found) for name, found in errors.items() if name != NON_FIELD_ERRORS}
    return JsonResponse({"saved": False, "said": shown, "errors": at_fields, "regions": {}})


def answer_shown(
    request: DeskRequest, article: Article, context: dict[str, Any], *, saved: Article | None, address: str
) -> JsonResponse:
    """Answer with the regions of the page as it is now; `saved` is the story as the post saved it, None if it did not.

    `context` is the writing page's own, of a story that may be newer than what was saved.
    """
    answer: dict[str, Any] = {
        "saved": saved is not None,
        "story": article.pk,
        "address": address,
        "title": context["title"],
        "said": _take_messages(request),
        "errors": {},
        "regions": _render_regions(request, context),
    }
    if saved is not None:
        answer |= {"base": saved.newest.number, "values": dict(_list_values(saved))}
    return JsonResponse(answer)


def _render_regions(request: DeskRequest, context: dict[str, Any]) -> dict[str, str]:
    """Render every region from its template; those that come with the first version only for a new story's page."""
    templates = REGIONS | (FIRST_REGIONS if request.resolver_match and not request.resolver_match.kwargs else {})
    shown = {**context, "zone": timezone.get_current_timezone_name()}
    return {
        name: render_to_string(f"admin/articles/article/{template}", shown, request).strip()
        for name, template in templates.items()
    }


def _list_values(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each box of the form with a single line or paragraph, as a fresh page would show it."""
    form = StoryForm(article=article)
    for field in form:
        if isinstance(field.field.widget, forms.widgets.Input | forms.Textarea) and field.name != "body":
            text = field.field.widget.format_value(field.value())
            yield field.html_name, text or ""
            if field.field.show_hidden_initial:
                yield field.html_initial_name, text or ""


def _list_errors(form: StoryForm) -> Iterator[tuple[str, ErrorList]]:
    """Yield the name of each refused field, or NON_FIELD_ERRORS, with its sentences."""
    yield from form.errors.items()
    if form.credits.is_bound:
        for row in form.credits.forms:
            yield from ((row.add_prefix(name), found) for name, found in row.errors.items())
        if found := form.credits.non_form_errors():
            yield NON_FIELD_ERRORS, found


def _take_messages(request: DeskRequest) -> list[dict[str, str]]:
    """Take the messages that wait for this person, which no other page then shows."""
    return [{"level": one.level_tag, "text": str(one)} for one in messages.get_messages(request)]
