"""Add pictures to the library, describe them and find near-duplicates.

The only writer of picture descriptions.

What is said of a picture belongs to every story that shows it: a change is noted in the log of each one that readers see,
and opens an edition.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction

from articles.domain.states import Standing
from articles.lib import images as images_tools
from articles.models import Article, Image, ImageHashBand
from articles.queries import policy
from articles.services import audit, revisions
from articles.services.edition import open_edition
from articles.services.media import renditions

if TYPE_CHECKING:
    from articles.models import User

FACTS = ("alt", "caption", "credit_line", "licence", "licence_until", "focal_x", "focal_y")
MOST_ALIKE = 6
MOST_COMPARED = 20_000  # fingerprints looked at in one go, of the newest pictures


def take_in(data: bytes | BinaryIO, *, by: "User", **facts: Any) -> Image:
    """Put a picture into the library. Raises NotAllowed; PictureRefused, whose message is a sentence for the editor."""
    policy.require(policy.why_not_add_picture(by))
    return renditions.take_in(Image(**facts), data, by=by)


def describe(image: Image, facts: Mapping[str, Any], *, by: "User") -> Image:
    """Change what is said of a picture: some of its `FACTS`, which are valid. Raises NotAllowed."""
    with transaction.atomic():
        revisions.lock_all(Article.objects.filter(picture_uses__image=image))
        policy.require(policy.why_not_change_picture(by, image))
        held = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        changed = [name for name in FACTS if name in facts and getattr(held, name) != facts[name]]
        if not changed:
            return held
        for name in changed:
            setattr(held, name, facts[name])
        held.save(update_fields=changed)
        for article in Article.objects.filter(picture_uses__image=held).exclude(standing=Standing.UNPUBLISHED):
            before = audit.state_of(article)
            audit.record(article, by=by, action="picture", before=before, picture=held.pk, changed=changed)
        open_edition()
    return held


def alike(images: Collection[Image]) -> dict[int, list[Image]]:
    """The other pictures that look like each of these, the newest first, at most `MOST_ALIKE`; two queries.

    Only what shares a part of its fingerprint is compared, so a large library costs hardly more than a small one.
    """
    near: dict[int, list[int]] = {image.pk: _near(image, others) for image, others in _candidates(images)}
    found = Image.objects.in_bulk({key for keys in near.values() for key in keys}) if any(near.values()) else {}
    return {key: [found[other] for other in others if other in found] for key, others in near.items()}


def _candidates(images: Collection[Image]) -> list[tuple[Image, dict[int, str]]]:
    """Each picture with the fingerprints, by key, of those that share a band with it."""
    codes = {image.pk: images_tools.fingerprint_bands(image.fingerprint) for image in images if image.fingerprint}
    asked = {code for each in codes.values() for code in each}
    sharing: dict[int, dict[int, str]] = defaultdict(dict)
    if asked:
        marks = ImageHashBand.objects.filter(code__in=asked).order_by("-image")
        for code, key, fingerprint in marks.values_list("code", "image", "image__fingerprint")[:MOST_COMPARED]:
            sharing[code][key] = fingerprint
    return [
        (image, {key: mark for code in codes.get(image.pk, ()) for key, mark in sharing[code].items()})
        for image in images
    ]


def _near(image: Image, others: Mapping[int, str]) -> list[int]:
    near = (
        key
        for key, fingerprint in others.items()
        if key != image.pk
        and images_tools.fingerprint_distance(image.fingerprint, fingerprint) <= images_tools.MAX_SAME_DISTANCE
    )
    return sorted(near, reverse=True)[:MOST_ALIKE]
