"""Make one tag a synonym of another, and undo it.

The only writer of tag synonyms.

Revisions store the tag names they were saved with; writing the public record looks up what a name means now. A merge
therefore moves rows and rewrites nothing, and can be undone for every story that still has the old name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.errors import UserFacingError
from articles.domain.story_lists import ListKind
from articles.lib.text.similar_names import find_similar_pairs
from articles.models import Article, StoryList, Tag, Tagging, TagMerge
from articles.queries import policy
from articles.services import publication, revisions
from articles.services.edition import open_edition

if TYPE_CHECKING:
    from articles.models import User

MAX_COMPARED = 5000  # tags, those on the most public stories first
MAX_PAIRS = 100
_BATCH = 500


class MergeRejected(UserFacingError):
    """The tags cannot be merged, or the merge cannot be undone."""


@dataclass(frozen=True)
class TagUsage:
    """A tag with the number of stories that have it, and how many of those are published."""

    tag: Tag
    stories: int
    published: int


def count_usage(tags: Iterable[Tag]) -> list[TagUsage]:
    """Count the stories of each tag, in the order of the tags; two queries."""
    listed = list(tags)
    stories = dict(
        Tagging.objects.filter(tag__in=listed)
        .order_by()
        .values_list("tag")
        .annotate(stories=Count("pk"))
        .values_list("tag", "stories")
    )
    public = Tagging.objects.filter(tag__in=listed, content_object__in=Article.objects.published())
    published = dict(public.order_by().values_list("tag").annotate(stories=Count("pk")).values_list("tag", "stories"))
    return [TagUsage(tag, stories.get(tag.pk, 0), published.get(tag.pk, 0)) for tag in listed]


def count_stories(tags: Sequence[Tag]) -> int:
    """Count the stories that have at least one of the tags, each story once."""
    stories: int = Tagging.objects.filter(tag__in=tags).order_by().values("content_object").distinct().count()
    return stories


def find_similar_tags() -> list[tuple[Tag, Tag]]:
    """Find pairs of tags with similar names, at most MAX_PAIRS, tags on the most public stories first."""
    lists = StoryList.objects.filter(kind=ListKind.TAG.value, stories__gt=0).values("key")
    largest = lists.annotate(number=Sum("stories")).order_by("-number")[:MAX_COMPARED]
    places = {int(row["key"]): place for place, row in enumerate(largest)}
    tags = Tag.objects.filter(into=None)
    used = sorted(tags.filter(pk__in=places), key=lambda tag: places[tag.pk])
    others = tags.exclude(pk__in=places).order_by("name")[: MAX_COMPARED - len(used)]
    by_name = {tag.name: tag for tag in [*used, *others]}
    return [(by_name[first], by_name[second]) for first, second in find_similar_pairs(by_name)[:MAX_PAIRS]]


def merge(tag: Tag, *, into: Tag, by: "User") -> TagMerge:
    """Make one tag a synonym of another: its stories get the other tag, its address redirects.

    Raises PermissionRefused or MergeRejected.
    """
    policy.require(policy.why_not_merge_tags(by))
    with transaction.atomic():
        revisions.lock_tagging(alone=True)
        locked = _lock_tags([tag.pk, into.pk])
        target, source = locked[into.pk], locked[tag.pk]
        if target.pk == source.pk:
            raise MergeRejected(_("Choose two different tags."))
        if source.into_id or target.into_id:
            other = source if source.into_id else target
            raise MergeRejected(_("“%(tag)s” has already been merged into another tag.") % {"tag": other})
        stories = publication.replace_tag(source, by_tag=target)
        # Synonyms of the source follow it, so that every name leads to its tag in one step.
        Tag.objects.filter(Q(pk=source.pk) | Q(into=source)).update(into=target)
        record = TagMerge.objects.create(tag=source, into=target, stories=stories, by=by)
        open_edition()
    return record


def undo_merge(record: TagMerge, *, by: "User") -> int:
    """Make a merged tag independent again, on the stories that still have its name; return how many.

    Raises PermissionRefused or MergeRejected.
    """
    policy.require(policy.why_not_merge_tags(by))
    with transaction.atomic():
        revisions.lock_all(Article.objects.filter(taggings__tag__synonyms=record.tag_id))
        revisions.lock_tagging(alone=True)
        tag = _lock_tags([record.tag_id])[record.tag_id]
        merge = TagMerge.objects.get(pk=record.pk)
        if merge.undone_at:
            raise MergeRejected(_("This merge has already been undone."))
        followers = Tag.objects.filter(into=tag.into_id, merges__undone_at=None, merges__into=tag)
        names = {tag.name.casefold(), *(name.casefold() for name in followers.values_list("name", flat=True))}
        holder = tag.into_id
        Tag.objects.filter(pk__in=list(followers.values_list("pk", flat=True))).update(into=tag)
        Tag.objects.filter(pk=tag.pk).update(into=None)
        TagMerge.objects.filter(pk=merge.pk).update(undone_at=timezone.now(), undone_by=by)
        returned = _restore_tag(names, holder)
        open_edition()
    return returned


def _restore_tag(names: set[str], holder: int | None) -> int:
    """Update the public record of stories of tag id `holder` whose text has one of these tag names; count them."""
    returned = 0
    keys = list(Tagging.objects.filter(tag=holder).order_by("content_object").values_list("content_object", flat=True))
    for start in range(0, len(keys), _BATCH):
        for article in Article.objects.filter(pk__in=keys[start : start + _BATCH]).select_related("head", "live"):
            document = (article.live or article.newest).document
            if names & {name.casefold() for name in document.tags}:
                publication.project(revisions.lock(article))
                returned += 1
    return returned


def _lock_tags(keys: list[int]) -> dict[int, Tag]:
    """Lock tags until the transaction ends, always in one order to avoid deadlocks; return {id: tag}."""
    return {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
