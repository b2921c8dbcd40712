"""Who may arrange the front page and how; what is refused changes nothing, what is done stays on record."""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Edition, FrontPageLayout, FrontPageSlot, Section
from articles.queries.policy import PermissionRefused
from articles.services import front_page, workflow
from articles.services.front_page import CAPACITY, LayoutRejected, Placement
from tests.support import sentences
from tests.support.moments import from_now

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


@pytest.fixture(scope="module")
def printed(newsroom, django_db_blocker) -> list[Article]:
    with django_db_blocker.unblock():
        return [newsroom.publish(replace(newsroom.words, headline=f"Story {number}")) for number in range(22)]


@pytest.fixture
def many(db, printed) -> list[Article]:
    """Published stories, as many as the page has room for, the oldest first."""
    return copy.deepcopy(printed)


@pytest.fixture
def stories(db, printed) -> list[Article]:
    """Six of them, the newest first."""
    return copy.deepcopy(printed[:-7:-1])


def state():
    """All that arranging may change."""
    rows = list(FrontPageLayout.objects.values()), list(FrontPageSlot.objects.order_by("pk").values())
    return *rows, list(Edition.objects.values())


def places_of(arrangement):
    names = ("slot", "section_id", "article_id", "country_id", "until")
    return list(arrangement.slots.order_by("position").values_list(*names))


def test_an_arrangement_keeps_its_places_in_their_order_with_who_made_it_and_when(stories, section, editor):
    until, before = from_now(hours=3), timezone.now()
    made = front_page.save_layout(
        [
            Placement("secondary", article=stories[4].pk),
            Placement("country", country="TV"),
            Placement("section", article=stories[3].pk, section=section.pk),
            Placement("lead", article=stories[2].pk, until=until),
            Placement("secondary", article=stories[1].pk),
            Placement("country", country="AF"),
            Placement("opinion", article=stories[0].pk),
        ],
        by=editor,
        note="  The gauges first.  ",
    )
    kept = FrontPageLayout.objects.get()
    assert kept == made
    assert (kept.by, kept.note, kept.withdrawn_by, kept.withdrawn_at) == (editor, "The gauges first.", None, None)
    assert before <= kept.begins_at <= timezone.now()
    assert before <= kept.made_at <= timezone.now()
    assert places_of(kept) == [
        ("secondary", None, stories[4].pk, None, None),
        ("country", None, None, "TV", None),
        ("section", section.pk, stories[3].pk, None, None),
        ("lead", None, stories[2].pk, None, until),
        ("secondary", None, stories[1].pk, None, None),
        ("country", None, None, "AF", None),
        ("opinion", None, stories[0].pk, None, None),
    ]


def test_every_arrangement_stays_on_record(stories, editor, publisher):
    first = front_page.save_layout([Placement("lead", article=stories[0].pk)], by=editor)
    second = front_page.save_layout([], by=publisher, note="Back to the newest.")
    third = front_page.save_layout([Placement("lead", article=stories[1].pk)], by=editor, begins_at=from_now(hours=1))
    assert [(one, one.by, places_of(one)) for one in FrontPageLayout.objects.order_by("pk")] == [
        (first, editor, [("lead", None, stories[0].pk, None, None)]),
        (second, publisher, []),
        (third, editor, [("lead", None, stories[1].pk, None, None)]),
    ]


def test_an_arrangement_and_its_withdrawal_each_open_an_edition(stories, editor):
    numbers = [Edition.objects.get().number]
    planned = front_page.save_layout([Placement("lead", article=stories[0].pk)], by=editor, begins_at=from_now(hours=1))
    numbers.append(Edition.objects.get().number)
    front_page.cancel_layout(planned, by=editor)
    numbers.append(Edition.objects.get().number)
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_the_edition_knows_the_first_moment_of_all_that_is_planned(stories, editor, front_time_passes, client):
    begins, first_pin, second_pin = from_now(hours=2), from_now(hours=1), from_now(hours=3)
    places = [
        Placement("lead", article=stories[0].pk, until=second_pin),
        Placement("secondary", article=stories[1].pk, until=first_pin),
    ]
    front_page.save_layout(places, by=editor)
    front_page.save_layout([], by=editor, begins_at=begins)
    found = [Edition.objects.get().next_due - first_pin]
    for _hour in range(3):
        front_time_passes(hours=1)
        client.get("/")
        due = Edition.objects.get().next_due
        found.append(due and due - first_pin)
    # After an hour, what remains is as far away as it was planned after the first pin's end.
    assert found == [
        timedelta(0),
        begins - first_pin - timedelta(hours=1),
        second_pin - first_pin - timedelta(hours=2),
        None,
    ]


