"""Stories in every situation that the table of moves knows, and a page with every field filled in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Author, Image
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


@pytest.fixture
def picture(db) -> Image:
    return Image.objects.create(file="pictures/none.jpg", width=900, height=600, alt="A gauge", credit_line="Z. Yousaf")


@pytest.fixture
def filled(section, author, picture) -> dict:
    """Every field of the writing page, filled in."""
    second = Author.objects.create(name="Daniyal Khan", slug="daniyal-khan")
    return {
        "base": 0,
        "label": "NEWS ANALYSIS",
        "headline": "Two ministries  agree",
        "standfirst": "One instrument, read by both.",
        "body": '<p onclick="x()">One <b>bold</b> <strong>gauge</strong>.</p><script>x()</script><h2>Why</h2><p>So.</p>',
        "section": section.pk,
        "genre": "analysis",
        "dateline": "Quetta",
        "dated": "2025-05-31",
        "about": ["PK", "AF"],
        "mentioned": ["IN", "CN"],
        "tags": ["South Africa", "Water", "کوئٹہ کا پانی"],
        "lead_image": picture.pk,
        "language": "en",
        "slugline": "gauge-quetta",
        "slug": "river-gauge",
        "embargo": "2031-02-03T08:00",
        "credits-TOTAL_FORMS": 3,
        "credits-INITIAL_FORMS": 0,
        "credits-MIN_NUM_FORMS": 0,
        "credits-MAX_NUM_FORMS": 30,
        "credits-0-author": second.pk,
        "credits-0-role": "photographer",
        "credits-1-author": author.pk,
        "credits-1-role": "writer",
        "credits-2-author": "",
        "credits-2-role": "writer",
    }
