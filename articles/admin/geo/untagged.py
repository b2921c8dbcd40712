"""The queue of stories without a country, one story and one key press at a time.

The page works with plain forms; the desk's script posts the same forms and expects JSON.
"""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.desk_page import desk_page
from articles.admin.geo.untagged_decisions import Outcome, decide
from articles.admin.geo.untagged_request import UNDO_TOKEN, QueueRequest
from articles.admin.geo.untagged_story import UntaggedStory, build_stories
from articles.admin.request import DeskRequest, parse_key
from articles.domain.dates import format_day
from articles.domain.document import Language
from articles.domain.roles import Duty
from articles.lib import geo
from articles.queries import policy
from articles.queries.desk.geo import untagged
from articles.queries.desk.work_lists import with_newest_version

PREFETCHED: Final = 4  # stories that the script fetches ahead
MAX_COUNTED: Final = 1000  # beyond it the page says "more than"


@desk_page(policy.why_not_review_untagged)
def queue_view(request: DeskRequest) -> HttpResponse:
    """Show the next story without a country; a POST first carries out the decision on the shown story."""
    queue_request = QueueRequest.of(request)
    if request.method != "POST":
        return _render_queue(request, queue_request)
    article = get_object_or_404(with_newest_version(), pk=parse_key(request.POST.get("story", "")))
    outcome = decide(request, article)
    if request.headers.get("Accept") == "application/json":
        return _json_response(request, queue_request, outcome)
    if outcome.is_draft:
        return _render_queue(request, queue_request, story=outcome.story)
    (messages.error if outcome.failed else messages.success)(request, outcome.message)
    after = article.pk + 1 if outcome.story else article.pk
    return HttpResponseRedirect(queue_request.address(after=after, undo=outcome.undo))


def _json_response(request: DeskRequest, queue_request: QueueRequest, outcome: Outcome) -> JsonResponse:
    """Answer the desk’s script with a decision’s message, undo token, and the story as HTML if it is shown again."""
    context = {"story": outcome.story, "queue": queue_request}
    template = "admin/articles/article/_untagged.html"
    html = render_to_string(template, context, request=request) if outcome.story else ""
    return JsonResponse({"said": outcome.message, "undo": outcome.undo, "story": html, "failed": outcome.failed})


@require_safe
@desk_page(policy.why_not_review_untagged)
def next_stories_view(request: DeskRequest) -> HttpResponse:
    """Return the next few stories of the queue as HTML forms, for the script to prefetch."""
    queue_request = QueueRequest.of(request)
    queue = queue_request.queue(request.user, sections=_list_sections(request))
    context = {
        "stories": build_stories(queue_request.find_next(queue, wanted=PREFETCHED).stories),
        "queue": queue_request,
    }
    return render(request, "admin/articles/article/_untagged_ahead.html", context)


def _list_sections(request: DeskRequest) -> list[dict[str, Any]]:
    """Return the sections with their names in the desk’s language."""
    sections: list[dict[str, Any]] = request.edition.sections_in(get_language() or "")
    return sections


def _render_queue(
    request: DeskRequest, queue_request: QueueRequest, *, story: UntaggedStory | None = None
) -> HttpResponse:
    """Render the queue’s page with the given story, by default the next one."""
    user, sections = request.user, _list_sections(request)
    queue = queue_request.queue(user, sections=sections)
    found = untagged.NextStories([]) if story else queue_request.find_next(queue, wanted=1)
    left = untagged.count_up_to(queue, MAX_COUNTED)
    language = get_language() or ""
    context = {
        "title": _("Stories without a country"),
        "queue": queue_request,
        "start": queue_request.address(after=""),
        "error": queue_request.error(sections),
        "story": story or next(iter(build_stories(found.stories)), None),
        "is_counted": left is not None,
        "left": min(left or 0, MAX_COUNTED),
        "more": left is None or left > MAX_COUNTED,
        "searched_back_to": format_day(found.reached_day) if found.reached_day else "",
        "further": queue_request.address(after=found.reached) if found.reached is not None else "",
        "may_publish": policy.has_duty(user, Duty.PUBLISH),
        "sections": sections,
        "languages": Language.choices,
        "undo": UNDO_TOKEN.fullmatch(queue_request.undo),
        "names": sorted(geo.country_name(code, language) for code in geo.COUNTRIES),
    }
    return TemplateResponse(request, "admin/articles/article/untagged.html", context)
