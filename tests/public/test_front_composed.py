"""Whatever is placed on a front page, no story stands twice, none before its time, and each in its slot."""

import copy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Article, Section
from articles.queries.front_page import plan_front_page
from articles.services import editing, workflow
from articles.services.front_page import CAPACITY
from tests.support.front_page import set_countries
from tests.support.moments import from_now

pytestmark = [pytest.mark.django_db, pytest.mark.shared_newsroom, pytest.mark.vendor_sql]


KINDS = ("published", "published", "published", "published", "scheduled", "retracted", "killed", "draft")


@pytest.fixture(scope="module")
def shared_crowd(newsroom, django_db_blocker):
    with django_db_blocker.unblock():
        return gather(newsroom)


@pytest.fixture
def crowd(db, shared_crowd):
    """Twenty-four stories of every condition, in two sections, about several countries; some are opinion."""
    return copy.deepcopy(shared_crowd)


def gather(newsroom):
    words, section = newsroom.words, newsroom.made["section"]
    reporter, editor, publisher = (newsroom.made[name] for name in ("reporter", "editor", "publisher"))
    europe = Section.objects.create(name="Europe", slug="europe", position=2).pk
    found = []
    for number in range(24):
        document = replace(
            words,
            headline=f"Story {number}",
            section=(section.pk, europe, None)[number % 3],
            genre="opinion" if number % 5 == 0 else "news",
            **set_countries(*(("PK", "AF"), ("IN",), ("CN", "IR", "IN"), ())[number % 4]),
        )
        kind = KINDS[number % len(KINDS)]
        if kind in {"draft", "scheduled"}:
            story = editing.create(document, by=reporter)
            if kind == "scheduled":
                story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=1)
                story = workflow.schedule(story, by=publisher, at=from_now(hours=1))
        else:
            story = newsroom.publish(document)
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
    soon = set(Article.objects.published(from_now(hours=2)).values_list("pk", flat=True))
    assert (len(public), len(soon)) == (12, 15)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
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
        front = plan_front_page(from_now(hours=2) if tomorrow else None, placed=placed)
        shown = front.keys
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
    slots = [(slot, None) for slot in ("lead", "secondary", "opinion")] + [("section", one) for one in sections]

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.permutations(crowd), st.lists(st.integers(0, 5), min_size=5, max_size=5))
    def holds(order, counts):
        stories, wanted, placed = iter(order), {}, []
        for (slot, section), count in zip(slots, counts, strict=True):
            wanted[slot, section] = [next(stories).pk for _n in range(min(count, CAPACITY[slot]))]
            placed += [
                {"slot": slot, "section_id": section, "article_id": key, "country_id": None}
                for key in wanted[slot, section]
            ]
        front = plan_front_page(placed=placed)
        strips = {section.pk: stories for section, stories in front.strips}
        found = {
            ("lead", None): [front.lead] if front.lead else [],
            ("secondary", None): front.secondaries,
            ("opinion", None): front.opinion,
            **{("section", one): strips.get(one, []) for one in sections},
        }
        for slot_key, keys in wanted.items():
            seen = [key for key in keys if key in public]
            assert found[slot_key][: len(seen)] == seen

    holds()
