"""Decode pictures from outside; no other module does.

Memory is bounded: a file is at most 30 MB, its size in pixels is known before decoding, anything larger than a master
is shrunk first, and a process decodes one picture at a time.
"""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final

import pillow_heif
from PIL import Image, ImageCms

from articles.lib.images.errors import (
    ANIMATED,
    DAMAGED,
    EMPTY,
    MAX_BYTES,
    MAX_PIXELS,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    PictureRefused,
)
from articles.lib.images.headers import check_header
from articles.lib.images.metadata import PictureFacts, read_exif, read_facts

MAX_LONG_EDGE: Final = 3200

# A thumbnail or a depth map in a file is never decoded.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

_DECODING_LOCK = threading.Lock()
_SRGB: Final = ImageCms.createProfile("sRGB")
_MODE_BY_COLOUR_SPACE: Final = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """A picture that is safe to process.

    ``image`` is RGB, sRGB, upright, opaque, without metadata, its long edge at most 3200 px. ``format`` is that of
    the file: "jpeg", "png", "webp", "avif" or "heif". ``size`` is the original width and height, upright, in pixels.
    ``copyright`` names the author and owner given in the file: one line of at most 300 characters, "" without one;
    ``facts`` are what else the file says about the picture.
    """

    image: Image.Image
    format: str
    size: tuple[int, int]
    copyright: str
    facts: PictureFacts = field(default_factory=PictureFacts)


def open_picture(data: bytes | BinaryIO) -> DecodedPicture:
    """Decode one still JPEG, PNG, WebP, AVIF or HEIC from bytes, or from a binary file at its current position.

    Raises PictureRefused, whose message is a sentence for the editor, for anything else: other formats, damaged or
    truncated files, animations, more than 30 MB, more than 50 megapixels.
    """
    raw = data if isinstance(data, bytes) else data.read(MAX_BYTES + 1)
    if not raw:
        raise PictureRefused(EMPTY)
    if len(raw) > MAX_BYTES:
        raise PictureRefused(TOO_MANY_BYTES)
    kind = check_header(raw)
    with _refuse_on_error(), Image.open(BytesIO(raw), formats=(kind,)) as source:
        _check_opened(source)
        return _decode(source, kind=kind)


@contextmanager
def _refuse_on_error() -> Iterator[None]:
    """Turn any decoding error or warning within this context into a PictureRefused.

    The lock is needed because warning filters are global to the process: two threads that change them at once can
    leave them changed. For the same reason only Pillow's warnings become errors.
    """
    with _DECODING_LOCK, warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"PIL\.")
        # Only used for EXIF here, as TIFF is not accepted; malformed EXIF is common, and is discarded anyway.
        warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
        try:
            yield
        except PictureRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise PictureRefused(TOO_MANY_PIXELS) from problem
        except Exception as problem:
            # Pillow's decoders can raise anything: hostile files have produced OSError, SyntaxError, ValueError,
            # struct.error, zlib.error, IndexError, MemoryError and plain warnings. None of these is our bug.
            raise PictureRefused(DAMAGED) from problem


def _check_opened(source: Image.Image) -> None:
    """Raise PictureRefused for an opened, not yet decoded picture that is too large or animated."""
    width, height = source.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(TOO_MANY_PIXELS)
    # A phone's JPEG may contain a preview or depth map as a second frame (MPO), which is not an animation.
    if source.format != "MPO" and getattr(source, "n_frames", 1) > 1:
        raise PictureRefused(ANIMATED)


def _decode(source: Image.Image, *, kind: str) -> DecodedPicture:
    """Decode the whole picture and normalise it to the guarantees of ``DecodedPicture``."""
    width, height = source.size
    transposition, owner = read_exif(source)
    source.draft(None, _fit_long_edge(source.size))
    source.load()
    facts = read_facts(source)
    profile = source.info.get("icc_profile")
    image = _flatten(_shrink(_to_eight_bit(source)))
    image = _to_srgb(image, profile=profile)
    if transposition is not None:
        image = image.transpose(transposition)
        sideways = transposition not in {
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.ROTATE_180,
        }
        width, height = (height, width) if sideways else (width, height)
    image.info.clear()
    return DecodedPicture(image=image, format=kind.lower(), size=(width, height), copyright=owner, facts=facts)


def _fit_long_edge(size: tuple[int, int]) -> tuple[int, int]:
    """Return ``size``, scaled down if needed to a long edge of 3200 px."""
    width, height = size
    longest = max(size)
    if longest <= MAX_LONG_EDGE:
        return size
    return max(1, round(width * MAX_LONG_EDGE / longest)), max(1, round(height * MAX_LONG_EDGE / longest))


def _to_eight_bit(image: Image.Image) -> Image.Image:
    """Return ``image`` with eight bits a channel and no palette."""
    if image.mode.startswith("I") or image.mode == "F":
        # convert() alone would clip 16-bit levels to 255.
        return image.point(lambda level: level * (1 / 257)).convert("L")
    if image.mode in {"RGB", "L", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode in {"RGBA", "LA"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _flatten(image: Image.Image) -> Image.Image:
    """Return ``image`` on a white background, without alpha."""
    if image.mode not in {"RGBA", "LA"}:
        return image
    colour = image.mode.removesuffix("A")
    paper = Image.new(colour, image.size, "white")
    paper.paste(image.convert(colour), mask=image.getchannel("A"))
    return paper


def _shrink(image: Image.Image) -> Image.Image:
    """Return ``image`` scaled down to the maximum long edge."""
    size = _fit_long_edge(image.size)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _to_srgb(image: Image.Image, *, profile: object) -> Image.Image:
    """Return ``image`` in sRGB, converted by its ICC profile if that is usable.

    A broken profile, or one for another colour space, is ignored.
    """
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if _MODE_BY_COLOUR_SPACE.get(source.profile.xcolor_space) == image.mode:
                converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.copy() if image.mode == "RGB" else image.convert("RGB")
