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
    rf"cards/(?P<key>[1-9][0-9]{{0,17}})-[0-9a-f]{{16}}-(?P<shape>{'|'.join(rendition_urls.CARD_SIZES)})\.jpg"
)


def ensure_rendition(path: str) -> str | None:
    """Create the cropped picture of a storage path if missing; return the path, or None if it is invalid."""
    match = _NAME.fullmatch(path)
    spec = rendition_urls.RENDITIONS.get(match["spec"]) if match else None
    if match is None or spec is None or int(match["width"]) not in spec.widths or match["format"] not in spec.formats:
        return None
    if default_storage.exists(path):
        return path
    image = Image.objects.filter(token=match["token"]).first()
    if image is None or path != rendition_urls.rendition_path(
        rendition_urls.as_mapping(image), match["spec"], int(match["width"]), match["format"]
    ):
        return None
    if not default_storage.exists(str(image.file.name)):
        return None
    with _lock_rendering(path):
        if not default_storage.exists(path):  # another process may have created it meanwhile
            with suppress(FileNotFoundError):
                _write_rendition(image, spec, int(match["width"]), path)
    # The picture's addresses may have changed meanwhile; nothing else would then remove this file.
    if not (default_storage.exists(path) and Image.objects.filter(token=match["token"]).exists()):
        Path(default_storage.path(path)).unlink(missing_ok=True)
        return None
    return path


def _write_rendition(image: Image, spec: rendition_urls.RenditionSpec, width: int, path: str) -> None:
    """Crop a picture's master file to a spec's ratio and a width, and write it to the path in its format."""
    with image.file.open("rb") as master:
        data = master.read()
    kind = _ENCODINGS[path.rpartition(".")[2]]
    focal = (image.focal_x, image.focal_y)
    _write_file(path, images.render_crop(data, width=width, ratio=spec.ratio, focal=focal, format=kind).data)


@contextmanager
def _lock_rendering(path: str) -> Iterator[None]:
    """Hold this host's lock for rendering pictures, in the media folder of a storage path.

    One process at a time: rendering takes a core and memory, and many requests may come at once.
    """
    folder = Path(default_storage.path(path)).parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ensure_card(path: str) -> str | None:
    """Draw a story's social card of a storage path if missing; return the path, None if no public story has it."""
    match = _CARD.fullmatch(path)
    article = Article.objects.published().filter(pk=int(match["key"])).first() if match else None
    if match is None or article is None or path != rendition_urls.card_path(article, match["shape"]):
        return None
    if default_storage.exists(path):
        return path
    with _lock_rendering(path):
        if not default_storage.exists(path):
            card = images.draw_card(
                headline=article.headline,
                label=article.label,
                paper=settings.SITE_NAME,
                direction=direction_of(article.language),
                width=rendition_urls.CARD_SIZES[match["shape"]][0],
                height=rendition_urls.CARD_SIZES[match["shape"]][1],
            )
            _write_file(path, card.data)
    # The story may have been withdrawn or changed meanwhile.
    if not _is_current_card(article.pk, path, match["shape"]):
        Path(default_storage.path(path)).unlink(missing_ok=True)
        return None
    return path


def _is_current_card(article_id: int, path: str, shape: str) -> bool:
    """Tell whether a storage path is the current card of a published story in this shape."""
    article = Article.objects.published().filter(pk=article_id).first()
    return article is not None and path == rendition_urls.card_path(article, shape)


def remove_cards(article: Article) -> None:
    """Delete a story's drawn cards once the transaction commits; later requests draw them from the new words."""
    transaction.on_commit(partial(_delete_cards, article.pk), robust=True)


def _delete_cards(article_id: int) -> None:
    """Delete the files of all cards drawn for a story."""
    for card in Path(default_storage.path("cards")).glob(f"{article_id}-*.jpg"):
        card.unlink(missing_ok=True)


def _write_file(path: str, data: bytes) -> None:
    """Write data to a storage path atomically, so that no reader gets half a picture."""
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


def change_addresses(image: Image) -> None:
    """Move a picture's file to a new, unguessable address; delete the old files when the transaction commits.

    A missing file raises nothing, because a kill must not fail.
    """
    old_file, old_token = str(image.file.name), image.token
    image.token = new_token()
    with suppress(FileNotFoundError):
        with image.file.open("rb") as master:
            data = master.read()
        image.file.save("master.jpg", ContentFile(data), save=False)
    image.save(update_fields=["token", "file"])
    transaction.on_commit(partial(_delete_picture_files, old_file, old_token), robust=True)


def _delete_picture_files(file: str, token: str) -> None:
    """Delete a picture's master file and every rendition made under its token."""
    default_storage.delete(file)
    for folder in Path(default_storage.path("renditions")).glob(f"{token}-*"):
        shutil.rmtree(folder)


def replace_master(image: Image, data: bytes) -> None:
    """Store another master of a picture, made from its original, which is stored apart the first time.

    The picture gets a new address; the old files are deleted when the transaction commits. Saves no other columns.
    """
    old_file, old_token = str(image.file.name), image.token
    if not image.original:
        with image.file.open("rb") as master:
            image.original.save("original.jpg", ContentFile(master.read()), save=False)
    image.token = new_token()
    image.file.save("master.jpg", ContentFile(data), save=False)
    image.save(update_fields=["token", "file", "original"])
    transaction.on_commit(partial(_delete_picture_files, old_file, old_token), robust=True)


def read_original(image: Image) -> bytes:
    """Return a picture's file as it was before any cropping. Raises FileNotFoundError if it is missing."""
    with (image.original or image.file).open("rb") as file:
        return bytes(file.read())


def _fill_in_facts(image: Image, picture: images.DecodedPicture) -> None:
    """Describe a new picture by what its file says, where nothing is said of it yet."""
    facts = picture.facts
    if picture.copyright and not image.credit_line:
        image.credit_line = _("© %(owner)s") % {"owner": picture.copyright[:190]}
    image.caption, image.alt = image.caption or facts.caption, image.alt or facts.alt
    image.place, image.taken_on = image.place or facts.place[:200], image.taken_on or facts.taken_on


def save_upload(image: Image, data: bytes | BinaryIO, *, by: "User | None") -> Image:
    """Decode an untrusted upload, re-encode it and save it as a new Image. Raises PictureRefused."""
    picture = images.open_picture(data)
    master = images.encode_master(picture)
    image.width, image.height = master.width, master.height
    image.fingerprint = images.fingerprint(picture)
    image.created_by = by
    _fill_in_facts(image, picture)
    image.file.save("master.jpg", ContentFile(master.data), save=False)
    with transaction.atomic():
        image.save()
        ImageHashBand.objects.bulk_create(
            ImageHashBand(image=image, code=code) for code in images.fingerprint_bands(image.fingerprint)
        )
    return image
