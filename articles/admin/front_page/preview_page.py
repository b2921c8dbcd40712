"""A preview of the front page at any time, with the posted placements or with the scheduled ones."""

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation

from articles.admin.front_page.layout_form import parse_placements
from articles.admin.request import DeskRequest
from articles.queries import front_page
from articles.queries.desk import front_page_layouts
from articles.queries.story import story_page


def posted_rows(request: DeskRequest, *, moment: datetime.datetime) -> list[dict[str, Any]]:
    """Convert the posted placements that apply at a time to rows for `front_page.compose`. Raises LayoutRejected."""
    return [
        {
            "slot": placement.slot,
            "section_id": placement.section,
            "article_id": placement.article,
            "country_id": placement.country,
        }
        for placement in parse_placements(request)
        if placement.until is None or placement.until > moment
    ]


def preview_response(
    request: DeskRequest, *, moment: datetime.datetime, rows: list[dict[str, Any]] | None
) -> HttpResponse:
    """Render the front page as readers will see it at a time; without rows, with the layout that will apply then."""
    with translation.override(settings.LANGUAGE_CODE):
        plan = front_page.plan_front_page(moment, placed=rows)
    stories = front_page.read_stories(plan, moment)
    for key, changing in front_page_layouts.changing_by(moment).items():
        if key in stories:
            story_page.from_document(stories[key], changing.newest.document)
    context = {"front": front_page.draw_front(plan, stories), "moment": moment, "site_name": settings.SITE_NAME}
    response = TemplateResponse(request, "admin/front_preview.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
