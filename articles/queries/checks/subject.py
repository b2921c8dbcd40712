"""Input and output of a check."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from articles.domain.document import Document
from articles.lib.html.blocks import Block, parse_blocks
from articles.lib.html.links import Link, find_links
from articles.lib.text.spans import TextSpan
from articles.models import Image, LinkCheck

MAX_LINKS = 500  # of one story that are looked up


@dataclass(frozen=True)
class CheckSubject:
    """A Document with its blocks of text, links, library pictures, known dead links, and the day to check for."""

    document: Document
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: Mapping[int, Image]
    dead: Mapping[str, LinkCheck]
    day: datetime.date

    @classmethod
    def of(cls, document: Document, *, at: datetime.datetime | None = None) -> "CheckSubject":
        """Load everything that the checks of a Document need; `at` is the time of publication, now by default."""
        blocks = tuple(block for block in parse_blocks(document.body) if block.element != "cite" and block.text.strip())
        links = tuple(find_links(blocks))
        return cls(
            document=document,
            blocks=blocks,
            links=links,
            images=Image.objects.in_bulk(document.pictures),
            dead=LinkCheck.objects.dead([link.address for link in links][:MAX_LINKS]),
            day=timezone.localdate(at),
        )

    @property
    def lines(self) -> list[tuple[str, int | None, str]]:
        """Headline, standfirst and body in reading order: field, number of the block in the body (from 0), text."""
        head: list[tuple[str, int | None, str]] = [
            ("headline", None, self.document.headline),
            ("standfirst", None, self.document.standfirst),
        ]
        return [*head, *(("body", number, block.text) for number, block in enumerate(self.blocks))]


@dataclass(frozen=True)
class Problem:
    """One problem: the field of the form, a sentence, and the block and words of the body if it has any."""

    field: str
    message: str
    block: int | None = None
    spot: TextSpan | None = None


Check = Callable[[CheckSubject], Iterator[Problem]]
