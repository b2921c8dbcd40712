"""Sharing a preview: who may let whom look, for how long, and what stays on record of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AuditEntry, Note, ShareLink, ShareVisit, User
from articles.models.story.revisions import AppendOnlyError
from articles.queries.policy import PermissionRefused
from articles.services import editing, notes, share_links, workflow
from articles.services.share_links import CommentRefused, ShareRefused, TooManyComments, Visitor
from tests.support import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

LAWYER = Visitor("192.0.2.0/24", "Firefox on Windows")


def state():
    return list(ShareLink.objects.values()), AuditEntry.objects.count()


def logged():
    entries = AuditEntry.objects.filter(action__in=["shared", "share_revoked"])
    return [(entry.words, entry.by.username, entry.note) for entry in entries]


@pytest.fixture
def second(db):
    person = User.objects.create_user("zoe", is_staff=True)
    person.groups.set(Group.objects.filter(name="Editors"))
    return person


@pytest.fixture
def shared(draft, editor):
    return share_links.create(draft, by=editor, label="The lawyer")


def test_a_link_is_for_somebody_for_a_week_and_follows_the_newest_version(draft, editor, words, shared):
    link = ShareLink.objects.get()
    assert (link, link.label, link.created_by, link.revision, link.may_comment) == (
        shared.link,
        "The lawyer",
        editor,
        None,
        True,
    )
    assert abs(link.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    assert share_links.find_link(shared.token).shown.number == 1
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    assert share_links.find_link(shared.token).shown.number == 2


def test_a_link_may_show_one_version_for_ever(draft, editor, words):
    token = share_links.create(draft, by=editor, label="The lawyer", number=1).token
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    assert (
        share_links.find_link(token).shown.number,
        share_links.find_link(token).article.newest.number,
    ) == (1, 2)


def test_a_token_is_long_and_kept_nowhere(shared):
    assert len(shared.token) == 43
    kept = [str(value) for row in (*ShareLink.objects.values(), *AuditEntry.objects.values()) for value in row.values()]
    assert [value for value in kept if shared.token in value] == []
    assert len(ShareLink.objects.get().digest) == 64


def test_a_digest_depends_on_the_sites_secret_key(shared, settings):
    assert share_links.find_link(shared.token) == shared.link
    settings.SECRET_KEY = "another-" * 10
    assert share_links.find_link(shared.token) is None


@pytest.mark.parametrize("token", ["", "x" * 43, "٣" * 43, "\0", "x" * 9000])
def test_a_token_that_was_never_told_opens_nothing(shared, token):
    assert share_links.find_link(shared.token) == shared.link
    assert share_links.find_link(token) is None


def test_who_shared_what_with_whom_is_logged_with_the_embargo(draft, editor, words):
    moment = timezone.now() + timedelta(days=3)
    editing.edit(draft, words, by=editor, base=1, particulars={"embargo": moment})
    link = share_links.create(draft, by=editor, label=" The\nlawyer ", days=90, number=1).link
    entry = AuditEntry.objects.get(action="shared")
    assert (entry.words, entry.by, entry.note.partition(", until ")[0]) == (
        "created a preview link",
        editor,
        "The lawyer",
    )
    assert entry.details == {
        "share": link.pk,
        "number": 1,
        "expires": link.expires_at.isoformat(),
        "embargo": moment.isoformat(),
    }


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"label": " "}, sentences.LINK_LABEL_TOO_LONG),
        ({"label": "x" * 81}, sentences.LINK_LABEL_TOO_LONG),
        ({"label": "\0"}, sentences.LINK_LABEL_TOO_LONG),
        ({"days": 0}, sentences.LINK_DAYS_OUT_OF_RANGE),
        ({"days": 91}, sentences.LINK_DAYS_OUT_OF_RANGE),
        ({"number": 2}, "The story has no version 2."),
    ],
)
def test_what_can_not_be_shared_is_refused_with_a_sentence(draft, editor, asked, sentence):
    before = state()
    with pytest.raises(ShareRefused, match=f"^{sentence}$"):
        share_links.create(draft, by=editor, **{"label": "The lawyer", **asked})
    assert state() == before
    share_links.create(draft, by=editor, label="x" * 80, days=90, number=1)
    assert state() != before


def test_a_version_of_another_story_is_not_shared(draft, editor, words):
    other = editing.create(words, by=editor)
    editing.edit(other, replace(words, headline="Another"), by=editor, base=1)
    with pytest.raises(ShareRefused, match="The story has no version 2"):
        share_links.create(draft, by=editor, label="The lawyer", number=2)


def test_a_story_has_so_many_open_links_and_no_more(draft, editor):
    links = [
        share_links.create(draft, by=editor, label=f"L{number}").link for number in range(share_links.MAX_OPEN_LINKS)
    ]
    with pytest.raises(ShareRefused, match="This story already has 20 open links"):
        share_links.create(draft, by=editor, label="One more")
    share_links.revoke(links[0], by=editor)
    assert share_links.create(draft, by=editor, label="One more").link.pk


def test_whoever_may_edit_a_story_may_share_it_and_nobody_else(draft, reporter, editor, publisher, outsider):
    colleague = User.objects.create_user("kamal", is_staff=True)
    colleague.groups.set(Group.objects.filter(name="Reporters"))
    for person in (reporter, editor, publisher):
        assert share_links.create(draft, by=person, label="The lawyer").link.created_by == person
    before = state()
    for person in (colleague, outsider):
        with pytest.raises(PermissionRefused):
            share_links.create(draft, by=person, label="The lawyer")
    assert state() == before


def test_an_approved_story_is_shared_by_editors_no_longer_by_its_reporter(approved, reporter, editor):
    with pytest.raises(PermissionRefused, match="This story is approved"):
        share_links.create(approved, by=reporter, label="The lawyer")
    assert share_links.create(approved, by=editor, label="The lawyer").link.pk


def test_a_killed_story_is_shown_to_nobody_until_it_is_reinstated(published, editor, publisher):
    token = share_links.create(published, by=editor, label="The lawyer").token
    assert share_links.find_link(token)
    workflow.kill(published, by=publisher, reason="A court said so.")
    assert share_links.find_link(token) is None
    with pytest.raises(PermissionRefused, match="This story is killed"):
        share_links.create(published, by=publisher, label="The lawyer")
    workflow.reinstate(published, by=publisher, reason="Another court said so.")
    assert share_links.find_link(token)


def test_a_spiked_story_is_shown_to_nobody_until_it_is_off_the_spike(draft, shared, editor):
    workflow.spike(draft, by=editor)
    assert share_links.find_link(shared.token) is None
    with pytest.raises(PermissionRefused, match="This story is spiked"):
        share_links.create(draft, by=editor, label="The lawyer")
    workflow.unspike(draft, by=editor)
    assert share_links.find_link(shared.token) == shared.link


def test_a_link_opens_nothing_from_the_moment_it_expires(shared):
    soon, now = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(seconds=1)
    ShareLink.objects.update(expires_at=soon)
    assert share_links.find_link(shared.token) == shared.link
    ShareLink.objects.update(created_at=now - timedelta(days=1), expires_at=now)
    assert share_links.find_link(shared.token) is None


def test_a_revoked_link_opens_nothing_and_the_log_says_who_revoked_it(shared, editor):
    share_links.revoke(shared.link, by=editor)
    assert share_links.find_link(shared.token) is None
    link = ShareLink.objects.get()
    assert (link.revoked_by, abs(timezone.now() - link.revoked_at) < timedelta(minutes=1)) == (editor, True)
    assert logged()[0] == ("revoked a preview link", "edith", "The lawyer")


def test_what_is_revoked_is_not_revoked_again(shared, editor, publisher):
    share_links.revoke(shared.link, by=editor)
    before = state()
    share_links.revoke(shared.link, by=publisher)
    assert state() == before


def test_a_link_is_revoked_by_whoever_made_it_or_by_a_publisher(draft, shared, reporter, second, publisher):
    before = state()
    for person in (reporter, second):
        with pytest.raises(PermissionRefused, match="Only the person who shared this preview"):
            share_links.revoke(shared.link, by=person)
    assert state() == before
    assert share_links.revoke(shared.link, by=publisher).revoked_by == publisher


def test_revoking_one_link_leaves_the_others_open(draft, shared, editor):
    other = share_links.create(draft, by=editor, label="A source")
    share_links.revoke(shared.link, by=editor)
    assert (share_links.find_link(shared.token), share_links.find_link(other.token)) == (None, other.link)


def test_a_link_fills_no_log_whatever_its_callers_call_themselves(shared):
    for number in range(share_links.MAX_VISITS_PER_HOUR + 5):
        share_links.record_visit(shared.link, by=Visitor(LAWYER.network, f"agent {number}"))
    assert ShareVisit.objects.filter(kind="opened").count() == share_links.MAX_VISITS_PER_HOUR


def visits():
    kept = ShareVisit.objects.order_by("pk").values_list("kind", "revision__number", "network", "agent", "name")
    return list(kept)


def test_opening_is_logged_once_for_whoever_looks_again_soon(shared):
    for _again in range(2):
        share_links.record_visit(shared.link, by=LAWYER)
    assert visits() == [("opened", 1, "192.0.2.0/24", "Firefox on Windows", "")]


def test_others_later_visits_and_other_versions_are_logged_anew(draft, shared, editor, words, monkeypatch):
    share_links.record_visit(shared.link, by=LAWYER)
    share_links.record_visit(shared.link, by=Visitor("198.51.100.0/24", LAWYER.agent))
    share_links.record_visit(shared.link, by=Visitor(LAWYER.network, "Safari on iPhone"))
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    link = share_links.find_link(shared.token)
    share_links.record_visit(link, by=LAWYER)
    assert [(number, network, agent) for _kind, number, network, agent, _name in visits()] == [
        (1, "192.0.2.0/24", "Firefox on Windows"),
        (1, "198.51.100.0/24", "Firefox on Windows"),
        (1, "192.0.2.0/24", "Safari on iPhone"),
        (2, "192.0.2.0/24", "Firefox on Windows"),
    ]
    monkeypatch.setattr(share_links, "SAME_VISIT", timedelta(0))
    share_links.record_visit(link, by=LAWYER)
    assert len(visits()) == 5


@pytest.mark.parametrize("statement", ["UPDATE {} SET link_id = link_id", "DELETE FROM {}"])
def test_nobody_rewrites_who_came(statement, shared):
    share_links.record_visit(shared.link, by=LAWYER)
    row = ShareVisit.objects.get()
    for attempt in (row.save, row.delete, ShareVisit.objects.all().delete, lambda: ShareVisit.objects.update(name="x")):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format("articles_sharevisit"))


@pytest.mark.parametrize(
    "change",
    [{"label": ""}, {"expires_at": timezone.now() - timedelta(days=1)}, {"revoked_at": timezone.now()}],
    ids=["for nobody", "expired before it was made", "revoked by nobody"],
)
def test_the_database_refuses_a_link_that_can_not_be(shared, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareLink.objects.update(**change)


def test_a_token_is_looked_up_by_one_query_whether_it_opens_something_or_not(draft, shared, editor):
    expired = share_links.create(draft, by=editor, label="Expired")
    past = timezone.now() - timedelta(days=1)
    ShareLink.objects.filter(pk=expired.link.pk).update(created_at=past - timedelta(days=1), expires_at=past)
    revoked = share_links.create(draft, by=editor, label="Revoked")
    share_links.revoke(revoked.link, by=editor)
    asked = []
    for token in (shared.token, expired.token, revoked.token, "never told"):
        with CaptureQueriesContext(connection) as captured:
            share_links.find_link(token)
        asked.append([query["sql"].partition("digest")[0] for query in captured])
    assert (len(asked[0]), asked[1:]) == (1, [asked[0]] * 3)


def say(shared, **facts):
    link = share_links.find_link(shared.token) or shared.link
    return share_links.add_comment(link, by=LAWYER, **{"name": "Lea Lawyer", "text": "Fine.", "number": 1, **facts})


def test_a_comment_lands_in_the_storys_notes_with_the_version_that_was_read(draft, shared, editor, words):
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    note = say(shared, text="The name is\r\nspelled wrong.", mark="not_approved")
    assert Note.objects.get() == note
    assert (note.article, note.by, note.guest, note.text, note.mark, note.revision.number, note.blocking) == (
        draft,
        None,
        "Lea Lawyer",
        "The name is\nspelled wrong.",
        "not_approved",
        1,
        True,
    )
    assert visits() == [("commented", 1, "192.0.2.0/24", "Firefox on Windows", "Lea Lawyer")]
    assert ShareVisit.objects.get().note == note


def test_a_mark_says_enough_without_a_text(shared):
    assert say(shared, text="", mark="approved").get_mark_display() == "approved for accuracy"


@pytest.mark.parametrize(
    "facts",
    [
        {"text": " "},
        {"name": " "},
        {"name": "x" * 121},
        {"text": "x" * 2001},
        {"mark": "published"},
        {"number": 7},
    ],
)
def test_an_odd_comment_is_refused_and_nothing_is_kept(shared, facts):
    with pytest.raises(notes.NoteRefused):
        say(shared, **facts)
    assert (Note.objects.count(), ShareVisit.objects.count()) == (0, 0)


def test_a_link_only_to_read_takes_no_comment(draft, editor):
    shared = share_links.create(draft, by=editor, label="A source", may_comment=False)
    with pytest.raises(CommentRefused, match=sentences.COMMENTS_CLOSED):
        say(shared)
    assert Note.objects.count() == 0


def test_a_link_that_was_revoked_meanwhile_takes_no_comment(shared, editor):
    link = share_links.find_link(shared.token)
    share_links.revoke(shared.link, by=editor)
    with pytest.raises(CommentRefused, match=sentences.COMMENTS_CLOSED):
        share_links.add_comment(link, by=LAWYER, name="Lea", text="Fine.", number=1)
    assert Note.objects.count() == 0


def test_so_many_comments_an_hour_and_no_more_whoever_makes_them(draft, shared, editor, monkeypatch):
    for number in range(share_links.MAX_COMMENTS_PER_HOUR):
        say(shared, name=f"Visitor {number}")
    with pytest.raises(TooManyComments, match=sentences.ENOUGH_FOR_AN_HOUR):
        share_links.add_comment(
            shared.link, by=Visitor("198.51.100.0/24", "curl"), name="Other", text="Me too.", number=1
        )
    other = share_links.create(draft, by=editor, label="A source")
    say(other)
    assert Note.objects.count() == share_links.MAX_COMMENTS_PER_HOUR + 1
    monkeypatch.setattr(share_links, "MAX_COMMENTS_PER_HOUR", 50)
    say(shared)
    monkeypatch.setattr(share_links, "MAX_COMMENTS", share_links.MAX_COMMENTS_PER_HOUR - 39)
    with pytest.raises(TooManyComments, match="maximum number of comments"):
        say(shared)
