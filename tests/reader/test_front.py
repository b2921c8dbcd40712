"""The front page: what editors placed stands where they placed it, the newest stories fill the rest, no story stands twice."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import arranging, drafting, workflow
from articles.arranging import ROOM, Place
from articles.document import CountryLine
from articles.models import Article, Section
from articles.reader.front import compose
from tests.reader.paper import hang, queries
from tests.test_arranging import front_time_passes, later

__all__ = ["front_time_passes"]
pytestmark = pytest.mark.django_db

_PART = re.compile(
    r'class="(opening-lead|opening-under|opening-seconds|opening-latest|country-strip|strip opinion|strips)"'
)
_HEADLINE = re.compile(r'class="card-headline"[^>]*><a href="[^"]*">(.*?)</a>')


def page(client, address="/"):
    """The front page as readers get it: its slots with their headlines; countries and sections with their addresses."""
    response = client.get(address)
    assert response.status_code == 200
    pieces = _PART.split(response.content.decode().partition("<main")[2])
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    heads = {name: [unescape(words) for words in _HEADLINE.findall(piece)] for name, piece in parts.items()}
    columns = parts.get("country-strip", "").split('class="country-column"')[1:]
    strips = parts.get("strips", "").split('<section class="strip"')[1:]
    return {
        "lead": heads.get("opening-lead", []),
        "secondary": heads.get("opening-seconds", []) + heads.get("opening-under", []),
        "latest": heads.get("opening-latest", []),
        "country": [
            (re.search(r"/country/(\w\w)/", column)[1], *map(unescape, _HEADLINE.findall(column))) for column in columns
        ],
        "opinion": heads.get("strip opinion", []),
        "section": {re.search(r"/section/([-\w]+)/", strip)[1]: _HEADLINE.findall(strip) for strip in strips},
        "flags": re.findall(r'<li><a href="[^"]*/country/(\w\w)/">', parts.get("country-strip", "")),
    }


def every_headline(found):
    """All headlines of a page, as often as they stand on it."""
    flat = [*found["lead"], *found["secondary"], *found["latest"], *found["opinion"]]
    flat += [headline for _code, *headlines in found["country"] for headline in headlines]
    return flat + [headline for strip in found["section"].values() for headline in strip]


@pytest.fixture
def printed(publish, words):
    """Publish stories of these names, the last one the newest: {name: story}."""

    def print_them(*names, **facts):
        return {name: publish(replace(words, headline=name, **facts)) for name in names}

    return print_them


@pytest.fixture
def twenty(printed):
    """Twenty stories in South Asia, about Pakistan and Afghanistan; the newest is S1."""
    return printed(*(f"S{number}" for number in range(20, 0, -1)))


def names(*numbers):
    return [f"S{number}" for number in numbers]


def test_the_newest_stories_fill_every_slot_while_nothing_is_placed(client, twenty):
    assert page(client) == {
        "lead": ["S1"],
        "secondary": names(2, 3, 4, 5, 6),
        "latest": names(7, 8, 9, 10, 11, 12, 13),
        "country": [("af", "S14"), ("pk", "S15")],
        "opinion": [],
        "section": {"south-asia": names(16, 17, 18, 19)},
        "flags": [],
    }


def test_an_empty_paper_says_so(client, section):
    assert every_headline(page(client)) == []
    assert "No story has been published yet." in client.get("/").content.decode()


def test_a_story_with_a_picture_fills_the_lead_and_one_that_was_placed_needs_none(client, printed, twenty, editor):
    printed("With a picture", lead_image=hang().pk)
    printed("Newer, without")
    found = page(client)
    assert (found["lead"], found["secondary"][0]) == (["With a picture"], "Newer, without")
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    found = page(client)
    assert (found["lead"], found["secondary"][:2]) == (["S20"], ["With a picture", "Newer, without"])


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ("lead", {"lead": names(20)}),
        ("secondary", {"secondary": names(20, 2, 3, 4, 5)}),
        ("opinion", {"opinion": names(20)}),
        ("section", {"section": {"south-asia": names(20, 16, 17, 18)}}),
    ],
)
def test_a_story_stands_first_in_the_slot_that_it_was_placed_in_and_nowhere_else(
    client, twenty, section, editor, slot, expected
):
    before = page(client)
    place = Place(slot, article=twenty["S20"].pk, section=section.pk if slot == "section" else None)
    arranging.arrange([place], by=editor)
    after = page(client)
    assert {name: after[name] for name in expected} == expected
    assert (every_headline(before).count("S20"), every_headline(after).count("S20")) == (0, 1)
    assert max(Counter(every_headline(after)).values()) == 1


def test_a_full_arrangement_stands_as_it_was_made_in_its_order(client, twenty, section, editor):
    keys = {name: story.pk for name, story in twenty.items()}
    places = [Place("section", article=keys[name], section=section.pk) for name in names(3, 1, 20, 2)]
    places += [Place("opinion", article=keys[name]) for name in names(7, 5, 8, 6)]
    places += [Place("secondary", article=keys[name]) for name in names(13, 9, 12, 10, 11)]
    places += [Place("lead", article=keys["S4"])]
    places += [Place("country", country=code) for code in ("TV", "AF", "CN", "PK", "UZ")]
    arranging.arrange(places, by=editor)
    found = page(client)
    assert found == {
        "lead": ["S4"],
        "secondary": names(13, 9, 12, 10, 11),
        "latest": names(14, 15, 16, 17, 18, 19),
        "country": [("tv",), ("af",), ("cn",), ("pk",), ("uz",)],
        "opinion": names(7, 5, 8, 6),
        "section": {"south-asia": names(3, 1, 20, 2)},
        "flags": [],
    }


def test_what_was_placed_is_kept_for_its_slot_however_new_it_is(client, twenty, section, editor):
    places = [
        Place("section", article=twenty["S1"].pk, section=section.pk),
        Place("opinion", article=twenty["S2"].pk),
        Place("secondary", article=twenty["S3"].pk),
    ]
    arranging.arrange(places, by=editor)
    found = page(client)
    assert (found["lead"], found["secondary"], found["opinion"], found["section"]["south-asia"][0]) == (
        ["S4"],
        names(3, 5, 6, 7, 8),
        ["S2"],
        "S1",
    )


@pytest.mark.parametrize("slot", ["secondary", "opinion", "section"])
def test_a_paper_whose_only_story_is_placed_below_the_lead_shows_it(client, printed, section, editor, slot):
    story = printed("Only")["Only"]
    strip = section.pk if slot == "section" else None
    arranging.arrange([Place(slot, article=story.pk, section=strip)], by=editor)
    assert every_headline(page(client)) == ["Only"]
    assert "No story has been published yet." not in client.get("/").content.decode()


def test_a_story_may_stand_in_the_strip_of_another_section(client, twenty, editor):
    europe = Section.objects.create(name="Europe", slug="europe", position=2)
    assert "europe" not in page(client)["section"]
    arranging.arrange([Place("section", article=twenty["S20"].pk, section=europe.pk)], by=editor)
    assert page(client)["section"] == {"south-asia": names(16, 17, 18, 19), "europe": ["S20"]}


def test_opinion_fills_with_the_newest_opinion(client, printed, twenty, editor):
    opinions = printed(*(f"O{number}" for number in range(7, 0, -1)), genre="opinion")
    printed(*(f"N{number}" for number in range(13, 0, -1)))
    assert page(client)["opinion"] == ["O1", "O2", "O3", "O4"]
    arranging.arrange(
        [Place("opinion", article=opinions["O7"].pk), Place("lead", article=opinions["O2"].pk)], by=editor
    )
    found = page(client)
    assert (found["lead"], found["opinion"]) == (["O2"], ["O7", "O1", "O3", "O4"])


# The country strip.


def about(*codes):
    return {"countries": tuple(CountryLine(code) for code in codes)}


@pytest.fixture
def world(printed):
    """Thirteen stories about nothing on top; below them two about Iran and China, three about India, one about Peru."""
    printed("P1", **about("PE"))
    printed("C2", "C1", **about("IR", "CN"))
    printed("I3", "I2", "I1", **about("IN"))
    printed(*(f"Top {number}" for number in range(13, 0, -1)), countries=())


def test_the_country_strip_shows_the_countries_most_written_about_each_with_a_story_of_its_own(client, world):
    found = page(client)
    assert found["country"] == [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")]
    assert found["flags"] == []


def test_countries_that_were_placed_come_first_in_their_order_and_the_others_follow(client, world, editor):
    arranging.arrange([Place("country", country="PE"), Place("country", country="IR")], by=editor)
    assert page(client)["country"] == [("pe", "P1"), ("ir", "C1"), ("in", "I1"), ("cn", "C2")]


def test_a_placed_country_shows_an_old_story_however_many_newer_ones_there_are(client, printed, editor):
    printed("About Tuvalu", **about("TV"))
    printed(*(f"N{number}" for number in range(65)), countries=())
    assert page(client)["country"] == []
    arranging.arrange([Place("country", country="TV")], by=editor)
    assert page(client)["country"] == [("tv", "About Tuvalu")]


def test_a_placed_country_stands_in_the_strip_however_many_countries_are_in_the_news(client, printed, editor):
    printed("About Zambia", **about("ZM"))
    codes = ("AE", "AF", "AL", "AM", "AR", "AT", "AU", "AZ", "BD", "BE", "BG", "BR", "CA", "CH", "CL", "CN")
    codes += ("CO", "CU", "DE", "DK", "EG", "ES", "FI", "FR")
    printed("About the world", "About the world again", **about(*codes))
    printed(*(f"N{number}" for number in range(13)), countries=())
    before = page(client)
    assert (len(before["country"]), len(before["flags"])) == (5, 9)
    assert "zm" not in [*(code for code, *_story in before["country"]), *before["flags"]]
    arranging.arrange([Place("country", country="ZM")], by=editor)
    assert page(client)["country"][0] == ("zm", "About Zambia")


def test_a_country_leaves_the_strip_when_its_pin_ends(client, world, editor, front_time_passes):
    arranging.arrange([Place("country", country="PE", until=later(hours=1))], by=editor)
    before = page(client)["country"]
    front_time_passes(hours=1)
    assert (before[0], page(client)["country"]) == (
        ("pe", "P1"),
        [("in", "I1"), ("cn", "C1"), ("ir", "C2"), ("pe", "P1")],
    )


# What the clock does.


def test_a_pin_ends_at_its_moment_without_anybodys_doing(client, twenty, editor, front_time_passes):
    places = [
        Place("lead", article=twenty["S20"].pk, until=later(hours=2)),
        Place("secondary", article=twenty["S19"].pk),
    ]
    arranging.arrange(places, by=editor)
    seen = []
    for _hour in range(3):
        found = page(client)
        seen.append((found["lead"], found["secondary"][0]))
        front_time_passes(hours=1)
    assert seen == [(["S20"], "S19"), (["S20"], "S19"), (["S1"], "S19")]


def test_each_pin_ends_at_its_own_moment(client, twenty, editor, front_time_passes):
    places = [
        Place("secondary", article=twenty["S20"].pk, until=later(hours=2)),
        Place("secondary", article=twenty["S19"].pk, until=later(hours=1)),
        Place("secondary", article=twenty["S18"].pk, until=later(hours=3)),
    ]
    arranging.arrange(places, by=editor)
    seen = []
    for _hour in range(4):
        seen.append(page(client)["secondary"])
        front_time_passes(hours=1)
    assert seen == [names(20, 19, 18, 2, 3), names(20, 18, 2, 3, 4), names(18, 2, 3, 4, 5), names(2, 3, 4, 5, 6)]


def test_a_planned_arrangement_takes_over_by_itself_at_its_moment(client, twenty, editor, front_time_passes):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    arranging.arrange([Place("lead", article=twenty["S19"].pk)], by=editor, begins_at=later(hours=2))
    arranging.arrange([], by=editor, begins_at=later(hours=3))
    seen = []
    for _hour in range(4):
        seen.append(page(client)["lead"])
        front_time_passes(hours=1)
    assert seen == [["S20"], ["S20"], ["S19"], ["S1"]]


def test_of_arrangements_for_one_moment_the_one_made_last_holds(client, twenty, editor, front_time_passes):
    moment = later(hours=1)
    for name in names(20, 19):
        arranging.arrange([Place("lead", article=twenty[name].pk)], by=editor, begins_at=moment)
    before = page(client)["lead"]
    front_time_passes(hours=1)
    assert (before, page(client)["lead"]) == (["S1"], ["S19"])


def test_what_is_arranged_now_holds_until_what_was_planned_before_it_begins(client, twenty, editor, front_time_passes):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor, begins_at=later(hours=1))
    arranging.arrange([Place("lead", article=twenty["S19"].pk)], by=editor)
    before = page(client)["lead"]
    front_time_passes(hours=1)
    assert (before, page(client)["lead"]) == (["S19"], ["S20"])


def test_an_earlier_arrangement_goes_on_when_the_later_one_is_withdrawn_before_it_begins(
    client, twenty, editor, front_time_passes
):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    planned = [
        arranging.arrange([Place("lead", article=twenty[name].pk)], by=editor, begins_at=later(hours=hours))
        for hours, name in ((1, "S19"), (2, "S18"))
    ]
    arranging.withdraw(planned[0], by=editor)
    seen = []
    for _hour in range(3):
        seen.append(page(client)["lead"])
        front_time_passes(hours=1)
    assert seen == [["S20"], ["S20"], ["S18"]]


def test_a_scheduled_story_stands_in_its_slot_from_its_moment_on(client, twenty, scheduled, editor, front_time_passes):
    arranging.arrange([Place("lead", article=scheduled.pk)], by=editor)
    seen = []
    for _hour in range(3):
        found = page(client)
        seen.append((found["lead"], every_headline(found).count(scheduled.headline)))
        front_time_passes(hours=1)
    assert seen == [(["S1"], 0), (["S1"], 0), ([scheduled.headline], 1)]


def test_an_embargoed_story_does_not_stand_in_its_slot_before_its_embargo(
    client, twenty, approved, publisher, editor, front_time_passes
):
    Article.objects.filter(pk=approved.pk).update(embargo=later(hours=2))
    approved.refresh_from_db()
    story = workflow.schedule(approved, by=publisher, at=later(hours=2, minutes=1))
    arranging.arrange([Place("secondary", article=story.pk)], by=editor)
    seen = []
    for _hour in range(4):
        seen.append(page(client)["secondary"][0])
        front_time_passes(hours=1)
    assert seen == ["S2", "S2", "S2", story.headline]


@pytest.mark.parametrize("leave", ["retract", "kill"])
def test_a_story_that_is_taken_away_leaves_its_slot_and_the_slot_fills(client, twenty, editor, publisher, leave):
    arranging.arrange(
        [Place("lead", article=twenty["S20"].pk), Place("secondary", article=twenty["S19"].pk)], by=editor
    )
    before = page(client)
    for name in names(20, 19):
        getattr(workflow, leave)(twenty[name], by=publisher, reason="It was invented.")
    after = page(client)
    assert (before["lead"], before["secondary"]) == (["S20"], names(19, 1, 2, 3, 4))
    assert (after["lead"], after["secondary"]) == (["S1"], names(2, 3, 4, 5, 6))
    assert {"S19", "S20"} & set(every_headline(after)) == set()


def test_a_story_that_is_reinstated_is_in_its_slot_again(client, twenty, editor, publisher):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    workflow.retract(twenty["S20"], by=publisher, reason="It was invented.")
    retracted = page(client)["lead"]
    workflow.reinstate(twenty["S20"], by=publisher, reason="It was true.")
    assert (retracted, page(client)["lead"]) == (["S1"], ["S20"])


def test_a_story_that_is_unscheduled_does_not_come(client, twenty, scheduled, editor, publisher, front_time_passes):
    arranging.arrange([Place("lead", article=scheduled.pk)], by=editor)
    workflow.unschedule(scheduled, by=publisher)
    before = page(client)["lead"]
    front_time_passes(hours=3)
    assert (before, page(client)["lead"]) == (["S1"], ["S1"])


def test_new_words_stand_in_the_slot_as_soon_as_they_are_public(client, twenty, words, republish, editor):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    before = page(client)["lead"]
    republish(twenty["S20"], replace(words, headline="S20 anew"))
    assert (before, page(client)["lead"]) == (["S20"], ["S20 anew"])


def test_the_page_can_be_composed_as_it_will_be_at_any_moment(client, twenty, scheduled, editor, front_time_passes):
    arranging.arrange([Place("lead", article=twenty["S20"].pk, until=later(hours=1))], by=editor)
    planned = [Place("lead", article=scheduled.pk), Place("secondary", article=twenty["S18"].pk, until=later(hours=4))]
    arranging.arrange(planned, by=editor, begins_at=later(hours=3))
    foreseen = [compose(later(hours=hours, minutes=1)) for hours in range(5)]
    seen = []
    for _hour in range(5):
        found = page(client)
        seen.append((found["lead"], found["secondary"]))
        front_time_passes(hours=1, minutes=1 / 60)
    told = [([one.lead.headline], [story.headline for story in one.secondaries]) for one in foreseen]
    assert told == seen
    assert [lead for lead, _secondaries in seen] == [
        ["S20"],
        ["S1"],
        [scheduled.headline],
        [scheduled.headline],
        [scheduled.headline],
    ]


def test_before_the_first_story_the_page_was_empty(twenty, editor):
    arranging.arrange([Place("lead", article=twenty["S20"].pk)], by=editor)
    assert list(compose(timezone.now() - timedelta(days=1))) == []


# Languages.


@pytest.fixture
def two_papers(printed):
    """Seven stories in English and seven in Urdu, in turn; the newest is U1, then E1."""
    found = {}
    for number in range(7, 0, -1):
        found |= printed(f"E{number}") | printed(f"U{number}", language="ur")
    return found


def test_the_papers_in_two_languages_each_show_their_own_stories(client, two_papers):
    english, urdu = page(client), page(client, "/ur/")
    assert (english["lead"], english["secondary"], english["latest"]) == (
        ["E1"],
        ["E2", "E3", "E4", "E5", "E6"],
        ["E7"],
    )
    assert (urdu["lead"], urdu["secondary"], urdu["latest"]) == (["U1"], ["U2", "U3", "U4", "U5", "U6"], ["U7"])
    assert page(client, "/ar/")["lead"] == []


@pytest.mark.parametrize("slot", ["lead", "secondary", "opinion", "section"])
def test_what_is_placed_stands_in_the_paper_of_its_own_language(client, two_papers, section, editor, slot):
    strip = section.pk if slot == "section" else None
    arranging.arrange([Place(slot, article=two_papers["E7"].pk, section=strip)], by=editor)
    assert every_headline(page(client)).count("E7") == 1
    assert {headline[0] for headline in every_headline(page(client, "/ur/"))} == {"U"}


def test_a_placed_story_in_urdu_leads_the_paper_in_urdu(client, two_papers, editor):
    arranging.arrange([Place("lead", article=two_papers["U5"].pk)], by=editor)
    assert page(client, "/ur/")["lead"] == ["U5"]


def test_one_arrangement_can_name_a_lead_of_each_paper(client, two_papers, editor):
    places = [Place("lead", article=two_papers[name].pk) for name in ("U7", "E7")]
    places += [Place("secondary", article=two_papers[name].pk) for name in ("U6", "E6", "U5", "E5")]
    arranging.arrange(places, by=editor)
    english, urdu = page(client), page(client, "/ur/")
    assert (english["lead"], english["secondary"]) == (["E7"], ["E6", "E5", "E1", "E2", "E3"])
    assert (urdu["lead"], urdu["secondary"]) == (["U7"], ["U6", "U5", "U1", "U2", "U3"])


def test_the_main_paper_shows_every_language_while_it_has_no_story_in_its_own(client, printed, editor):
    found = printed("U2", "U1", language="ur")
    before = page(client)
    arranging.arrange([Place("lead", article=found["U2"].pk)], by=editor)
    assert (before["lead"], page(client)["lead"]) == (["U1"], ["U2"])
    printed("E1")
    assert page(client, "/ar/")["lead"] == []
    after = page(client)
    assert "E1" in every_headline(after)


# Whatever is placed.

KINDS = ("published", "published", "published", "published", "scheduled", "retracted", "killed", "draft")


@pytest.fixture
def crowd(publish, words, reporter, editor, publisher, section):
    """Twenty-four stories of every condition, in two sections, about several countries; some are opinion."""
    europe = Section.objects.create(name="Europe", slug="europe", position=2).pk
    found = []
    for number in range(24):
        document = replace(
            words,
            headline=f"Story {number}",
            section=(section.pk, europe, None)[number % 3],
            genre="opinion" if number % 5 == 0 else "news",
            **about(*(("PK", "AF"), ("IN",), ("CN", "IR", "IN"), ())[number % 4]),
        )
        kind = KINDS[number % len(KINDS)]
        if kind in {"draft", "scheduled"}:
            story = drafting.create(document, by=reporter)
            if kind == "scheduled":
                story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=1)
                story = workflow.schedule(story, by=publisher, at=later(hours=1))
        else:
            story = publish(document)
            if kind != "published":
                story = {"retracted": workflow.retract, "killed": workflow.kill}[kind](
                    story, by=publisher, reason="No."
                )
        found.append(story)
    return found


_SLOTS = st.sampled_from(["lead", "secondary", "opinion", "section", "country"])
_WISH = st.tuples(_SLOTS, st.integers(0, 25), st.integers(0, 2), st.sampled_from(["PK", "AF", "CN", "TV", "ZM"]))


def test_no_story_stands_twice_and_none_is_seen_before_its_time_whatever_is_placed(crowd):
    keys = [story.pk for story in crowd] + [10**9, 10**15]
    sections = [*Section.objects.values_list("pk", flat=True), 10**9]
    public = set(Article.objects.published().values_list("pk", flat=True))
    soon = set(Article.objects.published(later(hours=2)).values_list("pk", flat=True))
    assert (len(public), len(soon)) == (12, 15)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(_WISH, max_size=40), st.booleans())
    @example([("lead", 0, 0, "PK")] * 9, False)
    @example([("section", number, number % 3, "PK") for number in range(24)], True)
    @example([("country", 0, 0, "PK")] * 9, False)
    def holds(wishes, tomorrow):
        placed = [
            {
                "slot": slot,
                "section_id": sections[part] if slot == "section" else None,
                "article_id": None if slot == "country" else keys[key],
                "country_id": code if slot == "country" else None,
            }
            for slot, key, part, code in wishes
        ]
        front = compose(later(hours=2) if tomorrow else None, placed=placed)
        shown = [story.pk for story in front]
        assert (len(shown), set(shown) - (soon if tomorrow else public)) == (len(set(shown)), set())
        assert len(front.secondaries) <= 5
        assert len(front.latest) <= 7
        assert len(front.opinion) <= 4
        assert len(front.countries) <= 5
        assert all(len(stories) <= 4 for _section, stories in front.strips)
        codes = [country.code for country, _story in front.countries] + [country.code for country in front.flags]
        assert len(codes) == len(set(codes))

    holds()


def test_every_public_story_that_was_placed_stands_in_its_slot_in_its_order(crowd):
    sections = list(Section.objects.values_list("pk", flat=True))
    public = set(Article.objects.published().values_list("pk", flat=True))
    rooms = [(slot, None) for slot in ("lead", "secondary", "opinion")] + [("section", one) for one in sections]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.permutations(crowd), st.lists(st.integers(0, 5), min_size=5, max_size=5))
    def holds(order, counts):
        stories, wanted, placed = iter(order), {}, []
        for (slot, section), count in zip(rooms, counts, strict=True):
            wanted[slot, section] = [next(stories).pk for _n in range(min(count, ROOM[slot]))]
            placed += [
                {"slot": slot, "section_id": section, "article_id": key, "country_id": None}
                for key in wanted[slot, section]
            ]
        front = compose(placed=placed)
        strips = {section.pk: stories for section, stories in front.strips}
        found = {
            ("lead", None): [front.lead] if front.lead else [],
            ("secondary", None): front.secondaries,
            ("opinion", None): front.opinion,
            **{("section", one): strips.get(one, []) for one in sections},
        }
        for room, keys in wanted.items():
            seen = [key for key in keys if key in public]
            assert [story.pk for story in found[room]][: len(seen)] == seen

    holds()


# What it costs.


def _cost(client):
    return queries(client, "/")


@pytest.mark.parametrize(("count", "cost", "with_a_lead"), [(1, 8, 9), (3, 8, 9), (25, 8, 9)])
def test_the_front_page_costs_the_same_whatever_was_printed_and_placed(
    client, printed, editor, count, cost, with_a_lead
):
    found = printed(*(f"S{number}" for number in range(count)))
    plain = _cost(client)
    arranging.arrange([Place("lead", article=found["S0"].pk)], by=editor)
    assert (plain, _cost(client)) == (cost, with_a_lead)


def test_a_full_arrangement_costs_no_more_than_a_lead(client, twenty, section, editor):
    keys = iter([story.pk for story in twenty.values()])
    places = [Place(slot, article=next(keys)) for slot in ("lead", "secondary", "opinion") for _n in range(ROOM[slot])]
    places += [Place("section", article=next(keys), section=section.pk) for _n in range(4)]
    places += [Place("country", country=code) for code in ("PK", "AF", "CN", "IN", "IR")]
    arranging.arrange(places[:1], by=editor)
    one = _cost(client)
    arranging.arrange(places, by=editor)
    assert (one, _cost(client)) == (9, 9)


def test_a_kept_front_page_costs_one_query_until_a_pin_ends(client, twenty, editor, front_time_passes):
    arranging.arrange([Place("lead", article=twenty["S20"].pk, until=later(hours=1))], by=editor)
    first = _cost(client)
    kept = [_cost(client), queries(Client(), "/")]
    front_time_passes(hours=1)
    assert (first > 1, kept) == (True, [1, 1])
    assert _cost(client) > 1
    assert _cost(client) == 1
