"""Two people's versions of one Document are put together, and a person chooses where they can't be."""

import datetime
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.lib.diff.paragraph_merge import Resolved
from articles.services.revisions import MergePlace, UnresolvedConflicts, merge

ONE = "<p>The dam is safe, the minister of water said.</p>"
TWO = "<p>Engineers of both countries met in Lima on Monday.</p>"
BASE = Document(
    headline="The dam is safe",
    standfirst="Engineers met.",
    body=ONE + TWO,
    credits=(CreditLine(1), CreditLine(2, "photographer")),
    section=1,
    tags=("Water", "Lima"),
    countries=(CountryLine("PE"), CountryLine("BO", "mentioned")),
    backstory="Two visits.\n\nNine letters.",
).cleaned()
ANY, ONE_OF_TWO = ("mine", "theirs", "both"), ("mine", "theirs")


def with_(**changes):
    return replace(BASE, **changes)


def merged(mine, theirs):
    return merge(BASE, with_(**mine), with_(**theirs))


def test_different_fields_changed_by_two_people_are_merged():
    mine = {"headline": "A gauge", "tags": ("Water",), "body": ONE}
    theirs = {"standfirst": "They met.", "section": 2, "dated": datetime.date(2026, 11, 24), "original": Original(3, 1)}
    result = merged(mine, theirs)
    assert (result.conflicts, result.document) == ((), with_(**mine, **theirs))


@pytest.mark.parametrize(
    ("name", "mine", "theirs"),
    [
        ("headline", "A gauge", "A dam"),
        ("standfirst", "", "They met."),
        ("genre", "analysis", "opinion"),
        ("section", None, 2),
        ("lead_image", 7, 8),
        ("dated", datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)),
        ("language", "ur", "ar"),
        ("original", Original(3, 1), Original(3, 2)),
    ],
)
def test_a_value_changed_by_both_is_one_conflict_that_a_choice_ends(name, mine, theirs):
    result = merged({name: mine}, {name: theirs})
    assert result.conflicts == (MergePlace(name, name, getattr(BASE, name), mine, theirs, ONE_OF_TWO),)
    assert result.document is None
    assert result.resolve({name: "mine"}) == with_(**{name: mine})
    assert result.resolve({name: "theirs"}) == with_(**{name: theirs})


@pytest.mark.parametrize(
    ("mine", "theirs", "tags"),
    [
        (("Water", "Lima", "Dam"), ("Water", "Lima", "Treaty"), ("Water", "Lima", "Treaty", "Dam")),
        (("Water",), ("Water", "Lima", "Treaty"), ("Water", "Treaty")),
        (("Lima", "Water"), ("Water", "Dam", "Lima"), ("Lima", "Water", "Dam")),
        (("water", "Lima"), ("Water", "Lima", "Dam"), ("water", "Lima", "Dam")),
        (("Dam", "Water", "Lima"), ("Water", "Lima", "dam"), None),
        ((), ("Water", "Lima", "Dam"), ("Dam",)),
    ],
    ids=["both add", "one takes away", "one sorts", "one respells", "both spell", "one empties"],
)
def test_tags_are_merged_one_by_one(mine, theirs, tags):
    result = merged({"tags": mine}, {"tags": theirs})
    assert (result.document and result.document.tags) == tags


def test_one_tag_spelled_in_two_ways_is_a_conflict():
    result = merged({"tags": ("WATER", "Lima")}, {"tags": ("water", "Lima")})
    assert result.conflicts == (MergePlace("tags.water", "tags", "Water", "WATER", "water"),)
    assert result.resolve({"tags.water": "mine"}).tags == ("WATER", "Lima")


def test_two_new_orders_are_a_conflict():
    base = with_(tags=("a", "b", "c"))
    result = merge(base, replace(base, tags=("b", "a", "c")), replace(base, tags=("c", "a", "b", "d")))
    assert [place.key for place in result.conflicts] == ["tags"]
    assert result.resolve({"tags": "mine"}).tags == ("b", "d", "a", "c")
    assert result.resolve({"tags": "theirs"}).tags == ("c", "a", "b", "d")


def test_countries_are_merged_one_by_one_and_a_role_given_twice_is_a_conflict():
    about, mentioned = CountryLine("CL"), CountryLine("CL", "mentioned")
    mine = (*BASE.countries, about, CountryLine("PK"))
    theirs = (CountryLine("PE"), mentioned)
    result = merged({"countries": mine}, {"countries": theirs})
    assert result.conflicts == (MergePlace("countries.CL", "countries", None, "about", "mentioned"),)
    assert result.resolve({"countries.CL": "mine"}).countries == (CountryLine("PE"), about, CountryLine("PK"))
    assert result.resolve({"countries.CL": "theirs"}).countries == (CountryLine("PE"), mentioned, CountryLine("PK"))


def test_a_country_taken_away_by_one_and_given_another_role_by_the_other_is_a_conflict():
    result = merged({"countries": (CountryLine("PE"),)}, {"countries": (CountryLine("PE"), CountryLine("BO"))})
    assert result.conflicts == (MergePlace("countries.BO", "countries", "mentioned", None, "about"),)
    assert result.resolve({"countries.BO": "mine"}).countries == (CountryLine("PE"),)


def test_people_are_merged_one_by_one_with_their_roles():
    mine = (CreditLine(1), CreditLine(1, "editor"), CreditLine(2, "photographer"))
    result = merged({"credits": mine}, {"credits": (CreditLine(1), CreditLine(3))})
    assert result.document.credits == (CreditLine(1), CreditLine(1, "editor"), CreditLine(3))


