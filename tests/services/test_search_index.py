"""What stands in the index of search: all that is public, from its moment on and as long as it is, and nothing else."""

import datetime
from dataclasses import replace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from articles.domain.document import CreditLine, Document
from articles.lib.text import search_query
from articles.models import Article, Author, SearchWord
from articles.queries import checks, search
from articles.services import editing, publication, workflow
from tests.support.searching import (
    ask_archive,
    paragraphs_html,
    rank_headlines,
    read_index,
    search_headlines,
    suggest_spelling,
)

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


def test_a_better_place_for_a_word_ranks_higher(publish, section, author):
    Author.objects.filter(pk=author.pk).update(name="Gauge Khan")
    filler = paragraphs_html("Many other words stand here.")
    plain = Document(headline="Plain", section=section.pk, body=filler)
    publish(replace(plain, headline="Body", body=paragraphs_html("Many other words stand gauge.")))
    publish(replace(plain, headline="Person", credits=(CreditLine(author.pk),)))
    publish(replace(plain, headline="Standfirst", standfirst="Gauge"))
    publish(replace(plain, headline="Gauge"))
    for number in range(6):
        publish(replace(plain, headline=f"Filler{number}"))
    order = rank_headlines("gauge")
    assert (order[0], order[-1], sorted(order)) == ("Gauge", "Body", ["Body", "Gauge", "Person", "Standfirst"])


def test_of_equals_the_newer_comes_first(publish, section):
    same = Document(headline="Gauge", section=section.pk, body=paragraphs_html("Words."))
    stories = [publish(same) for _number in range(3)]
    found = search.read_by_relevance(ask_archive("gauge"), size=20).matches
    assert [match.story for match in found] == [story.pk for story in reversed(stories)]


def test_a_word_deep_in_a_long_story_is_found_and_so_is_a_phrase_of_common_words(publish, section):
    paragraphs = [f"On day {number} the water rose and the dam held." for number in range(400)]
    paragraphs.append("Then the minister came to the gauge.")
    publish(Document(headline="Long", section=section.pk, body=paragraphs_html(*paragraphs)))
    asked = ["gauge", '"minister came"', '"the minister"', '"to the gauge"', '"the gauge came"', '"day 399"']
    assert {text: search_headlines(text) for text in asked} == {
        **{key: ["Long"] for key in asked},
        '"the gauge came"': [],
    }


def test_a_phrase_at_the_end_of_a_very_long_story_is_found_and_another_is_not(publish, section):
    paragraphs = [" ".join(f"w{number}x{place}" for place in range(100)) for number in range(200)]
    paragraphs.append("Alpha beta gamma delta.")
    publish(Document(headline="Endless", section=section.pk, body=paragraphs_html(*paragraphs)))
    asked = ["gamma", '"beta gamma"', '"gamma beta"', '"alpha gamma"']
    assert [search_headlines(text) for text in asked] == [["Endless"], ["Endless"], [], []]


def test_a_story_of_as_many_different_words_as_a_body_may_have_can_be_published(publish, section):
    body = paragraphs_html(" ".join(f"wort{number}abcdef" for number in range(60_000)))
    publish(Document(headline="Dictionary", section=section.pk, body=body))
    # What stands beyond what the indexes take is found on neither database.
    assert [search_headlines("wort59999abcdef"), search_headlines("wort0abcdef")] == [[], ["Dictionary"]]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=120))
@example("ᾳ’s ŉ ǰ ﷺ ½ \u0640 हिन्दी \U0001e900\U0001e922")
@example("a" * 119)
def test_whatever_a_story_says_can_be_published_and_found_by_what_it_says(publish, section, text):
    kept = Document(headline="Odd " + text, section=section.pk, body="<p>x</p>").cleaned()
    assume(not any(one.blocking for one in checks.run_checks(kept)))  # "TK" by chance is a text that nobody may publish
    story = publish(kept)
    question = search_query.parse_query(f'"{kept.headline.replace(chr(34), " ")}"'[:200])
    words = [word for term in question.wanted for word in term.folded]
    assert words[0] == "odd"
    if len(question.wanted) == 1 and not set(kept.headline) & set('"“”«»'):
        assert story in search.find_matches(question)


def test_a_draft_a_story_in_review_and_an_approved_one_are_found_by_nobody(words, reporter, editor):
    story = editing.create(words, by=reporter)
    seen = [read_index()]
    story = workflow.submit(story, by=reporter)
    seen.append(read_index())
    workflow.approve(story, by=editor, seen=story.head.number)
    seen.append(read_index())
    assert seen == [([], {})] * 3


def test_a_story_is_found_as_soon_as_it_is_published(approved, publisher):
    before = search_headlines("gauge")
    workflow.publish(approved, by=publisher)
    assert (before, search_headlines("gauge")) == ([], [approved.headline])


class Stop(Exception):
    """Ends a transaction without keeping anything."""


@pytest.mark.parametrize(
    "move",
    [
        lambda story, by: workflow.retract(story, by=by, reason="Invented."),
        lambda story, by: workflow.kill(story, by=by, reason="A court said so."),
    ],
    ids=["retract", "kill"],
)
def test_a_story_leaves_the_index_with_its_move_and_stays_when_the_move_is_undone(published, publisher, move):
    before = read_index()
    with pytest.raises(Stop), transaction.atomic():
        move(published, publisher)
        inside = read_index()
        raise Stop
    published.refresh_from_db()
    undone = read_index()
    move(published, publisher)
    assert before[0] == [published.pk]
    assert (inside, undone, read_index()) == (([], {}), before, ([], {}))
    assert (search_headlines("gauge"), suggest_spelling("guage")) == ([], {})


