"""Report where pointers, public record and files disagree with the revisions."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, F, Max

from articles.lib.geo import COUNTRIES
from articles.models import Article, Country, Edition, Image
from articles.queries import search
from articles.queries.public_record import Record


class Command(BaseCommand):
    help = "Look through the whole newsroom for what doesn't agree, and say it. Changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for sentence in findings():
            self.stdout.write(sentence)
            count += 1
        if count:
            raise CommandError(f"{count} findings.")
        stories, pictures = Article.objects.count(), Image.objects.count()
        self.stdout.write(f"{stories} stories and {pictures} pictures: everything agrees.")


def findings() -> Iterator[str]:
    """Everything that doesn't agree, a sentence each."""
    yield from _pointers()
    yield from _numbers()
    yield from _records()
    yield from _files()
    for name, keys in search.missing().items():
        yield from (f"Story {key}: {name} in the search index." for key in keys)
    for code in COUNTRIES.keys() - set(Country.objects.values_list("pk", flat=True)):
        yield f"Country {code} is in the lexicon and not in the database."
    if Edition.objects.count() != 1:
        yield "There is no edition, or more than one."


def _pointers() -> Iterator[str]:
    for name in ("head", "live", "approved"):
        strangers = Article.objects.exclude(**{f"{name}__article": F("pk")}).exclude(**{name: None})
        for key in strangers.values_list("pk", flat=True):
            yield f"Story {key}: its {name} revision is another story's."
    for key in Article.objects.filter(head=None).values_list("pk", flat=True):
        yield f"Story {key} has no head."


def _numbers() -> Iterator[str]:
    counted = Article.objects.annotate(last=Max("revisions__number"), count=Count("revisions"))
    for story in counted.exclude(last=F("count")):
        yield f"Story {story.pk}: its revisions are not numbered from 1 without gaps."
    for story in counted.exclude(last=F("head__number")):
        yield f"Story {story.pk}: its head is not its newest revision."


def _records() -> Iterator[str]:
    for article in (
        Article.objects.exclude(head=None)
        .select_related("head", "live", "section", "lead_image")
        .iterator(chunk_size=200)
    ):
        revision = article.live or article.newest
        for name in Record.of(revision.document).differences(article):
            yield f"Story {article.pk}: the public record's {name} is not what its revision says."


def _files() -> Iterator[str]:
    for image in Image.objects.iterator(chunk_size=500):
        if not default_storage.exists(str(image.file.name)):
            yield f"Picture {image.pk}: its file {image.file.name} is missing."
