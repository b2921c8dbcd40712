"""Whatever is posted to the desk's front page or asked of it breaks nothing and changes nothing."""

import copy
from dataclasses import replace

import pytest

from articles.services import editing
from tests.support.desk import log_in
from tests.support.desk_front_page import FRONT, POOL, PREVIEW, layout_form, place_value, snapshot_front_page

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]


@pytest.fixture(scope="module")
def kept(newsroom, django_db_blocker):
    """A draft, and an editor at the desk; what a test changes of them is undone."""
    with django_db_blocker.unblock():
        return editing.create(newsroom.words, by=newsroom.made["reporter"]), log_in(newsroom.made["editor"])


@pytest.fixture
def draft(db, kept):
    return copy.deepcopy(kept[0])


@pytest.fixture
def desk(db, kept):
    return kept[1]


# Odd input.

GARBAGE = (
    *("", "|", "||||", "lead", "lead||||", "lead|||PK|", "LEAD||1||", "lead||-1||", "lead||1.5||", "lead||1||x"),
    *(
        "lead||1|pk|",
        "lead||1||2026-01-01T00:00:00Z",
        f"lead||{'9' * 18}||",
        f"lead||{'9' * 19}||",
        f"lead||{'9' * 999}||",
    ),
    *(
        f"section|{'9' * 18}|1||",
        f"section|{'9' * 19}|1||",
        "section|x|1||",
        "country|||ZZ|",
        "country|||P|",
        "country||1|PK|",
    ),
    *(
        "lead||1||\n",
        "lead||\u0661||",
        "lead||²||",
        "lead||1||" + "-" * 17,
        "\x00",
        "lead||1\x00||",
        "lead||1||<script>",
    ),
    *(
        "hero||1||",
        "a" * 10_000,
        "lead||1|||",
        "💥",
        "lead||1||T",
        "country|1||PK|",
        "section|||PK|",
        "opinion|1|1||",
        "lead||0||",
    ),
)


@pytest.mark.parametrize("address", [FRONT, PREVIEW])
@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_a_place_that_is_none_is_refused_or_left_out_and_never_breaks_the_page(draft, desk, address, garbage):
    before = snapshot_front_page()
    answer = desk.post(address, layout_form(garbage))
    assert answer.status_code in {200, 400, 403}
    assert snapshot_front_page() == before


@pytest.mark.parametrize("address", [FRONT, PREVIEW])
def test_thousands_of_places_break_nothing(stories, desk, address):
    before = snapshot_front_page()
    many = [place_value("secondary", stories["S8"])] * 900
    assert desk.post(address, layout_form(*many)).status_code == 200
    assert desk.post(address, layout_form(*(place_value("country", country="PK"),) * 900)).status_code == 200
    assert snapshot_front_page() == before


MOMENTS = (
    *("", "x", "now", "2026", "2026-13-01T00:00", "2026-02-30T10:00", "0000-00-00T00:00", "0001-01-01T00:00"),
    *("1900-01-01T00:00", "2200-12-31T23:59", "9999-12-31T23:59", "99999-01-01T00:00", "2026-01-01T00:00Z"),
    *("2026-01-01T24:00", "2026-01-01T00:00:60", "-1", "\u0661", "💥", "a" * 1000),
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_that_is_none_breaks_no_page(stories, desk, moment):
    client, before = desk, snapshot_front_page()
    one = place_value("lead", stories["S8"])
    answers = [
        client.get(PREVIEW, {"at": moment}),
        client.post(PREVIEW, layout_form(one, at=moment)),
        client.post(PREVIEW, layout_form(one, begins_at=moment or "x", at=moment)),
        client.post(FRONT, layout_form(one, begins_at=moment or "x")) if "2200" not in moment else None,
    ]
    assert {answer.status_code for answer in answers if answer} == {200}
    assert snapshot_front_page() == before


@pytest.mark.parametrize("copied", ["x", "-1", "0", "9" * 18, "9" * 19, "9" * 400, "²", "\u0661", "1.5", "", " "])
def test_starting_from_an_arrangement_that_is_none_breaks_nothing(stories, planned, desk, copied):
    assert desk.get(FRONT, {"from": copied}).status_code in {200, 404}


@pytest.mark.parametrize("key", ["0", "9" * 15, "9" * 19, "9" * 400])
def test_taking_back_an_arrangement_that_is_none_is_not_found(planned, desk, key):
    before = snapshot_front_page()
    assert (desk.post(f"{FRONT}{key}/withdraw/").status_code, snapshot_front_page()) == (404, before)


ASKED = ("%", "_", "'", '"', "\\", "a " * 300, "é", "💥", "<b>", "\u202e", "x" * 200, " ", "S1 S1")


@pytest.mark.parametrize("address", [FRONT, POOL])
@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_looked_for_breaks_nothing(stories, desk, address, asked):
    assert desk.get(address, {"q": asked}).status_code == 200


@pytest.mark.parametrize("address", [FRONT, POOL])
def test_a_very_long_question_breaks_nothing(stories, desk, address):
    assert desk.get(address, {"q": "x" * 60_000}).status_code == 200


def test_a_headline_that_looks_like_markup_is_shown_as_words(publish, words, desk):
    story = publish(replace(words, headline="<script>alert(1)</script> & “Words”"))
    client = desk
    client.post(FRONT, layout_form(place_value("lead", story), note='"><script>alert(2)</script>'))
    html = client.get(FRONT).content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
    assert "<script>alert" not in client.get(POOL).json()["html"]
    assert "<script>alert" not in client.get(PREVIEW).content.decode()
