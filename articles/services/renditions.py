"""Cut pictures: which sizes exist, what they are called, and making one the first time it is asked for.

Only the sizes named here are ever made, whatever an address asks for; a file, once made, never changes.
"""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles.domain.document import direction_of
from articles.lib import images
from articles.models import Article, Image, PictureBand
from articles.models.pictures import new_token

if TYPE_CHECKING:
    from articles.models import User


@dataclass(frozen=True)
class Spec:
    """A kind of cut: its ratio (width, height), or None for the picture's own, its widths in pixels, its formats."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ("avif", "webp", "jpg")


SPECS: Mapping[str, Spec] = {
    "card": Spec(ratio=(3, 2), widths=(320, 640, 960)),
    "lead": Spec(ratio=(3, 2), widths=(640, 960, 1280)),
    "full": Spec(ratio=None, widths=(640, 960, 1280, 1920)),
    # For machines: the ratios that search engines ask for, and the one of social networks.
    "wide": Spec(ratio=(16, 9), widths=(1200,), formats=("jpg",)),
    "classic": Spec(ratio=(4, 3), widths=(1200,), formats=("jpg",)),
    "square": Spec(ratio=(1, 1), widths=(1200,), formats=("jpg",)),
    "social": Spec(ratio=(1200, 630), widths=(1200,), formats=("jpg",)),
}
# Pixels of a drawn card, by its shape: for social networks, and in the ratios that search engines ask for.
CARDS: Mapping[str, tuple[int, int]] = {
    "social": (1200, 630),
    "wide": (1200, 675),
    "classic": (1200, 900),
    "square": (1200, 1200),
}
TYPES: Mapping[str, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_ENCODINGS: Mapping[str, images.Format] = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}
_NAME = re.compile(
    r"renditions/(?P<token>[\w-]{8,24})-(?P<x>\d{1,3})-(?P<y>\d{1,3})/"
    r"(?P<spec>[a-z]+)-(?P<width>\d{2,4})\.(?P<format>avif|webp|jpg)"
)
_CARD = re.compile(rf"cards/(?P<key>[1-9][0-9]{{0,17}})-[0-9a-f]{{16}}-(?P<shape>{'|'.join(CARDS)})\.jpg")


@dataclass(frozen=True)
class Sources:
    """What a <picture> needs.

    A srcset for each format's media type, the best first; the address that every browser understands; and the size in
    pixels of the largest cut.
    """

    srcsets: dict[str, str]
    src: str
    width: int
    height: int


def _percent(fraction: float) -> int:
    return round(fraction * 100)


def _path(image: Mapping[str, Any], spec: str, width: int, format: str) -> str:
    focus = f"{_percent(image['focal_x'])}-{_percent(image['focal_y'])}"
    return f"renditions/{image['token']}-{focus}/{spec}-{width}.{format}"


def as_mapping(image: Image) -> dict[str, Any]:
    """A picture's facts in the form in which pages get them from the public record."""
    names = ("id", "token", "width", "height", "alt", "caption", "credit_line", "focal_x", "focal_y")
    return {name: getattr(image, name) for name in names}


def thumbnail(image: Image) -> str:
    """Where the smallest cut of a picture is, for the desk's lists."""
    return str(default_storage.url(_path(as_mapping(image), "card", SPECS["card"].widths[0], "jpg")))


