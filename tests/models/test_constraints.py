"""What the database itself holds to, whatever Python is asked to do."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from articles.lib.geo import COUNTRIES
from articles.models import Article, AuditEntry, Correction, Country, Edition, Revision
from articles.models.story.revisions import AppendOnlyError
from articles.services.edition import open_edition

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

TABLES = ("articles_revision", "articles_auditentry", "articles_correction")


@pytest.fixture
def filled(published):
    revision = Revision.objects.get()
    Correction.objects.create(
        article=published, kind="update", text="More.", shown=True, before=revision, after=revision, by=revision.by
    )


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET article_id = article_id", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_history(table, statement, filled):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        assert cursor.fetchone()[0] >= 1
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement.format(table))


@pytest.mark.parametrize("model", [Revision, AuditEntry, Correction])
def test_python_refuses_it_first(model, filled):
    row = model.objects.first()
    for attempt in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(article=row.article),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    "change",
    [
        {"standing": "public"},
        {"stage": "ready"},
        {"standing": "published"},
        {"stage": "done"},
        {"stage": "scheduled"},
    ],
)
def test_the_database_refuses_a_state_that_can_not_be(change, draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=draft.pk).update(**change)


def test_a_live_story_is_never_spiked(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=published.pk).update(stage="spiked")


def test_there_is_one_edition(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(pk=2, number=1)


def test_every_country_of_the_lexicon_is_a_row(db):
    rows = set(Country.objects.values_list("code", "name"))
    assert rows == {(known.code, known.name) for known in COUNTRIES.values()}
    assert {"PK", "AF", "XK", "PS", "TW"} <= {code for code, _name in rows}


def test_the_moment_of_publication_is_the_later_of_schedule_and_embargo(published):
    moment = published.publish_at
    for embargo, expected in (
        (None, moment),
        (moment.replace(year=2001), moment),
        (moment.replace(year=2099), "embargo"),
    ):
        Article.objects.update(embargo=embargo)
        assert Article.objects.get().visible_at == (embargo if expected == "embargo" else expected)


def test_an_edition_opened_in_a_failed_transaction_is_not_opened(db):
    before = Edition.objects.get().number
    with pytest.raises(RuntimeError), transaction.atomic():
        open_edition()
        raise RuntimeError
    assert Edition.objects.get().number == before
