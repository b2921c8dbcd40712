"""Set up a demo newsroom and serve it: tables, roles, sample stories, accounts, static files."""

import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from articles.management.demo import setup
from articles.queries.desk import accounts
from articles.services import sample_data

_VOCABULARY = """
amber anchor basalt beacon birch canal cedar cinder clover cobalt copper coral dune ember fathom fern granite
harbour hazel heron indigo ivory juniper kelp lagoon lantern larch maple marble meadow nimbus oasis ochre onyx
orchard pebble pewter quarry quartz reef saffron sage sierra slate sorrel spruce tundra willow
"""
_WORDS = _VOCABULARY.split()


class Command(BaseCommand):
    help = "Set up a demo newsroom and serve it. Safe to run again: existing content stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define --no-serve, --port and --password."""
        parser.add_argument("--no-serve", action="store_true", help="set up only")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--password", help="for the demo accounts; a new one by default")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Set up the database, content and static files, print the accounts and serve. Raises CommandError."""
        if options["port"] not in range(1, 65536):
            raise CommandError(f"{options['port']} isn't a valid port; choose one between 1 and 65535.")
        if not options["no_serve"]:
            _refuse_taken_port(options["port"])
        _refuse_real_newsroom()
        self._print_line("Tables …")
        call_command("migrate", verbosity=0, interactive=False)
        self._print_line("Roles …")
        call_command("create_roles", verbosity=0)
        # A second run keeps the passwords of the first.
        keeps_passwords = "admin" in accounts.list_usernames() and not options["password"]
        password = "" if keeps_passwords else options["password"] or _generate_passphrase()
        self._create_content(setup.create_people(password))
        self._print_line("Static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        self._print_accounts(password, options["port"])
        if not options["no_serve"]:
            _serve(options["port"])

    def _print_line(self, line: str) -> None:
        """Print a line at once, without waiting for the buffer to fill."""
        self.stdout.write(line)
        self.stdout.flush()

    def _create_content(self, cast: setup.Cast) -> None:
        """Create the sample stories, then series, pages and desk work, printing the progress."""
        files = setup.list_story_files()
        created = 0
        for number, path in enumerate(files, 1):
            created += setup.create_story(path, cast) is not None
            if number % 5 == 0 or number == len(files):
                self._print_line(f"Stories and their pictures … {number} of {len(files)}")
        setup.create_surroundings(cast)
        self._print_line(f"{created} sample stories created, {len(files) - created} existed already.")

    def _print_accounts(self, password: str, port: int) -> None:
        """Print the addresses, the account names and the password; "" means that passwords are unchanged."""
        address = f"http://127.0.0.1:{port}"
        self._print_line("")
        self._print_line(f"{settings.SITE_NAME} is ready.")
        self._print_line(f"  The site   {address}/")
        self._print_line(f"  The desk   {address}{reverse('admin:index')}")
        self._print_line(f"  Log in as  {', '.join(setup.ACCOUNTS)}")
        if password:
            self._print_line(f"  Password   {password}  (the same for all four)")
        else:
            self._print_line("  Password   unchanged since the first run; --password sets a new one")
        self._print_line("")


def _refuse_taken_port(port: int) -> None:
    """Raise CommandError if another server uses this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is already in use; stop the other server or choose another port with --port."
            ) from error


def _refuse_real_newsroom() -> None:
    """Raise CommandError if real people have accounts here: the demo sets passwords and prints them."""
    usernames = accounts.list_usernames() - {sample_data.SYNTHETIC}
    # Either no accounts yet, or exactly the demo's: a lone "admin" is a real one.
    if usernames not in (set(), set(setup.ACCOUNTS)):
        raise CommandError(
            f"This database has other accounts ({', '.join(sorted(usernames)[:3])}). The demo only runs on a database "
            "of its own: set DATABASE_URL to a new one."
        )


def _generate_passphrase() -> str:
    """Generate a password of three random words and a number, such as amber-fern-slate-42."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(10 + secrets.randbelow(90))])


def _serve(port: int) -> None:
    """Replace this process with gunicorn; with threads, since a small newsroom mostly waits for its database."""
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    server = [
        "gunicorn",
        "newsroom.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--threads=8",
        "--log-level=warning",
    ]
    sys.stdout.write("Serving. Press Ctrl+C to stop.\n")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *server])  # noqa: S606 - our own interpreter and arguments
