"""Create synthetic published stories for benchmarks, in bulk."""

import datetime
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document
from articles.lib.geo import COUNTRIES
from articles.services import sample_data
from articles.services.edition import open_edition

BATCH = 5_000  # stories in one transaction
MAX_STORIES = 1_000_000
MINUTES = 5 * 365 * 24 * 60  # the past years over which the stories are spread
_VOCABULARY = """
river border market harvest railway port treaty gauge council school grid ferry minister engineer teacher
driver season winter agreement survey number valley coast
"""
_WORDS = _VOCABULARY.split()


class Command(BaseCommand):
    help = "Create N synthetic published stories, spread over the past five years, for measurements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the number of stories and the seed."""
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed creates the same stories")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create the stories in batches, printing the progress. Raises CommandError."""
        number = options["number"]
        if not 0 < number <= MAX_STORIES:
            raise CommandError(f"Choose a number of stories from 1 to {MAX_STORIES:,}, not {number}.")
        generator = _Generator(Random(options["seed"]))  # noqa: S311 - synthetic text, no secret
        for start in range(0, number, BATCH):
            generator.insert_batch(min(BATCH, number - start))
            if (start // BATCH) % 2 == 0:
                self.stdout.write(f"{min(start + BATCH, number):,} of {number:,}")
        open_edition()
        self.stdout.write(f"Created {number:,} stories.")


class _Generator:
    """Generates stories from one random source and inserts them in batches."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.by = sample_data.ensure_synthetic_account()
        self.sections = [
            sample_data.ensure_section(f"synthetic-{n}", name=f"Section {n}", position=90 + n) for n in range(8)
        ]
        self.authors = [sample_data.ensure_author(f"synthetic-{n}", name=f"Author {n}") for n in range(40)]
        self.tags = [sample_data.ensure_tag(f"synthetic-{n}", name=f"Topic {n}") for n in range(60)]
        self.codes = sorted(COUNTRIES)
        self.next_number = sample_data.count_synthetic_stories()
        self.now = timezone.now()

    def insert_batch(self, count: int) -> None:
        """Generate and insert `count` stories in one transaction, at random times in the past five years."""
        documents = [self._generate_document() for _ in range(count)]
        times = [self.now - datetime.timedelta(minutes=self.random.randrange(MINUTES)) for _ in range(count)]
        sample_data.insert_synthetic_stories(documents, times=times, first=self.next_number, by=self.by, tags=self.tags)
        self.next_number += count

    def _generate_document(self) -> Document:
        """Generate a document with random words, author, section, tags and countries."""
        paragraphs = (" ".join(self.random.choices(_WORDS, k=60)).capitalize() + "." for _ in range(6))
        about, mentioned = self.random.sample(self.codes[:60], 2), self.random.sample(self.codes[60:], 2)
        return Document(
            headline=" ".join(self.random.choices(_WORDS, k=7)).capitalize(),
            standfirst=" ".join(self.random.choices(_WORDS, k=20)).capitalize() + ".",
            body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            credits=(CreditLine(self.random.choice(self.authors).pk),),
            section=self.random.choice(self.sections).pk,
            tags=tuple(tag.name for tag in self.random.sample(self.tags, 3)),
            countries=(*map(CountryLine, about), *(CountryLine(code, "mentioned") for code in mentioned)),
        )
