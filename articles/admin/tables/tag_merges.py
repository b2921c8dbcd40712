"""Merge duplicate tags: suggestions, a preview of the effect, and undo.

Plain forms and pages; nothing here needs a script.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
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
from articles.models import Tag, User
from articles.queries import policy
from articles.queries.desk import tag_merges
from articles.services import tags
from articles.services.tags import MergeRejected

MAX_TAGS = 12  # merged at once
MAX_NAME_LENGTH = 100


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns for finding, merging and separating tags; `wrap` is the admin site’s admin_view."""
    return [
        path("alike/", wrap(similar_view), name="similar-tags"),
        path("merge/", wrap(merge_view), name="merge-tags"),
        path("undo/<int:pk>/", wrap(undo_view), name="undo-tag-merge"),
    ]


def tag_context(object_id: str) -> dict[str, Any]:
    """Return the context of a tag’s own page: its synonyms and its merges; {} if the key is malformed."""
    if not KEY.fullmatch(object_id):
        return {}
    tag_id = int(object_id)
    return {"synonyms": tag_merges.synonyms_of(tag_id), "merges": tag_merges.merges_of(tag_id)}


@desk_page(policy.why_not_merge_tags)
def similar_view(request: DeskRequest) -> HttpResponse:
    """Show pairs of similar tags, each tag with its number of stories and a link to merge them."""
    pairs = tags.find_similar_tags()
    counts = {
        count.tag.pk: count for count in tags.count_usage({tag.pk: tag for pair in pairs for tag in pair}.values())
    }
    context = {
        "title": _("Similar tags"),
        "pairs": [[counts[tag.pk] for tag in pair] for pair in pairs],
    }
    return TemplateResponse(request, "admin/articles/tag/alike.html", context)


@desk_page(policy.why_not_merge_tags)
def merge_view(request: DeskRequest) -> HttpResponse:
    """Show what merging the selected tags will do; a POST merges them into the chosen one."""
    selected = _get_selected_tags(request)
    error = ""
    if request.method == "POST":
        try:
            return _merge_into_target(request, selected, request.user)
        except UserFacingError as refusal:
            error = str(refusal)
    counts = tags.count_usage(selected)
    context = {
        "title": _("Merge tags"),
        "counts": counts,
        "target": max(counts, key=lambda count: count.stories).tag.pk,
        "together": tags.count_stories(selected),
        "error": error,
        "others": tag_merges.other_tags(selected) if len(selected) < MAX_TAGS else (),
    }
    return TemplateResponse(request, "admin/articles/tag/merge.html", context, status=400 if error else 200)


def _get_selected_tags(request: DeskRequest) -> list[Tag]:
    """Return the tags selected by key or by name, at most MAX_TAGS keys. Raises Http404 if none exists."""
    data = request.POST if request.method == "POST" else request.GET
    ids = [int(key) for key in data.getlist("tag") if KEY.fullmatch(key)][:MAX_TAGS]
    name = data.get("name", "").replace("\0", "").strip()[:MAX_NAME_LENGTH]
    selected = tag_merges.selected_tags(ids, name=name)
    if not selected:
        raise Http404(_("These tags no longer exist."))
    return selected


def _merge_into_target(request: DeskRequest, selected: list[Tag], user: User) -> HttpResponse:
    """Merge the selected tags into the posted target and redirect to it. Raises MergeRejected without a target."""
    target = next((tag for tag in selected if str(tag.pk) == request.POST.get("into")), None)
    if target is None or len(selected) == 1:
        raise MergeRejected(_("Choose at least two tags, and which of them to keep."))
    with transaction.atomic():  # all of them or none
        stories = sum(tags.merge(tag, into=target, by=user).stories for tag in selected if tag != target)
    sentence = _(
        "Merged into “%(tag)s”. Stories moved: %(stories)s. The old names are now synonyms, and their addresses redirect."
    )
    messages.success(request, sentence % {"stories": stories, "tag": target})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[target.pk]))


@require_POST
@desk_page(policy.why_not_merge_tags)
def undo_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo a merge, so that the synonym is a separate tag again, and redirect to the other tag."""
    merge = get_object_or_404(tag_merges.with_merged_tag(), pk=pk)
    try:
        stories = tags.undo_merge(merge, by=request.user)
    except UserFacingError as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = ngettext(
            "“%(tag)s” is a separate tag again, on %(stories)s story that still has its name.",
            "“%(tag)s” is a separate tag again, on %(stories)s stories that still have its name.",
            stories,
        )
        messages.success(request, sentence % {"stories": stories, "tag": merge.tag})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[merge.tag_id]))
