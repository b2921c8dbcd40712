"""Cut the sizes and shapes that readers get from a master."""

import math
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image
from PIL.Image import Transpose

from articles.lib.images.encoder import MASTER_QUALITY, Encoded, Format, encode
from articles.lib.images.metadata import read_exif

MAX_CUT: Final = 0.95  # of a picture's width or height
_TURNS: Final = {1: Transpose.ROTATE_270, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_90}
Box = tuple[int, int, int, int]
Ratio = tuple[int, int]
Focal = tuple[float, float]


def crop_box(width: int, height: int, *, ratio: Ratio | None, focal: Focal) -> Box:
    """Return the largest box of ``ratio`` (width, height) with ``focal`` as near the box's centre as possible.

    The box is left, top, right, bottom in pixels of a picture of ``width`` by ``height``; ``focal`` is given in
    fractions of them, from the top left; a ratio of None means the whole picture. Raises ValueError for impossible
    sizes, ratios or points.
    """
    if width < 1 or height < 1:
        raise ValueError(f"A picture cannot be {width} by {height} pixels.")
    if not all(0 <= fraction <= 1 for fraction in focal):
        raise ValueError(f"A focal point is two fractions from 0 to 1, not {focal}.")
    if ratio is None:
        return 0, 0, width, height
    across, down = ratio
    if across < 1 or down < 1:
        raise ValueError(f"A ratio is two whole numbers above 0, not {ratio}.")
    if width * down > height * across:
        box_width, box_height = max(1, round(height * across / down)), height
    else:
        box_width, box_height = width, max(1, round(width * down / across))
    left = _place_span(focal[0] * width, span=box_width, extent=width)
    top = _place_span(focal[1] * height, span=box_height, extent=height)
    return left, top, left + box_width, top + box_height


@dataclass(frozen=True, slots=True)
class Crop:
    """How much is cut off each side of a picture, in fractions of its width or height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError unless something of the picture is left."""
        sides = (self.left, self.top, self.right, self.bottom)
        too_much = self.left + self.right > MAX_CUT or self.top + self.bottom > MAX_CUT
        if too_much or not all(0 <= side <= MAX_CUT for side in sides):
            raise ValueError(f"These parts of a picture cannot be cut off: {sides}.")


def reshape_master(data: bytes, *, turns: int, crop: Crop) -> Encoded:
    """Turn a master clockwise by quarter turns, then cut off what `crop` says, and encode it as a master.

    The owner named in the master is copied. Raises OSError if ``data`` is not a master.
    """
    with Image.open(BytesIO(data), formats=("JPEG",)) as source:
        _upright, owner = read_exif(source)
        image = source.convert("RGB")
    if turns % 4:
        image = image.transpose(_TURNS[turns % 4])
    width, height = image.size
    box = (
        round(crop.left * width),
        round(crop.top * height),
        max(1, width - round(crop.right * width)),
        max(1, height - round(crop.bottom * height)),
    )
    return encode(image.crop(box), format="jpeg", quality=MASTER_QUALITY, copyright=owner)


def render_crop(data: bytes, *, width: int, ratio: Ratio | None, focal: Focal, format: Format) -> Encoded:
    """Crop a master to ``ratio`` around ``focal``, scale it to ``width`` pixels and encode it as ``format``.

    The owner named in the master is copied into the result. Never enlarges: if the crop is narrower than ``width``,
    so is the result. Raises ValueError for an impossible width, ratio or focal point, OSError if ``data`` is not a
    master.
    """
    if width < 1:
        raise ValueError(f"A picture cannot be {width} pixels wide.")
    with Image.open(BytesIO(data), formats=("JPEG",)) as source:
        whole = source.size
        _upright, owner = read_exif(source)
        box = crop_box(*whole, ratio=ratio, focal=focal)
        across, down = box[2] - box[0], box[3] - box[1]
        target = min(width, across)
        size = (target, max(1, round(down * target / across)))
        # Most crops are much smaller than their master, so let the decoder stop at twice the needed size.
        source.draft(None, (math.ceil(2 * whole[0] * target / across), math.ceil(2 * whole[1] * target / across)))
        source_box = _scale_box(box, whole=whole, to=source.size)
        image = source.resize(size, Image.Resampling.LANCZOS, box=source_box, reducing_gap=3.0)
    return encode(image.convert("RGB"), format=format, copyright=owner)


def _scale_box(box: Box, *, whole: tuple[int, int], to: tuple[int, int]) -> tuple[float, float, float, float]:
    """Scale ``box``, given for a picture of size ``whole``, to that picture decoded at size ``to``."""
    x, y = to[0] / whole[0], to[1] / whole[1]
    return box[0] * x, box[1] * y, min(box[2] * x, to[0]), min(box[3] * y, to[1])


def _place_span(point: float, *, span: int, extent: int) -> int:
    """Return where a span must start to have ``point`` near its middle and stay within ``extent``."""
    return min(max(0, round(point - span / 2)), extent - span)
