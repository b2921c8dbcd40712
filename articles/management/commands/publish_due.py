"""Publish what is due, which the site also does at the next request, and send waiting mail."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services import notifications, workflow


class Command(BaseCommand):
    help = "Publish what is due and send waiting mail. Safe to run at any time, also several times at once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Apply due schedules, queue notifications and reminders, send waiting mail, and print the numbers."""
        settled = workflow.apply_due_schedules()
        for story in settled:
            self.stdout.write(f"Published “{story.headline}”.")
        self.stdout.write(f"Published {len(settled)}." if settled else "Nothing was due.")
        notifications.notify_from_log()
        notifications.remind()
        sent, failed = notifications.deliver()
        if sent or failed:
            self.stdout.write(f"Sent {sent} mails; {failed} will be tried again.")
