"""Read orientation and authorship from a picture's EXIF or IPTC, and nothing else.

Nothing else is read from a file or written into one.
"""

import re
from collections.abc import Mapping
from typing import Final

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin
from PIL.Image import Transpose

MAX_OWNER_LENGTH: Final = 300
# IPTC-IIM 4.2, record 2: By-line, Credit, Copyright Notice.
_BY_LINE, _CREDIT, _NOTICE = (2, 80), (2, 110), (2, 116)

TRANSPOSITION_BY_ORIENTATION: Final[Mapping[int, Transpose]] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def read_exif(image: Image.Image) -> tuple[Transpose | None, str]:
    """Return how to turn a picture upright (None: it is) and the owner in its EXIF, else IPTC ("" if none).

    Never raises: a picture with unreadable metadata is still a picture.
    """
    try:
        exif = image.getexif()
        orientation = exif.get(ExifTags.Base.Orientation)
        owner = _join_owner(exif.get(ExifTags.Base.Artist), exif.get(ExifTags.Base.Copyright))
    except Exception:  # noqa: BLE001 - Pillow's EXIF parser can raise anything on hostile input
        return None, ""
    return (
        TRANSPOSITION_BY_ORIENTATION.get(orientation) if isinstance(orientation, int) else None
    ), owner or _iptc_owner(image)


def copyright_exif(owner: str) -> bytes:
    """Return EXIF data that contains ``owner`` as Copyright, in UTF-8, and nothing else."""
    exif = Image.Exif()
    exif[ExifTags.Base.Copyright] = owner.encode()
    return exif.tobytes()


def _iptc_owner(image: Image.Image) -> str:
    """Return the owner from a JPEG's IPTC: "By-line / Copyright Notice", or the Credit if there is no notice."""
    if not isinstance(image, ImageFile.ImageFile):
        return ""
    try:
        fields = IptcImagePlugin.getiptcinfo(image) or {}
        return _join_owner(
            _first_value(fields.get(_BY_LINE)), _first_value(fields.get(_NOTICE)) or _first_value(fields.get(_CREDIT))
        )
    except Exception:  # noqa: BLE001 - so can its IPTC parser
        return ""


def _first_value(value: object) -> object:
    """Return the first value of a metadata field that may be repeated."""
    return value[0] if isinstance(value, list) and value else value


def _join_owner(artist: object, copyright_: object) -> str:
    """Join the EXIF fields Artist and Copyright as a credit line: "Artist / Copyright"."""
    by, of = _clean_text(artist), _clean_text(copyright_)
    if not by or by.casefold() in of.casefold():
        return of
    return f"{by} / {of}"[:MAX_OWNER_LENGTH] if of else by


def _clean_text(value: object) -> str:
    """Return an EXIF string as one clean line; "" for anything but a string."""
    if isinstance(value, str):
        # EXIF strings are ASCII by the standard and UTF-8 in practice; Pillow reads them as Latin-1.
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return " ".join(re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]+", " ", text).split())[
        :MAX_OWNER_LENGTH
    ]