@pytest.mark.parametrize("leave", [workflow.retract, workflow.kill])
def test_a_reinstated_story_is_found_again_under_the_same_words(published, publisher, leave):
    before = read_index()
    leave(published, by=publisher, reason="A mistake.")
    gone = search_headlines("gauge")
    workflow.reinstate(published, by=publisher, reason="It was true.")
    assert (gone, search_headlines("gauge"), read_index()) == ([], [published.headline], before)


def test_a_publication_that_is_undone_leaves_nothing_in_the_index(approved, publisher):
    with pytest.raises(Stop), transaction.atomic():
        workflow.publish(approved, by=publisher)
        inside = search_headlines("gauge")
        raise Stop
    assert (inside, search_headlines("gauge"), read_index()) == ([approved.headline], [], ([], {}))


def test_a_scheduled_story_enters_when_it_is_settled_and_never_when_it_is_unscheduled(
    client, scheduled, publisher, time_passes
):
    waiting = (search_headlines("gauge"), read_index())
    time_passes(hours=1)
    client.get("/")
    waiting_still = (search_headlines("gauge"), read_index())
    time_passes(hours=1)
    client.get("/")
    assert waiting == waiting_still == ([], ([], {}))
    assert (search_headlines("gauge"), read_index()[0]) == ([scheduled.headline], [scheduled.pk])


def test_an_unscheduled_story_is_not_in_the_index(client, scheduled, publisher, time_passes):
    workflow.unschedule(scheduled, by=publisher)
    time_passes(hours=3)
    client.get("/")
    assert (search_headlines("gauge"), read_index()) == ([], ([], {}))


def test_a_scheduled_change_is_found_from_its_moment_on(
    client, published, words, reporter, editor, publisher, time_passes
):
    story = editing.edit(published, replace(words, headline="A lake"), by=reporter, base=published.head.number)
    story = workflow.submit(story, by=reporter)
    story = workflow.approve(story, by=editor, seen=story.head.number)
    workflow.schedule(
        story, by=publisher, at=timezone.now() + datetime.timedelta(hours=1), kind="fix", note="A typing error."
    )
    before = (search_headlines("lake"), search_headlines("river gauge"))
    time_passes(hours=1)
    client.get("/")
    assert before == ([], [published.headline])
    assert (search_headlines("lake"), search_headlines("river gauge")) == (["A lake"], [])


def test_a_draft_of_a_live_story_is_not_found_and_its_correction_is(published, words, reporter, editor, publisher):
    new = replace(words, headline="A lake", body="<p>Corrected.</p>")
    story = editing.edit(published, new, by=reporter, base=published.head.number)
    story = workflow.submit(story, by=reporter)
    story = workflow.approve(story, by=editor, seen=story.head.number)
    before = [search_headlines(text) for text in ("lake", "corrected", "engineers")]
    workflow.publish_with_correction(story, by=publisher, kind="correction", text="It was a lake.")
    assert before == [[], [], [published.headline]]
    assert [search_headlines(text) for text in ("lake", "corrected", "engineers")] == [["A lake"], ["A lake"], []]
    assert SearchWord.objects.filter(word="engineers").exists() is False


def test_an_author_is_found_under_a_new_name_and_no_longer_under_the_old(client, published, publisher, author):
    before = [search_headlines(text) for text in ("zarmina", "begum")]
    client.force_login(publisher)
    typed = {"name": "Gulalai Begum", "slug": author.slug, "bio": "", "based_in": "", "user": ""}
    answer = client.post(reverse("admin:articles_author_change", args=[author.pk]), typed)
    assert answer.status_code == 302
    assert before == [[published.headline], []]
    assert [search_headlines(text) for text in ("zarmina", "begum")] == [[], [published.headline]]


def test_what_the_index_counts_is_how_many_stories_have_a_word(publish, words, publisher):
    stories = [publish(replace(words, headline=headline)) for headline in ("Alpha beta beta", "Beta gamma")]
    counted = dict(SearchWord.objects.filter(word__in=["alpha", "beta", "gamma"]).values_list("word", "stories"))
    workflow.retract(stories[0], by=publisher, reason="Invented.")
    left = dict(SearchWord.objects.filter(word__in=["alpha", "beta", "gamma"]).values_list("word", "stories"))
    assert (counted, left) == ({"alpha": 1, "beta": 2, "gamma": 1}, {"beta": 1, "gamma": 1})


def test_of_two_that_are_as_near_the_commoner_is_meant(publish, words):
    for headline in ("Water", "Water", "Wader"):
        publish(replace(words, headline=headline))
    assert suggest_spelling("waxer") == {"waxer": "water"}


def test_what_is_meant_is_never_a_word_that_the_public_may_not_read(words, reporter, published, publisher):
    editing.create(replace(words, headline="Kryptonite"), by=reporter)
    assert (suggest_spelling("kriptonite"), suggest_spelling("guage")) == ({}, {"guage": "gauge"})
    workflow.retract(published, by=publisher, reason="Invented.")
    assert (suggest_spelling("guage"), SearchWord.objects.count()) == ({}, 0)


def test_a_story_in_which_somebody_has_two_parts_is_found_by_their_new_name(publish, words, author):
    twice = tuple(CreditLine(author.pk, role) for role in ("writer", "photographer"))
    story = publish(replace(words, credits=twice))
    Author.objects.filter(pk=author.pk).update(name="Quintilla Renamed")
    publication.reindex(Article.objects.filter(credits__author=author.pk))
    assert search_headlines("quintilla") == [story.headline]
    assert search.compare_index() == {"missing": [], "surplus": []}
