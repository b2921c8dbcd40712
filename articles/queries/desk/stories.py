"""Stories with what the pages of one story at the desk need of them."""

from collections.abc import Sequence

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

from articles.domain.document import Document
from articles.domain.states import Stage, Standing
from articles.lib.text.search_query import SearchQuery, parse_query
from articles.lib.text.search_words import fold_line
from articles.lib.text.similar_names import are_similar
from articles.models import Article, Author, Credit, Image, Revision, Section, Tag
from articles.models.expressions import among
from articles.models.folding import Folded, FoldedHtml, having
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.newest_first import MAX_COUNTED
from articles.queries.search import find_few_matches, is_match_at

PARTICULARS = ("headline", "slugline", "standfirst")  # that a search looks at
# What was never published has a random slug.
_ADDRESS = Case(When(live__isnull=False, then=F("slug")), default=Value(""))
_BETWEEN = "¦"  # two of them; folding leaves it, so that no phrase spans both
MAX_TAG_NAMES = 20
MAX_SIMILAR = 3  # tags that a new one might be meant for
MAX_COMPARED = 500  # tags with a new name
_LIKE = 3  # letters that two similar names share at their beginnings or ends
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


def matching(stories: QuerySet[Article], words: Sequence[str]) -> QuerySet[Article]:
    """Narrow to stories that have each word, whichever way it is written, in their text or in a particular.

    Particulars are headline, slugline, standfirst, address and the names of authors. The body of a public story is looked
    up in the search index, by whole words and their endings; any other is read. At most three queries.
    """
    by_particulars = Q()
    for word in words:
        by_particulars &= _particulars_have(word) | _credits_name_with(word) | _unpublished_body_has(word)
    return stories.filter(by_particulars | _index_has(words)) if words else stories


def find_indexed(words: Sequence[str]) -> list[int] | None:
    """Find the public stories that have all words, by the search index; None if they are more than MAX_COUNTED."""
    return find_few_matches(_as_query(words), most=MAX_COUNTED)


def _particulars_have(word: str) -> Q:
    """Return the condition that headline, slugline, standfirst or address has a word."""
    parts = [part for text in (*map(F, PARTICULARS), _ADDRESS) for part in (Value(_BETWEEN), text)]
    folded = fold_line(word)
    return (
        Q(Contains(Folded(Concat(*parts, output_field=TextField())), folded))
        if folded
        else having(word, columns=PARTICULARS)
    )


def _unpublished_body_has(word: str) -> Q:
    """Return the condition that the newest version of a story that the index doesn’t hold has a word in its body."""
    body = KeyTextTransform("body", "content")
    newest = Revision.objects.filter(pk=OuterRef("head_id")).order_by()
    has_word = Exists(newest.filter(Contains(FoldedHtml(body), fold_line(word))))
    return Q(~Q(standing=Standing.PUBLISHED, stage=Stage.DONE), has_word) if fold_line(word) else Q(pk__in=[])


def _index_has(words: Sequence[str]) -> Q:
    """Return the condition that the search index finds all words in a public story; two queries to find few stories."""
    query = _as_query(words)
    if not query:
        return Q(pk__in=[])
    few = find_few_matches(query, most=MAX_COUNTED)
    return Q(is_match_at(query, place=OuterRef("public_story__place"))) if few is None else among(few)


def _as_query(words: Sequence[str]) -> SearchQuery:
    """Return the readers’ query for some words, of which the last may be the beginning of one."""
    return parse_query(" ".join(f'"{word}"' if " " in word else word.lstrip("-") for word in words), typing=True)


def _credits_name_with(word: str) -> Q:
    """Return the condition that a story credits an author whose name contains a word; one query."""
    condition = having(word, columns=("name",))
    authors = list(Author.objects.filter(condition).order_by().values_list("pk", flat=True)[: _MAX_AUTHORS + 1])
    if not authors:
        return Q(pk__in=[])
    credits = Credit.objects.filter(article=OuterRef("pk")).order_by()
    few = len(authors) <= _MAX_AUTHORS
    return Q(
        Exists(credits.filter(author__in=authors) if few else credits.filter(having(word, columns=("author__name",))))
    )


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
    has_term = having(term, columns=("name",))
    merged = Tag.objects.filter(has_term, into__isnull=False)
    found: QuerySet[Tag] = Tag.objects.filter(has_term | Q(pk__in=merged.order_by().values("into")), into=None)
    return found[:MAX_TAG_NAMES]


def find_similar_tags(name: str) -> list[Tag]:
    """Return the tags with names that are probably meant by another name, such as its plural or its typing error.

    They are looked for among the tags that begin or end like the name, at most MAX_COMPARED, in their order; a synonym
    stands for the tag that it was merged into. Two queries.
    """
    folded = fold_line(name)
    if not folded:
        return []
    like = Q(name__folded__startswith=folded[:_LIKE]) | Q(name__folded__endswith=folded[-_LIKE:])
    like |= Q(name__folded__contains=max(folded.split(), key=len)[:_LIKE])
    candidates = Tag.objects.filter(like).select_related("into")[:MAX_COMPARED]
    similar = [tag.into or tag for tag in candidates if are_similar(tag.name, name)]
    return list({tag.pk: tag for tag in similar}.values())[:MAX_SIMILAR]
