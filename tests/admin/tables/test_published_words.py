"""Words that readers see outside stories: changed by publishers alone, and the log has the old and the new."""

import pytest

from articles.models import AuditEntry, Author, InfoPage, Section
from tests.support.desk import form_data, log_in, read_text

pytestmark = [pytest.mark.django_db]


def change(person, row, **typed):
    """Open the row's page at the desk, type, and save."""
    client, address = log_in(person), f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    held = form_data(client.get(address), having="slug")
    return client.post(address, {**held, **typed})


@pytest.fixture
def author(db):
    return Author.objects.create(name="Neema Mushi", slug="neema-mushi", bio="Writes about water.")


@pytest.fixture
def section(db):
    return Section.objects.create(name="World", slug="world", description="Abroad.")


@pytest.fixture
def info_page(db):
    return InfoPage.objects.create(title="About us", slug="about-us", kind="about", body="<p>We are few.</p>")


CASES = {
    "author": ({"bio": "Writes about rivers."}, "About the author", "Writes about water.", "Writes about rivers."),
    "section": ({"description": "Elsewhere."}, "Description", "Abroad.", "Elsewhere."),
    "info_page": ({"body": "<p>We are many.</p>"}, "Text", "<p>We are few.</p>", "<p>We are many.</p>"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_publisher_changes_them_and_the_log_has_old_and_new(request, name, publisher):
    row, (typed, _label, old, new) = request.getfixturevalue(name), CASES[name]
    assert change(publisher, row, **typed).status_code == 302
    entry = AuditEntry.objects.get(action="table_changed")
    (column,) = typed
    assert (entry.by, entry.article, entry.details["old"], entry.details["new"]) == (
        publisher,
        None,
        {column: old},
        {column: new},
    )
    assert f"“{old}” became “{new}”" in entry.note
    assert str(row) in read_text(log_in(publisher).get("/admin/articles/auditentry/"))


@pytest.mark.parametrize("name", CASES)
def test_nobody_else_does(request, name, editor, reporter):
    row, (typed, *_words) = request.getfixturevalue(name), CASES[name]
    address = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    for person in (editor, reporter):
        assert log_in(person).post(address, typed).status_code == 403
    assert AuditEntry.objects.filter(article=None).count() == 0


def test_a_save_that_changes_nothing_is_not_logged(author, publisher):
    assert change(publisher, author).status_code == 302
    assert AuditEntry.objects.filter(article=None).count() == 0


def test_what_is_added_and_deleted_is_logged_too(admin_user):
    client = log_in(admin_user)
    client.post("/admin/articles/author/add/", {"name": "Ana Ruiz", "slug": "ana-ruiz"})
    author = Author.objects.get()
    client.post(f"/admin/articles/author/{author.pk}/delete/", {"post": "yes"})
    entries = [(entry.action, entry.note) for entry in AuditEntry.objects.order_by("pk")]
    assert entries == [("table_added", "Author “Ana Ruiz”"), ("table_deleted", "Author “Ana Ruiz”")]
