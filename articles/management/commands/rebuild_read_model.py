"""Make the lists and page fragments of public stories again from their public records."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services import read_model, search_index
from articles.services.edition import open_edition


class Command(BaseCommand):
    help = "Make the read model and the search index of public stories again. Readers see no gap meanwhile."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild the read model, printing the progress, and open an edition."""
        done = 0
        for done in read_model.rebuild():
            if done % 10_000 == 0:
                self.stdout.write(f"{done:,} stories")
        self.stdout.write("The search index follows …")
        for _done in search_index.rebuild():
            pass
        open_edition()
        self.stdout.write(f"{done:,} stories are on their lists.")
