"""The log: newest first, narrowed by what was done, and never counted as a whole."""

import pytest

from articles.models import AuditEntry
from articles.models.story.revisions import ACTION_LABELS
from articles.queries.desk.newest_first import MAX_COUNTED
from tests.support.desk import find_links, log_in, read_text
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

LOG = "/admin/articles/auditentry/"
PAGE = 100


def notes(response) -> list[str]:
    """The notes of the entries on the page, in order."""
    return [cell.separate_text for cell in parse(response).select("#result_list .field-note")]


@pytest.fixture
def client(draft, admin_user):
    AuditEntry.objects.bulk_create(
        AuditEntry(article=draft, action="edited", note=f"note {number}") for number in range(MAX_COUNTED + 50)
    )
    AuditEntry.objects.create(article=draft, action="shared", note="for the mayor")
    return log_in(admin_user)


def test_it_goes_on_to_every_entry_by_a_link_to_older_ones(client):
    found, address = [], LOG
    while address:
        response = client.get(address)
        found += notes(response)
        links = find_links(response)
        address = LOG + links["Older"] if "Older" in links else ""
    assert found[0] == "for the mayor"
    assert found == [entry.note or "-" for entry in AuditEntry.objects.order_by("-at", "-pk")]
    assert "1,000+ log entries" in read_text(client.get(LOG))


def test_it_is_narrowed_by_what_was_done_in_words(client):
    links = find_links(client.get(LOG))
    assert [words for words in map(str, ACTION_LABELS.values()) if words not in links] == []
    assert notes(client.get(LOG + links["created a preview link"])) == ["for the mayor"]


def test_it_is_searched_by_note_and_headline(client):
    assert notes(client.get(f"{LOG}?q=mayor")) == ["for the mayor"]
    assert len(notes(client.get(f"{LOG}?q=ministries"))) == PAGE
