"""What the tables of tags, sections and authors make of odd names."""

import pytest

from articles.models import Tag

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def test_a_tag_that_grows_when_it_is_folded_still_fits(publish, words):
    publish(type(words)(**{**words.__dict__, "tags": ("ﷺﷺﷺﷺﷺﷺﷺ", "!!!", "???")}))
    assert sorted(len(tag.slug) <= 100 for tag in Tag.objects.all()) == [True, True, True]
