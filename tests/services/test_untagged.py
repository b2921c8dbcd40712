"""Stories without a country: which ones there are, and what is decided on them without touching a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.models import Article, AuditEntry, CountrySuggestion, Edition, NoCountryDecision
from articles.queries import policy
from articles.services import assignments, editing, workflow
from articles.services.revisions import StaleDocument

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
AFGHANISTAN = (CountryLine("AF"), CountryLine("IR", "mentioned"))
DECIDED = {"AF": "accepted_about", "IR": "accepted_mentioned", "PK": "refused"}


@pytest.fixture
def untagged(words):
    return replace(words, headline="Kabul and Islamabad agree", countries=())


@pytest.fixture
def loose(untagged, reporter):
    return editing.create(untagged, by=reporter)


@pytest.fixture
def live(untagged, publish):
    return publish(untagged)


def queue():
    return list(Article.objects.untagged().order_by("pk"))


def codes(story):
    return list(story.country_mentions.values_list("country", "role"))


def decided():
    return {row.country_id: (row.decision, row.by and row.by.username) for row in CountrySuggestion.objects.all()}


def log(story):
    return list(AuditEntry.objects.filter(article=story).order_by("pk").values_list("action", "details"))


def test_drafts_and_what_readers_see_wait_for_a_country(loose, live, publish, words):
    publish(words)
    assert queue() == [loose, live]


def test_a_story_that_somebody_has_is_not_offered(untagged, reporter, editor, publisher, publish):
    story = editing.create(untagged, by=reporter)
    seen = [queue()]
    for move in (
        lambda: workflow.submit(story, by=reporter),
        lambda: workflow.approve(story, by=editor, seen=1),
        lambda: workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(hours=1)),
        lambda: workflow.spike(workflow.unschedule(story, by=publisher), by=editor),
        lambda: workflow.unspike(story, by=editor),
    ):
        move()
        seen.append(queue())
    assert seen == [[story], [], [], [], [], [story]]


def test_a_public_story_with_a_draft_and_a_withdrawn_one_are_not_offered(live, untagged, reporter, publisher):
    assert queue() == [live]
    editing.edit(live, replace(untagged, headline="Kabul"), by=reporter, base=1)
    assert queue() == []
    editing.edit(live, untagged, by=reporter, base=2)
    workflow.retract(live, by=publisher, reason="It was wrong.")
    assert queue() == []


def test_a_draft_is_tagged_by_an_ordinary_version(loose, editor):
    editing.tag_countries(loose, AFGHANISTAN, by=editor, base=1, decisions=DECIDED)
    story = Article.objects.get()
    assert codes(story) == [("AF", "about"), ("IR", "mentioned")]
    assert (story.stage, story.newest.number, story.newest.by, queue()) == ("draft", 2, editor, [])
    assert {code: decided()[code] for code in DECIDED} == {code: (said, "edith") for code, said in DECIDED.items()}
    assert log(story) == [("created", {}), ("edited", {"refused": ["PK"]})]


def test_a_live_story_is_tagged_for_its_readers_and_the_refusals_are_logged(live, publisher):
    edition = Edition.objects.get().number
    editing.tag_countries(live, AFGHANISTAN, by=publisher, base=1, decisions=DECIDED)
    story = Article.objects.published().get()
    assert (codes(story), story.publicly_updated_at, queue()) == ([("AF", "about"), ("IR", "mentioned")], None, [])
    assert {code: decided()[code] for code in DECIDED} == {code: (said, "paul") for code, said in DECIDED.items()}
    assert log(story)[-2:] == [
        ("tag_countries", {"countries": [[], ["AF", "IR"]]}),
        ("particulars", {"refused": ["PK"]}),
    ]
    assert Edition.objects.get().number == edition + 1


def test_who_is_on_a_live_story_stays_on_it_when_its_countries_change(live, publisher, reporter):
    due = timezone.now() + timedelta(hours=2)
    assignments.assign(live, to=reporter, due=due, by=publisher, seen=0)
    editing.tag_countries(live, AFGHANISTAN, by=publisher, base=1, decisions={})
    assert (assignments.current_assignment(live).to, assignments.current_assignment(live).due_at) == (reporter, due)


def test_what_readers_see_is_tagged_by_who_may_publish_alone(live, loose, editor, reporter, outsider):
    for person in (editor, reporter, outsider):
        with pytest.raises(policy.PermissionRefused):
            editing.tag_countries(live, AFGHANISTAN, by=person, base=1, decisions={})
        with pytest.raises(policy.PermissionRefused):
            editing.mark_no_country(live, by=person, seen=1)
    with pytest.raises(policy.PermissionRefused):
        editing.tag_countries(loose, AFGHANISTAN, by=outsider, base=1, decisions={})
    assert (set(queue()), decided()) == ({loose, live}, {})


def test_a_story_that_was_submitted_meanwhile_stays_submitted(loose, reporter, editor):
    workflow.submit(loose, by=reporter)
    for attempt in (
        lambda: editing.tag_countries(loose, AFGHANISTAN, by=editor, base=1, decisions={}),
        lambda: editing.mark_no_country(loose, by=editor, seen=1),
    ):
        with pytest.raises(workflow.MoveRefused, match="This story is no longer a draft"):
            attempt()
    loose.refresh_from_db()
    assert (loose.stage, loose.newest.number) == ("in_review", 1)


@pytest.mark.parametrize("name", ["loose", "live"])
def test_a_decision_on_words_that_have_changed_is_refused(request, name, untagged, publisher, reporter):
    story = request.getfixturevalue(name)
    editing.edit(story, replace(untagged, headline="Tehran"), by=reporter, base=1)
    for attempt in (
        lambda: editing.tag_countries(story, AFGHANISTAN, by=publisher, base=1, decisions={}),
        lambda: editing.mark_no_country(story, by=publisher, seen=1),
        lambda: editing.unmark_no_country(story, by=publisher, seen=1),
        lambda: editing.undo_tag_countries(story, by=publisher, seen=1),
    ):
        with pytest.raises(StaleDocument):
            attempt()
    assert (story.revisions.count(), NoCountryDecision.objects.count()) == (2, 0)


@pytest.mark.parametrize("name", ["loose", "live"])
def test_what_was_decided_is_taken_back_whole(request, name, publisher):
    story = request.getfixturevalue(name)
    editing.tag_countries(story, AFGHANISTAN, by=publisher, base=1, decisions=DECIDED)
    assert editing.refused_countries(story) == {"PK"}
    editing.undo_tag_countries(story, by=publisher, seen=2)
    story = Article.objects.get()
    assert (codes(story), queue(), story.newest.number) == ([], [story], 3)
    assert story.newest.document == story.revisions.get(number=1).document
    assert set(decided().values()) == {("none", None)}
    assert story.live is None or story.live == story.newest


def test_an_earlier_refusal_outlives_what_is_taken_back(loose, untagged, reporter, publisher):
    editing.edit(loose, untagged, by=reporter, base=1, decisions={"PK": "refused"})
    editing.tag_countries(loose, AFGHANISTAN, by=publisher, base=1, decisions={"AF": "accepted_about"})
    editing.undo_tag_countries(loose, by=publisher, seen=2)
    assert {code: said for code, said in decided().items() if said[1]} == {"PK": ("refused", "rana")}


def test_nobody_takes_back_what_somebody_else_did_or_what_changed_words(loose, untagged, publisher, editor):
    editing.tag_countries(loose, AFGHANISTAN, by=publisher, base=1, decisions={})
    with pytest.raises(workflow.MoveRefused, match="no change to undo"):
        editing.undo_tag_countries(loose, by=editor, seen=2)
    editing.edit(loose, replace(untagged, headline="Tehran"), by=editor, base=2)
    with pytest.raises(workflow.MoveRefused, match="no change to undo"):
        editing.undo_tag_countries(loose, by=editor, seen=3)
    assert Article.objects.get().newest.number == 3


def test_a_first_version_can_not_be_taken_back(loose, reporter):
    with pytest.raises(workflow.MoveRefused, match="no change to undo"):
        editing.undo_tag_countries(loose, by=reporter, seen=1)


@pytest.mark.parametrize("name", ["loose", "live"])
def test_a_story_that_concerns_no_country_does_not_come_back(request, name, publisher):
    story = request.getfixturevalue(name)
    edited_at, edition = story.last_edited_at, Edition.objects.filter(pk=1).values()
    before = list(edition)
    for _ in range(2):
        editing.mark_no_country(story, by=publisher, seen=1)
    assert (queue(), NoCountryDecision.objects.get().by, log(story)[-1]) == ([], publisher, ("no_country", {}))
    assert set(decided().values()) == {("none", None)}
    for _ in range(2):
        editing.unmark_no_country(story, by=publisher, seen=1)
    actions = [action for action, _details in log(story)]
    assert (queue(), actions[-2:]) == ([story], ["no_country", "country_after_all"])
    story.refresh_from_db()
    assert (story.newest.number, story.last_edited_at, list(edition.all())) == (1, edited_at, before)


def test_new_words_are_looked_at_anew(loose, untagged, editor, reporter):
    editing.mark_no_country(loose, by=editor, seen=1)
    assert queue() == []
    editing.edit(loose, replace(untagged, headline="Kabul"), by=reporter, base=1)
    assert queue() == [loose]


def test_a_story_with_countries_concerns_some(draft, editor):
    with pytest.raises(workflow.MoveRefused, match="has countries"):
        editing.mark_no_country(draft, by=editor, seen=1)
