"""Report where pointers, public record and files disagree with the revisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.queries.archive import consistency


class Command(BaseCommand):
    help = "Check the whole newsroom and print everything that doesn't agree. Changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print every inconsistency, or else how much was checked. Raises CommandError if anything disagrees."""
        count = 0
        for problem in consistency.find_problems():
            self.stdout.write(problem)
            count += 1
        if count:
            raise CommandError(f"{count} findings.")
        stories, pictures = consistency.count_stories(), consistency.count_pictures()
        self.stdout.write(f"{stories} stories and {pictures} pictures: everything agrees.")
