"""Publish what is due, which the site also does at the next request, and send waiting mail."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services import notifications, workflow


class Command(BaseCommand):
    help = "Settle what is due and send the mail that waits. Safe to run at any time, by several processes at once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        settled = workflow.settle_due()
        for story in settled:
            self.stdout.write(f"Published “{story.headline}”.")
        self.stdout.write("Nothing was due." if not settled else f"Settled {len(settled)}.")
        notifications.notify_from_log()
        notifications.remind()
        sent, failed = notifications.deliver()
        if sent or failed:
            self.stdout.write(f"Sent {sent} mails; {failed} will be tried again.")
