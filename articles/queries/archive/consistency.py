"""Find where pointers, public record, search index and files disagree with the revisions."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import Count, F, Max

from articles.lib.geo import COUNTRIES
from articles.models import Article, Country, Edition, Image
from articles.queries import search
from articles.queries.archive.read_model_check import find_read_model_problems
from articles.queries.public_record import Record


def find_problems() -> Iterator[str]:
    """Check the whole database and yield one sentence for each disagreement."""
    yield from _check_pointers()
    yield from _check_revision_numbers()
    yield from _check_public_records()
    yield from _check_files()
    differences = search.compare_index()
    yield from (f"Story {article_id}: missing in the search index." for article_id in differences["missing"])
    yield from (f"The search index has an entry at {place}, where no story is." for place in differences["surplus"])
    yield from find_read_model_problems()
    for code in COUNTRIES.keys() - set(Country.objects.values_list("pk", flat=True)):
        yield f"Country {code} is in the lexicon and not in the database."
    if Edition.objects.count() != 1:
        yield "There is no edition, or more than one."


def count_stories() -> int:
    """Count all stories, whatever their standing."""
    return Article.objects.count()


def count_pictures() -> int:
    """Count the pictures in the library."""
    return Image.objects.count()


def _check_pointers() -> Iterator[str]:
    """Yield a sentence for each story whose head, live or approved revision is another story's, or that has no head."""
    for name in ("head", "live", "approved"):
        misdirected = Article.objects.exclude(**{f"{name}__article": F("pk")}).exclude(**{name: None})
        for article_id in misdirected.values_list("pk", flat=True):
            yield f"Story {article_id}: its {name} revision is another story's."
    for article_id in Article.objects.filter(head=None).values_list("pk", flat=True):
        yield f"Story {article_id} has no head."


def _check_revision_numbers() -> Iterator[str]:
    """Yield a sentence for each story with gaps in its revision numbers, or a head that is not its newest revision."""
    stories = Article.objects.annotate(last=Max("revisions__number"), count=Count("revisions"))
    for story in stories.exclude(last=F("count")):
        yield f"Story {story.pk}: its revisions are not numbered from 1 without gaps."
    for story in stories.exclude(last=F("head__number")):
        yield f"Story {story.pk}: its head is not its newest revision."


def _check_public_records() -> Iterator[str]:
    """Yield a sentence for each part of a story's public record that differs from its live, else newest, revision."""
    stories = Article.objects.exclude(head=None).select_related("head", "live", "section", "lead_image")
    for article in stories.iterator(chunk_size=200):
        revision = article.live or article.newest
        for name in Record.of(revision.document).differences(article):
            yield f"Story {article.pk}: the public record's {name} is not what its revision says."


def _check_files() -> Iterator[str]:
    """Yield a sentence for each picture of the library without a file in the storage."""
    for image in Image.objects.iterator(chunk_size=500):
        if not default_storage.exists(str(image.file.name)):
            yield f"Picture {image.pk}: its file {image.file.name} is missing."
