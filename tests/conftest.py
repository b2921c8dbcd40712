"""The cast and what every test may ask for."""

import copy
import gc
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Article, Author, Country, Edition, Section, append_only, search_index
from articles.services import editing, workflow

# Before anything imports it: asserts in shared code then say as much as those of a test.
pytest.register_assert_rewrite("tests.support")

# Django makes many objects and few cycles: looking for those as often as Python does costs a tenth of the suite.
gc.set_threshold(100_000, 50, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only tests that ask a database for something: the others say the same on every one."""
    if "TEST_DATABASE_URL" not in os.environ:
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint({"db", "transactional_db"})


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def lay_ground():
    """The rows and triggers of the ground migration, whatever of them is missing."""
    append_only.remove(connection)
    append_only.install(connection)
    with connection.cursor() as cursor:  # the framework doesn't know the index, so it doesn't empty it
        cursor.execute(f"DELETE FROM {search_index.TABLE}")
    if not Country.objects.exists():
        import_module("articles.migrations.0002_ground").fill(apps, None)
    call_command("create_roles", verbosity=0)


@pytest.fixture
def shared_database(transactional_db):
    """A database that several threads see; the framework empties it afterwards, which the guards would not let it."""
    lay_ground()
    yield
    append_only.remove(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The groups are there for every test; the framework's own set-up has made the tables."""
    with django_db_blocker.unblock():
        call_command("create_roles", verbosity=0)


def _person(name: str, *groups: str, staff: bool = True) -> User:
    user = User.objects.create_user(name, password=f"{name}-password", is_staff=staff)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


MAKERS: dict[str, Callable[[], Any]] = {
    "reporter": lambda: _person("rana", "Reporters"),
    "editor": lambda: _person("edith", "Editors"),
    "publisher": lambda: _person("paul", "Publishers"),
    "section": lambda: Section.objects.create(name="South Asia", slug="south-asia", position=1),
    "author": lambda: Author.objects.create(name="Zarmina Yousaf", slug="zarmina-yousaf"),
}


class House:
    """The cast and its press, made once for all tests of a module, which get copies; what a test changes is undone."""

    def __init__(self) -> None:
        self.made = {name: make() for name, make in MAKERS.items()}
        self.words = first_words(self.made["section"], self.made["author"])

    def publish(self, document: Document) -> Article:
        """Take a Document the whole way to the public."""
        return whole_way(document, **{name: self.made[name] for name in ("reporter", "editor", "publisher")})


@pytest.fixture(scope="module")
def house() -> House | None:
    """No house, and every test makes its own cast; `kept_house` in a module's own `house` makes one for them all."""
    return None


@pytest.fixture(scope="module")
def kept_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Rows that outlive a test and not its module; not for modules whose tests need several connections."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        made = House()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def _one_of(house: House | None, name: str) -> Any:
    return copy.deepcopy(house.made[name]) if house else MAKERS[name]()


@pytest.fixture
def reporter(db: None, house: House | None) -> User:
    return _one_of(house, "reporter")


@pytest.fixture
def editor(db: None, house: House | None) -> User:
    return _one_of(house, "editor")


@pytest.fixture
def publisher(db: None, house: House | None) -> User:
    return _one_of(house, "publisher")


@pytest.fixture
def section(db: None, house: House | None) -> Section:
    return _one_of(house, "section")


@pytest.fixture
def author(db: None, house: House | None) -> Author:
    return _one_of(house, "author")


@pytest.fixture
def outsider(db: None) -> User:
    return _person("otto", staff=False)


@pytest.fixture
def words(section: Section, author: Author) -> Document:
    return first_words(section, author)


def first_words(section: Section, author: Author) -> Document:
    return Document(
        headline="Two ministries agree on one river gauge",
        standfirst="The instrument will stand on the border and be read by both.",
        label="NEWS ANALYSIS",
        genre="analysis",
        dateline="Quetta",
        body="<p>ENGINEERS met on Tuesday.</p><p>They will meet again.</p>",
        credits=(CreditLine(author.pk),),
        section=section.pk,
        tags=("Water", "Diplomacy"),
        countries=(CountryLine("PK"), CountryLine("AF"), CountryLine("CN", "mentioned")),
    )


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


@pytest.fixture
def time_passes() -> Callable[..., None]:
    """Bring every scheduled moment nearer: the database's clock can't be set, so the moments are."""

    def pass_by(**span: float) -> None:
        for article in Article.objects.all():
            for name in ("publish_at", "embargo", "change_at"):
                moment = getattr(article, name)
                if moment:
                    Article.objects.filter(pk=article.pk).update(**{name: moment - timedelta(**span)})
        edition = Edition.objects.get()
        if edition.next_due:
            Edition.objects.update(next_due=edition.next_due - timedelta(**span))

    return pass_by


@pytest.fixture
def publish(reporter: User, editor: User, publisher: User) -> Callable[[Document], Article]:
    """Take a Document the whole way to the public."""
    return lambda document: whole_way(document, reporter=reporter, editor=editor, publisher=publisher)


def whole_way(document: Document, *, reporter: User, editor: User, publisher: User) -> Article:
    """From draft to public; what a test's few words lack is no reason to keep them back."""
    article = workflow.submit(editing.create(document, by=reporter), by=reporter)
    article = workflow.approve(article, by=editor, seen=article.head.number)
    return workflow.publish(article, by=publisher, overriding={workflow.EVERY: "Few words will do."})
