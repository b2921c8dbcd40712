"""Import filed stories as drafts, or publish them through every move with `--publish`."""

import json
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from articles.domain.errors import UserFacingError
from articles.domain.roles import Duty
from articles.exchange import filing
from articles.exchange.importers import AUTO, FORMATS, MAX_BYTES, FileRefused, file_too_large
from articles.models import Article, User
from articles.queries import policy
from articles.queries.desk import accounts
from articles.services import editing, workflow

REFUSALS = (UserFacingError, policy.PermissionRefused, OSError)
BAR_WIDTH = 24  # characters


@dataclass(frozen=True)
class People:
    """The accounts that file, approve and publish."""

    by: User
    approver: User
    publisher: User


def _parse_override(options: dict[str, Any]) -> dict[str, str]:
    """Return {ANY_CHECK: reason} for --override, which holds for every file; {} without. Raises CommandError."""
    reason = (options["override"] or "").strip()
    if options["override"] is not None and not reason:
        raise CommandError("--override needs a reason.")
    if reason and not options["publish"]:
        raise CommandError("--override only goes with --publish.")
    return {workflow.ANY_CHECK: reason} if reason else {}


def _choose_people(options: dict[str, Any]) -> People:
    """Choose the accounts that file, approve and publish, from --by and --approved-by. Raises CommandError."""
    by = _find_user(options["by"]) if options["by"] else _find_default_user()
    if not options["publish"]:
        if options["approved_by"]:
            raise CommandError("--approved-by only goes with --publish.")
        return People(by, by, by)
    if settings.FOUR_EYES != "off" and not options["approved_by"]:
        raise CommandError("--publish needs --approved-by USERNAME: someone else must approve the story.")
    approver = _find_user(options["approved_by"]) if options["approved_by"] else by
    publisher = next((user for user in (approver, by) if policy.has_duty(user, Duty.PUBLISH)), None)
    if publisher is None:
        raise CommandError(f"Neither {by} nor {approver} may publish.")
    return People(by, approver, publisher)


