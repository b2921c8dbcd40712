"""Fingerprint pictures to find near-duplicates of any size, format or compression.

A difference hash (Neal Krawetz, "Kind of Like That", 2013): 64 bits, each set if a spot is brighter than the next.
"""

from typing import Final

from PIL import Image

from articles.lib.images.decoder import DecodedPicture

_GRID_SIDE: Final = 8
_BITS: Final = 64

MAX_SAME_DISTANCE: Final = 5
# One more than the bits in which fingerprints of the same picture may differ, so at least one band is equal.
BAND_COUNT: Final = MAX_SAME_DISTANCE + 1
_BAND_BITS: Final = 11


def fingerprint(picture: DecodedPicture) -> str:
    """Return the 64-bit fingerprint of a picture as 16 hexadecimal digits; all zero for a blank picture."""
    grey = picture.image.convert("L").resize((_GRID_SIDE + 1, _GRID_SIDE), Image.Resampling.BOX)
    levels = grey.tobytes()
    bits = 0
    for row in range(_GRID_SIDE):
        for column in range(_GRID_SIDE):
            at = row * (_GRID_SIDE + 1) + column
            bits = bits << 1 | (levels[at] > levels[at + 1])
    return f"{bits:016x}"


def fingerprint_bands(fingerprint: str) -> tuple[int, ...]:
    """Return six numbers below 12,288; fingerprints that differ in at most five bits share at least one.

    Each contains every sixth bit: neighbouring bits are often equal (a clear sky), so a band of them would discriminate
    little. Raises ValueError if the fingerprint is not hexadecimal.
    """
    bits = f"{int(fingerprint, 16):0{_BITS}b}"
    return tuple(place << _BAND_BITS | int(bits[place::BAND_COUNT], 2) for place in range(BAND_COUNT))


def fingerprint_distance(a: str, b: str) -> int:
    """Count the differing bits of two fingerprints: up to 5 is the same picture, over 15 another one.

    Raises ValueError if either is not hexadecimal.
    """
    return (int(a, 16) ^ int(b, 16)).bit_count()
