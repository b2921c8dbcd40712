"""The front page of a full paper: what was placed stands where it was placed, while and as long as it may."""

import copy
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section
from articles.queries.front_page import plan_front_page
from articles.services import front_page, workflow
from articles.services.front_page import CAPACITY, Placement
from tests.support.front_page import get_front_page, list_all_headlines, numbered
from tests.support.moments import from_now
from tests.support.site import add_picture, count_queries, count_uncached_queries

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


@pytest.fixture(scope="module")
def shared_twenty(newsroom, django_db_blocker):
    with django_db_blocker.unblock():
        return {name: newsroom.publish(replace(newsroom.words, headline=name)) for name in numbered(*range(20, 0, -1))}


@pytest.fixture
def twenty(db, shared_twenty):
    """Twenty stories in South Asia, about Pakistan and Afghanistan; the newest is S1."""
    return copy.deepcopy(shared_twenty)


@pytest.fixture
def printed(publish, words):
    """Publish stories of these names, the last one the newest: {name: story}."""

    def print_them(*names, **facts):
        return {name: publish(replace(words, headline=name, **facts)) for name in names}

    return print_them


def test_the_newest_stories_fill_every_slot_while_nothing_is_placed(client, twenty):
    assert get_front_page(client) == {
        "lead": ["S1"],
        "secondary": numbered(2, 3, 4, 5, 6),
        "latest": numbered(7, 8, 9, 10, 11, 12, 13),
        "country": [("af", "S14"), ("pk", "S15")],
        "opinion": [],
        "section": {"south-asia": numbered(16, 17, 18, 19)},
        "flags": [],
    }


def test_a_story_with_a_picture_fills_the_lead_and_one_that_was_placed_needs_none(client, printed, twenty, editor):
    printed("With a picture", lead_image=add_picture().pk)
    printed("Newer, without")
    found = get_front_page(client)
    assert (found["lead"], found["secondary"][0]) == (["With a picture"], "Newer, without")
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    found = get_front_page(client)
    assert (found["lead"], found["secondary"][:2]) == (["S20"], ["With a picture", "Newer, without"])


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ("lead", {"lead": numbered(20)}),
        ("secondary", {"secondary": numbered(20, 2, 3, 4, 5)}),
        ("opinion", {"opinion": numbered(20)}),
        ("section", {"section": {"south-asia": numbered(20, 16, 17, 18)}}),
    ],
)
def test_a_story_stands_first_in_the_slot_that_it_was_placed_in_and_nowhere_else(
    client, twenty, section, editor, slot, expected
):
    before = get_front_page(client)
    place = Placement(slot, article=twenty["S20"].pk, section=section.pk if slot == "section" else None)
    front_page.save_layout([place], by=editor)
    after = get_front_page(client)
    assert {name: after[name] for name in expected} == expected
    assert (list_all_headlines(before).count("S20"), list_all_headlines(after).count("S20")) == (0, 1)
    assert max(Counter(list_all_headlines(after)).values()) == 1


def test_a_full_arrangement_stands_as_it_was_made_in_its_order(client, twenty, section, editor):
    keys = {name: story.pk for name, story in twenty.items()}
    places = [Placement("section", article=keys[name], section=section.pk) for name in numbered(3, 1, 20, 2)]
    places += [Placement("opinion", article=keys[name]) for name in numbered(7, 5, 8, 6)]
    places += [Placement("secondary", article=keys[name]) for name in numbered(13, 9, 12, 10, 11)]
    places += [Placement("lead", article=keys["S4"])]
    places += [Placement("country", country=code) for code in ("TV", "AF", "CN", "PK", "UZ")]
    front_page.save_layout(places, by=editor)
    found = get_front_page(client)
    assert found == {
        "lead": ["S4"],
        "secondary": numbered(13, 9, 12, 10, 11),
        "latest": numbered(14, 15, 16, 17, 18, 19),
        "country": [("tv",), ("af",), ("cn",), ("pk",), ("uz",)],
        "opinion": numbered(7, 5, 8, 6),
        "section": {"south-asia": numbered(3, 1, 20, 2)},
        "flags": [],
    }


def test_what_was_placed_is_reserved_for_its_slot_however_new_it_is(client, twenty, section, editor):
    places = [
        Placement("section", article=twenty["S1"].pk, section=section.pk),
        Placement("opinion", article=twenty["S2"].pk),
        Placement("secondary", article=twenty["S3"].pk),
    ]
    front_page.save_layout(places, by=editor)
    found = get_front_page(client)
    assert (found["lead"], found["secondary"], found["opinion"], found["section"]["south-asia"][0]) == (
        ["S4"],
        numbered(3, 5, 6, 7, 8),
        ["S2"],
        "S1",
    )


def test_a_story_may_stand_in_the_strip_of_another_section(client, twenty, editor):
    europe = Section.objects.create(name="Europe", slug="europe", position=2)
    assert "europe" not in get_front_page(client)["section"]
    front_page.save_layout([Placement("section", article=twenty["S20"].pk, section=europe.pk)], by=editor)
    assert get_front_page(client)["section"] == {"south-asia": numbered(16, 17, 18, 19), "europe": ["S20"]}


