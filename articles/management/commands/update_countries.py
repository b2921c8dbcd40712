"""Update the table of countries from the lexicon, after an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.lib import geo
from articles.services import publication


class Command(BaseCommand):
    help = "Take in new countries, and follow the codes that ISO 3166-1 has retired."

    def handle(self, *_args: Any, **_options: Any) -> None:
        renewal = publication.update_countries()
        for code in renewal.added:
            self.stdout.write(f"{code} ({geo.COUNTRIES[code].name}) is new.")
        for code, stories in renewal.moved.items():
            self.stdout.write(f"{code} is {geo.current_code(code)} now; {stories} stories follow.")
        if renewal.split:
            raise CommandError(" ".join(_question(code, keys) for code, keys in renewal.split.items()))
        self.stdout.write(f"{len(geo.COUNTRIES)} countries: the table agrees with the lexicon.")


def _question(code: str, keys: list[int]) -> str:
    heirs = ", ".join(geo.successors(code)) or "none"
    return f"{code} is no country any more (today: {heirs}); choose for the stories {', '.join(map(str, keys))}."
