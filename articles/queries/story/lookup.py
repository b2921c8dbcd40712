"""Find a public story by the slug in its address, present or former."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from articles.models import Article, FormerSlug
from articles.models.story.stories import ArticleQuerySet

_FIND = (
    "SELECT story.article_id, story.list_language, article.original_id IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM articles_article other WHERE other.original_id = article.id) "
    "OR EXISTS (SELECT 1 FROM articles_collectionitem item WHERE item.article_id = article.id) "
    "FROM articles_publicstory story JOIN articles_article article ON article.id = story.article_id "
    "WHERE story.address = %s"
)


@dataclass(frozen=True)
class PublicPage:
    """A public story's page: the story's primary key, the page's language, whether it may link to other stories."""

    key: int
    language: str
    has_links: bool


def find_public_story(path: str) -> PublicPage | None:
    """Find the public story whose page has this path, unquoted; one query, in SQL because every story's page runs it."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [path])
        row = cursor.fetchone()
    return PublicPage(*row) if row else None


def get_story(key: int) -> Article:
    """Return the story with this primary key. Raises Article.DoesNotExist."""
    return Article.objects.get(pk=key)


def headline_of(key: int) -> str:
    """Return the headline of the story with this primary key; "" if no story has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT headline FROM articles_article WHERE id = %s", [key])
        row = cursor.fetchone()
    return row[0] if row else ""


def find_addressable(slug: str) -> Article | None:
    """Find the story that answers at this slug, retracted and killed ones included, with its public record."""
    return Article.objects.addressable().with_record().filter(slug=slug).first()


def find_by_former_slug(slug: str) -> Article | None:
    """Find the story that had this slug before and answers at another one now; None if there is no such story."""
    former = FormerSlug.objects.filter(slug=slug).first()
    return Article.objects.addressable().filter(pk=former.article_id).first() if former else None


def published_with_slug(slug: str) -> ArticleQuerySet:
    """Return a queryset of the published story that has or had this slug, empty if no story has."""
    former = FormerSlug.objects.filter(slug=slug).values("article")
    return Article.objects.published().filter(Q(slug=slug) | Q(pk__in=former))
