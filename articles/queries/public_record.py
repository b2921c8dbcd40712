"""Resolve a Document's references to rows: people, countries, tags and pictures.

`services.publication` writes the result into the public record, `check_newsroom` compares it, previews show it.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from articles.domain.document import Document
from articles.lib.html import sanitiser
from articles.lib.html.sanitiser import AttributedQuotation
from articles.models import Article, Author, Country, Image, Section, Tag

COLUMNS = ("headline", "standfirst", "label", "genre", "dateline", "language", "words")


@dataclass(frozen=True)
class Record:
    """A Document with its references resolved; those to deleted rows are left out."""

    columns: dict[str, Any]
    section: Section | None
    original: Article | None
    lead_image: Image | None
    credits: list[tuple[Author, str]]
    countries: list[tuple[Country, str]]
    images: list[Image]
    tags: tuple[str, ...]
    quotes: list[AttributedQuotation]

    @classmethod
    def of(cls, document: Document) -> "Record":
        """Resolve the public record that publishing this Document would write; at most six queries."""
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
            tags=_current_tag_names(document.tags),
            quotes=sanitiser.find_quotations(document.body),
        )

    def differences(self, article: Article) -> list[str]:
        """Return the names of the parts of this record that differ from the story's stored public record."""
        expected = {
            **self.columns,
            "section": self.section,
            "original": self.original,
            "lead_image": self.lead_image,
            "quotes": [(quote.speaker, quote.role, quote.where, quote.text) for quote in self.quotes],
            "credits": [(author.pk, role) for author, role in self.credits],
            "countries": [(country.pk, role) for country, role in self.countries],
            "pictures": sorted(image.pk for image in self.images),
            "tags": sorted(tag.casefold() for tag in self.tags),
        }
        actual = {
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
        return [name for name, value in expected.items() if actual[name] != value]


def _current_tag_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Replace synonyms by the tags that they were merged into, without duplicates; one query."""
    if not names:
        return ()
    any_name = reduce(or_, (Q(name__iexact=name) for name in names))
    synonyms = Tag.objects.filter(any_name, into__isnull=False).select_related("into")
    replacements = {tag.name.casefold(): tag.into.name for tag in synonyms if tag.into}
    current_names: dict[str, str] = {}
    for name in names:
        current = replacements.get(name.casefold(), name)
        current_names.setdefault(current.casefold(), current)
    return tuple(current_names.values())
