"""Stories with what the pages of one story at the desk need of them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.domain.document import Document
from articles.models import Article, Author, Credit, Image, Section, Tag
from articles.models.story.stories import ArticleQuerySet

MAX_TAG_NAMES = 20
_MAX_AUTHORS = 100  # that a word names, to be looked up once instead of once a story


def stories_with_head() -> ArticleQuerySet:
    """Return all stories, loaded with their newest revision and its author."""
    return Article.objects.select_related("head__by")


def stories_with_revisions() -> ArticleQuerySet:
    """Return all stories, loaded with what policy and workflow read: revisions, section and creator."""
    return Article.objects.select_related("head__by", "live", "approved", "created_by", "section")


def selected_stories(selection: QuerySet[Article]) -> ArticleQuerySet:
    """Return the stories of a selection without the annotations of the list it was made in."""
    return Article.objects.filter(pk__in=selection.values("pk"))


def matching(stories: QuerySet[Article], words: Iterable[str]) -> QuerySet[Article]:
    """Narrow to stories that have each word in headline, slugline, standfirst, address or the name of an author."""
    for word in words:
        text = Q(headline__icontains=word) | Q(slugline__icontains=word) | Q(standfirst__icontains=word)
        stories = stories.filter(text | Q(slug__icontains=word) | _credits_name_with(word))
    return stories


def _credits_name_with(word: str) -> Q:
    """Return the condition that a story credits an author whose name contains a word; one query."""
    named = Author.objects.filter(name__icontains=word).order_by().values_list("pk", flat=True)
    authors = list(named[: _MAX_AUTHORS + 1])
    if not authors:
        return Q()
    credits = Credit.objects.filter(article=OuterRef("pk")).order_by()
    few = len(authors) <= _MAX_AUTHORS
    return Q(Exists(credits.filter(author__in=authors) if few else credits.filter(author__name__icontains=word)))


def all_stories() -> ArticleQuerySet:
    """Return every story, for a form field that offers a choice of stories."""
    return Article.objects.all()


def all_sections() -> QuerySet[Section]:
    """Return every section, for a form field that offers a choice of sections."""
    return Section.objects.all()


def all_images() -> QuerySet[Image]:
    """Return every picture of the library, for a form field that offers a choice of pictures."""
    return Image.objects.all()


def all_authors() -> QuerySet[Author]:
    """Return every author, for a form field that offers a choice of authors."""
    return Author.objects.all()


def changed_original(document: Document | None) -> Article | None:
    """Return a translation's original if its public version is newer than the one that was translated, else None."""
    made_from = document.original if document else None
    if made_from is None:
        return None
    original = Article.objects.select_related("live").filter(pk=made_from.article).first()
    is_newer = original is not None and original.live is not None and original.live.number > made_from.number
    return original if is_newer else None


def find_tags(term: str) -> QuerySet[Tag]:
    """Return the tags whose name, or the name of a tag merged into them, contains the term."""
    merged = Tag.objects.filter(into__isnull=False, name__icontains=term)
    found: QuerySet[Tag] = Tag.objects.filter(
        Q(name__icontains=term) | Q(pk__in=merged.order_by().values("into")), into=None
    )
    return found[:MAX_TAG_NAMES]