def test_a_body_is_merged_by_paragraph_and_shown_with_its_conflicts_in_place():
    mine, theirs = ONE.replace("safe", "old") + TWO, ONE.replace("safe", "new") + TWO.replace("Monday", "Friday")
    result = merged({"body": mine}, {"body": theirs})
    ours, others = ONE.replace("safe", "old"), ONE.replace("safe", "new")
    conflict = MergePlace("body.1", "body", (ONE,), (ours,), (others,), ANY)
    assert result.conflicts == (conflict,)
    assert result.body == (conflict, Resolved((TWO.replace("Monday", "Friday"),)))
    ends = {"mine": ours, "theirs": others, "both": ours + others}
    for choice, start in ends.items():
        assert result.resolve({"body.1": choice}).body == start + TWO.replace("Monday", "Friday")


def test_a_body_that_one_changed_is_taken_to_the_letter():
    body = f"{ONE}\n\n<p></p>{TWO}"
    result = merged({"body": body}, {"headline": "A gauge"})
    assert (result.document.body, result.body) == (body, (Resolved((body,)),))


def test_a_backstory_is_merged_by_paragraph():
    result = merged(
        {"backstory": "Three visits.\n\nNine letters."}, {"backstory": "Two visits.\n\nNine letters.\n\nA map."}
    )
    assert result.document.backstory == "Three visits.\n\nNine letters.\n\nA map."


def test_conflicts_stand_in_the_order_of_the_desk():
    mine = {"slug": "a", "headline": "A", "body": "<p>a</p>", "tags": ("WATER",)}
    theirs = {"slug": "b", "headline": "B", "body": "<p>b</p>", "tags": ("water",)}
    assert [place.key for place in merged(mine, theirs).conflicts] == ["headline", "body.1", "tags.water", "slug"]


@pytest.mark.parametrize(
    ("choices", "keys"),
    [
        ({}, ("headline", "body.1")),
        ({"headline": "mine"}, ("body.1",)),
        ({"headline": "both", "body.1": "both"}, ("headline",)),
        ({"headline": "mine", "body.1": "both", "body.2": "mine"}, ("body.2",)),
        ({"headline": "yours", "body.1": "mine"}, ("headline",)),
    ],
    ids=["nothing", "one is missing", "no headline is two", "no such conflict", "no such side"],
)
def test_nothing_is_resolved_by_half(choices, keys):
    result = merged({"headline": "A", "body": "<p>a</p>"}, {"headline": "B", "body": "<p>b</p>"})
    with pytest.raises(UnresolvedConflicts) as caught:
        result.resolve(choices)
    assert caught.value.keys == keys


CREDITS = st.lists(
    st.builds(CreditLine, st.integers(1, 3), st.sampled_from(["writer", "editor"])), unique=True, max_size=4
)
COUNTRIES = st.lists(
    st.builds(CountryLine, st.sampled_from(["PE", "BO", "CL"]), st.sampled_from(["about", "mentioned"])),
    unique_by=lambda line: line.code,
)
DOCUMENTS = st.builds(
    Document,
    headline=st.sampled_from(["A", "B"]),
    section=st.sampled_from([None, 1]),
    tags=st.lists(st.sampled_from(["a", "B", "b", "c"]), unique_by=str.casefold).map(tuple),
    credits=CREDITS.map(tuple),
    countries=COUNTRIES.map(tuple),
    body=st.lists(st.sampled_from([ONE, TWO, ONE.replace("safe", "old"), "<hr>", "<p>a</p>"]), max_size=4).map("".join),
    backstory=st.lists(st.sampled_from(["a", "b", "c\nd"]), max_size=3).map("\n\n".join),
)


@given(DOCUMENTS, DOCUMENTS)
def test_who_changed_nothing_changes_nothing(base, edited):
    assert merge(base, base, edited).document == edited
    assert merge(base, edited, base).document == edited
    assert merge(base, edited, edited).document == edited


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_conflicts_have_names_of_their_own(base, mine, theirs):
    keys = [place.key for place in merge(base, mine, theirs).conflicts]
    assert len(set(keys)) == len(keys)


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_both_sides_are_treated_alike_and_every_conflict_can_be_resolved(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {place.key for place in one.conflicts} == {place.key for place in other.conflicts}
    here = one.resolve({place.key: "mine" for place in one.conflicts})
    there = other.resolve({place.key: "theirs" for place in other.conflicts})
    for field in fields(Document):
        value, same = getattr(here, field.name), getattr(there, field.name)
        # Newcomers of both sides at one place stand in an order that depends on who comes second.
        assert (set(value), len(value)) == (set(same), len(same)) if isinstance(value, tuple) else value == same


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_whatever_either_added_is_there_when_their_side_is_chosen(base, mine, theirs):
    result = merge(base, mine, theirs)
    for side, document in (("mine", mine), ("theirs", theirs)):
        chosen = result.resolve({place.key: side for place in result.conflicts})
        assert {line.code for line in document.countries} - {line.code for line in base.countries} <= {
            line.code for line in chosen.countries
        }
        assert set(map(str.casefold, document.tags)) - set(map(str.casefold, base.tags)) <= set(
            map(str.casefold, chosen.tags)
        )
        assert {line.author for line in document.credits} - {line.author for line in base.credits} <= {
            line.author for line in chosen.credits
        }
