"""Decode pictures from outside; no other module does.

Memory is bounded: a file is at most 30 MB, its size in pixels is known before a pixel is decoded, what is
larger than a master is shrunk before anything else is done to it, and one process opens one picture at a
time.
"""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from PIL import Image, ImageCms

from articles.lib.images.errors import (
    ANIMATED,
    DAMAGED,
    EMPTY,
    MAX_BYTES,
    MAX_PIXELS,
    TOO_HEAVY,
    TOO_LARGE,
    PictureRefused,
)
from articles.lib.images.headers import check_header
from articles.lib.images.metadata import read_exif

LONG_EDGE: Final = 3200

_ONE_AT_A_TIME = threading.Lock()
_SRGB: Final = ImageCms.createProfile("sRGB")
_SPACES: Final = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to work with.

    `image` is RGB, sRGB, upright, opaque, without metadata, its long edge at most 3200 px. `format` is what
    came in: "jpeg", "png", "webp" or "avif". `size` is the width and height that came in, upright, in pixels.
    `copyright` is whoever the file names as its author and owner, one line of at most 300 characters, "" if
    it names nobody.
    """

    image: Image.Image
    format: str
    size: tuple[int, int]
    copyright: str


def open_picture(data: bytes | BinaryIO) -> Picture:
    """Decode one still JPEG, PNG, WebP or AVIF from bytes, or from a binary file read from where it stands.

    Raises PictureRefused, its message one sentence for the editor, for anything else: other formats, damaged
    or truncated files, animations, more than 30 MB, more than 50 megapixels.
    """
    raw = data if isinstance(data, bytes) else data.read(MAX_BYTES + 1)
    if not raw:
        raise PictureRefused(EMPTY)
    if len(raw) > MAX_BYTES:
        raise PictureRefused(TOO_HEAVY)
    kind = check_header(raw)
    with _guarded(), Image.open(BytesIO(raw), formats=(kind,)) as source:
        _refuse_unfit(source)
        return _take_in(source, kind=kind)


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever decoding may raise, or only warn of, into a refusal.

    The lock is there because the list of warning filters belongs to the whole process: two threads that
    change it at once can leave it changed. For the same reason only Pillow's warnings become errors.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"PIL\.")
        # This one reads EXIF only, TIFF not being taken in: sloppy EXIF is common, and thrown away anyway.
        warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
        try:
            yield
        except PictureRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise PictureRefused(TOO_LARGE) from problem
        except Exception as problem:
            # Pillow's decoders have no closed set of errors: on hostile files OSError, SyntaxError,
            # ValueError, struct.error, zlib.error, IndexError, MemoryError and plain warnings were all seen.
            # None is our bug.
            raise PictureRefused(DAMAGED) from problem


def _refuse_unfit(source: Image.Image) -> None:
    """Judge an opened, not yet decoded picture."""
    width, height = source.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(TOO_LARGE)
    # A phone's JPEG may carry a preview or a depth map as a second frame (MPO); that is not an animation.
    if source.format != "MPO" and getattr(source, "n_frames", 1) > 1:
        raise PictureRefused(ANIMATED)


def _take_in(source: Image.Image, *, kind: str) -> Picture:
    """Decode `source` fully and make it plain."""
    width, height = source.size
    turn, owner = read_exif(source)
    source.draft(None, _within(source.size))
    source.load()
    profile = source.info.get("icc_profile")
    image = _opaque(_shrunk(_eight_bit(source)))
    image = _in_srgb(image, profile=profile)
    if turn is not None:
        image = image.transpose(turn)
        sideways = turn not in {
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.ROTATE_180,
        }
        width, height = (height, width) if sideways else (width, height)
    image.info.clear()
    return Picture(image=image, format=kind.lower(), size=(width, height), copyright=owner)


def _within(size: tuple[int, int]) -> tuple[int, int]:
    """Return `size` scaled down, if it must be, to a long edge of 3200 px."""
    width, height = size
    longest = max(size)
    if longest <= LONG_EDGE:
        return size
    return max(1, round(width * LONG_EDGE / longest)), max(1, round(height * LONG_EDGE / longest))


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return `image` with eight bits a channel and without a palette."""
    if image.mode.startswith("I") or image.mode == "F":
        # convert() alone would clip 16 bits to the darkest 256 levels.
        return image.point(lambda level: level * (1 / 257)).convert("L")
    if image.mode in {"RGB", "L", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode in {"RGBA", "LA"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """Return `image` on white paper."""
    if image.mode not in {"RGBA", "LA"}:
        return image
    colour = image.mode.removesuffix("A")
    paper = Image.new(colour, image.size, "white")
    paper.paste(image.convert(colour), mask=image.getchannel("A"))
    return paper


def _shrunk(image: Image.Image) -> Image.Image:
    size = _within(image.size)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, *, profile: object) -> Image.Image:
    """Return `image` as sRGB, read through the ICC profile it came with if that one is usable.

    A broken profile, or one for another kind of colour, is left out rather than held against the picture.
    """
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if _SPACES.get(source.profile.xcolor_space) == image.mode:
                converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.copy() if image.mode == "RGB" else image.convert("RGB")