def test_what_is_taken_back_turns_no_edition(stories, editor):
    planned = front_page.save_layout(
        [Placement("lead", article=stories[0].pk, until=from_now(hours=2))], by=editor, begins_at=from_now(hours=1)
    )
    due = Edition.objects.get().next_due
    front_page.cancel_layout(planned, by=editor)
    assert (due, Edition.objects.get().next_due) == (planned.begins_at, None)


@pytest.mark.parametrize("person", ["outsider", "reporter"])
def test_who_may_not_arrange_the_front_page_changes_nothing(request, stories, editor, person):
    someone, place = request.getfixturevalue(person), Placement("lead", article=stories[0].pk)
    planned = front_page.save_layout([place], by=editor, begins_at=from_now(hours=1))
    before = state()
    for attempt in (
        lambda by: front_page.save_layout([place], by=by),
        lambda by: front_page.save_layout([place], by=by, begins_at=from_now(hours=1)),
        lambda by: front_page.save_layout([], by=by),
        lambda by: front_page.cancel_layout(planned, by=by),
    ):
        with pytest.raises(PermissionRefused, match=r"^You do not have permission to change the front page\.$"):
            attempt(someone)
    assert state() == before


def test_an_editor_who_has_left_may_not_arrange_any_more(stories, editor):
    front_page.save_layout([Placement("lead", article=stories[0].pk)], by=editor)
    before = state()
    editor.is_active = False
    editor.save(update_fields=["is_active"])
    with pytest.raises(PermissionRefused):
        front_page.save_layout([], by=editor)
    assert state() == before


@pytest.mark.parametrize("person", ["editor", "publisher", "admin_user"])
def test_editors_and_publishers_may_arrange_and_take_back(request, stories, person):
    someone = request.getfixturevalue(person)
    front_page.save_layout([Placement("lead", article=stories[0].pk)], by=someone)
    planned = front_page.save_layout([], by=someone, begins_at=from_now(hours=1))
    front_page.cancel_layout(planned, by=someone)
    assert [(one.by, one.withdrawn_by) for one in FrontPageLayout.objects.order_by("pk")] == [
        (someone, None),
        (someone, someone),
    ]


def _full(stories, sections):
    """As many places as the page has room for, of as many stories."""
    keys = iter([story.pk for story in stories])
    found = [
        Placement(slot, article=next(keys)) for slot in ("lead", "secondary", "opinion") for _n in range(CAPACITY[slot])
    ]
    found += [
        Placement("section", article=next(keys), section=one) for one in sections for _n in range(CAPACITY["section"])
    ]
    return found + [Placement("country", country=code) for code in ("PK", "AF", "CN", "IN", "IR")]


@pytest.fixture
def sections(section) -> list[int]:
    return [section.pk, Section.objects.create(name="Europe", slug="europe", position=2).pk]


def test_a_page_may_be_filled_to_its_last_place(many, sections, editor):
    full = _full(many, sections)
    assert len(full) == 1 + 5 + 4 + 2 * 4 + 5
    made = front_page.save_layout(full, by=editor)
    assert places_of(made) == [(one.slot, one.section, one.article, one.country, None) for one in full]


