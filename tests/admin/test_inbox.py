"""The desk's inbox: everybody reads their own, and says of what they want to hear."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Notification
from articles.models.notifications import NotificationKind
from articles.services import notifications, workflow
from tests.support.desk import log_in, read_text

INBOX, CHOICES = "/admin/inbox/", "/admin/inbox/choices/"


@pytest.fixture
def message(in_review, editor, publisher) -> Notification:
    workflow.approve(in_review, by=editor, seen=1)
    notifications.notify_from_log()
    return Notification.objects.get(to=editor)


def test_the_head_of_the_desk_says_how_many_are_unread(message, editor, reporter):
    assert "Inbox 1 unread" in read_text(log_in(editor).get("/admin/"))
    notifications.mark_read(editor)
    assert "unread" not in read_text(log_in(editor).get("/admin/"))


def test_everybody_sees_their_own_alone(message, editor, publisher):
    assert "for review." in read_text(log_in(editor).get(INBOX))
    page = read_text(log_in(publisher).get(INBOX))
    assert ("for review." in page, "approved “" in page) == (False, True)
    assert log_in(publisher).get(f"{INBOX}{message.pk}/").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_a_press_leads_to_the_story_and_the_message_is_read(message, editor):
    answer = log_in(editor).get(f"{INBOX}{message.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/admin/articles/article/{message.article_id}/change/",
    )
    assert notifications.unread_count(editor) == 0


def test_all_are_read_at_once_by_post_alone(message, editor):
    client = log_in(editor)
    assert (client.get(f"{INBOX}read/").status_code, notifications.unread_count(editor)) == (405, 1)
    assert (client.post(f"{INBOX}read/").status_code, notifications.unread_count(editor)) == (302, 0)


def test_an_empty_inbox_says_what_will_be_in_it(db, reporter):
    assert "No notifications yet." in read_text(log_in(reporter).get(INBOX))


def test_the_inbox_pages_by_cursor(editor, in_review):
    now = timezone.now()
    for number in range(45):
        notifications.notify(
            NotificationKind.SUBMITTED,
            to=[editor],
            key=f"k{number}",
            at=now,
            article=in_review,
            by=in_review.created_by,
        )
    client = log_in(editor)
    first = client.get(INBOX)
    assert first.content.decode().count('class="is-unread"') == 40
    second = client.get(INBOX, {"cursor": first.context["older"]})
    assert second.content.decode().count('class="is-unread"') == 5
    assert "There are no older messages." in read_text(client.get(INBOX, {"cursor": "1"}))
    assert client.get(INBOX, {"cursor": "x" * 30}).status_code == 200


def test_what_i_hear_of_is_kept(message, editor):
    client = log_in(editor)
    assert client.get(CHOICES).content.decode().count(" checked") == 2 * len(NotificationKind)
    client.post(CHOICES, {"inbox": ["due", "nonsense"], "mail": ["mentioned"]})
    assert client.get(CHOICES).content.decode().count(" checked") == 2


def test_the_inbox_takes_the_same_queries_for_any_number_of_messages(editor, in_review):
    def queries(number: int) -> int:
        for key in range(number):
            notifications.notify(
                NotificationKind.SUBMITTED, to=[editor], key=f"{number}-{key}", at=timezone.now(), article=in_review,
                by=in_review.created_by,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert log_in(editor).get(INBOX).status_code == 200
        return len(asked)

    assert queries(1) == queries(3)


def test_the_inbox_is_for_the_desk_only(client, db):
    assert client.get(INBOX).status_code == 302
