"""Create sample rows: the demo's sections and series, and synthetic stories for benchmarks.

What exists already, by slug, stays as it is. Synthetic stories are inserted in bulk, past the workflow and the log.
"""

import datetime
from collections.abc import Iterable, Sequence
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

BATCH = 500  # rows in one statement
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
    articles = Article.objects.bulk_create(
        _build_article(document, number=number, by=by) for number, document in enumerate(documents, first)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, content=document.to_json(), by=by)
        for article, document in zip(articles, documents, strict=True)
    )
    _publish(articles, revisions, times)
    _insert_relations(list(zip(articles, documents, strict=True)), {tag.name: tag for tag in tags})
    read_model.add(list(Article.objects.filter(pk__in=[article.pk for article in articles])))
    search_index.add(articles)


def _publish(articles: Sequence[Article], revisions: Sequence[Revision], times: Sequence[datetime.datetime]) -> None:
    """Make these revisions live at these times, a story each."""
    rows = []
    for article, revision, time in zip(articles, revisions, times, strict=True):
        article.head = article.live = article.approved = revision
        article.standing, article.stage, article.publish_at = Standing.PUBLISHED, Stage.DONE, time
        moment = connection.ops.adapt_datetimefield_value(time)
        rows.append(
            (revision.pk, revision.pk, revision.pk, Standing.PUBLISHED.value, Stage.DONE.value, moment, article.pk)
        )
    with connection.cursor() as cursor:
        # Far faster than bulk_update(), whose statement names every row once for each column.
        cursor.executemany(
            "UPDATE articles_article SET head_id = %s, live_id = %s, approved_id = %s, standing = %s, stage = %s, "
            "publish_at = %s WHERE id = %s",
            rows,
        )


def _build_article(document: Document, *, number: int, by: User) -> Article:
    """Build the unsaved Article of one synthetic story, with a numbered slug."""
    return Article(
        slug=f"{SYNTHETIC}-{number}",
        headline=document.headline,
        standfirst=document.standfirst,
        section_id=document.section,
        words=document.words,
        created_by=by,
    )


def _insert_relations(pairs: Sequence[tuple[Article, Document]], tags: dict[str, Tag]) -> None:
    """Insert the credits, countries and tags of new stories in bulk; `tags` are the Tags by name."""
    Credit.objects.bulk_create(
        Credit(article=article, author_id=line.author, role=line.role, position=position)
        for article, document in pairs
        for position, line in enumerate(document.credits)
    )
    CountryMention.objects.bulk_create(
        CountryMention(article=article, country_id=line.code, role=line.role, position=position)
        for article, document in pairs
        for position, line in enumerate(document.countries)
    )
    Tagging.objects.bulk_create(
        Tagging(content_object=article, tag=tags[name]) for article, document in pairs for name in document.tags
    )
