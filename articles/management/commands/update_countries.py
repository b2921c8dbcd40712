"""Update the table of countries from the lexicon, after an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.lib import geo
from articles.services import publication


class Command(BaseCommand):
    help = "Add new countries, and move stories from codes that ISO 3166-1 has withdrawn."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Update the table and print what changed. Raises CommandError if stories name a country that was split."""
        update = publication.update_countries()
        for code in update.added:
            self.stdout.write(f"{code} ({geo.COUNTRIES[code].name}) is new.")
        for code, stories in update.moved.items():
            self.stdout.write(f"{code} is {geo.current_code(code)} now; {stories} stories were moved.")
        if update.split:
            raise CommandError(" ".join(_describe_split(code, story_ids) for code, story_ids in update.split.items()))
        self.stdout.write(f"{len(geo.COUNTRIES)} countries: the table agrees with the lexicon.")


def _describe_split(code: str, story_ids: list[int]) -> str:
    """Return one sentence on a split country: its successors, and the ids of the stories to change."""
    successors = ", ".join(geo.successors(code)) or "none"
    stories = ", ".join(map(str, story_ids))
    return f"{code} no longer exists (today: {successors}); choose a country for each of the stories {stories}."
