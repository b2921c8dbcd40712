"""Published stories as exporters read them: in batches with a constant number of queries."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from articles.domain.document import Document
from articles.domain.field_specs import FieldKind, field_specs
from articles.lib.html import sanitiser
from articles.lib.text import measure
from articles.models import Article, Correction, CountryMention, CountrySuggestion, Credit, PictureUse, Tagging
from articles.queries import public_record, rendition_urls

BATCH = 100  # stories in memory at once
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """What only the reader's site knows of a story: the id and the whole addresses that its readers have, its body as HTML.

    `body` takes the sanitised body and its pictures' facts, and with `address=` what short addresses lean on.
    """

    stable_id: Callable[[Article], str]
    absolute: Callable[[str], str]
    body: Callable[..., str]


@dataclass(frozen=True)
class Copy:
    """One published story with all that an exporter may tell of it. Reading it asks the database for nothing more."""

    article: Article
    site: Site

    @property
    def id(self) -> str:
        """The id that feeds give the story."""
        return self.site.stable_id(self.article)

    @property
    def address(self) -> str:
        """Where readers find it."""
        return self.site.absolute(self.article.get_absolute_url())

    @cached_property
    def document(self) -> Document:
        """The words that readers see."""
        if self.article.live is None:
            raise ValueError("Only a published story can be exported.")
        return self.article.live.document

    @property
    def further_texts(self) -> dict[str, str]:
        """Texts that readers see and that the public record has no column for, by field."""
        specs = field_specs(type(self.document))
        texts = [name for name, spec in specs.items() if spec.kind is FieldKind.TEXT and spec.readers_see]
        return {name: getattr(self.document, name) for name in texts if name not in public_record.COLUMNS}

    @property
    def html(self) -> str:
        """The body as HTML that stands alone: whole addresses, pictures, notes below the text."""
        facts = [rendition_urls.as_mapping(use.image) for use in self.article.picture_uses.all()]
        address = self.address  # the paper's own, not that of the story's language
        with translation.override(self.article.language):
            return self.site.body(self.document.body, facts, address=address)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The body's blocks as plain text, without what stands under pictures."""
        return sanitiser.paragraphs(_FIGURE.sub("", self.document.body))

    @property
    def words(self) -> int:
        """How many words these paragraphs have."""
        return sum(map(measure.words, self.paragraphs))


def copies_of(stories: QuerySet[Article], site: Site) -> Iterator[Copy]:
    """Published stories in their order, read in batches: one query for all, and seven more for each hundred."""
    # The original of a translation only where it is public itself.
    related = [
        Prefetch("original", Article.objects.published()),
        Prefetch("credits", Credit.objects.select_related("author").order_by("position")),
        Prefetch("country_mentions", CountryMention.objects.order_by("position")),
        Prefetch("country_suggestions", CountrySuggestion.objects.order_by("country")),
        Prefetch("taggings", Tagging.objects.select_related("tag").order_by("tag__name")),
        Prefetch("corrections", Correction.objects.order_by("created_at", "pk")),
        Prefetch("picture_uses", PictureUse.objects.select_related("image").order_by("pk")),
    ]
    read = stories.select_related("live", "section", "lead_image").prefetch_related(*related)
    return (Copy(article, site) for article in read.iterator(chunk_size=BATCH))
