"""The posted form of the front page: where each story is placed, and when the layout begins."""

import datetime
import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest
from articles.admin.story.editor.forms import MomentField
from articles.models import FrontPageSlot
from articles.queries.desk import front_page_layouts
from articles.services.front_page import LayoutRejected, Placement

# One field a placement: slot|section|story|country|until.
PLACEMENT = re.compile(
    r"(?P<slot>[a-z]+)\|(?P<section>[0-9]{0,18})\|(?P<article>[0-9]{0,18})\|(?P<country>[A-Z]{0,2})\|(?P<until>[-0-9T:.]{0,40})"
)


class LayoutForm(forms.Form):
    """When a layout begins, a note on it, and the time of a preview."""

    begins_at = MomentField(required=False)
    at = MomentField(required=False)
    note = forms.CharField(required=False, max_length=200)


def parse_placements(request: DeskRequest) -> list[Placement]:
    """Parse the posted placements in order. Raises LayoutRejected for a bad time, PermissionDenied for a bad field."""
    return [_parse_placement(text, parse_end=_parse_until) for text in request.POST.getlist("place")]


def posted_slots(request: DeskRequest) -> list[FrontPageSlot]:
    """Build unsaved rows from the posted placements to show them again, without bad times and missing stories."""
    placements = [_parse_placement(text, parse_end=_parse_until_or_none) for text in request.POST.getlist("place")]
    articles = front_page_layouts.stories_by_id(placement.article for placement in placements if placement.article)
    countries = front_page_layouts.countries_by_code(placement.country for placement in placements if placement.country)
    return [
        FrontPageSlot(
            slot=placement.slot,
            section_id=placement.section,
            article=articles.get(placement.article or 0),
            country=countries.get(placement.country or ""),
            until=placement.until,
        )
        for placement in placements
        if (placement.article or 0) in articles or (placement.country or "") in countries
    ]


def _parse_placement(text: str, *, parse_end: Callable[[str], datetime.datetime | None]) -> Placement:
    """Parse one posted placement, its end time with `parse_end`. Raises PermissionDenied if the text is malformed."""
    match = PLACEMENT.fullmatch(text)
    if match is None:
        raise PermissionDenied(_("Unknown front-page slot."))
    return Placement(
        slot=match["slot"],
        article=int(match["article"]) if match["article"] else None,
        country=match["country"] or None,
        section=int(match["section"]) if match["section"] else None,
        until=parse_end(match["until"]) if match["until"] else None,
    )


def _parse_until(text: str) -> datetime.datetime | None:
    """Parse the time until which a placement applies. Raises LayoutRejected if invalid."""
    try:
        until: datetime.datetime | None = MomentField(required=False).clean(text)
    except forms.ValidationError as error:
        raise LayoutRejected(_("“%(text)s” isn’t a valid date and time.") % {"text": text}) from error
    return until


def _parse_until_or_none(text: str) -> datetime.datetime | None:
    """Parse the time until which a placement applies; return None if invalid."""
    try:
        return _parse_until(text)
    except LayoutRejected:
        return None
