"""Create sample rows: the demo's sections and series, and synthetic stories for benchmarks.

What exists already, by slug, stays as it is. Synthetic stories are inserted in bulk, past the workflow and the log.
"""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import connection, transaction

from articles.domain.document import Document
from articles.domain.states import Stage, Standing
from articles.models import (
    Article,
    Author,
    Collection,
    CollectionItem,
    CountryMention,
    Credit,
    InfoPage,
    Revision,
    Section,
    Tag,
    Tagging,
    User,
)
from articles.services import read_model, search_index
from articles.services.bulk_insert import insert_like, insert_rows

# What the read model and the search index are made from; a whole row takes several times as long to read.
_SHOWN = ("slug", "genre", "section", "language", "lead_image", "publish_at", "visible_at", "live__content")
SYNTHETIC = "synthetic"  # the account that synthetic stories belong to


def ensure_section(slug: str, **columns: Any) -> Section:
    """Return the section with this slug, created with these columns if missing."""
    return Section.objects.get_or_create(slug=slug, defaults=columns)[0]


def ensure_author(slug: str, **columns: Any) -> Author:
    """Return the author with this slug, created with these columns if missing."""
    return Author.objects.get_or_create(slug=slug, defaults=columns)[0]


def ensure_tag(slug: str, *, name: str) -> Tag:
    """Return the tag with this slug, created with this name if missing."""
    tag: Tag = Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]
    return tag


def ensure_collection(slug: str, *, stories: Iterable[Article], **columns: Any) -> Collection:
    """Return the series or package with this slug, created with these stories, in their order, if missing."""
    with transaction.atomic():
        collection, is_new = Collection.objects.get_or_create(slug=slug, defaults=columns)
        if is_new:
            CollectionItem.objects.bulk_create(
                CollectionItem(collection=collection, article=story, position=position)
                for position, story in enumerate(stories, 1)
            )
    return collection


def ensure_info_page(slug: str, **columns: Any) -> InfoPage:
    """Return the info page with this slug, created with these columns if missing."""
    return InfoPage.objects.get_or_create(slug=slug, defaults=columns)[0]


def ensure_synthetic_account() -> User:
    """Return the inactive account that synthetic stories belong to, created if missing."""
    return User.objects.get_or_create(username=SYNTHETIC, defaults={"is_active": False})[0]


def count_synthetic_stories() -> int:
    """Count the synthetic stories in the database; the next one's slug has this number."""
    return Article.objects.filter(created_by__username=SYNTHETIC).count()


@transaction.atomic
def insert_synthetic_stories(
    documents: Sequence[Document], *, times: Sequence[datetime.datetime], first: int, by: User, tags: Iterable[Tag]
) -> None:
    """Insert published stories in bulk, each with one revision, its public record and its place in the search index.

    `times` are their times of publication, `first` is the number of the first one's slug, and `tags` include all that the
    documents name. Opens no edition.
    """
    slugs = [f"{SYNTHETIC}-{number}" for number in range(first, first + len(documents))]
    rows = [
        (slug, document.headline, document.standfirst, document.section, document.words)
        for slug, document in zip(slugs, documents, strict=True)
    ]
    insert_like(Article(created_by=by), ["slug", "headline", "standfirst", "section_id", "words"], rows)
    keys = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    drafts = {keys[slug]: document for slug, document in zip(slugs, documents, strict=True)}
    contents = [(key, json.dumps(document.to_json())) for key, document in drafts.items()]
    insert_like(Revision(number=1, by=by), ["article_id", "content"], contents)
    _publish(dict(zip(drafts, times, strict=True)))
    _insert_relations(drafts, {tag.name: tag for tag in tags})
    articles = list(Article.objects.filter(pk__in=drafts).only(*_SHOWN).select_related("live"))
    read_model.add(articles)
    search_index.add(articles)


def _publish(times: Mapping[int, datetime.datetime]) -> None:
    """Make the only revision of each of these articles live, at a time each."""
    given: list[tuple[int, Any]] = [
        (article, connection.ops.adapt_datetimefield_value(time)) for article, time in times.items()
    ]
    marks = ", ".join(["(%s, %s)"] * len(given))
    with connection.cursor() as cursor:
        # Far faster than bulk_update(), whose statement names every row once for each column.
        cursor.execute(
            "UPDATE articles_article SET head_id = revision.id, live_id = revision.id, approved_id = revision.id, "  # noqa: S608 - placeholders
            "standing = %s, stage = %s, publish_at = given.column2 FROM articles_revision revision "
            f"JOIN (VALUES {marks}) given ON given.column1 = revision.article_id "
            "WHERE revision.article_id = articles_article.id",
            [Standing.PUBLISHED.value, Stage.DONE.value, *chain.from_iterable(given)],
        )


def _insert_relations(documents: Mapping[int, Document], tags: Mapping[str, Tag]) -> None:
    """Insert the credits, countries and tags of new stories, by primary key; `tags` are the Tags by name."""
    credits = [
        (article, line.author, line.role, position)
        for article, document in documents.items()
        for position, line in enumerate(document.credits)
    ]
    insert_rows(Credit, ["article_id", "author_id", "role", "position"], credits)
    countries = [
        (article, line.code, line.role, position)
        for article, document in documents.items()
        for position, line in enumerate(document.countries)
    ]
    insert_rows(CountryMention, ["article_id", "country_id", "role", "position"], countries)
    taggings = [(article, tags[name].pk) for article, document in documents.items() for name in document.tags]
    insert_rows(Tagging, ["content_object_id", "tag_id"], taggings)
