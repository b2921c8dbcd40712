#!/usr/bin/env python
"""Django's command line. `demo` may run on a fresh clone, so it makes the local settings file it needs first."""

import os
import secrets
import sys
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent / ".env"


def make_env_file() -> None:
    """Write a .env with a fresh SECRET_KEY, readable by its owner alone; an existing one is never touched."""
    lines = [
        "# Settings of this newsroom; README.md names them all.",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        "SITE_NAME=The Meridian",
    ]
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    sys.stdout.write("Wrote .env with a secret key of its own.\n")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] == ["demo"] and "SECRET_KEY" not in os.environ and not ENV_FILE.exists():
        make_env_file()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
