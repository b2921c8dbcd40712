"""Nothing that anybody may ask or post answers 500, on either database: one table of odd requests.

What may be refused changes nothing. Only the writing page may keep an odd value, cleaned.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.admin.story.editor.forms import initial_of
from articles.models import Article, Edition, User
from articles.services import editing, front_page
from articles.services.front_page import Placement
from tests.support.desk import START, log_in
from tests.support.desk_front_page import FRONT, POOL, PREVIEW, layout_form, place_value, snapshot_front_page
from tests.support.moments import from_now

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom]

STORIES = "/admin/articles/article/"
CHANGE = "/admin/articles/article/DRAFT/change/"  # DRAFT stands for the key of the draft
NINES = "9" * 40


@dataclass(frozen=True)
class World:
    """A draft, a public story, a planned front page, and everybody's client; what a test changes of them is undone."""

    draft: Article
    published: Article
    clients: dict[str, Client]


@dataclass(frozen=True)
class OddRequest:
    """Somebody asks an address, or posts a form to it."""

    person: str
    address: str
    answers: frozenset[int]
    form: Callable[[World], dict[str, Any]] | None = None
    may_change: bool = False

    def send(self, world: World) -> int:
        """Send it; the status of the answer."""
        client = world.clients[self.person]
        address = self.address.replace("DRAFT", str(world.draft.pk))
        return (client.post(address, self.form(world)) if self.form else client.get(address)).status_code


@pytest.fixture(scope="module")
def made(newsroom, django_db_blocker):
    with django_db_blocker.unblock():
        people = {name: newsroom.made[name] for name in ("reporter", "editor")}
        people["admin"] = User.objects.create_superuser("ada")
        draft = editing.create(newsroom.words, by=people["reporter"])
        published = newsroom.publish(newsroom.words)
        placed = [Placement("lead", article=published.pk)]
        front_page.save_layout(placed, by=people["editor"], begins_at=from_now(hours=1), note="Later")
        return World(draft, published, {"reader": Client(), **{name: log_in(one) for name, one in people.items()}})


@pytest.fixture
def world(db, made):
    return made


# Addresses

PUBLIC = (
    *("/archive/0001/01/", "/archive/9999/12/", "/archive/2026/13/", "/2026/02/31/x/"),
    *("/section/%F0%9D%9F%98/", "/section/" + "a" * 3000 + "/", "/tag/%ED%A0%80/", "/country/%C4%B0s/"),
    *("/media/renditions/abcdefghij-٥٠-50/full-640.webp", "/media/pictures/../../x"),
    *("/?cursor=%ED%A0%80", "/section/south-asia/?cursor=MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCA1"),
)
DESK = (
    *(f"/admin/articles/article/{key}/change/" for key in (NINES, "٣")),
    *(f"{STORIES}?{query}" for query in ("last_edited_at__gte=0001-01-01", "o=99.-99")),
    *(f"{STORIES}?{query}" for query in ("q=" + "+".join(["a"] * 1500), f"p={NINES}", f"id__in={NINES}")),
    *(f"/admin/articles/image/library/?{query}" for query in (f"ids={NINES},abc,", f"page={NINES}")),
    "/admin/articles/auditentry/?at__gte=0001-01-01",
    "/admin/articles/country/?q=" + "+".join(["a"] * 1500),
    "/admin/autocomplete/?app_label=articles&model_name=credit&field_name=author&term=" + "+".join(["a"] * 1500),
    "/admin/autocomplete/?app_label=articles&model_name=x&field_name=y",
)
COPIED_LAYOUTS = ("x", "-1", "0", "9" * 18, "9" * 19, "9" * 400, "²", "\u0661", "1.5", "", " ")
POOL_QUERIES = (
    *("%", "_", "'", '"', "\\", "a " * 300, "é", "💥", "<b>", "\u202e", "x" * 200, " ", "S1 S1"),
    "x" * 60_000,
)

# Forms


