"""What is chosen on /stories/ and /search/: ticked where it was chosen, and on a chip that takes it off again."""

from urllib.parse import parse_qsl

import pytest

from tests.support.story_lists import list_chips, list_initials, read_checked, read_chips

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


def test_what_is_chosen_is_shown_and_stays_ticked_even_where_it_leads_nowhere(visitor):
    query = "?section=work&tag=water&genre=analysis&author=omar-beg&country=fr&region=asia"
    ticked = {tuple(pair.split("=")) for pair in query.lstrip("?").split("&")}
    assert (list_initials(visitor, query), read_checked(visitor, query)) == ("", ticked)


def test_a_chip_takes_off_what_it_names_and_nothing_else(visitor):
    query = "?q=water&section=south-asia&tag=water&tag=peace&country=pk&region=asia&author=omar-beg&genre=news"
    query += "&after=2026-03-01&before=2026-03-31&sort=date"
    shown = read_chips(visitor, query)
    assert list(shown) == [
        *("South Asia", "Water", "Peace", "Pakistan", "Asia", "Omar Beg", "News"),
        *("From 1 March 2026", "Until 31 March 2026"),
    ]
    everything = parse_qsl(query.lstrip("?"))
    taken = [("section", "south-asia"), ("tag", "water"), ("tag", "peace"), ("country", "pk"), ("region", "asia")]
    taken += [("author", "omar-beg"), ("genre", "news"), ("after", "2026-03-01"), ("before", "2026-03-31")]
    for address, gone in zip(shown.values(), taken, strict=True):
        assert sorted(parse_qsl(address.lstrip("?"))) == sorted(pair for pair in everything if pair != gone)


def test_all_chips_can_be_taken_off_one_after_the_other(visitor):
    query, lengths = "?section=south-asia&tag=water&genre=analysis", []
    while shown := read_chips(visitor, query):
        lengths.append(len(shown))
        query = next(iter(shown.values()))
    assert (lengths, list_initials(visitor, query)) == ([3, 2, 1], "ABCD")


def test_something_chosen_twice_has_one_chip(visitor):
    assert list_chips(visitor.get("/stories/?tag=water&tag=water")) == [("Water", "?")]


def test_taking_a_chip_off_begins_the_list_again(visitor):
    assert "cursor" not in read_chips(visitor, "?tag=water&cursor=")["Water"]
