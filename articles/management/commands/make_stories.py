"""Create synthetic published stories for benchmarks, by bulk inserts past the services."""

import datetime
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document
from articles.domain.states import Stage, Standing
from articles.lib.geo import COUNTRIES
from articles.models import Article, Author, CountryMention, Credit, Revision, Section, Tag, Tagging, User
from articles.services import search_index
from articles.services.edition import open_edition

BATCH = 500
MOST = 1_000_000
_WORDS = (
    *(
        "river",
        "border",
        "market",
        "harvest",
        "railway",
        "port",
        "treaty",
        "gauge",
        "council",
        "school",
        "grid",
        "ferry",
    ),
    *(
        "minister",
        "engineer",
        "teacher",
        "driver",
        "season",
        "winter",
        "agreement",
        "survey",
        "number",
        "valley",
        "coast",
    ),
)


class Command(BaseCommand):
    help = "Make N synthetic published stories over the past years, for measurement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same stories")

    def handle(self, *_args: Any, **options: Any) -> None:
        number = options["number"]
        if not 0 < number <= MOST:
            raise CommandError(f"{number} stories can’t be made; ask for 1 to {MOST:,}.")
        maker = _Maker(Random(options["seed"]))  # noqa: S311 - synthetic text, no secret
        for start in range(0, number, BATCH):
            with transaction.atomic():
                maker.make(min(BATCH, number - start), first=start)
            if (start // BATCH) % 10 == 0:
                self.stdout.write(f"{min(start + BATCH, number):,} of {number:,}")
        open_edition()
        self.stdout.write(f"Made {number:,} stories.")


class _Maker:
    """Makes batches of stories out of one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.by, _made = User.objects.get_or_create(username="synthetic", defaults={"is_active": False})
        self.sections = [
            Section.objects.get_or_create(slug=f"synthetic-{n}", defaults={"name": f"Section {n}", "position": 90 + n})[
                0
            ]
            for n in range(8)
        ]
        self.authors = [
            Author.objects.get_or_create(slug=f"synthetic-{n}", defaults={"name": f"Author {n}"})[0] for n in range(40)
        ]
        self.tags = [
            Tag.objects.get_or_create(slug=f"synthetic-{n}", defaults={"name": f"Topic {n}"})[0] for n in range(60)
        ]
        self.codes = sorted(COUNTRIES)
        self.run = Article.objects.filter(created_by=self.by).count()
        self.now = timezone.now()

    def make(self, count: int, *, first: int) -> None:
        """Insert this many stories, the `first` being the number of the first one."""
        documents = [self._document() for _ in range(count)]
        articles = Article.objects.bulk_create(
            self._article(document, self.run + first + position) for position, document in enumerate(documents)
        )
        revisions = Revision.objects.bulk_create(
            Revision(article=article, number=1, content=document.to_json(), by=self.by)
            for article, document in zip(articles, documents, strict=True)
        )
        for article, revision in zip(articles, revisions, strict=True):
            article.head = article.live = article.approved = revision
            article.standing, article.stage = Standing.PUBLISHED, Stage.DONE
            article.publish_at = self.now - datetime.timedelta(minutes=self.chance.randrange(5 * 365 * 24 * 60))
        Article.objects.bulk_update(articles, ["head", "live", "approved", "standing", "stage", "publish_at"], BATCH)
        self._relate(articles, documents)
        search_index.add(articles)

    def _document(self) -> Document:
        paragraphs = (" ".join(self.chance.choices(_WORDS, k=60)).capitalize() + "." for _ in range(6))
        about, mentioned = self.chance.sample(self.codes[:60], 2), self.chance.sample(self.codes[60:], 2)
        return Document(
            headline=" ".join(self.chance.choices(_WORDS, k=7)).capitalize(),
            standfirst=" ".join(self.chance.choices(_WORDS, k=20)).capitalize() + ".",
            body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            credits=(CreditLine(self.chance.choice(self.authors).pk),),
            section=self.chance.choice(self.sections).pk,
            tags=tuple(tag.name for tag in self.chance.sample(self.tags, 3)),
            countries=(*map(CountryLine, about), *(CountryLine(code, "mentioned") for code in mentioned)),
        )

    def _article(self, document: Document, number: int) -> Article:
        return Article(
            slug=f"synthetic-{number}",
            headline=document.headline,
            standfirst=document.standfirst,
            section_id=document.section,
            words=document.words,
            created_by=self.by,
        )

    def _relate(self, articles: list[Article], documents: list[Document]) -> None:
        pairs = list(zip(articles, documents, strict=True))
        tags = {tag.name: tag for tag in self.tags}
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
