"""Stories at the stages of the workflow, and on the front page."""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.services import editing, front_page, workflow
from articles.services.front_page import Placement
from tests.support.moments import from_now


@pytest.fixture
def create_story(words, reporter, editor, publisher):
    """Begin a story by any reporter and bring it to a stage."""

    def to_stage(stage, headline, *, by=reporter):
        article = editing.create(replace(words, headline=headline), by=by)
        steps = {"draft": 0, "in_review": 1, "approved": 2, "scheduled": 3, "done": 3, "spiked": 0}[stage]
        if steps > 0:
            article = workflow.submit(article, by=by)
        if steps > 1:
            article = workflow.approve(article, by=editor, seen=1)
        if stage == "scheduled":
            article = workflow.schedule(article, by=publisher, at=timezone.now() + timedelta(hours=2))
        if stage == "done":
            article = workflow.publish(article, by=publisher)
        if stage == "spiked":
            article = workflow.spike(article, by=editor)
        return article

    return to_stage


@pytest.fixture
def stories_at_every_stage(create_story, colleague):
    """A story of the reporter's and one of a colleague's at every stage: {(stage, whose): key}."""
    stages = ("draft", "in_review", "approved", "scheduled", "done", "spiked")
    mine = {(stage, "mine"): create_story(stage, f"Mine {stage}").pk for stage in stages}
    theirs = {(stage, "theirs"): create_story(stage, f"Theirs {stage}", by=colleague).pk for stage in stages}
    return mine | theirs


@pytest.fixture(scope="module")
def printed(newsroom, django_db_blocker):
    names = (f"S{number}" for number in range(8, 0, -1))
    with django_db_blocker.unblock():
        return {name: newsroom.publish(replace(newsroom.words, headline=name)) for name in names}


@pytest.fixture
def stories(db, printed):
    """{headline: story}; the newest is S1."""
    return copy.deepcopy(printed)


@pytest.fixture
def planned(stories, editor):
    return front_page.save_layout(
        [Placement("lead", article=stories["S8"].pk)], by=editor, begins_at=from_now(hours=1), note="Later"
    )
