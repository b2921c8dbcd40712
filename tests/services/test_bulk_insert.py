"""Rows inserted in bulk are refused as the ORM's are."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from articles.models import Tag
from articles.services.bulk_insert import insert_like, insert_rows

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def test_rows_like_a_sample_have_its_other_columns():
    insert_like(Tag(slug="unused"), ["slug", "name"], [("water", "Water"), ("trade", "Trade")])
    assert list(Tag.objects.order_by("slug").values_list("slug", "name", "into")) == [
        ("trade", "Trade", None),
        ("water", "Water", None),
    ]


def test_a_row_that_a_constraint_forbids_raises_djangos_error_and_inserts_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_like(Tag(), ["slug", "name"], [("water", "Water"), ("water", "Wells")])
    assert not Tag.objects.exists()


def test_a_value_that_the_column_cannot_hold_raises_djangos_error():
    error = DataError if connection.vendor == "postgresql" else IntegrityError
    with pytest.raises(error), transaction.atomic():
        insert_rows(Tag, ["id", "slug", "name"], [("not a number", "water", "Water")])
    assert not Tag.objects.exists()
