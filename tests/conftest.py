"""The cast and what every test may ask for."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import drafting, workflow
from articles.document import CountryLine, CreditLine, Document
from articles.models import Article, Author, Country, Edition, Section, guards, searching


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def lay_ground():
    """The rows and triggers of the ground migration, whatever of them is missing."""
    guards.remove(connection)
    guards.install(connection)
    with connection.cursor() as cursor:  # the framework doesn't know the index, so it doesn't empty it
        cursor.execute(f"DELETE FROM {searching.TABLE}")
    if not Country.objects.exists():
        import_module("articles.migrations.0002_ground").fill(apps, None)


@pytest.fixture
def shared_database(transactional_db):
    """A database that several threads see; the framework empties it afterwards, which the guards would not let it."""
    lay_ground()
    yield
    guards.remove(connection)


@pytest.fixture
def roles(db: None) -> None:
    call_command("create_roles", verbosity=0)


def _person(name: str, *groups: str, staff: bool = True) -> User:
    user = User.objects.create_user(name, password=f"{name}-password", is_staff=staff)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def reporter(roles: None) -> User:
    return _person("rana", "Reporters")


@pytest.fixture
def editor(roles: None) -> User:
    return _person("edith", "Editors")


@pytest.fixture
def publisher(roles: None) -> User:
    return _person("paul", "Publishers")


@pytest.fixture
def outsider(roles: None) -> User:
    return _person("otto", staff=False)


@pytest.fixture
def section(db: None) -> Section:
    return Section.objects.create(name="South Asia", slug="south-asia", position=1)


@pytest.fixture
def author(db: None) -> Author:
    return Author.objects.create(name="Zarmina Yousaf", slug="zarmina-yousaf")


@pytest.fixture
def words(section: Section, author: Author) -> Document:
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
    return drafting.create(words, by=reporter)


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

    def whole_way(document: Document) -> Article:
        article = workflow.submit(drafting.create(document, by=reporter), by=reporter)
        article = workflow.approve(article, by=editor, seen=article.head.number)
        return workflow.publish(article, by=publisher)

    return whole_way
