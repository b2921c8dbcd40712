"""What concerns somebody is told to them: once, after the change stands, by the ways they chose, and again if mail is down."""

from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Image, Notification, NotifiedEntry, User
from articles.models.notifications import NotificationKind
from articles.services import assignments, editing, notes, notifications, workflow
from articles.services.notifications import delivery, rules

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
MAIL = __name__


class Down(EmailBackend):
    """A mail server that nobody answers at."""

    def open(self):
        raise ConnectionRefusedError("nobody there")


class Picky(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if any("rana" in address for message in messages for address in message.to):
            raise SMTPRecipientsRefused({"rana@news.example": (550, b"no such box")})
        return super().send_messages(messages)


class Hangs(EmailBackend):
    """A mail server that goes away in the middle."""

    def send_messages(self, messages):  # noqa: ARG002 - the backend's signature
        raise SMTPServerDisconnected("gone")


@pytest.fixture(autouse=True)
def addresses(reporter, editor, publisher):
    for person in (reporter, editor, publisher):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@news.example")


def told() -> list[tuple[str, str]]:
    """Who has been told what, in order."""
    return list(Notification.objects.order_by("pk").values_list("to__username", "concern"))


def collect() -> list[tuple[str, str]]:
    notifications.notify_from_log()
    return told()


def test_editors_hear_of_what_is_handed_in(in_review, editor):
    assert collect() == [(editor.username, "submitted")]


def test_the_reporter_hears_that_a_story_came_back_and_why(in_review, editor, reporter):
    workflow.send_back(in_review, by=editor, note="Who counted the boats?")
    assert collect()[1:] == [(reporter.username, "sent_back")]
    assert Notification.objects.get(concern="sent_back").note == "Who counted the boats?"


def test_reporter_and_publishers_hear_of_an_approval_and_the_reporter_of_the_publication(
    published, editor, reporter, publisher
):
    assert sorted(collect()) == sorted(
        [
            (editor.username, "submitted"),
            (reporter.username, "approved"),
            (publisher.username, "approved"),
            (reporter.username, "published"),
        ]
    )


def test_nobody_is_told_what_they_did_themselves(draft, editor, reporter):
    reporter.groups.add(Group.objects.get(name="Editors"))
    workflow.submit(draft, by=reporter)
    assert collect() == [(editor.username, "submitted")]


def test_everybody_is_told_once_however_often_the_log_is_read(published):
    first = collect()
    NotifiedEntry.objects.all().delete()
    assert collect() == first
    assert collect() == first


def test_a_move_is_told_as_soon_as_it_stands(in_review, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        workflow.approve(in_review, by=editor, seen=1)
    assert [concern for _name, concern in told()] == ["submitted", "approved", "approved"]


def test_a_mention_and_an_assignment_are_told_as_soon_as_they_stand(
    draft, editor, publisher, reporter, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        notes.add(draft, f"Ask @{publisher.username} about the gauge.", by=editor)
        assert told() == []
    with django_capture_on_commit_callbacks(execute=True):
        assignments.assign(draft, to=reporter, due=None, by=editor, seen=0)
    assert told() == [
        (publisher.username, "mentioned"),
        (reporter.username, "noted"),
        (reporter.username, "assigned"),
    ]


def test_what_was_rolled_back_is_never_told(in_review, editor):
    before = collect()

    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        workflow.approve(in_review, by=editor, seen=1)
        raise Broken
    assert collect() == before


def test_old_news_is_told_to_nobody(in_review):
    later = timezone.now() + rules.MAX_AGE + timedelta(minutes=1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert collect() == []
    assert len(collect()) == 1


def test_what_somebody_switched_off_reaches_them_by_neither_way(in_review, editor):
    notifications.save_preferences(editor, inbox=[], mail=["submitted"])
    notifications.notify_from_log()
    message = Notification.objects.get()
    assert (message.inbox, message.mail, notifications.unread_count(editor)) == (False, "waiting", 0)
    Notification.objects.all().delete()
    NotifiedEntry.objects.all().delete()
    notifications.save_preferences(editor, inbox=[], mail=[])
    assert collect() == []


def test_choices_are_both_ways_until_somebody_chooses(editor):
    assert [(one.inbox, one.mail) for one in notifications.preferences_of(editor)] == [(True, True)] * len(
        NotificationKind
    )
    notifications.save_preferences(editor, inbox=["due"], mail=[])
    kept = {one.concern: (one.inbox, one.mail) for one in notifications.preferences_of(editor)}
    assert (kept["due"], kept["submitted"]) == ((True, False), (False, False))


def test_the_mail_says_who_did_what_where_and_how_to_hear_less(in_review, editor, settings):
    notifications.notify_from_log()
    assert notifications.deliver() == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == [f"{editor.username}@news.example"]
    assert sent.subject == f"[{settings.SITE_NAME}] A story is submitted for review: {in_review.headline}"
    assert f"submitted “\u2068{in_review.headline}\u2069” for review." in sent.body
    assert f"{settings.SITE_URL}/admin/articles/article/{in_review.pk}/change/" in sent.body
    assert f"{settings.SITE_URL}/admin/inbox/choices/" in sent.body


def test_a_mail_is_sent_once(in_review):
    notifications.notify_from_log()
    assert [notifications.deliver(), notifications.deliver(), len(mail.outbox)] == [(1, 0), (0, 0), 1]


@pytest.mark.parametrize("broken", ["Down", "Hangs"])
def test_mail_waits_while_the_server_is_down_and_nothing_is_lost(in_review, settings, broken):
    notifications.notify_from_log()
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{MAIL}.{broken}"
    assert notifications.deliver() == (0, 0)
    assert Notification.objects.get().mail == "waiting"
    settings.EMAIL_BACKEND = working
    Notification.objects.update(next_try_at=timezone.now())
    assert (notifications.deliver(), len(mail.outbox)) == ((1, 0), 1)


def test_a_mail_that_the_server_goes_away_over_again_and_again_is_given_up_in_the_end(in_review, settings):
    notifications.notify_from_log()
    settings.EMAIL_BACKEND = f"{MAIL}.Hangs"
    for tried in range(delivery.MAX_TRIES):
        assert (Notification.objects.get().mail, Notification.objects.get().tries) == ("waiting", tried)
        notifications.deliver()
        Notification.objects.filter(mail="waiting").update(next_try_at=timezone.now())
    assert Notification.objects.get().mail == "given_up"


def test_while_nobody_answers_no_try_is_counted(in_review, settings):
    notifications.notify_from_log()
    settings.EMAIL_BACKEND = f"{MAIL}.Down"
    notifications.deliver()
    assert Notification.objects.get().tries == 0


def test_a_refused_address_holds_up_nobody_else_and_is_given_up_in_the_end(in_review, editor, reporter, settings):
    workflow.approve(in_review, by=editor, seen=1)
    notifications.notify_from_log()
    settings.EMAIL_BACKEND = f"{MAIL}.Picky"
    assert notifications.deliver() == (2, 1)
    (waiting,) = Notification.objects.exclude(mail="sent")
    assert (waiting.to, waiting.mail, waiting.tries) == (reporter, "waiting", 1)
    assert notifications.deliver() == (0, 0)
    Notification.objects.filter(pk=waiting.pk).update(tries=delivery.MAX_TRIES - 1, next_try_at=timezone.now())
    assert notifications.deliver() == (0, 1)
    waiting.refresh_from_db()
    assert (waiting.mail, waiting.next_try_at) == ("given_up", None)


def test_a_mail_that_one_process_is_at_is_left_alone_by_others(in_review):
    notifications.notify_from_log()
    assert delivery._claim_next() is not None
    assert delivery._claim_next() is None
    Notification.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert delivery._claim_next() is not None


def test_who_has_no_address_reads_it_in_the_inbox(in_review, editor):
    User.objects.filter(pk=editor.pk).update(email="")
    notifications.notify_from_log()
    assert (Notification.objects.get().mail, notifications.unread_count(editor)) == ("none", 1)


def test_who_has_left_is_told_nothing(in_review, editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert collect() == []


def test_the_command_that_runs_every_minute_sends_what_waits(in_review, capsys):
    call_command("publish_due")
    assert "Sent 1 mails; 0 will be tried again." in capsys.readouterr().out
    assert len(mail.outbox) == 1


def test_a_story_that_was_published_when_it_was_due_is_told_to_its_reporter(scheduled, time_passes, reporter):
    time_passes(hours=3)
    workflow.apply_due_schedules()
    notifications.notify_from_log()
    message = Notification.objects.get(concern="published")
    assert (message.to, notifications.sentence(message)) == (
        reporter,
        f"“\u2068{scheduled.headline}\u2069” was published as scheduled.",
    )


def test_a_draft_tells_nobody(words, reporter):
    editing.create(words, by=reporter)
    assert collect() == []


def test_who_is_put_on_a_story_hears_of_it_and_of_its_hour(draft, editor, reporter):
    due = timezone.now() + timedelta(hours=3)
    assignments.assign(draft, to=reporter, due=due, by=editor, seen=0)
    assert collect() == [(reporter.username, "assigned")]
    assert notifications.remind() == 0
    with mock.patch("django.utils.timezone.now", return_value=due - timedelta(minutes=30)):
        assert [notifications.remind(), notifications.remind()] == [1, 0]
    assert told() == [(reporter.username, "assigned"), (reporter.username, "due")]


def test_nobody_is_reminded_of_a_story_that_was_dropped(draft, editor, reporter):
    assignments.assign(draft, to=reporter, due=timezone.now() + timedelta(minutes=30), by=editor, seen=0)
    workflow.spike(draft, by=editor)
    assert notifications.remind() == 0
    workflow.unspike(draft, by=editor)
    assert notifications.remind() == 1


def test_who_takes_a_story_on_is_told_nothing(draft, reporter):
    assignments.take(draft, by=reporter)
    assert collect() == []


def test_who_is_mentioned_in_a_note_hears_of_it_with_its_words(draft, editor, reporter, publisher):
    notes.add(draft, f"Ask @{publisher.username} about the gauge.", by=editor)
    assert collect() == [(publisher.username, "mentioned"), (reporter.username, "noted")]
    assert {one.note for one in Notification.objects.all()} == {f"Ask @{publisher.username} about the gauge."}


def test_a_mention_reaches_nobody_who_may_not_see_the_story(draft, editor, reporter):
    User.objects.create_user("nadia", is_staff=True)
    notes.add(draft, "Ask @nadia.", by=editor)
    assert collect() == [(reporter.username, "noted")]


def test_licences_that_ended_long_ago_stand_before_no_other(publish, words, publisher, monkeypatch):
    monkeypatch.setattr(rules, "MAX_PER_RUN", 1)
    facts = {"file": "pictures/none.jpg", "width": 900, "height": 600, "alt": "A gauge", "credit_line": "Z. Y."}
    old, new = (Image.objects.create(token=f"licence-{number}", **facts) for number in range(2))
    for picture in (old, new):
        publish(replace(words, lead_image=picture.pk))
    Image.objects.filter(pk=old.pk).update(licence_until=timezone.localdate() - timedelta(days=400))
    Image.objects.filter(pk=new.pk).update(licence_until=timezone.localdate() + timedelta(days=2))
    assert notifications.remind() == 1
    assert Notification.objects.get().image == new


def test_publishers_hear_once_of_a_licence_that_runs_out_while_readers_see_the_picture(publish, words, publisher):
    picture = Image.objects.create(file="pictures/none.jpg", width=900, height=600, alt="A gauge", credit_line="Z. Y.")
    publish(replace(words, lead_image=picture.pk))
    assert notifications.remind() == 0
    Image.objects.filter(pk=picture.pk).update(licence_until=timezone.localdate() + timedelta(days=3))
    assert [notifications.remind(), notifications.remind()] == [1, 0]
    message = Notification.objects.get(concern="licence")
    assert (message.to, message.image) == (publisher, picture)
    assert notifications.deliver()[0] == 1
    assert f"/admin/articles/image/{picture.pk}/change/" in mail.outbox[-1].body