class Command(BaseCommand):
    help = (
        "File stories. A text file has the headline in line 1 and the standfirst in line 2, then a kicker in capitals and "
        "the date (both optional), then one paragraph per line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the files and the options."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=[AUTO, *FORMATS], default=AUTO)
        parser.add_argument(
            "--by", metavar="USERNAME", help="the account that files; by default the first administrator"
        )
        parser.add_argument("--publish", action="store_true", help="submit, approve and publish as well")
        parser.add_argument("--approved-by", metavar="USERNAME", help="the account that approves what is published")
        parser.add_argument("--override", metavar="REASON", help="publish despite advisory findings, for this reason")
        parser.add_argument("--again", action="store_true", help="import files that were filed before")
        parser.add_argument("--dry-run", action="store_true", help="read and report only; write nothing")
        parser.add_argument("--json", action="store_true", help="print the results as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import each file, or with --dry-run roll everything back, and print the results. Raises CommandError."""
        people, overriding = _choose_people(options), _parse_override(options)
        results = []
        with transaction.atomic() if options["dry_run"] else nullcontext():
            for number, name in enumerate(options["files"], 1):
                self._print_progress(number, len(options["files"]), name, quiet=options["json"])
                results.append(self._import_file(Path(name), people, options, overriding=overriding))
            if options["dry_run"]:
                transaction.set_rollback(True)
        self._print_report(results, options)

    def _import_file(
        self, path: Path, people: People, options: dict[str, Any], *, overriding: dict[str, str]
    ) -> dict[str, Any]:
        """Import one file and publish its story if requested; return the result or the refusal, JSON-ready."""
        try:
            filed = filing.read_file(_read_bytes(path), name=path.name, format=options["format"])
            with transaction.atomic():
                article = filing.create_draft(filed, by=people.by, name=path.name, again=options["again"])
                if options["publish"]:
                    article = _publish_draft(article, people, overriding=overriding)
        except REFUSALS as error:
            return {"file": str(path), "ok": False, "error": _explain_refusal(path, error)}
        addresses = {} if options["dry_run"] else _list_addresses(article)
        return {"file": str(path), "ok": True, "headline": article.headline, **addresses}

    def _print_progress(self, number: int, total: int, name: str, *, quiet: bool) -> None:
        """Print a progress bar on standard error, if there are several files."""
        if total > 1 and not quiet:
            bar = "#" * (BAR_WIDTH * number // total)
            end = "\n" if number == total or not sys.stderr.isatty() else ""
            self.stderr.write(f"\r[{bar:<{BAR_WIDTH}}] {number}/{total} {Path(name).name[:40]:<40}", ending=end)

    def _print_report(self, results: list[dict[str, Any]], options: dict[str, Any]) -> None:
        """Print the results as lines or JSON. Raises CommandError if any file was refused."""
        refused = [result for result in results if not result["ok"]]
        if options["json"]:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            for result in results:
                if result["ok"]:
                    self._print_result(result, options)
        if len(results) > 1 and not options["json"]:
            verb = "would be imported" if options["dry_run"] else "imported"
            imported = len(results) - len(refused)
            self.stdout.write(f"{imported} of {len(results)} files {verb}, {len(refused)} refused.")
        if refused:
            raise CommandError("\n".join(result["error"] for result in refused))

    def _print_result(self, result: dict[str, Any], options: dict[str, Any]) -> None:
        """Print what happened to one imported file, with the story's addresses."""
        if options["dry_run"]:
            self.stdout.write(f"Would import “{result['headline']}”.")
            return
        self.stdout.write(f"Imported “{result['headline']}”.")
        self.stdout.write(f"  Desk: {result['desk']}")
        if "page" in result:
            self.stdout.write(f"  Page: {result['page']}")


def _read_bytes(path: Path) -> bytes:
    """Read a file. Raises FileRefused for a folder or a file that is too large, OSError if unreadable."""
    if path.is_dir():
        raise FileRefused("this is a folder.")
    if path.stat().st_size > MAX_BYTES:
        raise file_too_large()
    return path.read_bytes()


def _explain_refusal(path: Path, error: Exception) -> str:
    """Return one line on why a file was refused and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"{path}: file not found."
    if isinstance(error, OSError):
        return f"{path}: the file can’t be read ({error.strerror})."
    if isinstance(error, editing.AlreadyFiled):
        return f"{path}: {error} Use --again to import it once more. Desk: {_list_addresses(error.article)['desk']}"
    if isinstance(error, workflow.ReasonNeeded):
        found = " ".join(finding.message for finding in error.findings)
        return f"{path}: {found} Fix this, or give a reason to publish anyway with --override REASON."
    separator = ", " if isinstance(error, FileRefused) and error.line else ": "
    return f"{path}{separator}{error}"


def _list_addresses(article: Article) -> dict[str, str]:
    """Return the story's absolute addresses: {"desk": …}, and "page" if the story is public."""
    addresses = {"desk": settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk])}
    if workflow.is_public(article):
        addresses["page"] = settings.SITE_URL + article.get_absolute_url()
    return addresses


def _publish_draft(article: Article, people: People, *, overriding: dict[str, str]) -> Article:
    """Submit, approve and publish a draft, each move by the person who may make it."""
    article = workflow.submit(article, by=people.by)
    head = article.head
    article = workflow.approve(article, by=people.approver, seen=head.number if head else 0)
    return workflow.publish(article, by=people.publisher, overriding=overriding)


def _find_user(username: str) -> User:
    """Find the active account with this username. Raises CommandError."""
    user = accounts.find_active_user(username)
    if user is None:
        raise CommandError(f"There is no user called {username}.")
    return user


def _find_default_user() -> User:
    """Find the account that files without --by. Raises CommandError if nobody qualifies."""
    user = accounts.find_default_reporter()
    if user is None:
        raise CommandError("Choose who files with --by USERNAME.")
    return user
