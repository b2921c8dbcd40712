"""Fingerprint pictures to find near-duplicates of any size, format or compression.

A difference hash (Neal Krawetz, "Kind of Like That", 2013): 64 answers to "is this spot brighter than the
next?".
"""

from typing import Final

from PIL import Image

from articles.lib.images.decoder import Picture

_SIDE: Final = 8
_BITS: Final = 64

SAME: Final = 5
# One more than the bits in which two fingerprints of the same picture may differ: then at least one band is untouched.
BANDS: Final = SAME + 1
_WIDTH: Final = 11


def fingerprint(picture: Picture) -> str:
    """Return the 64 bits of `picture` as 16 hexadecimal digits; a blank picture has none set."""
    grey = picture.image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    levels = grey.tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (levels[at] > levels[at + 1])
    return f"{bits:016x}"


def bands(fingerprint: str) -> tuple[int, ...]:
    """Return six numbers below 12,288 of which two fingerprints that differ in at most five bits share at least one.

    Each stands for every sixth bit: neighbouring bits are often alike (a plain sky), and a band of them would tell little.
    Raises ValueError if it is not hexadecimal.
    """
    bits = f"{int(fingerprint, 16):0{_BITS}b}"
    return tuple(place << _WIDTH | int(bits[place::BANDS], 2) for place in range(BANDS))


def distance(a: str, b: str) -> int:
    """Return in how many of 64 bits two fingerprints differ: 0 to 5 is the same picture, over 15 another one.

    Raises ValueError if either is not hexadecimal.
    """
    return (int(a, 16) ^ int(b, 16)).bit_count()
