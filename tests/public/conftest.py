"""Fixtures of the reader's tests."""

import pytest

from articles.services import editing, workflow


@pytest.fixture
def approve_again(reporter, editor):
    """Give a story new words and take them as far as approval."""

    def as_far_as_approval(article, document):
        article.refresh_from_db()
        edited = editing.edit(article, document, by=reporter, base=article.head.number)
        edited = workflow.submit(edited, by=reporter)
        return workflow.approve(edited, by=editor, seen=edited.head.number)

    return as_far_as_approval


@pytest.fixture
def republish(approve_again, publisher):
    """Give a live story new words and take them to the public."""
    overriding = {workflow.EVERY: "Few words will do."}
    return lambda article, document: workflow.publish_fix(
        approve_again(article, document), by=publisher, reason="A typing error.", overriding=overriding
    )
