"""The cast and what every test may ask for."""

import copy
import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from articles.domain.document import Document
from articles.models import (
    Article,
    Author,
    Edition,
    FreshPublication,
    FrontPageLayout,
    FrontPageSlot,
    Section,
    User,
    append_only,
)
from articles.services import editing, workflow
from tests.support import machine
from tests.support.caches import clear_caches
from tests.support.newsroom import MAKERS, Newsroom, create_person, publish_document, sample_document
from tests.support.tables import restore_initial_rows

# Django makes many objects and few cycles: looking for those as often as Python does costs a tenth of the suite.
gc.set_threshold(100_000, 50, 50)

# How long an example takes says how busy the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Few tests that take long: they crawl the site, migrate databases or start processes.
SLOW_MODULES = {
    *("test_every_page.py", "test_secrecy.py", "test_query_counts.py", "test_paging.py", "test_upgrade.py"),
    *("test_user_model.py", "test_concurrency.py", "test_contracts.py", "test_machine.py", "test_scripts.py"),
    *("test_hostile_pictures.py", "test_catalogues.py", "test_quality.py", "test_import_stories.py"),
}


def pytest_report_header() -> list[str]:
    """Say before the first test what there is to test with, and what won't be tested."""
    return [machine.describe_found(), *(requirement.missing_line for requirement in machine.find_missing())]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say again what was not tested; `make test` says it itself, after all of its runs."""
    if terminalreporter.verbosity >= 0:
        for requirement in machine.find_missing():
            terminalreporter.write_line(requirement.missing_line, yellow=True)
        if "TEST_DATABASE_URL" not in os.environ:
            terminalreporter.write_line("These tests ran on SQLite; `make test-postgres` runs those for PostgreSQL.")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL don't even read the modules that have no test for it: importing all of them takes many seconds."""
    if "TEST_DATABASE_URL" not in os.environ or not collection_path.match("test_*.py"):
        return None
    return True if "vendor_sql" not in collection_path.read_text(encoding="utf-8") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run only what depends on the database's own SQL and locks; SQLite has run everything."""
    if "TEST_DATABASE_URL" in os.environ:
        selected = [item for item in items if item.get_closest_marker("vendor_sql") and _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(selected)])
        items[:] = selected
    if "PYTEST_XDIST_WORKER" in os.environ and not any("browser" in item.path.parts for item in items):
        _put_long_modules_first(items)


def _put_long_modules_first(items: list[pytest.Item]) -> None:
    """Order modules as workers shall take them, so that none is left with a long one when the others are done."""
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.name not in SLOW_MODULES, -sizes[item.path]))


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint({"db", "transactional_db"})


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    clear_caches()


