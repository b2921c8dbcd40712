"""Cut the sizes and shapes that readers get from a master."""

import math
from io import BytesIO

from PIL import Image

from articles.lib.images.encoder import Encoded, Format, encode
from articles.lib.images.metadata import read_exif

Box = tuple[int, int, int, int]
Ratio = tuple[int, int]
Focal = tuple[float, float]


def crop_box(width: int, height: int, *, ratio: Ratio | None, focal: Focal) -> Box:
    """Return the largest box of `ratio` (width, height) with `focal` as near its centre as the frame allows.

    The box is left, top, right, bottom in pixels of a picture `width` by `height`; `focal` is in fractions of
    them, from the top left; no ratio means the whole picture. Raises ValueError for sizes, ratios or points
    that make no sense.
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
    left = _placed(focal[0] * width, span=box_width, room=width)
    top = _placed(focal[1] * height, span=box_height, room=height)
    return left, top, left + box_width, top + box_height


def cut(data: bytes, *, width: int, ratio: Ratio | None, focal: Focal, format: Format) -> Encoded:
    """Crop a master's `data` to `ratio` around `focal`, scale it to `width` pixels and encode it as `format`.

    Whoever the master names as its owner is named in the cut too.

    Never enlarges: where the crop is narrower than `width` the result is as wide as the crop, so read its
    size from the answer. Raises ValueError for a width, ratio or focal point that makes no sense, OSError if
    `data` is not a master.
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
        # Most cuts are much smaller than their master: let the decoder stop at twice what is needed.
        source.draft(None, (math.ceil(2 * whole[0] * target / across), math.ceil(2 * whole[1] * target / across)))
        found = _scaled(box, whole=whole, to=source.size)
        image = source.resize(size, Image.Resampling.LANCZOS, box=found, reducing_gap=3.0)
    return encode(image.convert("RGB"), format=format, copyright=owner)


def _scaled(box: Box, *, whole: tuple[int, int], to: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return `box` of a picture of `whole` pixels as it lies in the same picture decoded at another size."""
    x, y = to[0] / whole[0], to[1] / whole[1]
    return box[0] * x, box[1] * y, min(box[2] * x, to[0]), min(box[3] * y, to[1])


def _placed(point: float, *, span: int, room: int) -> int:
    """Return where a span must begin to hold `point` near its middle and stay in `room`."""
    return min(max(0, round(point - span / 2)), room - span)
