"""Create cut pictures and drawn cards on first request, and remove them.

A rendition is removed together with the picture or story that it shows.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles.domain.document import direction_of
from articles.lib import images
from articles.models import Article, Image, ImageHashBand
from articles.models.pictures import new_token
from articles.queries import rendition_urls

if TYPE_CHECKING:
    from articles.models import User


_ENCODINGS: Mapping[str, images.Format] = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}
_NAME = re.compile(
    r"renditions/(?P<token>[\w-]{8,24})-(?P<x>\d{1,3})-(?P<y>\d{1,3})/"
    r"(?P<spec>[a-z]+)-(?P<width>\d{2,4})\.(?P<format>avif|webp|jpg)"
)
_CARD = re.compile(
    rf"cards/(?P<key>[1-9][0-9]{{0,17}})-[0-9a-f]{{16}}-(?P<shape>{'|'.join(rendition_urls.CARDS)})\.jpg"
)


def ensure(path: str) -> str | None:
    """Make the cut that this storage path names unless it is there already; None when no such cut may exist."""
    match = _NAME.fullmatch(path)
    spec = rendition_urls.SPECS.get(match["spec"]) if match else None
    if match is None or spec is None or int(match["width"]) not in spec.widths or match["format"] not in spec.formats:
        return None
    if default_storage.exists(path):
        return path
    image = Image.objects.filter(token=match["token"]).first()
    if image is None or path != rendition_urls.path_of(
        rendition_urls.as_mapping(image), match["spec"], int(match["width"]), match["format"]
    ):
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


def _cut(image: Image, spec: rendition_urls.Spec, width: int, path: str) -> None:
    with image.file.open("rb") as master:
        data = master.read()
    kind = _ENCODINGS[path.rpartition(".")[2]]
    focal = (image.focal_x, image.focal_y)
    _write(path, images.render_crop(data, width=width, ratio=spec.ratio, focal=focal, format=kind).data)


@contextmanager
def _alone(path: str) -> Iterator[None]:
    """Let one process at a time work on this host: cutting takes a core and memory, and many may ask at once."""
    folder = Path(default_storage.path(path)).parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_card(path: str) -> str | None:
    """Draw the card that this storage path names unless it is there; None unless it is a public story's, as it is now."""
    match = _CARD.fullmatch(path)
    article = Article.objects.published().filter(pk=int(match["key"])).first() if match else None
    if match is None or article is None or path != rendition_urls.card_path(article, match["shape"]):
        return None
    if default_storage.exists(path):
        return path
    with _alone(path):
        if not default_storage.exists(path):
            drawn = images.draw_card(
                headline=article.headline,
                label=article.label,
                paper=settings.SITE_NAME,
                direction=direction_of(article.language),
                width=rendition_urls.CARDS[match["shape"]][0],
                height=rendition_urls.CARDS[match["shape"]][1],
            )
            _write(path, drawn.data)
    # It may have been withdrawn, or told anew, while its card was drawn.
    if not _is_shown(article.pk, path, match["shape"]):
        Path(default_storage.path(path)).unlink(missing_ok=True)
        return None
    return path


def _is_shown(key: int, path: str, shape: str) -> bool:
    article = Article.objects.published().filter(pk=key).first()
    return article is not None and path == rendition_urls.card_path(article, shape)


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
    master = images.encode_master(picture)
    image.width, image.height = master.width, master.height
    image.fingerprint = images.fingerprint(picture)
    image.created_by = by
    if picture.copyright and not image.credit_line:
        image.credit_line = _("© %(owner)s") % {"owner": picture.copyright[:190]}
    image.file.save("master.jpg", ContentFile(master.data), save=False)
    with transaction.atomic():
        image.save()
        ImageHashBand.objects.bulk_create(
            ImageHashBand(image=image, code=code) for code in images.fingerprint_bands(image.fingerprint)
        )
    return image
