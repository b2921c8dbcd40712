"""Stories in every situation that the table of moves knows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.services import editing, workflow


@pytest.fixture
def situation(request, words, reporter, editor, publisher):
    """A story in any situation that the table of moves knows, by name."""

    def changed(article):
        return editing.edit(article, replace(words, headline="A changed headline"), by=reporter, base=1)

    def change_approved(article):
        return workflow.approve(workflow.submit(changed(article), by=reporter), by=editor, seen=2)

    def change_scheduled(article):
        in_two_hours = timezone.now() + timedelta(hours=2)
        told = {"kind": "update", "note": "The headline is new."}
        return workflow.schedule(change_approved(article), by=publisher, at=in_two_hours, **told)

    further = {
        "spiked": ("draft", lambda article: workflow.spike(article, by=editor)),
        "changed": ("published", changed),
        "change approved": ("published", change_approved),
        "change scheduled": ("published", change_scheduled),
        "retracted": ("published", lambda article: workflow.retract(article, by=publisher, reason="It was wrong.")),
        "killed": ("published", lambda article: workflow.kill(article, by=publisher, reason="The court says so.")),
    }

    def bring_about(name):
        fixture, step = further.get(name, (name, lambda article: article))
        return step(request.getfixturevalue(fixture))

    return bring_about