def test_opinion_fills_with_the_newest_opinion(client, printed, twenty, editor):
    opinions = printed(*(f"O{number}" for number in range(7, 0, -1)), genre="opinion")
    printed(*(f"N{number}" for number in range(13, 0, -1)))
    assert get_front_page(client)["opinion"] == ["O1", "O2", "O3", "O4"]
    front_page.save_layout(
        [Placement("opinion", article=opinions["O7"].pk), Placement("lead", article=opinions["O2"].pk)], by=editor
    )
    found = get_front_page(client)
    assert (found["lead"], found["opinion"]) == (["O2"], ["O7", "O1", "O3", "O4"])


def test_a_pin_ends_at_its_moment_without_anybodys_doing(client, twenty, editor, front_time_passes):
    places = [
        Placement("lead", article=twenty["S20"].pk, until=from_now(hours=2)),
        Placement("secondary", article=twenty["S19"].pk),
    ]
    front_page.save_layout(places, by=editor)
    seen = []
    for _hour in range(3):
        found = get_front_page(client)
        seen.append((found["lead"], found["secondary"][0]))
        front_time_passes(hours=1)
    assert seen == [(["S20"], "S19"), (["S20"], "S19"), (["S1"], "S19")]


def test_each_pin_ends_at_its_own_moment(client, twenty, editor, front_time_passes):
    places = [
        Placement("secondary", article=twenty["S20"].pk, until=from_now(hours=2)),
        Placement("secondary", article=twenty["S19"].pk, until=from_now(hours=1)),
        Placement("secondary", article=twenty["S18"].pk, until=from_now(hours=3)),
    ]
    front_page.save_layout(places, by=editor)
    seen = []
    for _hour in range(4):
        seen.append(get_front_page(client)["secondary"])
        front_time_passes(hours=1)
    assert seen == [
        numbered(20, 19, 18, 2, 3),
        numbered(20, 18, 2, 3, 4),
        numbered(18, 2, 3, 4, 5),
        numbered(2, 3, 4, 5, 6),
    ]


def test_a_planned_arrangement_takes_over_by_itself_at_its_moment(client, twenty, editor, front_time_passes):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    front_page.save_layout([Placement("lead", article=twenty["S19"].pk)], by=editor, begins_at=from_now(hours=2))
    front_page.save_layout([], by=editor, begins_at=from_now(hours=3))
    seen = []
    for _hour in range(4):
        seen.append(get_front_page(client)["lead"])
        front_time_passes(hours=1)
    assert seen == [["S20"], ["S20"], ["S19"], ["S1"]]


def test_of_arrangements_for_one_moment_the_one_made_last_holds(client, twenty, editor, front_time_passes):
    moment = from_now(hours=1)
    for name in numbered(20, 19):
        front_page.save_layout([Placement("lead", article=twenty[name].pk)], by=editor, begins_at=moment)
    before = get_front_page(client)["lead"]
    front_time_passes(hours=1)
    assert (before, get_front_page(client)["lead"]) == (["S1"], ["S19"])


def test_what_is_arranged_now_holds_until_what_was_planned_before_it_begins(client, twenty, editor, front_time_passes):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor, begins_at=from_now(hours=1))
    front_page.save_layout([Placement("lead", article=twenty["S19"].pk)], by=editor)
    before = get_front_page(client)["lead"]
    front_time_passes(hours=1)
    assert (before, get_front_page(client)["lead"]) == (["S19"], ["S20"])


def test_an_earlier_arrangement_goes_on_when_the_later_one_is_withdrawn_before_it_begins(
    client, twenty, editor, front_time_passes
):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    planned = [
        front_page.save_layout([Placement("lead", article=twenty[name].pk)], by=editor, begins_at=from_now(hours=hours))
        for hours, name in ((1, "S19"), (2, "S18"))
    ]
    front_page.cancel_layout(planned[0], by=editor)
    seen = []
    for _hour in range(3):
        seen.append(get_front_page(client)["lead"])
        front_time_passes(hours=1)
    assert seen == [["S20"], ["S20"], ["S18"]]


def test_a_scheduled_story_stands_in_its_slot_from_its_moment_on(client, twenty, scheduled, editor, front_time_passes):
    front_page.save_layout([Placement("lead", article=scheduled.pk)], by=editor)
    seen = []
    for _hour in range(3):
        found = get_front_page(client)
        seen.append((found["lead"], list_all_headlines(found).count(scheduled.headline)))
        front_time_passes(hours=1)
    assert seen == [(["S1"], 0), (["S1"], 0), ([scheduled.headline], 1)]