@pytest.mark.parametrize(
    ("slot", "sentence"),
    [
        ("lead", "“Lead” has room for 1."),
        ("secondary", "“Beside the lead” has room for 5."),
        ("opinion", "“Opinion” has room for 4."),
        ("section", "“Section strip” has room for 4."),
        ("country", "“Country strip” has room for 5."),
    ],
)
def test_one_more_than_a_slot_has_room_for_is_refused(many, sections, editor, slot, sentence):
    full = _full(many, sections)
    extra = {
        "country": Placement(slot, country="UZ"),
        "section": Placement(slot, article=many[-1].pk, section=sections[1]),
    }.get(slot, Placement(slot, article=many[-1].pk))
    front_page.save_layout(full, by=editor)
    before = state()
    with pytest.raises(LayoutRejected) as refusal:
        front_page.save_layout([*full, extra], by=editor)
    assert (str(refusal.value), state()) == (sentence, before)


@pytest.fixture
def odd(stories, section, draft):
    """Arrangements that must be refused: {what is wrong: (places, sentence)}."""
    one, other = stories[0].pk, stories[1].pk
    none = sentences.UNKNOWN_SLOT
    return {
        "twice in one slot": (
            [Placement("secondary", article=one), Placement("secondary", article=one)],
            sentences.STORY_PLACED_TWICE,
        ),
        "in two slots": (
            [Placement("lead", article=one), Placement("section", article=one, section=section.pk)],
            sentences.STORY_PLACED_TWICE,
        ),
        "a country twice": (
            [Placement("country", country="PK"), Placement("country", country="PK")],
            "A country can be in the strip only once.",
        ),
        "unknown slot": ([Placement("hero", article=one)], none),
        "no slot": ([Placement("", article=one)], none),
        "nothing in it": ([Placement("lead")], none),
        "a country as the lead": ([Placement("lead", country="PK")], none),
        "a story in the country strip": ([Placement("country", article=one)], none),
        "a country with a story": ([Placement("country", article=one, country="PK")], none),
        "a story with a country": ([Placement("lead", article=one, country="PK")], none),
        "a strip of no section": ([Placement("section", article=one)], none),
        "a lead in a section": ([Placement("lead", article=one, section=section.pk)], none),
        "a country in a section": ([Placement("country", country="PK", section=section.pk)], none),
        "unknown country": ([Placement("country", country="QQ")], sentences.UNKNOWN_COUNTRY),
        "a country in small letters": ([Placement("country", country="pk")], sentences.UNKNOWN_COUNTRY),
        "unknown section": (
            [Placement("section", article=one, section=10**15)],
            sentences.SECTION_GONE,
        ),
        "unknown story": ([Placement("lead", article=10**15)], sentences.ONE_STORY_NOT_PLACEABLE),
        "story number nought": ([Placement("lead", article=0)], sentences.ONE_STORY_NOT_PLACEABLE),
        "a draft": ([Placement("lead", article=draft.pk)], f"“{draft.headline}” is neither published nor scheduled."),
        "one sound, one draft": (
            [Placement("lead", article=other), Placement("secondary", article=draft.pk)],
            f"“{draft.headline}” is neither published nor scheduled.",
        ),
    }


ODD = [
    "twice in one slot",
    "in two slots",
    "a country twice",
    "unknown slot",
    "no slot",
    "nothing in it",
    "a country as the lead",
    "a story in the country strip",
    "a country with a story",
    "a story with a country",
    "a strip of no section",
    "a lead in a section",
    "a country in a section",
    "unknown country",
    "a country in small letters",
    "unknown section",
    "unknown story",
    "story number nought",
    "a draft",
    "one sound, one draft",
]


@pytest.mark.parametrize("wrong", ODD)
def test_what_the_page_cannot_be_is_refused_in_one_sentence_and_changes_nothing(odd, editor, wrong):
    places, sentence = odd[wrong]
    before = state()
    with pytest.raises(LayoutRejected) as refusal:
        front_page.save_layout(places, by=editor)
    assert (str(refusal.value), state()) == (sentence, before)


def test_every_kind_of_refusal_has_been_tried(odd):
    assert list(odd) == ODD