def sources(image: Mapping[str, Any], spec: str) -> Sources:
    """Addresses of a picture's cuts of one kind; none is wider than the picture itself, unless all are."""
    cut = SPECS[spec]
    across, down = cut.ratio or (image["width"], image["height"])
    # A cut is at most as wide as the largest box of its ratio in the picture.
    widest = min(image["width"], image["height"] * across // down)
    widths = [width for width in cut.widths if width <= widest] or [cut.widths[0]]
    addresses = {
        kind: {width: default_storage.url(_path(image, spec, width, kind)) for width in widths} for kind in cut.formats
    }
    srcsets = {
        TYPES[kind]: ", ".join(f"{address} {width}w" for width, address in by_width.items())
        for kind, by_width in addresses.items()
    }
    largest = min(widths[-1], max(1, widest))
    return Sources(srcsets, addresses["jpg"][widths[len(widths) // 2]], largest, max(1, round(largest * down / across)))


def ensure(path: str) -> str | None:
    """Make the cut that this storage path names unless it is there already; None when no such cut may exist."""
    match = _NAME.fullmatch(path)
    spec = SPECS.get(match["spec"]) if match else None
    if match is None or spec is None or int(match["width"]) not in spec.widths or match["format"] not in spec.formats:
        return None
    if default_storage.exists(path):
        return path
    image = Image.objects.filter(token=match["token"]).first()
    if image is None or path != _path(as_mapping(image), match["spec"], int(match["width"]), match["format"]):
        return None
    if not default_storage.exists(str(image.file.name)):
        return None
    with _alone(path):
        if not default_storage.exists(path):  # another process may have made it while this one waited
            with suppress(FileNotFoundError):
                _cut(image, spec, int(match["width"]), path)
    # It may have been moved away while it was cut; then nothing else would ever remove the cut.
    if not (default_storage.exists(path) and Image.objects.filter(token=match["token"]).exists()):
        Path(default_storage.path(path)).unlink(missing_ok=True)
        return None
    return path


def _cut(image: Image, spec: Spec, width: int, path: str) -> None:
    with image.file.open("rb") as master:
        data = master.read()
    kind = _ENCODINGS[path.rpartition(".")[2]]
    focal = (image.focal_x, image.focal_y)
    _write(path, images.cut(data, width=width, ratio=spec.ratio, focal=focal, format=kind).data)


@contextmanager
def _alone(path: str) -> Iterator[None]:
    """Let one process at a time work on this host: cutting takes a core and memory, and many may ask at once."""
    folder = Path(default_storage.path(path)).parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def card_address(article: Article, shape: str = "social") -> str:
    """Where the drawn card of a story without a picture is; another headline gives another address."""
    return str(default_storage.url(_card_path(article, shape)))


def _card_path(article: Article, shape: str) -> str:
    said = "\n".join([article.headline, article.label, article.language, settings.SITE_NAME])
    return f"cards/{article.pk}-{hashlib.sha256(said.encode()).hexdigest()[:16]}-{shape}.jpg"


def ensure_card(path: str) -> str | None:
    """Draw the card that this storage path names unless it is there; None unless it is a public story's, as it is now."""
    match = _CARD.fullmatch(path)
    article = Article.objects.published().filter(pk=int(match["key"])).first() if match else None
    if match is None or article is None or path != _card_path(article, match["shape"]):
        return None
    if default_storage.exists(path):
        return path
    with _alone(path):
        if not default_storage.exists(path):
            drawn = images.card(
                headline=article.headline,
                label=article.label,
                paper=settings.SITE_NAME,
                direction=direction_of(article.language),
                width=CARDS[match["shape"]][0],
                height=CARDS[match["shape"]][1],
            )
            _write(path, drawn.data)
    # It may have been withdrawn, or told anew, while its card was drawn.
    if not _is_shown(article.pk, path, match["shape"]):
        Path(default_storage.path(path)).unlink(missing_ok=True)
        return None
    return path


def _is_shown(key: int, path: str, shape: str) -> bool:
    article = Article.objects.published().filter(pk=key).first()
    return article is not None and path == _card_path(article, shape)


def drop_cards(article: Article) -> None:
    """Remove a story's drawn cards once the transaction commits: readers see other words, or none. They are drawn anew."""
    transaction.on_commit(partial(_remove_cards, article.pk), robust=True)


def _remove_cards(key: int) -> None:
    for card in Path(default_storage.path("cards")).glob(f"{key}-*.jpg"):
        card.unlink(missing_ok=True)


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
    """Give a picture new, unguessable addresses; the old files go when the transaction commits.

    A file that is lost keeps its name: nobody can have it anyway, and what asks for this must not fail.
    """
    old_file, old_token = str(image.file.name), image.token
    image.token = new_token()
    with suppress(FileNotFoundError):
        with image.file.open("rb") as master:
            data = master.read()
        image.file.save("master.jpg", ContentFile(data), save=False)
    image.save(update_fields=["token", "file"])
    transaction.on_commit(partial(_remove, old_file, old_token), robust=True)


def _remove(file: str, token: str) -> None:
    default_storage.delete(file)
    for folder in Path(default_storage.path("renditions")).glob(f"{token}-*"):
        shutil.rmtree(folder)


def take_in(image: Image, data: bytes | BinaryIO, *, by: "User | None") -> Image:
    """Fill a new Image from an uploaded file: opened with distrust, re-encoded, measured. Raises PictureRefused."""
    picture = images.open_picture(data)
    master = images.master(picture)
    image.width, image.height = master.width, master.height
    image.fingerprint = images.fingerprint(picture)
    image.created_by = by
    if picture.copyright and not image.credit_line:
        image.credit_line = _("© %(owner)s") % {"owner": picture.copyright[:190]}
    image.file.save("master.jpg", ContentFile(master.data), save=False)
    with transaction.atomic():
        image.save()
        PictureBand.objects.bulk_create(PictureBand(image=image, code=code) for code in images.bands(image.fingerprint))
    return image