def _writing_form(world: World, *, change: dict[str, Any]) -> dict[str, Any]:
    """What the writing page of the draft posts, with some fields changed; those that are None are left out."""
    initial = {name: "" if value is None else value for name, value in initial_of(world.draft).items()}
    del initial["credits"]
    credits = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-author": "", "0-role": "writer"}
    rows = {f"credits-{name}": value for name, value in credits.items()}
    fields = {**initial, **rows, "initial-slugline": "", "initial-embargo": "", **change}
    return {name: value for name, value in fields.items() if value is not None}


def _layout_form(world: World, *, place: str) -> dict[str, Any]:
    return layout_form(place)


def _lead_form(world: World, **moments: str) -> dict[str, Any]:
    """The layout that places the public story at the top, at odd moments."""
    return layout_form(place_value("lead", world.published), **moments)


WRITTEN = (
    *({"credits-TOTAL_FORMS": count} for count in (None, NINES)),
    *({"base": base} for base in ("9" * 5000, "x")),
    *({name: NINES} for name in ("section", "lead_image", "credits-0-author")),
    {"credits-0-role": "boss"},
    {"dated": "0001-01-01"},
    *({"embargo": moment} for moment in ("0001-01-01T00:00", "9999-12-31T23:59")),
    {"initial-embargo": "garbage"},
    *({"tags": tags} for tags in (["a\0b", "x" * 500], ["ﷺ" * 50])),
    *({"headline": headline} for headline in ("a\0b", "\u0958" * 250)),
    {"about": ["PK", "xx", "\0"]},
    {"slug": "\0"},
    {"slugline": "ﷺ" * 120},
    {"_move": "schedule", "schedule-at": "0001-01-01T00:00"},
    {"_move": "zzz"},
    {"_move": "approve", "base": "9" * 4999},
)
PLACES = (
    *("", "|", "||||", "lead", "lead||||", "lead|||PK|", "LEAD||1||", "lead||-1||", "lead||1.5||", "lead||1||x"),
    *("lead||1|pk|", "lead||1||2026-01-01T00:00:00Z", *(f"lead||{'9' * count}||" for count in (18, 19, 999))),
    *(f"section|{'9' * 18}|1||", f"section|{'9' * 19}|1||", "section|x|1||", "section|||PK|"),
    *("country|||ZZ|", "country|||P|", "country||1|PK|", "country|1||PK|"),
    *(
        "lead||1||\n",
        "lead||\u0661||",
        "lead||²||",
        "lead||1||" + "-" * 17,
        "\x00",
        "lead||1\x00||",
        "lead||1||<script>",
    ),
    *("hero||1||", "a" * 10_000, "lead||1|||", "💥", "lead||1||T", "opinion|1|1||", "lead||0||"),
)
MOMENTS = (
    *("", "x", "now", "2026", "2026-13-01T00:00", "2026-02-30T10:00", "0000-00-00T00:00", "0001-01-01T00:00"),
    *("1900-01-01T00:00", "2200-12-31T23:59", "9999-12-31T23:59", "99999-01-01T00:00", "2026-01-01T00:00Z"),
    *("2026-01-01T24:00", "2026-01-01T00:00:60", "-1", "\u0661", "💥", "a" * 1000),
)
NO_STORIES = ("abc", NINES, "\0")


def _bulk_form(world: World, *, chosen: str) -> dict[str, Any]:
    return {"action": "move_spike", "_selected_action": [chosen], "index": "0"}


# The table

