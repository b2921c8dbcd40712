"""The edition: read by one small query, and succeeded by the next without a page that was withdrawn."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition
from articles.services.edition import open_edition, open_edition_if_due

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def schedule(**from_now):
    """Schedule the next change, at a full second."""
    Edition.objects.update(next_due=timezone.now().replace(microsecond=0) + timedelta(**from_now))


def current_number():
    return Edition.objects.read_current()[0]


def test_the_edition_is_read_by_one_query():
    with CaptureQueriesContext(connection) as captured:
        number, is_due = Edition.objects.read_current()
    assert (len(captured), number, is_due) == (1, Edition.objects.get().number, False)


def test_an_edition_is_due_from_the_moment_of_its_next_change():
    found = []
    for span in ({"seconds": 60}, {"seconds": 0}, {"seconds": -60}):
        schedule(**span)
        found.append(Edition.objects.current().due)
    assert found == [False, True, True]


def test_without_a_row_there_is_no_edition():
    Edition.objects.all().delete()
    with pytest.raises(Edition.DoesNotExist):
        Edition.objects.read_current()


def test_the_page_before_may_be_shown_only_if_the_new_edition_withdraws_nothing():
    found = []
    for withdraws in (False, True, False):
        open_edition(withdraws=withdraws)
        found.append(Edition.objects.may_show_previous(current_number()))
    # The last edition withdraws nothing, but the one before it did not outlive that withdrawal either: it made it.
    assert found == [True, False, True]


def test_the_page_before_a_withdrawal_is_never_shown_again():
    open_edition(withdraws=False)
    before = current_number()
    open_edition(withdraws=True)
    assert [Edition.objects.may_show_previous(number) for number in (before, current_number())] == [False, False]


def test_the_page_before_may_be_shown_for_a_second():
    open_edition(withdraws=False)
    found = []
    for age in (0.9, 1.1):
        Edition.objects.update(opened_at=Now() - timedelta(seconds=age))
        found.append(Edition.objects.may_show_previous(current_number()))
    assert found == [True, False]


def test_what_is_due_takes_effect_at_once():
    open_edition(withdraws=False)
    schedule(seconds=-1)
    open_edition_if_due()
    assert not Edition.objects.may_show_previous(current_number())


def test_a_query_that_fails_inside_a_transaction_is_not_tried_again(monkeypatch):
    monkeypatch.setattr("articles.models.editions._current_sql", lambda: "SELECT nothing FROM nowhere")
    with CaptureQueriesContext(connection) as captured, pytest.raises(DatabaseError):
        Edition.objects.read_current()
    assert len(captured) == 1
