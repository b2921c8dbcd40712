"""Fingerprints: tell pictures that look alike, whatever their size, format and compression.

A difference hash (Neal Krawetz, "Kind of Like That", 2013): 64 answers to "is this spot brighter than the
next?".
"""

from typing import Final

from PIL import Image

from articles.imaging.opening import Picture

_SIDE: Final = 8


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


def distance(a: str, b: str) -> int:
    """Return in how many of 64 bits two fingerprints differ: 0 to 5 is the same picture, over 15 another one.

    Raises ValueError if either is not hexadecimal.
    """
    return (int(a, 16) ^ int(b, 16)).bit_count()
