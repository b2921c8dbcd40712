"""Published stories to link to, for the box of a link's address in the body editor."""

from django.http import JsonResponse

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.admin.search import read_term
from articles.domain.dates import format_day
from articles.queries import policy
from articles.queries.desk import search_everything


@desk_page(policy.why_not_view_stories)
def link_targets_view(request: DeskRequest) -> JsonResponse:
    """Return a few published stories with all words of `?q=` as JSON: {"results": [{headline, address, day}]}."""
    words = read_term(request).split()[: search_everything.MAX_WORDS]
    stories = search_everything.search_published(words) if words else []
    results = [
        {"headline": story.headline, "address": story.get_absolute_url(), "day": format_day(story.published_on)}
        for story in stories
    ]
    response = JsonResponse({"results": results})
    response.headers["Cache-Control"] = "no-store"
    return response
