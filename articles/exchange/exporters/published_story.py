"""Published stories as exporters read them: in batches with a constant number of queries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import translation

from articles.domain.document import Document
from articles.domain.field_specs import FieldKind, field_specs
from articles.lib.html import sanitiser
from articles.lib.text import measure
from articles.models import Article
from articles.queries import public_record, rendition_urls
from articles.queries.archive import exports

BATCH = 100  # stories in memory at once


@dataclass(frozen=True)
class Site:
    """Functions of the public site that exporters need: stable ids, absolute addresses, the body as HTML.

    `body` takes the sanitised body and its pictures as mappings; `address=` is the base of relative links.
    """

    stable_id: Callable[[Article], str]
    absolute: Callable[[str], str]
    body: Callable[..., str]


@dataclass(frozen=True)
class Copy:
    """One published story with everything that exporters may show; reading it needs no further query."""

    article: Article
    site: Site

    @property
    def id(self) -> str:
        """The story's stable id, which feeds use too."""
        return self.site.stable_id(self.article)

    @property
    def address(self) -> str:
        """The story's absolute address."""
        return self.site.absolute(self.article.get_absolute_url())

    @cached_property
    def document(self) -> Document:
        """The Document of the version that readers see. Raises ValueError if the story is not published."""
        if self.article.live is None:
            raise ValueError("Only a published story can be exported.")
        return self.article.live.document

    @property
    def further_texts(self) -> dict[str, str]:
        """Texts for readers that the public record has no column for: {field: text}."""
        specs = field_specs(type(self.document))
        texts = [name for name, spec in specs.items() if spec.kind is FieldKind.TEXT and spec.readers_see]
        return {name: getattr(self.document, name) for name in texts if name not in public_record.COLUMNS}

    @property
    def html(self) -> str:
        """The body as self-contained HTML: absolute addresses, pictures, footnotes below the text."""
        pictures = [rendition_urls.as_mapping(use.image) for use in self.article.picture_uses.all()]
        address = self.address  # read before the override, which would add a language prefix
        with translation.override(self.article.language):
            return self.site.body(self.document.body, pictures, address=address)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The body's blocks as plain text, without captions."""
        return sanitiser.extract_paragraphs(self.document.body, without=frozenset({"figure"}))

    @property
    def words(self) -> int:
        """The number of words in the body's paragraphs."""
        return sum(map(measure.count_words, self.paragraphs))


def read_copies(stories: QuerySet[Article], site: Site) -> Iterator[Copy]:
    """Yield published stories as copies, in the order of the query set.

    Stories are read in batches: one query for all, and seven more per batch.
    """
    articles = exports.with_export_relations(stories)
    return (Copy(article, site) for article in articles.iterator(chunk_size=BATCH))
