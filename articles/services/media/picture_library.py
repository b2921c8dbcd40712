"""Add pictures to the library, describe them and find near-duplicates.

The only writer of picture descriptions. A picture's description belongs to every story that shows it: a change is recorded
in the log of each story that has been published, and opens an edition.
"""

import copy
import dataclasses
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction

from articles.domain.states import Standing
from articles.lib import images as images_tools
from articles.models import Article, Image, ImageHashBand
from articles.queries import policy
from articles.services import audit, read_model, revisions
from articles.services.edition import open_edition
from articles.services.media import renditions

if TYPE_CHECKING:
    from articles.models import User

WORDS = ("alt", "caption", "credit_line")  # that readers see
DESCRIPTION_FIELDS = (*WORDS, "licence", "licence_until", "taken_on", "place", "focal_x", "focal_y")
MAX_SIMILAR = 6
MAX_COMPARED = 20_000  # fingerprints compared in one call, those of the newest pictures


def add_picture(data: bytes | BinaryIO, *, by: "User", **description: Any) -> Image:
    """Add an uploaded picture and its description to the library. Raises PermissionRefused or PictureRefused."""
    policy.require(policy.why_not_add_picture(by))
    return renditions.save_upload(Image(**description), data, by=by)


def describe(image: Image, description: Mapping[str, Any], *, by: "User") -> Image:
    """Change some of a picture's DESCRIPTION_FIELDS, and log the change for every published story that uses it.

    Retracted and killed stories count as published. The values must be valid. Raises PermissionRefused.
    """
    with transaction.atomic():
        revisions.lock_all(Article.objects.filter(picture_uses__image=image))
        policy.require(policy.why_not_change_picture(by, image))
        current = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        changed = [
            name for name in DESCRIPTION_FIELDS if name in description and getattr(current, name) != description[name]
        ]
        if not changed:
            return current
        if set(changed) & set(WORDS):
            policy.require(policy.why_not_change_words_of_pictures(by, [image]).get(image.pk))
        before = copy.copy(current)
        for name in changed:
            setattr(current, name, description[name])
        current.save(update_fields=changed)
        _log_change(before, current, changed, by=by)
        read_model.drop_fragments(current.uses.values_list("article", flat=True))
        open_edition()
    return current


def reshape(image: Image, *, turns: int, crop: images_tools.Crop, by: "User") -> Image:
    """Turn and crop a picture, always from its original; readers get it under a new address.

    Its focal point moves to the middle. Raises PermissionRefused, or FileNotFoundError if its file is missing.
    """
    with transaction.atomic():
        revisions.lock_all(Article.objects.filter(picture_uses__image=image))
        policy.require(policy.why_not_reshape_picture(by, image))
        current = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        before, shape = copy.copy(current), list(dataclasses.astuple(crop))
        if (current.turns, current.crop or [0.0, 0.0, 0.0, 0.0]) == (turns % 4, shape):
            return current
        master = images_tools.reshape_master(renditions.read_original(current), turns=turns, crop=crop)
        renditions.replace_master(current, master.data)
        current.turns, current.crop = turns % 4, shape
        current.width, current.height, current.focal_x, current.focal_y = master.width, master.height, 0.5, 0.5
        current.save(update_fields=["turns", "crop", "width", "height", "focal_x", "focal_y"])
        _log_change(before, current, ["turns", "crop"], by=by)
        read_model.drop_fragments(current.uses.values_list("article", flat=True))
        open_edition()
    return current


def _log_change(before: Image, after: Image, changed: Sequence[str], *, by: "User") -> None:
    """Record the old and the new description of a picture in the log of each story that has shown it to readers."""
    details = {"picture": after.pk, "changed": changed, **audit.describe_values(before, after, changed)}
    note = audit.describe_in_words(before, after, changed)
    for article in Article.objects.filter(picture_uses__image=after).exclude(standing=Standing.UNPUBLISHED):
        audit.record(article, by=by, action="picture", before=audit.state_of(article), note=note, **details)


def find_similar(images: Collection[Image]) -> dict[int, list[Image]]:
    """Return {picture id: up to MAX_SIMILAR other pictures that look alike, newest first}.

    Two queries. Only pictures that share a band of the fingerprint are compared, so the cost hardly grows with the library.
    """
    similar_ids = {image.pk: _select_similar(image, others) for image, others in _find_candidates(images)}
    all_ids = {image_id for ids in similar_ids.values() for image_id in ids}
    similar = Image.objects.in_bulk(all_ids) if all_ids else {}
    return {image_id: [similar[other] for other in ids if other in similar] for image_id, ids in similar_ids.items()}


def _find_candidates(images: Collection[Image]) -> list[tuple[Image, dict[int, str]]]:
    """Pair each picture with {id: fingerprint} of the pictures that share a fingerprint band with it."""
    codes = {image.pk: images_tools.fingerprint_bands(image.fingerprint) for image in images if image.fingerprint}
    all_codes = {code for each in codes.values() for code in each}
    fingerprints: dict[int, dict[int, str]] = defaultdict(dict)
    if all_codes:
        bands = ImageHashBand.objects.filter(code__in=all_codes).order_by("-image")
        for code, image_id, fingerprint in bands.values_list("code", "image", "image__fingerprint")[:MAX_COMPARED]:
            fingerprints[code][image_id] = fingerprint
    return [
        (image, {other: mark for code in codes.get(image.pk, ()) for other, mark in fingerprints[code].items()})
        for image in images
    ]


def _select_similar(image: Image, candidates: Mapping[int, str]) -> list[int]:
    """Return the ids of up to MAX_SIMILAR candidates ({id: fingerprint}) that look like a picture, newest first."""
    similar = (
        image_id
        for image_id, fingerprint in candidates.items()
        if image_id != image.pk
        and images_tools.fingerprint_distance(image.fingerprint, fingerprint) <= images_tools.MAX_SAME_DISTANCE
    )
    return sorted(similar, reverse=True)[:MAX_SIMILAR]
