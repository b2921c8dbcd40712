"""Read orientation, authorship and description from a picture's EXIF, IPTC or XMP, and nothing else.

Nothing but authorship is written into a file. Sources: EXIF 2.32; IPTC-IIM 4.2, record 2; IPTC Photo Metadata 2023.1 for
XMP. Where they disagree, XMP is taken before IPTC and that before EXIF, as the Metadata Working Group advises.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin
from PIL.Image import Transpose

MAX_OWNER_LENGTH: Final = 300
MAX_CAPTION_LENGTH: Final = 500
MAX_XMP_BYTES: Final = 1_000_000
# IPTC-IIM 4.2, record 2: By-line, Credit, Copyright Notice, Caption, Date Created, Sub-location, City, Province, Country.
_BY_LINE, _CREDIT, _NOTICE = (2, 80), (2, 110), (2, 116)
_CAPTION, _CREATED, _PLACE = (2, 120), (2, 55), ((2, 92), (2, 90), (2, 95), (2, 101))
_TAKEN_AT = 0x9003  # EXIF: DateTimeOriginal
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC_CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_XMP_PLACE: Final = (f"{_IPTC_CORE}Location", *(f"{_PHOTOSHOP}{name}" for name in ("City", "State", "Country")))
_MEANINGLESS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")
_DAY: Final = re.compile(r"\s*([0-9]{4})[-:/]?([0-9]{2})[-:/]?([0-9]{2})")

TRANSPOSITION_BY_ORIENTATION: Final[Mapping[int, Transpose]] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a file says about its picture: each text in one line, "" where it says nothing; the day is as written."""

    caption: str = ""
    alt: str = ""
    place: str = ""
    taken_on: datetime.date | None = None


def read_facts(image: Image.Image) -> PictureFacts:
    """Return what a file says about its picture. Never raises: a picture with unreadable metadata is still a picture."""
    xmp, iptc, exif = _read_xmp(image), _read_iptc(image), _read_exif_texts(image)
    captions = (xmp.get(f"{_DC}description"), _first_value(iptc.get(_CAPTION)), exif.get("caption"))
    days = (xmp.get(f"{_PHOTOSHOP}DateCreated"), _first_value(iptc.get(_CREATED)), exif.get("taken"))
    places = (_join_place(map(xmp.get, _XMP_PLACE)), _join_place(_first_value(iptc.get(part)) for part in _PLACE))
    return PictureFacts(
        caption=next(filter(None, (_clean_text(text, MAX_CAPTION_LENGTH) for text in captions)), ""),
        alt=_clean_text(xmp.get(f"{_IPTC_CORE}AltTextAccessibility")),
        place=next(filter(None, places), ""),
        taken_on=next(filter(None, map(_parse_day, days)), None),
    )


def _join_place(parts: Iterable[object]) -> str:
    """Join the parts of a place, the smallest first, each once."""
    return ", ".join(dict.fromkeys(filter(None, map(_clean_text, parts))))[:MAX_OWNER_LENGTH]


def _parse_day(value: object) -> datetime.date | None:
    """Return the day at the beginning of a date of EXIF, IPTC or XMP; None if there is no such day."""
    match = _DAY.match(_clean_text(value))
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _read_exif_texts(image: Image.Image) -> dict[str, object]:
    """Return caption and time from a picture's EXIF, as written; {} if it can't be read."""
    try:
        exif = image.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(_TAKEN_AT)
        return {"caption": exif.get(ExifTags.Base.ImageDescription), "taken": taken}
    except Exception:  # noqa: BLE001 - Pillow's EXIF parser can raise anything on hostile input
        return {}


def _read_iptc(image: Image.Image) -> Mapping[Any, object]:
    """Return the fields of a JPEG's IPTC, as written; {} if there are none or they can't be read."""
    try:
        return (IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None) or {}
    except Exception:  # noqa: BLE001 - so can its IPTC parser
        return {}


def _read_xmp(image: Image.Image) -> dict[str, str]:
    """Return {qualified name: first text} of the properties in a picture's XMP; {} if it can't be read."""
    packet = image.info.get("xmp") or b""
    data = packet.encode() if isinstance(packet, str) else packet
    try:
        start = data.find(b"<")
        root = (
            ElementTree.fromstring(data[start:].rstrip(b"\0 \n")) if start >= 0 and len(data) <= MAX_XMP_BYTES else None
        )
    except Exception:  # noqa: BLE001 - the parser refuses entities and bad markup with errors of several kinds
        return {}
    return {} if root is None else dict(reversed(list(_list_properties(root))))


def _list_properties(root: Element) -> Iterator[tuple[str, str]]:
    """Yield each property of the descriptions in an XMP packet: attributes, texts, and the first item of lists."""
    for description in root.iter(f"{_RDF}Description"):
        yield from description.attrib.items()
        for child in description:
            items = child.findall(f"./*/{_RDF}li")
            text = (items[0] if items else child).text
            if text and text.strip():
                yield child.tag, text


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
    """Return the owner from IPTC: "By-line / Copyright Notice", or the Credit without a notice; else from XMP."""
    fields = _read_iptc(image)
    notice = _first_value(fields.get(_NOTICE)) or _first_value(fields.get(_CREDIT))
    if owner := _join_owner(_first_value(fields.get(_BY_LINE)), notice):
        return owner
    xmp = _read_xmp(image)
    return _join_owner(xmp.get(f"{_DC}creator"), xmp.get(f"{_PHOTOSHOP}Credit") or xmp.get(f"{_DC}rights"))


def _first_value(value: object) -> object:
    """Return the first value of a metadata field that may be repeated."""
    return value[0] if isinstance(value, list) and value else value


def _join_owner(artist: object, copyright_: object) -> str:
    """Join the EXIF fields Artist and Copyright as a credit line: "Artist / Copyright"."""
    by, of = _clean_text(artist), _clean_text(copyright_)
    if not by or by.casefold() in of.casefold():
        return of
    return f"{by} / {of}"[:MAX_OWNER_LENGTH] if of else by


def _clean_text(value: object, limit: int = MAX_OWNER_LENGTH) -> str:
    """Return a string of a file's metadata as one clean line of at most `limit` characters; "" for anything else."""
    if isinstance(value, str) and all(character < "\u0100" for character in value):
        # EXIF strings are ASCII by the standard and UTF-8 in practice; Pillow reads them as Latin-1.
        value = value.encode("latin-1")
    if isinstance(value, bytes):
        value = _decode(value)
    if not isinstance(value, str):
        return ""
    return " ".join(_MEANINGLESS.sub(" ", value).split())[:limit]


def _decode(value: bytes) -> str:
    """Decode bytes of UTF-8 or, if they are none, Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
