"""Applies whatever is due. The site does so by itself with the next request; this is for mail and for caches in front."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import workflow


class Command(BaseCommand):
    help = "Settle every scheduled story whose moment has come. Safe to run at any time, by several processes at once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        settled = workflow.settle_due()
        for story in settled:
            self.stdout.write(f"Published “{story.headline}”.")
        self.stdout.write("Nothing was due." if not settled else f"Settled {len(settled)}.")