@pytest.mark.parametrize("leave", ["submit", "approve", "spike", "retract", "kill", "unschedule"])
def test_a_story_that_readers_do_not_and_will_not_see_cannot_be_placed(request, editor, publisher, reporter, leave):
    if leave in {"retract", "kill"}:
        story = request.getfixturevalue("published")
        front_page.save_layout([Placement("lead", article=story.pk)], by=editor)
        getattr(workflow, leave)(story, by=publisher, reason="A reason.")
    elif leave == "unschedule":
        story = request.getfixturevalue("scheduled")
        front_page.save_layout([Placement("lead", article=story.pk)], by=editor)
        workflow.unschedule(story, by=publisher)
    else:
        story = request.getfixturevalue({"submit": "in_review", "approve": "approved", "spike": "draft"}[leave])
        if leave == "spike":
            workflow.spike(story, by=editor)
    before = state()
    with pytest.raises(LayoutRejected, match="is neither published nor scheduled"):
        front_page.save_layout([Placement("lead", article=story.pk)], by=editor)
    assert state() == before


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_an_arrangement_cannot_begin_in_the_past(stories, editor, ago):
    before = state()
    with pytest.raises(LayoutRejected, match=r"^Choose a time in the future, or publish now\.$"):
        front_page.save_layout([Placement("lead", article=stories[0].pk)], by=editor, begins_at=timezone.now() - ago)
    assert state() == before


@pytest.mark.parametrize("planned", [False, True], ids=["now", "planned"])
@pytest.mark.parametrize("held", ["story", "country"])
def test_a_place_that_would_be_off_the_page_before_it_is_on_it_is_refused(stories, editor, planned, held):
    begins_at = from_now(hours=2) if planned else None
    too_soon = from_now(hours=1) if planned else timezone.now() - timedelta(minutes=1)
    facts = {"slot": "lead", "article": stories[0].pk} if held == "story" else {"slot": "country", "country": "PK"}
    before = state()
    with pytest.raises(LayoutRejected, match=r"would leave the page at .* PKT, before it is on it\.$"):
        front_page.save_layout([Placement(**facts, until=too_soon)], by=editor, begins_at=begins_at)
    assert state() == before
    made = front_page.save_layout([Placement(**facts, until=from_now(hours=3))], by=editor, begins_at=begins_at)
    assert made.slots.count() == 1


def test_a_pin_that_ends_in_the_moment_in_which_it_begins_is_refused(stories, editor):
    begins_at = from_now(hours=1)
    with pytest.raises(LayoutRejected):
        front_page.save_layout(
            [Placement("lead", article=stories[0].pk, until=begins_at)], by=editor, begins_at=begins_at
        )
    assert FrontPageLayout.objects.count() == 0


def test_a_withdrawal_is_recorded_with_who_and_when(stories, editor, publisher):
    planned = front_page.save_layout([Placement("lead", article=stories[0].pk)], by=editor, begins_at=from_now(hours=1))
    before = timezone.now()
    front_page.cancel_layout(planned, by=publisher)
    planned.refresh_from_db()
    assert (planned.by, planned.withdrawn_by) == (editor, publisher)
    assert before <= planned.withdrawn_at <= timezone.now()
    assert places_of(planned) == [("lead", None, stories[0].pk, None, None)]


def test_what_holds_already_and_what_is_taken_back_already_cannot_be_taken_back(stories, editor, front_time_passes):
    place = Placement("lead", article=stories[0].pk)
    holds = front_page.save_layout([place], by=editor)
    begun = front_page.save_layout([place], by=editor, begins_at=from_now(hours=1))
    front_time_passes(hours=1)
    back = front_page.save_layout([place], by=editor, begins_at=from_now(hours=1))
    front_page.cancel_layout(back, by=editor)
    before = state()
    for one in (holds, begun, back):
        with pytest.raises(LayoutRejected, match=sentences.LAYOUT_NOT_WAITING):
            front_page.cancel_layout(one, by=editor)
    assert state() == before


def test_a_long_note_is_kept_as_far_as_there_is_room(stories, editor):
    assert front_page.save_layout([], by=editor, note="n" * 500).note == "n" * 200
