"""Tags to be merged, and merges that have been made."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from articles.models import Tag, TagMerge


def synonyms_of(tag_id: int) -> QuerySet[Tag]:
    """Return the tags that have been merged into a tag."""
    synonyms: QuerySet[Tag] = Tag.objects.filter(into=tag_id)
    return synonyms


def merges_of(tag_id: int) -> QuerySet[TagMerge]:
    """Return the merges that a tag was part of, undone ones included."""
    merges = TagMerge.objects.filter(Q(tag=tag_id) | Q(into=tag_id))
    return merges.select_related("tag", "into", "by", "undone_by")


def with_merged_tag() -> QuerySet[TagMerge]:
    """Return all merges, loaded with the tags that became synonyms."""
    return TagMerge.objects.select_related("tag")


def selected_tags(ids: Iterable[int], *, name: str = "") -> list[Tag]:
    """Return the tags with these primary keys or with this name, ordered by name, without synonyms."""
    selected = Q(pk__in=ids) | (Q(name__iexact=name) if name else Q(pk__in=[]))
    return list(Tag.objects.filter(selected, into=None).order_by("name"))


def other_tags(tags: Iterable[Tag]) -> QuerySet[Tag]:
    """Return the tags that could be merged with these, without these tags themselves."""
    others: QuerySet[Tag] = Tag.objects.filter(into=None).exclude(pk__in=[tag.pk for tag in tags])
    return others
