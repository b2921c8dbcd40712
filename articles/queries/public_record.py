"""Resolve a Document's references to rows: people, countries, tags and pictures.

publishing writes it into the public record, check_newsroom compares it, a preview shows it. It only reads.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from articles.domain.document import Document
from articles.lib.html import sanitiser
from articles.lib.html.sanitiser import Said
from articles.models import Article, Author, Country, Image, Section, Tag

COLUMNS = ("headline", "standfirst", "label", "genre", "dateline", "language", "words")


@dataclass(frozen=True)
class Record:
    """A Document with its references found; what a reference points at no more is left out."""

    columns: dict[str, Any]
    section: Section | None
    original: Article | None
    lead_image: Image | None
    credits: list[tuple[Author, str]]
    countries: list[tuple[Country, str]]
    images: list[Image]
    tags: tuple[str, ...]
    quotes: list[Said]

    @classmethod
    def of(cls, document: Document) -> "Record":
        """The record that publishing this Document would make; at most six queries."""
        authors = Author.objects.in_bulk([line.author for line in document.credits])
        countries = Country.objects.in_bulk([line.code for line in document.countries])
        images = Image.objects.in_bulk(document.pictures)
        return cls(
            columns={
                **{name: getattr(document, name) for name in COLUMNS},
                "original_number": document.original.number if document.original else None,
            },
            original=Article.objects.filter(pk=document.original.article).first() if document.original else None,
            section=Section.objects.filter(pk=document.section).first() if document.section else None,
            lead_image=images.get(document.lead_image) if document.lead_image else None,
            credits=[(authors[line.author], line.role) for line in document.credits if line.author in authors],
            countries=[(countries[line.code], line.role) for line in document.countries if line.code in countries],
            images=list(images.values()),
            tags=_merged(document.tags),
            quotes=sanitiser.quotes(document.body),
        )

    def differences(self, article: Article) -> list[str]:
        """Which parts of the story's public record are something else; empty when all agree."""
        expected = {
            **self.columns,
            "section": self.section,
            "original": self.original,
            "lead_image": self.lead_image,
            "quotes": [(said.speaker, said.role, said.where, said.text) for said in self.quotes],
            "credits": [(author.pk, role) for author, role in self.credits],
            "countries": [(country.pk, role) for country, role in self.countries],
            "pictures": sorted(image.pk for image in self.images),
            "tags": sorted(tag.casefold() for tag in self.tags),
        }
        found = {
            **{name: getattr(article, name) for name in self.columns},
            "section": article.section,
            "original": article.original,
            "quotes": list(article.quotations.values_list("speaker", "role", "where", "text")),
            "lead_image": article.lead_image,
            "credits": list(article.credits.values_list("author", "role")),
            "countries": list(article.country_mentions.values_list("country", "role")),
            "pictures": sorted(article.picture_uses.values_list("image", flat=True)),
            "tags": sorted(name.casefold() for name in article.tags.names()),
        }
        return [name for name, value in expected.items() if found[name] != value]


def _merged(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that tags go by now: one that was merged into another goes by the other's; each once. One query."""
    if not names:
        return ()
    asked = reduce(or_, (Q(name__iexact=name) for name in names))
    merged = Tag.objects.filter(asked, into__isnull=False).select_related("into")
    now = {tag.name.casefold(): tag.into.name for tag in merged if tag.into}
    kept: dict[str, str] = {}
    for name in names:
        current = now.get(name.casefold(), name)
        kept.setdefault(current.casefold(), current)
    return tuple(kept.values())
