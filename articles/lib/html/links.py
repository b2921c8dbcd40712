"""Find the links of a sanitised body: addresses and the words that carry them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.lib.html.blocks import Block
from articles.lib.text.spans import Spot


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address, and the words it stands on in block number `block` (from 0) of those that were looked at."""

    address: str
    block: int
    spot: Spot


def links(blocks: Sequence[Block]) -> Iterator[Link]:
    """Every link in order; a link that is set in several styles is one."""
    for number, block in enumerate(blocks):
        at, start, address = 0, 0, ""
        for piece in block.pieces:
            here = next((style.value for style in piece.styles if style.element == "a"), "")
            if here != address:
                if address:
                    yield Link(address, number, Spot.of(block.text, start, at))
                start, address = at, here
            at += len(piece.text)
        if address:
            yield Link(address, number, Spot.of(block.text, start, at))


def is_insecure(address: str) -> bool:
    """Whether whoever sits between can read and change what is asked for there, or nobody can ask at all.

    A path or a place on the page leads to the paper itself; a bare host lacks its scheme, and leads nowhere.
    """
    return scheme_of(address) not in {"https", "mailto"} and not address.strip().startswith(("/", "#"))


def scheme_of(address: str) -> str:
    """An address's scheme in small letters; "" when it has none or can't be read."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
