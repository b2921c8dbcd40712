"""The front page editor: place stories, preview any moment, plan layouts ahead."""

import datetime
import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Q
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import KEY, DeskRequest, parse_key
from articles.admin.story.editor.forms import MomentField
from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.domain.states import Stage, Standing
from articles.models import Article, Country, FrontPageLayout, FrontPageSlot, Section
from articles.models.expressions import Rows
from articles.queries import front_page as reading
from articles.queries import policy
from articles.queries.story import story_page as stories
from articles.services import front_page
from articles.services.front_page import CAPACITY, LayoutOutdated, LayoutRejected, Placement, Slot

SHOWN, POOL = 12, 30
_PLACE = re.compile(
    r"(?P<slot>[a-z]+)\|(?P<section>[0-9]{0,18})\|(?P<article>[0-9]{0,18})\|(?P<country>[A-Z]{0,2})\|(?P<until>[-0-9T:.]{0,40})"
)


class ArrangementForm(forms.Form):
    """When an arrangement begins, and why."""

    begins_at = MomentField(required=False)
    at = MomentField(required=False)
    note = forms.CharField(required=False, max_length=200)


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the front page at the desk."""
    return [
        path("front/", wrap(arrange_view), name="front-page"),
        path("front/preview/", wrap(preview_view), name="front-preview"),
        path("front/stories/", wrap(stories_view), name="front-stories"),
        path("front/<int:pk>/withdraw/", wrap(withdraw_view), name="front-withdraw"),
    ]


@desk_page(policy.why_not_arrange)
def arrange_view(request: DeskRequest) -> HttpResponse:
    """The page on which the front page is arranged; a POST lets it be so."""
    form = ArrangementForm(request.POST or None)
    places, seen = _placed(request), _seen(request)
    if request.method == "POST" and form.is_valid():
        begins_at, note = form.cleaned_data["begins_at"], form.cleaned_data["note"]
        try:
            made = front_page.save_layout(_read(request), by=request.user, begins_at=begins_at, note=note, seen=seen)
        except LayoutOutdated as refusal:
            messages.error(request, str(refusal))
            seen = front_page.latest_layout_id()  # it stands on the page that answers
        except UserFacingError as refusal:
            messages.error(request, str(refusal))
        else:
            words = _("The front page is so now.")
            if begins_at:
                words = _("The front page will be so from %(moment)s.") % {"moment": format_moment(made.begins_at)}
            messages.success(request, words)
            return HttpResponseRedirect(reverse("admin:front-page"))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return TemplateResponse(request, "admin/front.html", _context(request, places, form, seen))


def _seen(request: DeskRequest) -> int:
    """What stood on the page when its places were begun, as `arranging.newest` says it; 0 from whoever doesn't say."""
    if request.method != "POST":
        return front_page.latest_layout_id()
    return parse_key(request.POST.get("seen", ""))


def _context(request: DeskRequest, places: list[FrontPageSlot], form: ArrangementForm, seen: int) -> dict[str, Any]:
    return {
        "title": _("Front page"),
        "slots": _slots(places, _front_now()),
        "stories": _pool(request.GET.get("q", "")),
        "countries": Country.objects.all(),
        "planned": _arrangements().filter(begins_at__gt=timezone.now(), withdrawn_at=None).order_by("begins_at"),
        "past": _arrangements().filter(Q(begins_at__lte=timezone.now()) | ~Q(withdrawn_at=None))[:SHOWN],
        "form": form,
        "seen": seen,
        "copied": request.GET.get("from", ""),
    }


def _front_now() -> reading.Front:
    """The paper's own front page, whatever language the desk is read in."""
    with translation.override(settings.LANGUAGE_CODE):
        return reading.compose()


def _arrangements() -> Any:
    places = FrontPageSlot.objects.filter(arrangement=OuterRef("pk")).order_by("position")
    told = Rows(places, headline="article__headline", country="country__name")
    return FrontPageLayout.objects.select_related("by", "withdrawn_by").annotate(told=told)


def _placed(request: DeskRequest) -> list[FrontPageSlot]:
    """What the page shows in its slots: what was posted, an earlier arrangement, or the one that holds now."""
    if request.method == "POST":
        return _as_rows(_read(request, forgiving=True))
    copied = request.GET.get("from", "")
    if KEY.fullmatch(copied):
        source: FrontPageLayout | None = get_object_or_404(FrontPageLayout, pk=int(copied))
    else:
        source = reading.layout_at()
    if source is None:
        return []
    rows = source.slots.select_related("article__section", "country").order_by("position")
    return [row for row in rows if row.until is None or row.until > timezone.now()]


def _read(request: DeskRequest, *, forgiving: bool = False) -> list[Placement]:
    """The places that were posted, in their order. Raises LayoutRejected; to show them again, a bad moment is left out."""
    places = []
    for text in request.POST.getlist("place"):
        match = _PLACE.fullmatch(text)
        if match is None:
            raise PermissionDenied(_("One of the places is none that the front page has."))
        places.append(
            Placement(
                slot=match["slot"],
                article=int(match["article"]) if match["article"] else None,
                country=match["country"] or None,
                section=int(match["section"]) if match["section"] else None,
                until=_moment(match["until"], forgiving=forgiving),
            )
        )
    return places


