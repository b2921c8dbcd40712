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
from django.db.models import Q, QuerySet
from django.http import QueryDict

from articles.domain.document import Language
from articles.exchange.exporters import Copy, Site, copies_of, markdown, ninjs, spreadsheet
from articles.lib import geo
from articles.lib.text import search_query
from articles.models import Article, Edition, Section
from articles.queries import addresses, search
from articles.queries.lists import filters, listings
from articles.queries.story import page_body

SITE = Site(addresses.stable_id, addresses.absolute, page_body.as_feed)
# Markdown gives files instead.
WRITERS: dict[str, Callable[[Iterable[Copy]], Iterator[str]]] = {"ninjs": ninjs.lines, "csv": spreadsheet.lines}
STANDARD_OUTPUT = "-"
NEAREST = 3


class Command(BaseCommand):
    help = (
        "Export published stories, the newest first: as IPTC ninjs 3.1 (one JSON item a line), as CSV, or as one Markdown "
        "file a story. Several words of one kind mean any of them; different kinds narrow one another."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["ninjs", "markdown", "csv"], default="ninjs")
        where = "a file, whole or not at all; for Markdown a folder; standard output if it is left out"
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
        to_output = options["output"] == STANDARD_OUTPUT
        if options["format"] == "markdown" and to_output:
            raise CommandError("Markdown is one file a story: say where they go with --output FOLDER.")
        count = _Counted(copies_of(_chosen(options), SITE))
        try:
            with geo.override_names(Edition.objects.current().house_names):
                self._write(count, options)
        except OSError as error:
            raise CommandError(f"{options['output']}: it can’t be written ({error.strerror}).") from error
        where = "" if to_output else f" to {options['output']}"
        said = f"Exported {count.number} {'story' if count.number == 1 else 'stories'} as {options['format']}{where}."
        if to_output:  # which holds nothing but data
            self.stderr.write(said, lambda text: text)
        else:
            self.stdout.write(said)

    def _write(self, taken: "_Counted", options: dict[str, Any]) -> None:
        if options["format"] == "markdown":
            _write_folder(Path(options["output"]), markdown.files(taken))
        elif options["output"] == STANDARD_OUTPUT:
            self._print(WRITERS[options["format"]](taken))
        else:
            _write_file(Path(options["output"]), WRITERS[options["format"]](taken))

    def _print(self, lines: Iterator[str]) -> None:
        try:
            for line in lines:
                self.stdout.write(line, ending="")
            self.stdout.flush()
        except BrokenPipeError:  # the reader has seen enough, as `head` has
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Counted:
    """Copies, and how many of them have been taken."""

    def __init__(self, taken: Iterator[Copy]) -> None:
        self.number = 0
        self._taken = taken

    def __iter__(self) -> Iterator[Copy]:
        for copy in self._taken:
            self.number += 1
            yield copy


def _chosen(options: dict[str, Any]) -> QuerySet[Article]:
    """The stories that the public list would show for these words, the newest first. Raises CommandError."""
    data = QueryDict(mutable=True)
    named: dict[str, QuerySet[Any]] = {
        "section": Section.objects.all(),
        "tag": listings.tags(),
        "author": listings.authors(),
    }
    for name, known in named.items():
        data.setlist(name, [_slug(name, word, known) for word in options[name]])
    data.setlist("country", [_code(word) for word in options["country"]])
    for name in ("after", "before"):
        if options[name] is not None:
            data[name] = _day(name, options[name])
    if data.get("after", "") > data.get("before", "9999-12-31"):
        raise CommandError(f"No day is both after {data['after']} and before {data['before']}.")
    pool = Article.objects.published()
    if options["language"]:
        pool = pool.filter(language__in=[_language(word) for word in options["language"]])
    if options["q"] is not None:
        pool = pool.filter(pk__in=search.answers(_question(options["q"])).values("pk"))
    found: QuerySet[Article] = filters.StoryFilter(data, queryset=pool.newest_first()).qs
    return found


def _slug(kind: str, word: str, known: QuerySet[Any]) -> str:
    found = known.filter(Q(slug=word) | Q(name__iexact=word)).first()
    if found is not None:
        return str(found.slug)
    slugs = [str(slug) for slug in known.values_list("slug", flat=True)]
    raise _unknown(f"No {kind} that readers know is called “{word}”.", word, slugs)


def _unknown(sentence: str, word: str, known: list[str]) -> CommandError:
    near = difflib.get_close_matches(word.casefold(), known, n=NEAREST, cutoff=0.0)
    return CommandError(f"{sentence} The nearest: {', '.join(near)}." if near else f"{sentence} There are none yet.")


def _code(word: str) -> str:
    try:
        return geo.normalise_code(word).lower()
    except geo.UnknownCountry as error:
        raise CommandError(str(error)) from error


def _language(word: str) -> str:
    if word in Language.values:
        return word
    raise _unknown(f"“{word}” is no language of this newsroom.", word, list(Language.values))


def _day(name: str, word: str) -> str:
    try:
        return datetime.date.fromisoformat(word).isoformat()
    except ValueError as error:
        raise CommandError(f"--{name}: “{word}” is no day; write it as 2026-01-31.") from error


def _question(words: str) -> search_query.SearchQuery:
    question = search_query.parse_query(words)
    if not question:
        raise CommandError("-q: say what to look for, not only what to leave out.")
    return question


def _write_folder(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    """Each file whole; what else is in the folder stays."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder}: this is a file; Markdown needs a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files:
        _write_file(folder / name, iter([text]))


def _write_file(path: Path, parts: Iterator[str]) -> None:
    """The whole file at once or none of it: it takes the place of an earlier one only when it is complete."""
    if path.exists() and not path.is_file():
        raise CommandError(f"{path}: this is no file.")
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
