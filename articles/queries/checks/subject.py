"""Input and output of a check."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from articles.domain.document import Document
from articles.lib.html.blocks import Block, blocks
from articles.lib.html.links import Link, links
from articles.lib.text.spans import Spot
from articles.models import Image, LinkCheck

MOST_LINKS = 500  # of one story, that are looked up


@dataclass(frozen=True)
class Copy:
    """A Document with its blocks of words, its pictures and links as the database knows them, and the day it is for."""

    document: Document
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: Mapping[int, Image]
    dead: Mapping[str, LinkCheck]
    day: datetime.date

    @classmethod
    def of(cls, document: Document, *, at: datetime.datetime | None = None) -> "Copy":
        """The Document with what belongs to it; `at` is the moment for which it is looked at, now if none is given."""
        said = tuple(block for block in blocks(document.body) if block.element != "cite" and block.text.strip())
        led = tuple(links(said))
        return cls(
            document=document,
            blocks=said,
            links=led,
            images=Image.objects.in_bulk(document.pictures),
            dead=LinkCheck.objects.dead([link.address for link in led][:MOST_LINKS]),
            day=timezone.localdate(at),
        )

    @property
    def lines(self) -> list[tuple[str, int | None, str]]:
        """All words in reading order: the field they stand in, the block's number in the body, the text."""
        head: list[tuple[str, int | None, str]] = [
            ("headline", None, self.document.headline),
            ("standfirst", None, self.document.standfirst),
        ]
        return [*head, *(("body", number, block.text) for number, block in enumerate(self.blocks))]


@dataclass(frozen=True)
class Seen:
    """One thing that a check has seen: in which field of the form, in which block of the body, at which words."""

    field: str
    message: str
    block: int | None = None
    spot: Spot | None = None


Check = Callable[[Copy], Iterator[Seen]]
