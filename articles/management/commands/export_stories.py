"""Export published stories, optionally filtered like the public list."""

import datetime
import difflib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.http import QueryDict

from articles.domain.document import Language
from articles.exchange.exporters import Copy, Site, markdown, ninjs, read_copies, spreadsheet
from articles.lib import geo
from articles.lib.text import search_query
from articles.models import Article
from articles.queries import addresses
from articles.queries.archive import exports
from articles.queries.story import page_body

SITE = Site(addresses.stable_id, addresses.absolute_url, page_body.render_feed_body)
# Markdown gives files instead.
WRITERS: dict[str, Callable[[Iterable[Copy]], Iterator[str]]] = {"ninjs": ninjs.lines, "csv": spreadsheet.lines}
STANDARD_OUTPUT = "-"
MAX_SIMILAR = 3


class Command(BaseCommand):
    help = (
        "Export published stories, the newest first: as IPTC ninjs 3.1 (one JSON item per line), as CSV, or as one Markdown "
        "file per story. Several values of one option match any of them; different options narrow the selection."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the format, the output, and the filters of the public list."""
        parser.add_argument("--format", choices=["ninjs", "markdown", "csv"], default="ninjs")
        where = "a file, written only if complete; for Markdown a folder; by default standard output"
        parser.add_argument("--output", metavar="PATH", default=STANDARD_OUTPUT, help=where)
        for name, about in {
            "section": "a section’s slug or name",
            "tag": "a tag’s slug or name",
            "country": "about a country: PK, PAK or Pakistan",
            "author": "an author’s slug or name",
            "language": f"written in: {', '.join(Language.values)}",
        }.items():
            parser.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=about)
        parser.add_argument("--after", metavar="DAY", help="published on this day (2026-01-31) or later")
        parser.add_argument("--before", metavar="DAY", help="published on this day or earlier")
        parser.add_argument("-q", metavar="WORDS", help='words, "phrases", -not, beginn*')

    def handle(self, *_args: Any, **options: Any) -> None:
        """Export the selected stories and print how many. Raises CommandError for a bad option or file."""
        to_output = options["output"] == STANDARD_OUTPUT
        if options["format"] == "markdown" and to_output:
            raise CommandError("Markdown is one file per story: choose a folder with --output FOLDER.")
        copies = _CountedCopies(read_copies(_select_stories(options), SITE))
        try:
            with geo.override_names(exports.read_country_names()):
                self._export(copies, options)
        except OSError as error:
            raise CommandError(f"{options['output']}: it can’t be written ({error.strerror}).") from error
        where = "" if to_output else f" to {options['output']}"
        noun = "story" if copies.count == 1 else "stories"
        summary = f"Exported {copies.count} {noun} as {options['format']}{where}."
        if to_output:  # standard output holds nothing but data
            self.stderr.write(summary, lambda text: text)
        else:
            self.stdout.write(summary)

    def _export(self, copies: "_CountedCopies", options: dict[str, Any]) -> None:
        """Write the copies in the chosen format to a folder, a file or standard output."""
        if options["format"] == "markdown":
            _write_folder(Path(options["output"]), markdown.files(copies))
        elif options["output"] == STANDARD_OUTPUT:
            self._print_lines(WRITERS[options["format"]](copies))
        else:
            _write_file(Path(options["output"]), WRITERS[options["format"]](copies))

    def _print_lines(self, lines: Iterator[str]) -> None:
        """Print lines to standard output; stop without an error if the reading program has ended."""
        try:
            for line in lines:
                self.stdout.write(line, ending="")
            self.stdout.flush()
        except BrokenPipeError:  # the reading program has ended, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _CountedCopies:
    """Copies, and the number of those that have been exported."""

    def __init__(self, copies: Iterator[Copy]) -> None:
        self.count = 0
        self._copies = copies

    def __iter__(self) -> Iterator[Copy]:
        """Yield the copies, counting each."""
        for copy in self._copies:
            self.count += 1
            yield copy


def _select_stories(options: dict[str, Any]) -> QuerySet[Article]:
    """Select the stories that the public list would show for these options, the newest first. Raises CommandError."""
    criteria = QueryDict(mutable=True)
    for kind in ("section", "tag", "author"):
        criteria.setlist(kind, [_parse_slug(kind, term) for term in options[kind]])
    criteria.setlist("country", [_parse_country(term) for term in options["country"]])
    for name in ("after", "before"):
        if options[name] is not None:
            criteria[name] = _parse_day(name, options[name])
    if criteria.get("after", "") > criteria.get("before", "9999-12-31"):
        raise CommandError(f"No day is both after {criteria['after']} and before {criteria['before']}.")
    return exports.select_stories(
        criteria,
        languages=[_parse_language(term) for term in options["language"]],
        query=None if options["q"] is None else _parse_query(options["q"]),
    )


def _parse_slug(kind: str, term: str) -> str:
    """Return the slug of a section, tag or author (`kind`), given by slug or name. Raises CommandError."""
    slug = exports.find_slug(kind, term)
    if slug is None:
        raise _unknown_value_error(f"There is no public {kind} called “{term}”.", term, exports.list_slugs(kind))
    return slug


def _unknown_value_error(sentence: str, term: str, known: list[str]) -> CommandError:
    """Return the error for an unknown value, with up to three similar ones among the known."""
    similar = difflib.get_close_matches(term.casefold(), known, n=MAX_SIMILAR, cutoff=0.0)
    hint = f"The most similar: {', '.join(similar)}." if similar else "There are none yet."
    return CommandError(f"{sentence} {hint}")


def _parse_country(term: str) -> str:
    """Return a country's lower-case code from its code or name. Raises CommandError."""
    try:
        return geo.normalise_code(term).lower()
    except geo.UnknownCountry as error:
        raise CommandError(str(error)) from error


def _parse_language(term: str) -> str:
    """Return the code of a language in which stories are written. Raises CommandError for any other."""
    if term in Language.values:
        return term
    raise _unknown_value_error(f"“{term}” isn’t a language of this newsroom.", term, list(Language.values))


def _parse_day(name: str, term: str) -> str:
    """Parse the ISO 8601 date of the option `name`; return it in the form 2026-01-31. Raises CommandError."""
    try:
        return datetime.date.fromisoformat(term).isoformat()
    except ValueError as error:
        raise CommandError(f"--{name}: “{term}” isn't a date; write it as 2026-01-31.") from error


def _parse_query(words: str) -> search_query.SearchQuery:
    """Parse the search words of -q. Raises CommandError if there is no word to look for."""
    query = search_query.parse_query(words)
    if not query:
        raise CommandError("-q: include at least one word to look for, not only words to exclude.")
    return query


def _write_folder(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    """Write each (file name, text) completely into a folder, leaving other files. Raises CommandError."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder}: this is a file; Markdown needs a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files:
        _write_file(folder / name, iter([text]))


def _write_file(path: Path, parts: Iterator[str]) -> None:
    """Write a file through a temporary one, so that an earlier file is only replaced by a complete one.

    Raises CommandError if the path isn't a regular file.
    """
    if path.exists() and not path.is_file():
        raise CommandError(f"{path}: this isn't a file.")
    temporary = path.with_name(f".{os.getpid()}.part")
    try:
        with temporary.open("x", encoding="utf-8", newline="") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
