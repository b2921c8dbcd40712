"""Cut pictures: which sizes exist, what they are called, and making one the first time it is asked for.

Only the sizes named here are ever made, whatever an address asks for; a file, once made, never changes.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles import imaging
from articles.models import Image
from articles.models.pictures import new_token

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Spec:
    """A kind of cut: its ratio (width, height), or None for the picture's own, and its widths in pixels."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]


SPECS: Mapping[str, Spec] = {
    "card": Spec(ratio=(3, 2), widths=(320, 640, 960)),
    "lead": Spec(ratio=(3, 2), widths=(640, 960, 1280)),
    "full": Spec(ratio=None, widths=(640, 960, 1280, 1920)),
}
_NAME = re.compile(
    r"renditions/(?P<token>[\w-]{8,24})-(?P<x>\d{1,3})-(?P<y>\d{1,3})/(?P<spec>[a-z]+)-(?P<width>\d{2,4})\.webp"
)


@dataclass(frozen=True)
class Sources:
    """What an <img> needs: the address, srcset, and the size in pixels of the largest cut."""

    src: str
    srcset: str
    width: int
    height: int


def _percent(fraction: float) -> int:
    return round(fraction * 100)


def _path(image: Mapping[str, Any], spec: str, width: int) -> str:
    focus = f"{_percent(image['focal_x'])}-{_percent(image['focal_y'])}"
    return f"renditions/{image['token']}-{focus}/{spec}-{width}.webp"


def as_mapping(image: Image) -> dict[str, Any]:
    """A picture's facts in the form in which pages get them from the public record."""
    names = ("id", "token", "width", "height", "alt", "caption", "credit_line", "focal_x", "focal_y")
    return {name: getattr(image, name) for name in names}


def sources(image: Mapping[str, Any], spec: str) -> Sources:
    """Addresses of a picture's cuts of one kind; none is wider than the picture itself, unless all are."""
    cut = SPECS[spec]
    widths = [width for width in cut.widths if width <= image["width"]] or [cut.widths[0]]
    across, down = cut.ratio or (image["width"], image["height"])
    addresses = {width: default_storage.url(_path(image, spec, width)) for width in widths}
    srcset = ", ".join(f"{address} {width}w" for width, address in addresses.items())
    largest = widths[-1]
    return Sources(addresses[widths[len(widths) // 2]], srcset, largest, round(largest * down / across))


def ensure(path: str) -> str | None:
    """Make the cut that this storage path names unless it is there already; None when no such cut may exist."""
    match = _NAME.fullmatch(path)
    spec = SPECS.get(match["spec"]) if match else None
    if match is None or spec is None or int(match["width"]) not in spec.widths:
        return None
    if default_storage.exists(path):
        return path
    image = Image.objects.filter(token=match["token"]).first()
    if image is None or path != _path(as_mapping(image), match["spec"], int(match["width"])):
        return None
    if not default_storage.exists(str(image.file.name)):
        return None
    with image.file.open("rb") as master:
        cut = imaging.cut(
            master.read(),
            width=int(match["width"]),
            ratio=spec.ratio,
            focal=(image.focal_x, image.focal_y),
            format="webp",
        )
    _write(path, cut.data)
    return path


def _write(path: str, data: bytes) -> None:
    """Put the whole file in place at once, so that no reader ever gets half a picture."""
    target = Path(default_storage.path(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def move_away(image: Image) -> None:
    """Give a picture new, unguessable addresses; the old files go when the transaction commits."""
    old_file, old_token = str(image.file.name), image.token
    with image.file.open("rb") as master:
        data = master.read()
    image.token = new_token()
    image.file.save("master.jpg", ContentFile(data), save=False)
    image.save(update_fields=["token", "file"])
    transaction.on_commit(partial(_remove, old_file, old_token), robust=True)


def _remove(file: str, token: str) -> None:
    default_storage.delete(file)
    for folder in Path(default_storage.path("renditions")).glob(f"{token}-*"):
        shutil.rmtree(folder)


def take_in(image: Image, data: bytes, *, by: "User | None") -> Image:
    """Fill a new Image from an uploaded file: opened with distrust, re-encoded, measured. Raises PictureRefused."""
    picture = imaging.open_picture(data)
    master = imaging.master(picture)
    image.width, image.height = master.width, master.height
    image.fingerprint = imaging.fingerprint(picture)
    image.created_by = by
    if picture.copyright and not image.credit_line:
        image.credit_line = _("© %(owner)s") % {"owner": picture.copyright[:190]}
    image.file.save("master.jpg", ContentFile(master.data), save=False)
    image.save()
    return image
