"""Write picture files that hold pixels and authorship, and no other metadata.

The only writer of picture files.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

from PIL import Image

from articles.lib.images.decoder import Picture
from articles.lib.images.metadata import owner_alone

Format = Literal["avif", "webp", "jpeg"]
Subsampling = Literal["4:4:4", "4:2:2", "4:2:0"]

MASTER_QUALITY: Final = 88

# Chosen to look alike at the size of a page's picture; AVIF's speed 6 is the last that a first visitor will
# wait for.
_WRITING: Final[dict[Format, dict[str, Any]]] = {
    "avif": {"quality": 58, "speed": 6, "subsampling": "4:2:0", "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture file in memory: its bytes, its width and height in pixels, its format."""

    data: bytes
    width: int
    height: int
    format: Format


def master(picture: Picture) -> Encoded:
    """Return the re-encoded original to keep: a progressive JPEG, its long edge at most 3200 px."""
    return encode(picture.image, format="jpeg", quality=MASTER_QUALITY, copyright=picture.copyright)


def encode(
    image: Image.Image,
    *,
    format: Format,
    quality: int | None = None,
    subsampling: Subsampling | None = None,
    copyright: str = "",
) -> Encoded:
    """Write an RGB `image`, without metadata but its `copyright`, one line, where somebody is named.

    `quality` (1 to 100) and `subsampling` replace the format's own; "4:4:4" keeps coloured letters clean, which
    photographs don't need and WebP doesn't have.
    """
    options = dict(_WRITING[format])
    if quality is not None:
        options["quality"] = quality
    if subsampling is not None:
        options["subsampling"] = subsampling
    if copyright:
        options["exif"] = owner_alone(copyright)
    bare = image.copy()
    # Pillow writes comments, EXIF and profiles back from here when it finds them.
    bare.info.clear()
    target = BytesIO()
    bare.save(target, format=format.upper(), **options)
    return Encoded(data=target.getvalue(), width=image.width, height=image.height, format=format)
