"""Check the links in stories and record dead ones for the checklist."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import LinkCheck
from articles.services import link_checks


class Command(BaseCommand):
    help = "Check the links in drafts and recent stories. Run it from cron or a systemd timer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define --again and --most."""
        parser.add_argument("--again", action="store_true", help="also check links that were checked within a day")
        parser.add_argument("--most", type=int, default=500, metavar="N", help="check at most N links (500)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check the links that are due, print dead ones and a count by state. Raises CommandError."""
        if options["most"] < 1:
            raise CommandError("--most must be at least 1.")
        addresses = link_checks.due_addresses(limit=options["most"], include_fresh=options["again"])
        checks = link_checks.check_addresses(addresses)
        for check in checks:
            if check.state == LinkCheck.State.DEAD:
                self.stdout.write(f"Dead: {check.address}" + (f" ({check.status})" if check.status else ""))
        counts = Counter(check.state for check in checks)
        parts = ", ".join(f"{counts[state]} {state}" for state in LinkCheck.State.values)
        self.stdout.write(f"Checked {len(checks)} links: {parts}." if checks else "No links to check.")