def test_an_embargoed_story_does_not_stand_in_its_slot_before_its_embargo(
    client, twenty, approved, publisher, editor, front_time_passes
):
    Article.objects.filter(pk=approved.pk).update(embargo=from_now(hours=2))
    approved.refresh_from_db()
    story = workflow.schedule(approved, by=publisher, at=from_now(hours=2, minutes=1))
    front_page.save_layout([Placement("secondary", article=story.pk)], by=editor)
    seen = []
    for _hour in range(4):
        seen.append(get_front_page(client)["secondary"][0])
        front_time_passes(hours=1)
    assert seen == ["S2", "S2", "S2", story.headline]


@pytest.mark.parametrize("leave", ["retract", "kill"])
def test_a_story_that_is_taken_away_leaves_its_slot_and_the_slot_fills(client, twenty, editor, publisher, leave):
    front_page.save_layout(
        [Placement("lead", article=twenty["S20"].pk), Placement("secondary", article=twenty["S19"].pk)], by=editor
    )
    before = get_front_page(client)
    for name in numbered(20, 19):
        getattr(workflow, leave)(twenty[name], by=publisher, reason="It was invented.")
    after = get_front_page(client)
    assert (before["lead"], before["secondary"]) == (["S20"], numbered(19, 1, 2, 3, 4))
    assert (after["lead"], after["secondary"]) == (["S1"], numbered(2, 3, 4, 5, 6))
    assert {"S19", "S20"} & set(list_all_headlines(after)) == set()


def test_a_story_that_is_reinstated_is_in_its_slot_again(client, twenty, editor, publisher):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    workflow.retract(twenty["S20"], by=publisher, reason="It was invented.")
    retracted = get_front_page(client)["lead"]
    workflow.reinstate(twenty["S20"], by=publisher, reason="It was true.")
    assert (retracted, get_front_page(client)["lead"]) == (["S1"], ["S20"])


def test_a_story_that_is_unscheduled_does_not_come(client, twenty, scheduled, editor, publisher, front_time_passes):
    front_page.save_layout([Placement("lead", article=scheduled.pk)], by=editor)
    workflow.unschedule(scheduled, by=publisher)
    before = get_front_page(client)["lead"]
    front_time_passes(hours=3)
    assert (before, get_front_page(client)["lead"]) == (["S1"], ["S1"])


def test_new_words_stand_in_the_slot_as_soon_as_they_are_public(client, twenty, words, republish, editor):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    before = get_front_page(client)["lead"]
    republish(twenty["S20"], replace(words, headline="S20 again"))
    assert (before, get_front_page(client)["lead"]) == (["S20"], ["S20 again"])


def test_the_page_can_be_composed_as_it_will_be_at_any_moment(client, twenty, scheduled, editor, front_time_passes):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk, until=from_now(hours=1))], by=editor)
    planned = [
        Placement("lead", article=scheduled.pk),
        Placement("secondary", article=twenty["S18"].pk, until=from_now(hours=4)),
    ]
    front_page.save_layout(planned, by=editor, begins_at=from_now(hours=3))
    foreseen = [plan_front_page(from_now(hours=hours, minutes=1)) for hours in range(5)]
    seen = []
    for _hour in range(5):
        found = get_front_page(client)
        seen.append((found["lead"], found["secondary"]))
        front_time_passes(hours=1, minutes=1 / 60)
    headlines = dict(Article.objects.values_list("pk", "headline"))
    composed = [([headlines[one.lead]], [headlines[key] for key in one.secondaries]) for one in foreseen]
    assert composed == seen
    assert [lead for lead, _secondaries in seen] == [
        ["S20"],
        ["S1"],
        [scheduled.headline],
        [scheduled.headline],
        [scheduled.headline],
    ]


def test_before_the_first_story_the_page_was_empty(twenty, editor):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk)], by=editor)
    assert plan_front_page(timezone.now() - timedelta(days=1)).keys == []


def test_a_full_arrangement_costs_the_names_and_countries_that_it_shows_and_no_more(client, twenty, section, editor):
    keys = iter([story.pk for story in twenty.values()])
    places = [
        Placement(slot, article=next(keys)) for slot in ("lead", "secondary", "opinion") for _n in range(CAPACITY[slot])
    ]
    places += [Placement("section", article=next(keys), section=section.pk) for _n in range(4)]
    places += [Placement("country", country=code) for code in ("PK", "AF", "CN", "IN", "IR")]
    front_page.save_layout(places[:1], by=editor)
    one = count_uncached_queries(client, "/")
    front_page.save_layout(places, by=editor)
    assert (one, count_uncached_queries(client, "/")) == (9, 9)


def test_a_cached_front_page_costs_one_query_until_a_pin_ends(client, twenty, editor, front_time_passes):
    front_page.save_layout([Placement("lead", article=twenty["S20"].pk, until=from_now(hours=1))], by=editor)
    first = count_queries(client, "/")
    counts = [count_queries(client, "/"), count_queries(Client(), "/")]
    front_time_passes(hours=1)
    assert (first > 1, counts) == (True, [1, 1])
    assert count_queries(client, "/") > 1
    assert count_queries(client, "/") == 1
