"""Merge duplicate tags: suggestions, a preview of the effect, and undo.

Plain forms and pages; nothing here needs a script.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import KEY, DeskRequest
from articles.domain.errors import UserFacingError
from articles.models import Tag, TagMerge, User
from articles.queries import policy
from articles.services import tags
from articles.services.tags import CannotMerge

MOST = 12  # tags merged at once
_LONGEST_NAME = 100  # characters


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses under that of the tags."""
    return [
        path("alike/", wrap(alike_view), name="alike-tags"),
        path("merge/", wrap(merge_view), name="merge-tags"),
        path("undo/<int:pk>/", wrap(undo_view), name="undo-merge"),
    ]


def facts(object_id: str) -> dict[str, Any]:
    """What a tag's own page shows beside the form: its synonyms, and what was merged with it."""
    if not KEY.fullmatch(object_id):
        return {}
    mergings = TagMerge.objects.filter(Q(tag=object_id) | Q(into=object_id))
    return {
        "synonyms": Tag.objects.filter(into=object_id),
        "mergings": mergings.select_related("tag", "into", "by", "undone_by"),
    }


@desk_page(policy.why_not_curate)
def alike_view(request: DeskRequest) -> HttpResponse:
    """Pairs of tags that look like one thing, each with its numbers of stories and a way to merge it."""
    pairs = tags.look_alike()
    counts = {one.tag.pk: one for one in tags.counted({tag.pk: tag for pair in pairs for tag in pair}.values())}
    context = {
        "title": _("Tags that look alike"),
        "pairs": [[counts[tag.pk] for tag in pair] for pair in pairs],
    }
    return TemplateResponse(request, "admin/articles/tag/alike.html", context)


@desk_page(policy.why_not_curate)
def merge_view(request: DeskRequest) -> HttpResponse:
    """Say what merging the chosen tags will do; do it when the tag that is kept has been chosen."""
    chosen = _chosen(request)
    complaint = ""
    if request.method == "POST":
        try:
            return _merge(request, chosen, request.user)
        except UserFacingError as error:
            complaint = str(error)
    counts = tags.counted(chosen)
    context = {
        "title": _("Merge tags"),
        "counts": counts,
        "kept": max(counts, key=lambda one: one.stories).tag.pk if counts else None,
        "together": tags.together(chosen),
        "complaint": complaint,
        "others": Tag.objects.filter(into=None).exclude(pk__in=[tag.pk for tag in chosen])
        if len(chosen) < MOST
        else Tag.objects.none(),
    }
    return TemplateResponse(request, "admin/articles/tag/merge.html", context, status=400 if complaint else 200)


def _chosen(request: DeskRequest) -> list[Tag]:
    asked = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in asked.getlist("tag") if KEY.fullmatch(key)][:MOST]
    named = asked.get("name", "").replace("\0", "").strip()[:_LONGEST_NAME]
    wanted = Q(pk__in=keys) | (Q(name__iexact=named) if named else Q(pk__in=[]))
    found = list(Tag.objects.filter(wanted, into=None).order_by("name"))
    if not found:
        raise Http404(_("None of these tags is there to be merged."))
    return found


def _merge(request: DeskRequest, chosen: list[Tag], user: User) -> HttpResponse:
    kept = next((tag for tag in chosen if str(tag.pk) == request.POST.get("into")), None)
    if kept is None or len(chosen) == 1:
        raise CannotMerge(_("Choose at least two tags, and the one of them that is kept."))
    with transaction.atomic():  # all of them or none
        stories = sum(tags.merge(tag, into=kept, by=user).stories for tag in chosen if tag != kept)
    told = ngettext(
        "%(stories)s story has “%(tag)s” now. The old names are its synonyms, and their addresses lead to it.",
        "%(stories)s stories have “%(tag)s” now. The old names are its synonyms, and their addresses lead to it.",
        stories,
    )
    messages.success(request, told % {"stories": stories, "tag": kept})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[kept.pk]))


@require_POST
@desk_page(policy.why_not_curate)
def undo_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a synonym a tag of its own again."""
    record = get_object_or_404(TagMerge.objects.select_related("tag"), pk=pk)
    try:
        stories = tags.undo(record, by=request.user)
    except UserFacingError as error:
        messages.error(request, str(error))
    else:
        told = ngettext(
            "“%(tag)s” is a tag of its own again, on %(stories)s story that still says its name.",
            "“%(tag)s” is a tag of its own again, on %(stories)s stories that still say its name.",
            stories,
        )
        messages.success(request, told % {"stories": stories, "tag": record.tag})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[record.tag_id]))
