"""Find the links of a sanitised body: addresses and the words that carry them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.lib.html.blocks import Block
from articles.lib.text.spans import TextSpan


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address, and its words in block number ``block`` (from 0) of the blocks given."""

    address: str
    block: int
    spot: TextSpan


def find_links(blocks: Sequence[Block]) -> Iterator[Link]:
    """Yield every link of the blocks in order; a link whose words have several styles counts once."""
    for number, block in enumerate(blocks):
        position, start, address = 0, 0, ""
        for piece in block.pieces:
            link_address = next((style.value for style in piece.styles if style.element == "a"), "")
            if link_address != address:
                if address:
                    yield Link(address, number, TextSpan.of(block.text, start, position))
                start, address = position, link_address
            position += len(piece.text)
        if address:
            yield Link(address, number, TextSpan.of(block.text, start, position))


def is_insecure(address: str) -> bool:
    """Return whether a link is neither https nor mailto, so it can be intercepted or does not work.

    Paths and fragments lead to our own site and are secure; a bare host lacks its scheme and is not.
    """
    return scheme_of(address) not in {"https", "mailto"} and not address.strip().startswith(("/", "#"))


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case; "" if it has none or is invalid."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
