"""Addresses and sizes of renditions and drawn cards.

Only the sizes listed here are made, whatever the address; a file never changes once it is made.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from articles.models import Article, Image


@dataclass(frozen=True)
class RenditionSpec:
    """A named rendition: its ratio (None for the picture's own), widths in pixels and formats."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ("avif", "webp", "jpg")


RENDITIONS: Mapping[str, RenditionSpec] = {
    "card": RenditionSpec(ratio=(3, 2), widths=(320, 640, 960)),
    "lead": RenditionSpec(ratio=(3, 2), widths=(640, 960, 1280)),
    "full": RenditionSpec(ratio=None, widths=(640, 960, 1280, 1920)),
    # For metadata: the ratios that search engines want, and that of social networks.
    "wide": RenditionSpec(ratio=(16, 9), widths=(1200,), formats=("jpg",)),
    "classic": RenditionSpec(ratio=(4, 3), widths=(1200,), formats=("jpg",)),
    "square": RenditionSpec(ratio=(1, 1), widths=(1200,), formats=("jpg",)),
    "social": RenditionSpec(ratio=(1200, 630), widths=(1200,), formats=("jpg",)),
}
# Pixels of a drawn card: for social networks, and in the ratios that search engines want.
CARD_SIZES: Mapping[str, tuple[int, int]] = {
    "social": (1200, 630),
    "wide": (1200, 675),
    "classic": (1200, 900),
    "square": (1200, 1200),
}
MEDIA_TYPES: Mapping[str, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Sources:
    """What a <picture> needs: a srcset by media type, best first; a JPEG; width and height of the largest rendition."""

    srcsets: dict[str, str]
    src: str
    width: int
    height: int


def _to_percentage(fraction: float) -> int:
    """Return a fraction from 0 to 1 as a whole percentage."""
    return round(fraction * 100)


def rendition_path(image: Mapping[str, Any], spec: str, width: int, format: str) -> str:
    """Return the storage path of a picture's rendition, which depends on the focal point."""
    focus = f"{_to_percentage(image['focal_x'])}-{_to_percentage(image['focal_y'])}"
    return f"renditions/{image['token']}-{focus}/{spec}-{width}.{format}"


def as_mapping(image: Image) -> dict[str, Any]:
    """Return a picture as a dict of the columns that the public record has."""
    names = ("id", "token", "width", "height", "alt", "caption", "credit_line", "focal_x", "focal_y")
    return {name: getattr(image, name) for name in names}


def thumbnail_url(image: Image) -> str:
    """Return the address of a picture's smallest rendition."""
    return str(default_storage.url(rendition_path(as_mapping(image), "card", RENDITIONS["card"].widths[0], "jpg")))


def sources(image: Mapping[str, Any], spec: str) -> Sources:
    """Return a rendition's addresses in each width and format, no wider than the picture unless all are."""
    rendition = RENDITIONS[spec]
    across, down = rendition.ratio or (image["width"], image["height"])
    # A rendition is at most as wide as the largest box of its ratio in the picture.
    widest = min(image["width"], image["height"] * across // down)
    widths = [width for width in rendition.widths if width <= widest] or [rendition.widths[0]]
    addresses = {
        kind: {width: default_storage.url(rendition_path(image, spec, width, kind)) for width in widths}
        for kind in rendition.formats
    }
    srcsets = {
        MEDIA_TYPES[kind]: ", ".join(f"{address} {width}w" for width, address in by_width.items())
        for kind, by_width in addresses.items()
    }
    largest = min(widths[-1], max(1, widest))
    return Sources(srcsets, addresses["jpg"][widths[len(widths) // 2]], largest, max(1, round(largest * down / across)))


def card_url(article: Article, shape: str = "social") -> str:
    """Return the address of a story's drawn card, which depends on its headline."""
    return str(default_storage.url(card_path(article, shape)))


def card_path(article: Article, shape: str) -> str:
    """Return the storage path of a story's drawn card, which depends on the words on it."""
    words = "\n".join([article.headline, article.label, article.language, settings.SITE_NAME])
    return f"cards/{article.pk}-{hashlib.sha256(words.encode()).hexdigest()[:16]}-{shape}.jpg"
