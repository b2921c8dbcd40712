"""Addresses and sizes of renditions and drawn cards.

Only the sizes named here are ever made, whatever an address asks for; a file, once made, never changes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from articles.models import Article, Image


@dataclass(frozen=True)
class Spec:
    """A kind of cut: its ratio (width, height), or None for the picture's own, its widths in pixels, its formats."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ("avif", "webp", "jpg")


SPECS: Mapping[str, Spec] = {
    "card": Spec(ratio=(3, 2), widths=(320, 640, 960)),
    "lead": Spec(ratio=(3, 2), widths=(640, 960, 1280)),
    "full": Spec(ratio=None, widths=(640, 960, 1280, 1920)),
    # For machines: the ratios that search engines ask for, and the one of social networks.
    "wide": Spec(ratio=(16, 9), widths=(1200,), formats=("jpg",)),
    "classic": Spec(ratio=(4, 3), widths=(1200,), formats=("jpg",)),
    "square": Spec(ratio=(1, 1), widths=(1200,), formats=("jpg",)),
    "social": Spec(ratio=(1200, 630), widths=(1200,), formats=("jpg",)),
}
# Pixels of a drawn card, by its shape: for social networks, and in the ratios that search engines ask for.
CARDS: Mapping[str, tuple[int, int]] = {
    "social": (1200, 630),
    "wide": (1200, 675),
    "classic": (1200, 900),
    "square": (1200, 1200),
}
TYPES: Mapping[str, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Sources:
    """What a <picture> needs.

    A srcset for each format's media type, the best first; the address that every browser understands; and the size in
    pixels of the largest cut.
    """

    srcsets: dict[str, str]
    src: str
    width: int
    height: int


def _percent(fraction: float) -> int:
    return round(fraction * 100)


def path_of(image: Mapping[str, Any], spec: str, width: int, format: str) -> str:
    """The storage path of one cut; another focal point gives another path."""
    focus = f"{_percent(image['focal_x'])}-{_percent(image['focal_y'])}"
    return f"renditions/{image['token']}-{focus}/{spec}-{width}.{format}"


def as_mapping(image: Image) -> dict[str, Any]:
    """A picture's facts in the form in which pages get them from the public record."""
    names = ("id", "token", "width", "height", "alt", "caption", "credit_line", "focal_x", "focal_y")
    return {name: getattr(image, name) for name in names}


def thumbnail(image: Image) -> str:
    """Where the smallest cut of a picture is, for the desk's lists."""
    return str(default_storage.url(path_of(as_mapping(image), "card", SPECS["card"].widths[0], "jpg")))


def sources(image: Mapping[str, Any], spec: str) -> Sources:
    """Addresses of a picture's cuts of one kind; none is wider than the picture itself, unless all are."""
    cut = SPECS[spec]
    across, down = cut.ratio or (image["width"], image["height"])
    # A cut is at most as wide as the largest box of its ratio in the picture.
    widest = min(image["width"], image["height"] * across // down)
    widths = [width for width in cut.widths if width <= widest] or [cut.widths[0]]
    addresses = {
        kind: {width: default_storage.url(path_of(image, spec, width, kind)) for width in widths}
        for kind in cut.formats
    }
    srcsets = {
        TYPES[kind]: ", ".join(f"{address} {width}w" for width, address in by_width.items())
        for kind, by_width in addresses.items()
    }
    largest = min(widths[-1], max(1, widest))
    return Sources(srcsets, addresses["jpg"][widths[len(widths) // 2]], largest, max(1, round(largest * down / across)))


def card_address(article: Article, shape: str = "social") -> str:
    """Where the drawn card of a story without a picture is; another headline gives another address."""
    return str(default_storage.url(card_path(article, shape)))


def card_path(article: Article, shape: str) -> str:
    """The storage path of a story's drawn card; other words on it give another path."""
    said = "\n".join([article.headline, article.label, article.language, settings.SITE_NAME])
    return f"cards/{article.pk}-{hashlib.sha256(said.encode()).hexdigest()[:16]}-{shape}.jpg"
