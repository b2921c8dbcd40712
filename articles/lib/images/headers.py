"""Refuse a picture by its first bytes, before any decoder reads it.

Pillow reports most sizes without decoding, but its WebP decoder reserves the whole canvas as soon as a file
is opened, and libjpeg walks over the whole picture once for every scan a progressive file declares. Both are
judged here.

Sources: the WebP container specification (RFC 9649, section 2) and ITU-T T.81, annex B.
"""

import re
from typing import Final

from articles.lib.images.errors import ANIMATED, DAMAGED, MAX_PIXELS, NOT_A_PICTURE, TOO_LARGE, PictureRefused

# Progressive encoders write about ten scans; each one costs a pass over the whole picture.
MAX_SCANS: Final = 64

_WEBP_HEADER: Final = 30
_ANIMATION_FLAG: Final = 0x02
_AVIF_BRANDS: Final = (b"avif", b"avis", b"mif1")

# A camera's file has some thirty segments; millions of empty ones would keep this module itself busy.
MAX_SEGMENTS: Final = 20_000

# Inside a scan FF is followed by 00, a restart or padding; anything else begins a segment.
_SEGMENT: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_SCAN: Final = b"\xda"
_END: Final = b"\xd9"


def check_header(data: bytes) -> str:
    """Return the Pillow name of the format in `data` ("JPEG", "PNG", "WEBP" or "AVIF").

    Raises PictureRefused for any other format and for what the header alone condemns.
    """
    if data.startswith(b"\xff\xd8\xff"):
        _refuse_scan_bomb(data)
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _refuse_large_webp(data[:_WEBP_HEADER])
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _AVIF_BRANDS:
        return "AVIF"
    raise PictureRefused(NOT_A_PICTURE)


def _refuse_large_webp(header: bytes) -> None:
    """Refuse a WebP whose canvas is too large or which moves."""
    if len(header) < _WEBP_HEADER:
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
        raise PictureRefused(TOO_LARGE)


def _refuse_scan_bomb(data: bytes) -> None:
    """Refuse a JPEG with so many scans that decoding it would take minutes."""
    scans = at = 0
    for _ in range(MAX_SEGMENTS):
        found = _SEGMENT.search(data, at)
        if found is None or found[1] == _END:
            return
        scans += found[1] == _SCAN
        if scans > MAX_SCANS:
            break
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    raise PictureRefused(DAMAGED)
