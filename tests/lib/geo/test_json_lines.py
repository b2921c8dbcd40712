"""Stories that come one JSON object a line."""

import json

import pytest

from articles.lib.geo import BadLine, suggest_for_record
from articles.lib.geo.suggest.json_lines import answer_lines

KENYA = {"id": 7, "title": "Nairobi votes", "text": "Kenyans voted on Monday.\n\nKenya has 50 million people."}


def test_an_answer_holds_the_id_and_the_countries():
    assert suggest_for_record(KENYA) == {"id": 7, "countries": ["KE"]}


def test_a_dateline_is_read_where_there_is_one():
    record = {"id": "a", "title": "Council meets", "text": "It met.", "dateline": "LIMA, May 3"}
    assert suggest_for_record(record) == {"id": "a", "countries": ["PE"]}
    assert suggest_for_record(record | {"dateline": None}) == {"id": "a", "countries": []}


def test_lines_are_answered_in_their_order():
    written = []
    lines = [json.dumps(KENYA) + "\n", "\n", json.dumps({"id": 8, "title": "Tokyo", "text": ""}) + "\n"]
    assert answer_lines(lines, written.append) == 2
    assert [json.loads(line) for line in written] == [
        {"id": 7, "countries": ["KE"]},
        {"id": 8, "countries": ["JP"]},
    ]


def test_home_is_passed_on():
    written = []
    answer_lines(['{"id": 1, "title": "Council meets", "text": "It met."}'], written.append, home="US")
    assert [json.loads(line) for line in written] == [{"id": 1, "countries": ["US"]}]


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"title": "no id"}', "7"])
def test_a_line_that_is_no_story_is_named(line):
    with pytest.raises(BadLine, match=r"^Line 2 "):
        answer_lines([json.dumps(KENYA), line], [].append)


def test_a_line_may_say_its_language():
    assert suggest_for_record({"id": 1, "title": "اجلاس", "text": "پاکستان میں اجلاس ہوا۔", "language": "ur"})[
        "countries"
    ] == ["PK"]
