"""Check the links in stories and record dead ones for the checklist."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import LinkCheck
from articles.services import link_checks


class Command(BaseCommand):
    help = "Ask the links of stories in work and of recent ones whether they still lead somewhere. For a timer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="ask, too, what was asked within a day")
        parser.add_argument("--most", type=int, default=500, metavar="N", help="ask at most N addresses (500)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["most"] < 1:
            raise CommandError("--most needs a number from 1 on.")
        states = link_checks.check(link_checks.due(again=options["again"], most=options["most"]))
        for state in states:
            if state.state == LinkCheck.State.DEAD:
                self.stdout.write(f"Dead: {state.address}" + (f" ({state.status})" if state.status else ""))
        counts = Counter(state.state for state in states)
        parts = ", ".join(f"{counts[state]} {state}" for state in LinkCheck.State.values)
        self.stdout.write(f"Asked {len(states)}: {parts}." if states else "Nothing was to be asked.")
