"""The front page: what editors placed stands where they placed it, the newest stories fill the rest, no story stands twice."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import arranging, drafting, workflow
from articles.arranging import ROOM, Place
from articles.document import CountryLine
from articles.models import Article, Section
from articles.reader.front import compose
from tests.reader.front import every_headline, page
from tests.reader.paper import queries
from tests.test_arranging import front_time_passes, later

__all__ = ["front_time_passes"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(publish, words):
    """Publish stories of these names, the last one the newest: {name: story}."""

    def print_them(*names, **facts):
        return {name: publish(replace(words, headline=name, **facts)) for name in names}

    return print_them


def test_an_empty_paper_says_so(client, section):
    assert every_headline(page(client)) == []
    assert "No story has been published yet." in client.get("/").content.decode()


@pytest.mark.parametrize("slot", ["secondary", "opinion", "section"])
def test_a_paper_whose_only_story_is_placed_below_the_lead_shows_it(client, printed, section, editor, slot):
    story = printed("Only")["Only"]
    strip = section.pk if slot == "section" else None
    arranging.arrange([Place(slot, article=story.pk, section=strip)], by=editor)
    assert every_headline(page(client)) == ["Only"]
    assert "No story has been published yet." not in client.get("/").content.decode()


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


@pytest.mark.parametrize(("count", "cost", "with_a_lead"), [(1, 8, 9), (3, 8, 9), (25, 8, 9)])
def test_the_front_page_costs_the_same_whatever_was_printed_and_placed(
    client, printed, editor, count, cost, with_a_lead
):
    found = printed(*(f"S{number}" for number in range(count)))
    plain = queries(client, "/")
    arranging.arrange([Place("lead", article=found["S0"].pk)], by=editor)
    assert (plain, queries(client, "/")) == (cost, with_a_lead)