@pytest.fixture(scope="module")
def _initial_rows_again(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After a module with a test that empties the database, the rows that every other test counts on are there again."""
    yield
    with django_db_blocker.unblock():
        restore_initial_rows()


@pytest.fixture
def shared_database(_initial_rows_again, transactional_db):
    """A database that several threads see; the framework empties it afterwards, which the guards would not let it."""
    restore_initial_rows()
    yield
    append_only.remove_triggers(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The groups are there for every test; the framework's own set-up has made the tables."""
    with django_db_blocker.unblock():
        call_command("create_roles", verbosity=0)


@pytest.fixture(scope="module")
def newsroom(request: pytest.FixtureRequest) -> Newsroom | None:
    """The newsroom that a module marked `shared_newsroom` makes once for all its tests; the tests of others make their own."""
    return request.getfixturevalue("shared_newsroom") if request.node.get_closest_marker("shared_newsroom") else None


@pytest.fixture(scope="module")
def shared_newsroom(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """Rows that outlive a test and not its module; not for modules whose tests need several connections."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        made = Newsroom()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def _one_of(newsroom: Newsroom | None, name: str) -> Any:
    return copy.deepcopy(newsroom.made[name]) if newsroom else MAKERS[name]()


@pytest.fixture
def reporter(db: None, newsroom: Newsroom | None) -> User:
    return _one_of(newsroom, "reporter")


@pytest.fixture
def editor(db: None, newsroom: Newsroom | None) -> User:
    return _one_of(newsroom, "editor")


@pytest.fixture
def publisher(db: None, newsroom: Newsroom | None) -> User:
    return _one_of(newsroom, "publisher")


@pytest.fixture
def section(db: None, newsroom: Newsroom | None) -> Section:
    return _one_of(newsroom, "section")


@pytest.fixture
def author(db: None, newsroom: Newsroom | None) -> Author:
    return _one_of(newsroom, "author")


@pytest.fixture
def outsider(db: None) -> User:
    return create_person("otto", staff=False)


@pytest.fixture
def words(section: Section, author: Author) -> Document:
    return sample_document(section, author)


@pytest.fixture
def draft(reporter: User, words: Document) -> Article:
    return editing.create(words, by=reporter)


@pytest.fixture
def in_review(draft: Article, reporter: User) -> Article:
    return workflow.submit(draft, by=reporter)


@pytest.fixture
def approved(in_review: Article, editor: User) -> Article:
    return workflow.approve(in_review, by=editor, seen=in_review.head.number)


@pytest.fixture
def published(approved: Article, publisher: User) -> Article:
    return workflow.publish(approved, by=publisher)


@pytest.fixture
def scheduled(approved: Article, publisher: User) -> Article:
    return workflow.schedule(approved, by=publisher, at=timezone.now() + timedelta(hours=2))


@pytest.fixture(autouse=True)
def _noon(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let it be noon at the newsroom while time passes: a story's address has its day, which must not change meanwhile."""
    if "time_passes" not in request.fixturenames:
        yield
        return
    hours_to_noon = 12 - timezone.now().hour
    with timezone.override(timezone.get_fixed_timezone(60 * hours_to_noon)):
        yield


@pytest.fixture
def time_passes() -> Callable[..., None]:
    """Bring every scheduled moment nearer: the database's clock can't be set, so the moments are."""

    def pass_by(**span: float) -> None:
        for article in Article.objects.all():
            for name in ("publish_at", "embargo", "scheduled_change_at"):
                moment = getattr(article, name)
                if moment:
                    Article.objects.filter(pk=article.pk).update(**{name: moment - timedelta(**span)})
        FreshPublication.objects.update(at=F("at") - timedelta(**span))
        edition = Edition.objects.get()
        if edition.next_due:
            Edition.objects.update(next_due=edition.next_due - timedelta(**span))

    return pass_by


@pytest.fixture
def publish(reporter: User, editor: User, publisher: User) -> Callable[[Document], Article]:
    """Take a Document the whole way to the public."""
    return lambda document: publish_document(document, reporter=reporter, editor=editor, publisher=publisher)


@pytest.fixture
def approve_again(reporter, editor):
    """Give a story new words and take them as far as approval."""

    def as_far_as_approval(article, document):
        article.refresh_from_db()
        edited = editing.edit(article, document, by=reporter, base=article.head.number)
        edited = workflow.submit(edited, by=reporter)
        return workflow.approve(edited, by=editor, seen=edited.head.number)

    return as_far_as_approval


@pytest.fixture
def republish(approve_again, publisher):
    """Give a live story new words and take them to the public."""
    overriding = {workflow.ANY_CHECK: "Few words will do."}
    return lambda article, document: workflow.publish_fix(
        approve_again(article, document), by=publisher, reason="A typing error.", overriding=overriding
    )


@pytest.fixture
def update(approve_again, publisher):
    """Give a live story new words and take them to the public with a notice, so that the story was updated."""
    overriding = {workflow.ANY_CHECK: "Few words will do."}
    return lambda article, document: workflow.publish_with_correction(
        approve_again(article, document), by=publisher, kind="update", text="More is known.", overriding=overriding
    )


@pytest.fixture
def colleague(db) -> User:
    """Another reporter."""
    person = User.objects.create_user("kamal", is_staff=True)
    person.groups.set(Group.objects.filter(name="Reporters"))
    return person


@pytest.fixture
def bystander(db) -> User:
    """Somebody who is staff and trusted with nothing."""
    return User.objects.create_user("ida", is_staff=True)


@pytest.fixture
def front_time_passes(time_passes) -> Callable[..., None]:
    """Bring the moments of stories, arrangements and pins nearer, together."""

    def pass_by(**span: float) -> None:
        for row in FrontPageLayout.objects.all():
            FrontPageLayout.objects.filter(pk=row.pk).update(begins_at=row.begins_at - timedelta(**span))
        for row in FrontPageSlot.objects.exclude(until=None):
            FrontPageSlot.objects.filter(pk=row.pk).update(until=row.until - timedelta(**span))
        time_passes(**span)

    return pass_by
