"""Write picture files that hold pixels and authorship, and no other metadata.

The only writer of picture files.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

from PIL import Image

from articles.lib.images.decoder import DecodedPicture
from articles.lib.images.metadata import copyright_exif

Format = Literal["avif", "webp", "jpeg"]
Subsampling = Literal["4:4:4", "4:2:2", "4:2:0"]

MASTER_QUALITY: Final = 88

# Chosen to look alike at page size; AVIF below speed 6 would keep the first visitor waiting too long.
_SAVE_OPTIONS: Final[dict[Format, dict[str, Any]]] = {
    "avif": {"quality": 58, "speed": 6, "subsampling": "4:2:0", "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded picture file in memory: its bytes, width and height in pixels, and format."""

    data: bytes
    width: int
    height: int
    format: Format


def encode_master(picture: DecodedPicture) -> Encoded:
    """Encode the original to store: a progressive JPEG, its long edge at most 3200 px."""
    return encode(picture.image, format="jpeg", quality=MASTER_QUALITY, copyright=picture.copyright)


def encode(
    image: Image.Image,
    *,
    format: Format,
    quality: int | None = None,
    subsampling: Subsampling | None = None,
    copyright: str = "",
) -> Encoded:
    """Encode an RGB image with no metadata but ``copyright``, one line, if it is given.

    ``quality`` (1 to 100) and ``subsampling`` override the format's defaults; "4:4:4" keeps coloured letters sharp,
    which photographs don't need and WebP doesn't support.
    """
    options = dict(_SAVE_OPTIONS[format])
    if quality is not None:
        options["quality"] = quality
    if subsampling is not None:
        options["subsampling"] = subsampling
    if copyright:
        options["exif"] = copyright_exif(copyright)
    bare = image.copy()
    # Pillow would write comments, EXIF and profiles found here into the file.
    bare.info.clear()
    target = BytesIO()
    bare.save(target, format=format.upper(), **options)
    return Encoded(data=target.getvalue(), width=image.width, height=image.height, format=format)
