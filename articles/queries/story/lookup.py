"""Find a public story by the slug in its address, present or former."""

from django.db.models import Q

from articles.models import Article, FormerSlug
from articles.models.story.stories import ArticleQuerySet


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
