"""Make one tag a synonym of another, and undo it.

The only writer of tag synonyms.

Revisions keep the names they were saved with; what a name means by now is looked up when the public record is written. So
merging moves rows and rewrites nothing, and can be undone for every story that still says the old name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.errors import UserFacingError
from articles.lib.text.similar_names import find_similar_pairs
from articles.models import Article, Tag, Tagging, TagMerge
from articles.queries import policy
from articles.services import publication, revisions
from articles.services.edition import open_edition

if TYPE_CHECKING:
    from articles.models import User

MOST_COMPARED = 5000  # tags, those on the most stories first
MOST_OFFERED = 100
_PORTION = 500


class CannotMerge(UserFacingError):
    """These tags can't be made one, or not be parted again."""


@dataclass(frozen=True)
class Counted:
    """A tag with how many stories have it, and how many of those readers see."""

    tag: Tag
    stories: int
    published: int


def counted(tags: Iterable[Tag]) -> list[Counted]:
    """The tags in their order; two queries."""
    listed = list(tags)
    found = dict(
        Tagging.objects.filter(tag__in=listed)
        .order_by()
        .values_list("tag")
        .annotate(stories=Count("pk"))
        .values_list("tag", "stories")
    )
    public = Tagging.objects.filter(tag__in=listed, content_object__in=Article.objects.published())
    seen = dict(public.order_by().values_list("tag").annotate(stories=Count("pk")).values_list("tag", "stories"))
    return [Counted(tag, found.get(tag.pk, 0), seen.get(tag.pk, 0)) for tag in listed]


def together(tags: Sequence[Tag]) -> int:
    """How many stories have any of the tags: as many as the one that is kept will be on."""
    stories: int = Tagging.objects.filter(tag__in=tags).order_by().values("content_object").distinct().count()
    return stories


def look_alike() -> list[tuple[Tag, Tag]]:
    """Pairs of tags that look like one thing, at most `MOST_OFFERED`, those on the most stories first."""
    known = Tag.objects.filter(into=None).annotate(stories=Count("taggings")).order_by("-stories", "name")
    by_name = {tag.name: tag for tag in known[:MOST_COMPARED]}
    return [(by_name[one], by_name[other]) for one, other in find_similar_pairs(by_name)[:MOST_OFFERED]]


def merge(tag: Tag, *, into: Tag, by: "User") -> TagMerge:
    """Make a tag a synonym: its stories get the other tag, and its address leads there. Raises NotAllowed, CannotMerge."""
    policy.require(policy.why_not_curate(by))
    with transaction.atomic():
        revisions.lock_tagging(alone=True)
        held = _locked([tag.pk, into.pk])
        kept, given_up = held[into.pk], held[tag.pk]
        if kept.pk == given_up.pk:
            raise CannotMerge(_("Choose two different tags."))
        if given_up.into_id or kept.into_id:
            other = given_up if given_up.into_id else kept
            raise CannotMerge(_("“%(tag)s” has been merged into another tag already.") % {"tag": other})
        stories = publication.replace_tag(given_up, by_tag=kept)
        # Whatever was merged into the tag follows it, so that a name leads to its tag in one step.
        Tag.objects.filter(Q(pk=given_up.pk) | Q(into=given_up)).update(into=kept)
        record = TagMerge.objects.create(tag=given_up, into=kept, stories=stories, by=by)
        open_edition()
    return record


def undo(record: TagMerge, *, by: "User") -> int:
    """Make the synonym a tag of its own again, on the stories that still say its name; how many these are.

    Raises NotAllowed, CannotMerge.
    """
    policy.require(policy.why_not_curate(by))
    with transaction.atomic():
        revisions.lock_all(Article.objects.filter(taggings__tag__synonyms=record.tag_id))
        revisions.lock_tagging(alone=True)
        tag = _locked([record.tag_id])[record.tag_id]
        merging = TagMerge.objects.get(pk=record.pk)
        if merging.undone_at:
            raise CannotMerge(_("That has been undone already."))
        followers = Tag.objects.filter(into=tag.into_id, merges__undone_at=None, merges__into=tag)
        names = {tag.name.casefold(), *(name.casefold() for name in followers.values_list("name", flat=True))}
        holder = tag.into_id
        Tag.objects.filter(pk__in=list(followers.values_list("pk", flat=True))).update(into=tag)
        Tag.objects.filter(pk=tag.pk).update(into=None)
        TagMerge.objects.filter(pk=merging.pk).update(undone_at=timezone.now(), undone_by=by)
        returned = _give_back(names, holder)
        open_edition()
    return returned


def _give_back(names: set[str], holder: int | None) -> int:
    """Write the record again of each story that has the other tag and says one of these names."""
    returned = 0
    keys = list(Tagging.objects.filter(tag=holder).order_by("content_object").values_list("content_object", flat=True))
    for start in range(0, len(keys), _PORTION):
        for article in Article.objects.filter(pk__in=keys[start : start + _PORTION]).select_related("head", "live"):
            document = (article.live or article.newest).document
            if names & {name.casefold() for name in document.tags}:
                publication.project(revisions.lock(article))
                returned += 1
    return returned


def _locked(keys: list[int]) -> dict[int, Tag]:
    """The tags by key, read afresh and held until the transaction ends; always in one order, so that nobody waits for ever."""
    return {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
