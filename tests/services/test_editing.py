"""How words come in: created, edited, restored, refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document, InvalidDocument
from articles.models import Article, AuditEntry, Author, FormerSlug, Revision, Tag
from articles.queries import policy
from articles.services import editing, workflow
from articles.services.editing import Particulars
from articles.services.revisions import StaleDocument

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def test_a_new_story_is_a_draft_with_its_words_in_revision_one(draft, words):
    revision = Revision.objects.get()
    assert (revision.number, revision.document, draft.head) == (1, words.cleaned(), revision)
    assert (draft.standing, draft.stage, draft.live) == ("unpublished", "draft", None)


def test_the_public_record_of_a_draft_is_its_head(draft, words, section, author):
    story = Article.objects.get()
    assert (story.headline, story.label, story.genre, story.section) == (
        words.headline,
        words.label,
        "analysis",
        section,
    )
    assert [(credit.author, credit.role) for credit in story.credits.all()] == [(author, "writer")]
    mentions = story.country_mentions.values_list("country_id", "role", "position")
    assert list(mentions) == [("PK", "about", 0), ("AF", "about", 1), ("CN", "mentioned", 2)]
    assert sorted(story.tags.names()) == ["Diplomacy", "Water"]
    assert story.words == 8


def test_a_draft_of_a_live_story_leaves_the_public_record_alone(published, reporter, words):
    editing.edit(published, replace(words, headline="New", tags=(), countries=(), credits=()), by=reporter, base=1)
    story = Article.objects.get()
    assert (story.headline, story.live.number, story.head.number, story.stage) == (words.headline, 1, 2, "draft")
    assert (story.tags.count(), story.country_mentions.count(), story.credits.count()) == (2, 3, 1)


def test_unchanged_words_make_no_revision(in_review, reporter, words):
    story = editing.edit(in_review, words, by=reporter, base=1)
    assert (Revision.objects.count(), story.stage) == (1, "in_review")


def test_a_stale_text_is_refused_with_both_texts_kept(draft, reporter, editor, words):
    editing.edit(draft, replace(words, headline="First"), by=editor, base=1)
    mine = replace(words, headline="Second")
    with pytest.raises(StaleDocument) as stale:
        editing.edit(draft, mine, by=reporter, base=1)
    assert (stale.value.head.document.headline, stale.value.yours) == ("First", mine)
    assert Revision.objects.count() == 2
    assert editing.edit(draft, mine, by=reporter, base=2).head.document.headline == "Second"


def test_an_older_version_is_restored_by_appending_it(draft, reporter, words):
    story = editing.edit(draft, replace(words, headline="Worse"), by=reporter, base=1)
    story = editing.restore(story, Revision.objects.get(number=1), by=reporter)
    assert (story.head.number, story.head.document, story.head.note) == (3, words.cleaned(), "Restored from version 1")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"headline": "  "}, "headline"),
        ({"headline": "x" * 251}, "headline"),
        ({"genre": "gossip"}, "genre"),
        ({"tags": ("x" * 101,)}, "tags"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_words_that_can_not_be_kept_are_refused_with_a_sentence(change, field, words, reporter):
    with pytest.raises(InvalidDocument) as refused:
        editing.create(replace(words, **change), by=reporter)
    assert list(refused.value.problems) == [field]
    assert (Article.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_every_path_into_a_revision_is_sanitised(words, reporter):
    hostile = (
        '<p onclick="x()">A<script>b</script></p><iframe src="https://e.example"></iframe><a href="javascript:x">c</a>'
    )
    story = editing.create(replace(words, body=hostile), by=reporter)
    assert story.head.document.body == "<p>A</p><a>c</a>"


def test_only_those_who_write_may_begin_a_story(words, publisher, outsider):
    with pytest.raises(policy.PermissionRefused):
        editing.create(words, by=outsider)
    assert editing.create(words, by=publisher).pk


def test_a_reporter_changes_no_other_reporters_story(draft, words, editor, outsider, reporter):
    other = type(reporter).objects.create_user("rosa", is_staff=True)
    other.groups.set(reporter.groups.all())
    changed = replace(words, headline="Mine now")
    with pytest.raises(policy.PermissionRefused, match="another reporter’s story"):
        editing.edit(draft, changed, by=other, base=1)
    Author.objects.filter(slug="zarmina-yousaf").update(user=other)
    assert editing.edit(draft, changed, by=other, base=1).head.number == 2


def test_a_reporter_can_not_take_an_approved_story_off_its_way(approved, scheduled, reporter, words):
    with pytest.raises(policy.PermissionRefused, match="Ask an editor to send it back"):
        editing.edit(scheduled, replace(words, headline="One more thing"), by=reporter, base=1)
    assert Article.objects.get().stage == "scheduled"


def test_nobody_writes_in_a_spiked_story(draft, editor, words):
    workflow.spike(draft, by=editor)
    with pytest.raises(policy.PermissionRefused, match="Unspike it before"):
        editing.edit(draft, replace(words, headline="Back"), by=editor, base=1)


@pytest.fixture
def republish(reporter, editor, publisher):
    """Publish a change to a published story as a silent fix."""

    def change(story, document):
        story = editing.edit(story, document, by=reporter, base=story.head.number)
        story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=story.head.number)
        overriding = {workflow.ANY_CHECK: "Few words will do."}
        return workflow.publish_fix(story, by=publisher, reason="A better one.", overriding=overriding)

    return change


def test_two_stories_with_one_headline_have_two_addresses(words, publish):
    slugs = [publish(words).slug for _ in range(3)]
    assert slugs == [
        "two-ministries-agree-on-one-river-gauge",
        "two-ministries-agree-on-one-river-gauge-2",
        "two-ministries-agree-on-one-river-gauge-3",
    ]


def test_a_standing_headline_costs_the_tenth_story_no_more_than_the_second(words, publish):
    costs = []
    for _ in range(10):
        with CaptureQueriesContext(connection) as captured:
            publish(words)
        costs.append(len(captured))
    assert costs[9] == costs[1]


def test_a_number_at_the_end_of_an_address_is_no_reason_to_refuse_another(words, publish, republish):
    story = publish(replace(words, slug="budget-2024"))
    assert republish(story, replace(words, slug="budget")).slug == "budget"


def test_a_numbered_address_stays_while_another_story_has_the_plain_one(words, publish, republish):
    first, second = (publish(replace(words, slug="gauge")) for _ in range(2))
    edited = republish(second, replace(words, slug="gauge", body="<p>More.</p>"))
    assert edited.slug == f"{first.slug}-2"


def test_a_headline_that_has_used_up_its_numbers_still_has_an_address(words, publish):
    first = publish(words)
    for number in range(2, 50):
        FormerSlug.objects.create(article=first, slug=f"{first.slug}-{number}")
    story = publish(words)
    assert story.slug == f"{first.slug}-{story.pk}"


def test_a_drafts_address_follows_its_headline_and_a_published_one_stays(draft, published, reporter, words):
    story = editing.edit(published, replace(words, headline="Another headline"), by=reporter, base=1)
    assert story.slug == "two-ministries-agree-on-one-river-gauge"


def test_an_unpublished_story_leaves_no_old_address(draft, reporter, editor, publisher, words):
    story = editing.edit(draft, replace(words, headline="Another headline"), by=reporter, base=1)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=2)
    story = workflow.publish(story, by=publisher, overriding={workflow.ANY_CHECK: "Few words will do."})
    assert (story.slug, FormerSlug.objects.count()) == ("another-headline", 0)


def test_an_address_that_once_was_public_is_never_given_away(published, republish, publish, words):
    story = republish(published, replace(words, slug="gauge"))
    assert list(FormerSlug.objects.values_list("slug", "article")) == [
        ("two-ministries-agree-on-one-river-gauge", story.pk)
    ]
    assert publish(words).slug == "two-ministries-agree-on-one-river-gauge-2"


def test_a_headline_without_a_letter_still_has_an_address(words, publish):
    assert publish(replace(words, headline="!?")).slug == "story"


def test_urdu_headlines_and_tags_keep_their_script(words, publish):
    story = publish(replace(words, headline="دریا کا پانی", tags=("پانی",), language="ur"))
    assert (story.slug, [tag.slug for tag in story.tags.all()]) == ("دریا-کا-پانی", ["پانی"])


def test_tags_differ_not_by_case(words, reporter):
    editing.create(replace(words, tags=("Water",)), by=reporter)
    story = editing.create(replace(words, tags=("water", "WATER", "South Africa")), by=reporter)
    assert (sorted(story.tags.names()), Tag.objects.count()) == (["South Africa", "Water"], 2)


def test_references_that_are_gone_do_not_break_a_story(words, reporter):
    gone = replace(words, credits=(CreditLine(999),), section=999, lead_image=999, countries=())
    story = editing.create(gone, by=reporter)
    assert (story.credits.count(), story.section, story.lead_image) == (0, None, None)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("QQ", "No country has the code “QQ”. The nearest are"),
        (
            "AN",
            "The code “AN” was split; today’s countries are CW (Curaçao), SX (Sint Maarten), BQ (Caribbean Netherlands).",
        ),
    ],
)
def test_a_code_that_no_country_has_is_refused_and_the_nearest_are_offered(words, reporter, code, sentence):
    with pytest.raises(InvalidDocument) as refused:
        editing.create(replace(words, countries=(CountryLine(code),)), by=reporter)
    assert refused.value.problems["countries"].startswith(sentence)
    assert Article.objects.count() == 0


def test_a_code_that_was_renamed_is_kept_as_the_one_of_today(words, reporter):
    story = editing.create(replace(words, countries=(CountryLine("BU"), CountryLine("MM"))), by=reporter)
    assert [(line.code, line.role) for line in story.newest.document.countries] == [("MM", "about")]


def test_what_was_kept_under_a_retired_code_is_read_under_the_one_of_today(words):
    kept = {**words.to_json(), "countries": [{"code": "ZR", "role": "mentioned"}, {"code": "CD", "role": "about"}]}
    assert Document.from_json(kept).countries == (CountryLine("CD", "about"),)


def test_the_same_file_is_noticed(words, reporter):
    story = editing.create_filed(words.cleaned(), by=reporter, digest="a" * 64, suggestions=[])
    with pytest.raises(editing.AlreadyFiled) as refused:
        editing.create_filed(words.cleaned(), by=reporter, digest="a" * 64, suggestions=[])
    assert refused.value.article == story
    assert editing.create_filed(words.cleaned(), by=reporter, digest="b" * 64, suggestions=[]).pk


def test_particulars_are_kept_and_logged(draft, reporter, words):
    embargo = timezone.now() + timedelta(days=1)
    story = editing.edit(
        draft, words, by=reporter, base=1, particulars=Particulars(slugline="gauge-1", embargo=embargo)
    )
    assert (story.slugline, story.embargo, Revision.objects.count()) == ("gauge-1", embargo, 1)
    assert AuditEntry.objects.latest("pk").action == "particulars"


def test_a_document_survives_its_json(words):
    assert Document.from_json(words.to_json()) == words


def test_an_edit_and_its_suggestions_cost_a_fixed_number_of_queries(words, reporter, django_assert_num_queries):
    story = editing.create(words, by=reporter)
    changed = words.replace(headline="Three ministries agree on one river gauge")
    # PostgreSQL takes a lock that SQLite, with one writer at a time, doesn't need.
    with django_assert_num_queries({"sqlite": 24, "postgresql": 25}[connection.vendor]):
        editing.edit(story, changed, by=reporter, base=1, decisions={})
    with django_assert_num_queries(0):
        editing.suggest_countries(changed.cleaned())
