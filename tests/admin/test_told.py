"""Nobody is left untold: whose work, note or promise an act at the desk concerns reads of it in the inbox and by mail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles.models import Article, Assignment, Note, Notification, User
from articles.models.notifications import NotificationKind
from articles.services import assignments, editing, notes, notifications, workflow
from tests.support.desk import change_url, form_data, log_in, read_text
from tests.support.moves import press_move, read_state

pytestmark = pytest.mark.django_db

CHOICES = "/admin/inbox/choices/"


@pytest.fixture(autouse=True)
def addresses(reporter, editor, publisher):
    for person in (reporter, editor, publisher):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@news.example")


@pytest.fixture
def second_publisher(publisher):
    person = User.objects.create_user("petra", is_staff=True, email="petra@news.example")
    person.groups.set(publisher.groups.all())
    return person


def save(person, article, **typed):
    """Open the writing page, type and save, as a browser does."""
    client = log_in(person)
    return client.post(change_url(article), {**form_data(client.get(change_url(article))), **typed}, follow=True)


def press_note(person, article, what, **typed):
    return log_in(person).post(f"/admin/articles/article/{article.pk}/notes/", {"press": what, **typed})


def inbox(person) -> str:
    notifications.notify_from_log()
    return read_text(log_in(person).get("/admin/inbox/"))


def told(kind: str) -> set[str]:
    """Who has been told of this kind of occasion."""
    notifications.notify_from_log()
    return set(Notification.objects.filter(concern=kind).values_list("to__username", flat=True))


def mailed(kind: str) -> set[str]:
    """Who gets a mail of this kind of occasion."""
    told(kind)
    mail.outbox.clear()
    notifications.deliver()
    label = str(NotificationKind(kind).label)
    return {address.partition("@")[0] for sent in mail.outbox if label in sent.subject for address in sent.to}


def test_a_save_that_takes_a_story_off_its_schedule_is_told_to_who_scheduled_it_and_its_reporter(
    scheduled, editor, reporter, publisher, second_publisher
):
    save(editor, scheduled, headline="Two ministries agree upon one river gauge")
    assert read_state(scheduled) == "unpublished/in_review"
    sentence = "took “ Two ministries agree upon one river gauge ” off its schedule."
    assert [sentence in inbox(person) for person in (reporter, publisher, second_publisher, editor)] == [
        *(True, True),
        *(False, False),
    ]
    assert mailed("unscheduled") == {"rana", "paul"}


def test_a_save_without_a_change_keeps_the_schedule_and_tells_nobody(scheduled, editor):
    save(editor, scheduled)
    assert (read_state(scheduled), told("unscheduled")) == ("published/scheduled", set())


def test_who_takes_their_own_schedule_back_is_not_told(scheduled, publisher):
    press_move(publisher, scheduled, "unschedule")
    assert told("unscheduled") == {"rana"}


def test_who_rescheduled_a_story_is_told_too_and_who_scheduled_it_long_ago_is_not(
    scheduled, editor, publisher, second_publisher
):
    story = workflow.unschedule(scheduled, by=second_publisher)
    Notification.objects.all().delete()
    workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(hours=3))
    workflow.reschedule(story, by=second_publisher, at=timezone.now() + timedelta(hours=4))
    save(editor, story, headline="Another headline")
    latest = Notification.objects.filter(concern="unscheduled", by=editor)
    notifications.notify_from_log()
    assert set(latest.values_list("to__username", flat=True)) == {"rana", "paul", "petra"}


def test_a_schedule_of_the_past_is_not_held_against_its_publisher(scheduled, editor, publisher, second_publisher):
    workflow.schedule(
        workflow.unschedule(scheduled, by=publisher), by=second_publisher, at=timezone.now() + timedelta(hours=3)
    )
    save(editor, scheduled, headline="Another headline")
    notifications.notify_from_log()
    latest = Notification.objects.filter(concern="unscheduled", by=editor)
    assert set(latest.values_list("to__username", flat=True)) == {"rana", "petra"}


@pytest.mark.parametrize("act", ["restore", "retract", "blocking note", "suggestion"])
def test_whatever_takes_a_change_off_its_schedule_is_told(
    published, approve_again, words, editor, publisher, second_publisher, act
):
    story = approve_again(published, replace(words, headline="A change"))
    story = workflow.schedule(
        story, by=publisher, at=timezone.now() + timedelta(hours=2), kind="update", note="More is known."
    )
    acts = {
        "restore": lambda: editing.restore(story, story.revisions.get(number=1), by=editor),
        "retract": lambda: press_move(second_publisher, story, "retract", note_="It never took place."),
        "blocking note": lambda: press_note(editor, story, "add", text="Wait.", blocking="on"),
        "suggestion": lambda: _accept_suggestion(story, editor),
    }
    acts[act]()
    assert "scheduled" not in read_state(story)
    assert told("unscheduled") == {"rana", "paul"}


def _accept_suggestion(story, editor):
    number = story.newest.number
    press_note(editor, story, "add", quote="on Tuesday", suggestion="on Monday", suggests="on", revision=number)
    press_note(editor, story, f"accept:{Note.objects.get().pk}")


def test_a_story_that_is_published_as_scheduled_was_not_taken_off_its_schedule(scheduled, time_passes):
    time_passes(hours=3)
    workflow.apply_due_schedules()
    assert (read_state(scheduled), told("unscheduled"), told("published")) == ("published/done", set(), {"rana"})


def test_a_failed_publication_is_told_to_the_reporter_as_to_the_publishers(
    published, approve_again, words, publisher, second_publisher, time_passes, monkeypatch
):
    story = approve_again(published, replace(words, headline="A change"))
    workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(hours=2), kind="update", note="More.")
    monkeypatch.setattr("articles.services.workflow.scheduler.list_unresolved_when_due", lambda _story: ["A fault."])
    time_passes(hours=3)
    workflow.apply_due_schedules()
    assert (told("failed"), told("unscheduled")) == ({"rana", "paul", "petra"}, set())


def test_a_note_on_my_story_is_told_without_an_at(draft, editor, reporter):
    press_note(editor, draft, "add", text="Who counted the boats?")
    assert "added a note to “ Two ministries agree on one river gauge ”." in inbox(reporter)
    assert "Who counted the boats?" in inbox(reporter)
    assert (told("noted"), mailed("noted")) == ({"rana"}, {"rana"})


def test_my_own_note_on_my_own_story_is_told_to_nobody(draft, reporter):
    press_note(reporter, draft, "add", text="To be checked.")
    assert told("noted") == set()


def test_who_was_put_on_a_story_hears_of_its_notes(draft, editor, colleague):
    assignments.assign(draft, to=colleague, due=None, by=editor, seen=0)
    assert Assignment.objects.get().to == colleague
    press_note(editor, draft, "add", text="Who counted the boats?")
    assert told("noted") == {"rana", "kamal"}


def test_a_reply_is_told_to_who_wrote_the_note_and_to_who_replied_before(draft, editor, reporter, publisher):
    note = notes.add(draft, "Who counted the boats?", by=editor)
    notes.reply(note, "The ministry did.", by=publisher)
    notifications.notify_from_log()
    Notification.objects.all().delete()
    press_note(reporter, draft, f"reply:{note.pk}", **{f"reply-{note.pk}": "The harbour master."})
    assert "replied in your conversation about" in inbox(editor)
    assert (told("replied"), told("noted"), mailed("replied")) == ({"edith", "paul"}, set(), {"edith", "paul"})


def test_my_reply_to_my_own_note_is_not_told_to_me(draft, editor, reporter):
    note = notes.add(draft, "Who counted the boats?", by=editor)
    press_note(editor, draft, f"reply:{note.pk}", **{f"reply-{note.pk}": "Found it."})
    assert (told("replied"), told("noted")) == (set(), {"rana"})


def test_one_note_is_told_to_one_person_once(draft, editor, reporter):
    press_note(editor, draft, "add", text="@rana, who counted the boats?")
    notifications.notify_from_log()
    assert list(Notification.objects.values_list("to__username", "concern")) == [("rana", "mentioned")]


@pytest.mark.parametrize("kind", ["unscheduled", "replied", "noted", "not_approved"])
def test_each_has_its_line_among_the_settings_and_can_be_switched_off(draft, editor, reporter, kind):
    others = {"inbox": ["due"], "mail": ["due"]}
    client = log_in(reporter)
    label = str(NotificationKind(kind).label)
    assert label in read_text(client.get(CHOICES))
    client.post(CHOICES, others)
    press_note(editor, draft, "add", text="Who counted the boats?")
    assert (told("noted"), Article.objects.get().notes.count()) == (set(), 1)