SHOWN, MISSING, ANY = frozenset({200}), frozenset({404}), frozenset({200, 301, 302, 400, 403, 404})
ON_BOTH_DATABASES = (
    *(OddRequest("reader", address, ANY - {302, 403}) for address in PUBLIC),
    *(OddRequest("admin", address, ANY - {301}) for address in DESK),
    *(
        OddRequest("reporter", CHANGE, ANY - {301, 404}, partial(_writing_form, change=change), may_change=True)
        for change in WRITTEN
    ),
    *(OddRequest("editor", STORIES, frozenset({400}), partial(_bulk_form, chosen=chosen)) for chosen in NO_STORIES),
    *(OddRequest("editor", f"{FRONT}?from={quote(key)}", SHOWN | MISSING) for key in COPIED_LAYOUTS),
    *(
        OddRequest("editor", f"{FRONT}{key}/withdraw/", MISSING, lambda _world: {})
        for key in ("0", *("9" * count for count in (15, 19, 400)))
    ),
)
ON_ONE_DATABASE = (
    *(
        OddRequest("editor", address, frozenset({200, 400, 403}), partial(_layout_form, place=place))
        for place in PLACES
        for address in (FRONT, PREVIEW)
    ),
    *(OddRequest("editor", f"{PREVIEW}?at={quote(moment)}", SHOWN) for moment in MOMENTS),
    *(OddRequest("editor", PREVIEW, SHOWN, partial(_lead_form, at=moment)) for moment in MOMENTS),
    *(
        OddRequest("editor", PREVIEW, SHOWN, partial(_lead_form, at=moment, begins_at=moment or "x"))
        for moment in MOMENTS
    ),
    *(
        OddRequest("editor", FRONT, SHOWN, partial(_lead_form, begins_at=moment or "x"))
        for moment in MOMENTS
        if "2200" not in moment  # a layout may begin then
    ),
    *(
        OddRequest("editor", f"{address}?q={quote(query)}", SHOWN)
        for query in POOL_QUERIES
        for address in (FRONT, POOL)
    ),
)


@pytest.mark.parametrize(
    "request_",
    [
        *(
            pytest.param(odd, marks=pytest.mark.vendor_sql, id=f"{number}")
            for number, odd in enumerate(ON_BOTH_DATABASES)
        ),
        *(pytest.param(odd, id=f"sqlite-{number}") for number, odd in enumerate(ON_ONE_DATABASE)),
    ],
)
def test_an_odd_request_is_answered_and_changes_nothing(world, request_):
    before = snapshot_front_page()
    status = request_.send(world)
    assert (status in request_.answers, status) == (True, status), request_
    if not request_.may_change:
        assert snapshot_front_page() == before


# What no table can say


@pytest.mark.parametrize("address", [FRONT, PREVIEW])
def test_thousands_of_places_break_nothing(world, address):
    editor, before = world.clients["editor"], snapshot_front_page()
    many = [place_value("secondary", world.published)] * 900
    assert editor.post(address, layout_form(*many)).status_code == 200
    assert editor.post(address, layout_form(*(place_value("country", country="PK"),) * 900)).status_code == 200
    assert snapshot_front_page() == before


def test_a_headline_that_looks_like_markup_is_shown_as_words(publish, words, world):
    story = publish(type(words)(**{**words.__dict__, "headline": "<script>alert(1)</script> & “Words”"}))
    editor = world.clients["editor"]
    editor.post(FRONT, layout_form(place_value("lead", story), note='"><script>alert(2)</script>'))
    html = editor.get(FRONT).content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
    assert "<script>alert" not in editor.get(POOL).json()["html"]
    assert "<script>alert" not in editor.get(PREVIEW).content.decode()


@pytest.mark.vendor_sql
def test_a_public_story_has_a_place_to_jump_to_and_a_draft_has_none(world):
    kind = ContentType.objects.get_for_model(Article).pk
    statuses = [
        world.clients["admin"].get(f"/admin/r/{kind}/{story.pk}/").status_code
        for story in (world.published, world.draft)
    ]
    assert statuses == [302, 404]


@pytest.mark.vendor_sql
def test_a_nul_hidden_in_a_cookie_is_refused(client):
    assert client.get(START, HTTP_COOKIE='desk="abcdefgh\\000ijkl"').status_code == 400


@pytest.mark.vendor_sql
def test_a_newsroom_that_lost_its_edition_opens_one(client):
    Edition.objects.all().delete()
    assert client.get("/").status_code == 200
    assert Edition.objects.get().number >= 1
