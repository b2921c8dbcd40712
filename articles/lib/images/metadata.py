"""Read orientation and authorship from a picture's EXIF or IPTC, and nothing else.

Whose it is, is also the only thing that is ever written into one.
"""

import re
from collections.abc import Mapping
from typing import Final

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin
from PIL.Image import Transpose

MAX_CREDIT: Final = 300
# IPTC-IIM 4.2, record 2: By-line, Credit, Copyright Notice.
_BY_LINE, _CREDIT, _NOTICE = (2, 80), (2, 110), (2, 116)

UPRIGHT: Final[Mapping[int, Transpose]] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def read_exif(image: Image.Image) -> tuple[Transpose | None, str]:
    """Return how to turn `image` upright (None: it is) and the owner its EXIF, or else its IPTC, names ("" if none).

    Never raises: a picture whose metadata cannot be read is still a picture.
    """
    try:
        exif = image.getexif()
        orientation = exif.get(ExifTags.Base.Orientation)
        owner = _owner(exif.get(ExifTags.Base.Artist), exif.get(ExifTags.Base.Copyright))
    except Exception:  # noqa: BLE001 - Pillow's EXIF parser has no closed set of errors on hostile input
        return None, ""
    return (UPRIGHT.get(orientation) if isinstance(orientation, int) else None), owner or _agency(image)


def owner_alone(owner: str) -> bytes:
    """Return EXIF that names `owner` under Copyright, in UTF-8, and says nothing else."""
    exif = Image.Exif()
    exif[ExifTags.Base.Copyright] = owner.encode()
    return exif.tobytes()


def _agency(image: Image.Image) -> str:
    """Return the owner as agencies write it into a JPEG: "By-line / Copyright Notice", or the Credit for want of a notice."""
    if not isinstance(image, ImageFile.ImageFile):
        return ""
    try:
        told = IptcImagePlugin.getiptcinfo(image) or {}
        return _owner(_first(told.get(_BY_LINE)), _first(told.get(_NOTICE)) or _first(told.get(_CREDIT)))
    except Exception:  # noqa: BLE001 - nor has its IPTC parser
        return ""


def _first(value: object) -> object:
    """Return a field that may be repeated, once."""
    return value[0] if isinstance(value, list) and value else value


def _owner(artist: object, copyright_: object) -> str:
    """Join the two EXIF fields as a credit line has them: "Artist / Copyright"."""
    by, of = _words(artist), _words(copyright_)
    if not by or by.casefold() in of.casefold():
        return of
    return f"{by} / {of}"[:MAX_CREDIT] if of else by


def _words(value: object) -> str:
    """Return an EXIF string as one clean line, or "" for anything else."""
    if isinstance(value, str):
        # EXIF strings are ASCII on paper and UTF-8 in practice; Pillow reads them as Latin-1.
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return " ".join(re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]+", " ", text).split())[
        :MAX_CREDIT
    ]
