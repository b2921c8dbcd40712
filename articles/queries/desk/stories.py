"""Stories with what the pages of one story at the desk need of them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.domain.document import Document
from articles.models import Article, Author, Image, Section, Tag
from articles.models.story.stories import ArticleQuerySet

MAX_TAG_NAMES = 20


def stories_with_head() -> ArticleQuerySet:
    """Stories with their newest revision and its author."""
    return Article.objects.select_related("head__by")


def stories_with_revisions() -> ArticleQuerySet:
    """Stories with all that policy and workflow ask of one: its revisions, its section, who began it."""
    return Article.objects.select_related("head__by", "live", "approved", "created_by", "section")


def selected_stories(selection: QuerySet[Article]) -> ArticleQuerySet:
    """The stories of a selection, without what its list has annotated them with."""
    return Article.objects.filter(pk__in=selection.values("pk"))


def all_stories() -> ArticleQuerySet:
    """Every story, for a field in which one is chosen."""
    return Article.objects.all()


def all_sections() -> QuerySet[Section]:
    """Every section, for a field in which one is chosen."""
    return Section.objects.all()


def all_images() -> QuerySet[Image]:
    """Every picture of the library, for a field in which one is chosen."""
    return Image.objects.all()


def all_authors() -> QuerySet[Author]:
    """Every author, for a field in which one is chosen."""
    return Author.objects.all()


def changed_original(document: Document | None) -> Article | None:
    """The original that a translation was made from, if readers see a newer version of it by now."""
    made_from = document.original if document else None
    if made_from is None:
        return None
    original = Article.objects.select_related("live").filter(pk=made_from.article).first()
    is_newer = original is not None and original.live is not None and original.live.number > made_from.number
    return original if is_newer else None


def find_tags(term: str) -> QuerySet[Tag]:
    """Tags whose name, or the name of a tag merged into them, contains the term."""
    called = Q(name__icontains=term) | Exists(Tag.objects.filter(into=OuterRef("pk"), name__icontains=term))
    found: QuerySet[Tag] = Tag.objects.filter(called, into=None)[:MAX_TAG_NAMES]
    return found
