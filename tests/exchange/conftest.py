"""Fixtures of the exporters' tests."""

from dataclasses import replace

import pytest

from articles.domain.document import CreditLine
from articles.models import Author
from tests.support.site import add_picture, figure_html


@pytest.fixture
def picture(db):
    return add_picture((900, 600), alt="A gauge & a *river*", licence="https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture
def rich(publish, words, picture):
    """A story with everything that an export may tell."""
    omar = Author.objects.create(name="Omar Beg", slug="omar-beg")
    body = (
        '<p>A <a href="/section/x/">link</a> &amp; <strong>more </strong>words.</p>'
        f"<h2>Part *one*</h2>{figure_html(picture, 'In it.')}"
        '<blockquote data-speaker="Amina Khalid" data-role="engineer"><p>We agreed.</p></blockquote>'
        '<p>1. Noted<sup class="footnote">A <a href="https://example.org/z_(1)">source</a>.</sup>.</p>'
        "<ul><li><p>One</p></li><li><p>Two<br>lines</p></li></ul>"
    )
    credits = (*words.credits, CreditLine(omar.pk, "reporter"), CreditLine(omar.pk, "photographer"))
    return publish(replace(words, body=body, credits=credits, lead_image=picture.pk, backstory="We walked."))
