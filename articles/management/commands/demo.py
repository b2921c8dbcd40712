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
from django.db import connection
from django.urls import reverse

from articles.management.demo import setup
from articles.models import User

_WORDS = (
    *(
        "amber",
        "anchor",
        "basalt",
        "beacon",
        "birch",
        "canal",
        "cedar",
        "cinder",
        "clover",
        "cobalt",
        "copper",
        "coral",
    ),
    *("dune", "ember", "fathom", "fern", "granite", "harbour", "hazel", "heron", "indigo", "ivory", "juniper", "kelp"),
    *(
        "lagoon",
        "lantern",
        "larch",
        "maple",
        "marble",
        "meadow",
        "nimbus",
        "oasis",
        "ochre",
        "onyx",
        "orchard",
        "pebble",
    ),
    *(
        "pewter",
        "quarry",
        "quartz",
        "reef",
        "saffron",
        "sage",
        "sierra",
        "slate",
        "sorrel",
        "spruce",
        "tundra",
        "willow",
    ),
)


class Command(BaseCommand):
    help = "Prepare a demo newsroom and serve it. Safe to run again: what is there stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="prepare only")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--password", help="for the demo accounts; by default a new one each time")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["port"] not in range(1, 65536):
            raise CommandError(f"{options['port']} is no port; choose one between 1 and 65535.")
        if not options["no_serve"]:
            _refuse_taken_port(options["port"])
        _refuse_real_newsroom()
        self._say("Tables …")
        call_command("migrate", verbosity=0, interactive=False)
        self._say("Roles …")
        call_command("create_roles", verbosity=0)
        # Who runs it again goes on with the password they have.
        known = User.objects.filter(username="admin").exists() and not options["password"]
        password = "" if known else options["password"] or _passphrase()
        self._fill(setup.gather(password))
        self._say("Static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        self._print_accounts(password, options["port"])
        if not options["no_serve"]:
            _serve(options["port"])

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _fill(self, cast: setup.Cast) -> None:
        files = setup.sample_files()
        made = 0
        for number, path in enumerate(files, 1):
            made += setup.take_in(path, cast) is not None
            if number % 5 == 0 or number == len(files):
                self._say(f"Stories and their pictures … {number} of {len(files)}")
        setup.finish(cast)
        self._say(f"{made} sample stories made, {len(files) - made} were there already.")

    def _print_accounts(self, password: str, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self._say("")
        self._say(f"{settings.SITE_NAME} is ready.")
        self._say(f"  The paper  {address}/")
        self._say(f"  The desk   {address}{reverse('admin:index')}")
        self._say(f"  Log in as  {', '.join(setup.ACCOUNTS)}")
        if password:
            self._say(f"  Password   {password}  (the same for all four)")
        else:
            self._say("  Password   as the first demo printed it; --password sets another")
        self._say("")


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Something already serves on port {port}; stop it, or choose another with --port."
            ) from error


def _refuse_real_newsroom() -> None:
    """The demo sets passwords that it prints; it must never do so where real people work."""
    if User._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented API
        return
    # Either nobody yet, or exactly the people of a demo; a lone "admin" is somebody's real one.
    people = set(User.objects.exclude(username="synthetic").values_list("username", flat=True))
    if people not in (set(), set(setup.ACCOUNTS)):
        raise CommandError(
            f"This database has people of its own ({', '.join(sorted(people)[:3])}). The demo only runs on a database "
            "of its own: set DATABASE_URL to another one."
        )


def _passphrase() -> str:
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(10 + secrets.randbelow(90))])


def _serve(port: int) -> None:
    """Become the production server: threads, since a small newsroom mostly waits for its database."""
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    server = [
        "gunicorn",
        "newsroom.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--threads=8",
        "--log-level=warning",
    ]
    sys.stdout.write("Serving; Ctrl+C stops.\n")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *server])  # noqa: S606 - our own interpreter and arguments
