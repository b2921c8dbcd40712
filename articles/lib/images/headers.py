"""Refuse a picture by its first bytes, before any decoder reads it.

Pillow reports most sizes without decoding, but its WebP decoder allocates the whole canvas as soon as a file is opened,
and libjpeg passes over the whole picture once for every scan that a progressive file declares. Both are checked here.

Sources: the WebP container specification (RFC 9649, section 2) and ITU-T T.81, annex B.
"""

import re
from typing import Final

from articles.lib.images.errors import ANIMATED, DAMAGED, MAX_PIXELS, NOT_A_PICTURE, TOO_MANY_PIXELS, PictureRefused

# The formats below, as the `accept` attribute of a file box names them.
ACCEPTED_TYPES: Final = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"

# Progressive encoders write about ten scans; each costs a pass over the whole picture.
MAX_SCANS: Final = 64

_WEBP_HEADER_SIZE: Final = 30
_ANIMATION_FLAG: Final = 0x02
_AVIF_BRANDS: Final = (b"avif", b"avis", b"mif1")
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis")

_MAX_BRANDS_SIZE: Final = 256

# A camera's file has about thirty segments; millions of empty ones would keep this module busy.
MAX_SEGMENTS: Final = 20_000

# Within a scan, FF is followed by 00, a restart marker or padding; anything else begins a segment.
_SEGMENT_START: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_SCAN_MARKER: Final = b"\xda"
_END_MARKER: Final = b"\xd9"


def check_header(data: bytes) -> str:
    """Return Pillow's name of a picture file's format ("JPEG", "PNG", "WEBP", "AVIF" or "HEIF").

    Raises PictureRefused for any other format and for files that the header alone disqualifies.
    """
    if data.startswith(b"\xff\xd8\xff"):
        _refuse_scan_bomb(data)
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _refuse_large_webp(data[:_WEBP_HEADER_SIZE])
        return "WEBP"
    if data[4:8] == b"ftyp" and (data[8:12] in _HEIC_BRANDS or _is_heic_by_compatibility(data)):
        return "HEIF"
    if data[4:8] == b"ftyp" and data[8:12] in _AVIF_BRANDS:
        return "AVIF"
    raise PictureRefused(NOT_A_PICTURE)


def _is_heic_by_compatibility(data: bytes) -> bool:
    """Return whether a file that only calls itself a picture of some kind ("mif1") says that it is HEIC too."""
    size = int.from_bytes(data[:4], "big")
    compatible = data[16 : min(size, _MAX_BRANDS_SIZE)]
    brands = {compatible[start : start + 4] for start in range(0, len(compatible), 4)}
    return data[8:12] == b"mif1" and bool(brands & set(_HEIC_BRANDS)) and b"avif" not in brands


def _refuse_large_webp(header: bytes) -> None:
    """Raise PictureRefused for a WebP that is animated or whose canvas is too large."""
    if len(header) < _WEBP_HEADER_SIZE:
        raise PictureRefused(DAMAGED)
    match header[12:16]:
        case b"VP8X":
            if header[20] & _ANIMATION_FLAG:
                raise PictureRefused(ANIMATED)
            width = int.from_bytes(header[24:27], "little") + 1
            height = int.from_bytes(header[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(header[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width = int.from_bytes(header[26:28], "little") & 0x3FFF
            height = int.from_bytes(header[28:30], "little") & 0x3FFF
        case _:
            raise PictureRefused(DAMAGED)
    if width * height > MAX_PIXELS:
        raise PictureRefused(TOO_MANY_PIXELS)


def _refuse_scan_bomb(data: bytes) -> None:
    """Raise PictureRefused for a JPEG with so many scans that decoding would take minutes."""
    scans = position = 0
    for _ in range(MAX_SEGMENTS):
        segment = _SEGMENT_START.search(data, position)
        if segment is None or segment[1] == _END_MARKER:
            return
        scans += segment[1] == _SCAN_MARKER
        if scans > MAX_SCANS:
            break
        position = segment.end() + int.from_bytes(data[segment.end() : segment.end() + 2], "big")
    raise PictureRefused(DAMAGED)
