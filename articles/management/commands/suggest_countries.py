"""Suggest the countries that a text is about, with evidence."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.exchange.importers import FileRefused, read_document
from articles.lib import geo
from articles.lib.geo.suggest import json_lines


class Command(BaseCommand):
    help = "Suggest countries for a story as reporters file it, or with --jsonl for one story per line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the file, the output formats and the home country."""
        parser.add_argument("file", metavar="FILE", help="a file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print JSON with scores and evidence")
        parser.add_argument(
            "--jsonl", action="store_true", help='read one {"id", "title", "text", "dateline"} per line'
        )
        parser.add_argument("--home", metavar="CODE", default=settings.HOME_COUNTRY, help="the home country")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the suggestions for one file, or for each line with --jsonl. Raises CommandError."""
        data = _read_input(options["file"])
        try:
            if options["jsonl"]:
                text = _decode_utf8(data, options["file"])
                json_lines.answer_lines(text.split("\n"), self._print_line, home=options["home"] or None)
            else:
                self._print_suggestions(data, options)
        except (FileRefused, geo.UnknownCountry, geo.BadLine) as error:
            raise CommandError(f"{options['file']}: {error}") from error

    def _print_line(self, line: str) -> None:
        """Print a line that has its own line end."""
        self.stdout.write(line, ending="")

    def _print_suggestions(self, data: bytes, options: dict[str, Any]) -> None:
        """Print the countries suggested for one file, as lines or JSON. Raises FileRefused."""
        document = read_document(data)
        story = geo.Story(
            document.headline, document.standfirst, document.paragraphs, document.dateline, document.language
        )
        found = geo.suggest(story, home=options["home"] or None, merged=settings.MERGED_COUNTRIES)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(suggestion) for suggestion in found], ensure_ascii=False, indent=2))
            return
        for suggestion in found:
            self.stdout.write(
                f"{suggestion.code}  {suggestion.role:<9}  {suggestion.score:.2f}  {suggestion.name}: "
                f"{geo.explain_suggestion(suggestion)}"
            )


def _decode_utf8(data: bytes, name: str) -> str:
    """Decode bytes as UTF-8. Raises CommandError with the line of the first invalid character."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CommandError(f"{name}: line {line}: a character is not UTF-8.") from error


def _read_input(name: str) -> bytes:
    """Read the file called `name`, or standard input for "-". Raises CommandError."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: the file can’t be read ({error.strerror}).") from error