def _moment(text: str, *, forgiving: bool) -> datetime.datetime | None:
    try:
        return MomentField(required=False).clean(text) if text else None
    except forms.ValidationError as error:
        if forgiving:
            return None
        raise LayoutRejected(
            _("“%(text)s” is no moment at which a story can leave the page.") % {"text": text}
        ) from error


def _as_rows(places: list[Placement]) -> list[FrontPageSlot]:
    articles = Article.objects.select_related("section").in_bulk([place.article for place in places if place.article])
    countries = Country.objects.in_bulk([place.country for place in places if place.country])
    return [
        FrontPageSlot(
            slot=place.slot,
            section_id=place.section,
            article=articles.get(place.article or 0),
            country=countries.get(place.country or ""),
            until=place.until,
        )
        for place in places
        if (place.article or 0) in articles or (place.country or "") in countries
    ]


def _slots(places: list[FrontPageSlot], page: reading.Front) -> list[dict[str, Any]]:
    """Every slot of the page with its name, its room, what was placed in it, and what fills it now."""
    placed = {place.article_id for place in places}
    strips: dict[tuple[str, int | None], list[Article]] = {
        (Slot.LEAD, None): [page.lead] if page.lead else [],
        (Slot.SECONDARY, None): page.secondaries,
        (Slot.OPINION, None): page.opinion,
        **{(Slot.SECTION, section.pk): found for section, found in page.strips},
    }
    names = {key: [story.headline for story in found if story.pk not in placed] for key, found in strips.items()}
    names[Slot.COUNTRY, None] = [country.name for country, _story in page.countries]
    named = [(slot, None, str(slot.label)) for slot in (Slot.LEAD, Slot.SECONDARY, Slot.COUNTRY, Slot.OPINION)]
    named += [(Slot.SECTION, section.pk, str(section)) for section in Section.objects.all()]  # type: ignore[misc]
    return [
        {
            "slot": slot.value,
            "section": section or "",
            "name": name,
            "room": CAPACITY[slot],
            "fills": names.get((slot, section), []),
            "places": [place for place in places if place.slot == slot and place.section_id == section],
        }
        for slot, section, name in named
    ]


def _pool(words: str) -> Any:
    """Stories that may be placed: public ones and those that will be, the newest first."""
    found = Article.objects.filter(standing=Standing.PUBLISHED).newest_first().select_related("section")
    for word in words[:200].split()[:8]:
        found = found.filter(headline__icontains=word)
    return found[:POOL]


@desk_page(policy.why_not_arrange)
def stories_view(request: DeskRequest) -> HttpResponse:
    """The stories that match some words, for the page's own search box."""
    html = render(request, "admin/_front_pool.html", {"stories": _pool(request.GET.get("q", "")[:200])})
    return JsonResponse({"html": html.content.decode()})


@desk_page(policy.why_not_arrange)
def preview_view(request: DeskRequest) -> HttpResponse:
    """The front page as readers will see it at a moment, with the places that were posted or those that will hold then."""
    form = ArrangementForm(request.POST or request.GET)
    moment = (form.cleaned_data.get("at") if form.is_valid() else None) or timezone.now()
    placed = None
    if request.method == "POST":
        try:
            posted = _read(request)
        except UserFacingError as refusal:
            messages.error(request, str(refusal))
            return TemplateResponse(
                request, "admin/front.html", _context(request, _placed(request), form, _seen(request))
            )
        placed = [
            {"slot": one.slot, "section_id": one.section, "article_id": one.article, "country_id": one.country}
            for one in posted
            if one.until is None or one.until > moment
        ]
    with translation.override(settings.LANGUAGE_CODE):
        page = reading.compose(moment, placed=placed)
    _dress(page, moment)
    context = {"front": page, "moment": moment, "site_name": settings.SITE_NAME}
    response = TemplateResponse(request, "admin/front_preview.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _dress(page: reading.Front, moment: datetime.datetime) -> None:
    """Show stories that will have changed by then in their new words."""
    changing = Article.objects.filter(stage=Stage.SCHEDULED, scheduled_change_at__lte=moment).exclude(head=F("live"))
    by_then = {article.pk: article for article in changing.select_related("head")}
    for story in page:
        if story.pk in by_then:
            stories.from_document(story, by_then[story.pk].newest.document)


@require_POST
@desk_page(policy.why_not_arrange)
def withdraw_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back an arrangement that has not begun."""
    arrangement = get_object_or_404(FrontPageLayout, pk=pk)
    try:
        front_page.cancel_layout(arrangement, by=request.user)
    except UserFacingError as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("The arrangement for %(moment)s is taken back.")
        messages.success(request, words % {"moment": format_moment(arrangement.begins_at)})
    return HttpResponseRedirect(reverse("admin:front-page"))
