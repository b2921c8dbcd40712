"""The front page editor: place stories, publish the layout now or schedule it, cancel a scheduled one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.front_page.layout_form import LayoutForm, parse_placements, posted_slots
from articles.admin.front_page.preview_page import posted_rows, preview_response
from articles.admin.front_page.slot_panels import build_panels
from articles.admin.request import KEY, DeskRequest, parse_key
from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.models import FrontPageLayout, FrontPageSlot
from articles.queries import front_page as public_front_page
from articles.queries import policy
from articles.queries.desk import front_page_layouts
from articles.services import front_page
from articles.services.front_page import LayoutOutdated

MAX_PAST_LAYOUTS, MAX_STORIES = 12, 30
MAX_SEARCH_LENGTH = 200


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of the front page editor; `wrap` is the admin site’s admin_view."""
    return [
        path("front/", wrap(edit_view), name="front-page"),
        path("front/preview/", wrap(preview_view), name="front-page-preview"),
        path("front/stories/", wrap(stories_view), name="front-page-stories"),
        path("front/<int:pk>/withdraw/", wrap(cancel_view), name="cancel-front-page"),
    ]


@desk_page(policy.why_not_change_front_page)
def edit_view(request: DeskRequest) -> HttpResponse:
    """Show the front page editor; a POST publishes the posted layout or schedules it."""
    form = LayoutForm(request.POST or None)
    latest_layout = _get_seen_layout_id(request)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _save_posted_layout(request, form, latest_layout=latest_layout)
        except LayoutOutdated as refusal:
            messages.error(request, str(refusal))
            latest_layout = front_page.latest_layout_id()  # the page that is shown now says so
        except UserFacingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, sentence)
            return HttpResponseRedirect(reverse("admin:front-page"))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return _render_editor(request, form, latest_layout=latest_layout)


def _save_posted_layout(request: DeskRequest, form: LayoutForm, *, latest_layout: int) -> str:
    """Publish or schedule the posted layout and return a message for the person. Raises LayoutRejected."""
    begins_at = form.cleaned_data["begins_at"]
    layout = front_page.save_layout(
        parse_placements(request),
        by=request.user,
        begins_at=begins_at,
        note=form.cleaned_data["note"],
        seen=latest_layout,
    )
    if begins_at:
        return _("Front page scheduled for %(moment)s.") % {"moment": format_moment(layout.begins_at)}
    return _("Front page published.")


def _get_seen_layout_id(request: DeskRequest) -> int:
    """Return the key of the layout that was the latest when the form was opened; 0 if a POST names none."""
    if request.method != "POST":
        return front_page.latest_layout_id()
    return parse_key(request.POST.get("seen", ""))


def _render_editor(request: DeskRequest, form: LayoutForm, *, latest_layout: int) -> HttpResponse:
    """Render the front page editor with its slots, the stories to place, and scheduled and past layouts."""
    with translation.override(settings.LANGUAGE_CODE):  # the site's own, whatever language the desk is read in
        front = public_front_page.plan_front_page()
    context = {
        "title": _("Front page"),
        "slots": build_panels(_get_shown_slots(request), front),
        "stories": _find_placeable_stories(request),
        "countries": front_page_layouts.countries(),
        "scheduled": front_page_layouts.scheduled_layouts(),
        "past": front_page_layouts.past_layouts(limit=MAX_PAST_LAYOUTS),
        "form": form,
        "latest_layout": latest_layout,
    }
    return TemplateResponse(request, "admin/front.html", context)


def _get_shown_slots(request: DeskRequest) -> list[FrontPageSlot]:
    """Return the placements to show: the posted ones, those of the layout in `?from=`, or the present ones."""
    if request.method == "POST":
        return posted_slots(request)
    source = request.GET.get("from", "")
    layout = get_object_or_404(FrontPageLayout, pk=int(source)) if KEY.fullmatch(source) else None
    return front_page_layouts.slots_of(layout)


def _find_placeable_stories(request: DeskRequest) -> Any:
    """Return the first stories that can be placed and match the search in `?q=`."""
    search = request.GET.get("q", "")[:MAX_SEARCH_LENGTH]
    return front_page_layouts.placeable_stories(search, limit=MAX_STORIES)


@desk_page(policy.why_not_change_front_page)
def stories_view(request: DeskRequest) -> HttpResponse:
    """Return the placeable stories that match `?q=` as HTML inside JSON, for the editor’s search box."""
    html = render(request, "admin/_front_pool.html", {"stories": _find_placeable_stories(request)})
    return JsonResponse({"html": html.content.decode()})


@desk_page(policy.why_not_change_front_page)
def preview_view(request: DeskRequest) -> HttpResponse:
    """Show the front page as it will be at the requested time, or now; a POST previews the posted placements."""
    form = LayoutForm(request.POST or request.GET)
    moment = (form.cleaned_data.get("at") if form.is_valid() else None) or timezone.now()
    rows = None
    if request.method == "POST":
        try:
            rows = posted_rows(request, moment=moment)
        except UserFacingError as refusal:
            messages.error(request, str(refusal))
            return _render_editor(request, form, latest_layout=_get_seen_layout_id(request))
    return preview_response(request, moment=moment, rows=rows)


@require_POST
@desk_page(policy.why_not_change_front_page)
def cancel_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Cancel a scheduled layout and redirect to the front page editor with a message."""
    layout = get_object_or_404(FrontPageLayout, pk=pk)
    try:
        front_page.cancel_layout(layout, by=request.user)
    except UserFacingError as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = _("The front page scheduled for %(moment)s was cancelled.")
        messages.success(request, sentence % {"moment": format_moment(layout.begins_at)})
    return HttpResponseRedirect(reverse("admin:front-page"))
