"""CSV: a row a story, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import replace

import pytest

from articles.exchange.exporters import spreadsheet
from articles.models import Author
from tests.support.exports import run_export

pytestmark = pytest.mark.django_db


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(run_export("--format", "csv", *arguments)[0], newline="")))


def test_a_row_has_the_storys_facts_and_its_text(rich):
    (row,) = rows()
    assert tuple(row) == spreadsheet.COLUMNS
    moment = rich.visible_at.isoformat(timespec="seconds")
    assert row == {
        "id": f"tag:testserver,{rich.published_on}:story/{rich.pk}",
        "address": f"http://testserver{rich.get_absolute_url()}",
        "headline": "Two ministries agree on one river gauge",
        "standfirst": rich.standfirst,
        "label": "NEWS ANALYSIS",
        "genre": "analysis",
        "language": "en",
        "section": "South Asia",
        "authors": "Zarmina Yousaf; Omar Beg",
        "tags": "Diplomacy; Water",
        "about": "PK; AF",
        "mentioned": "CN",
        "dateline": "Quetta",
        "published": moment,
        "updated": moment,
        "words": "15",
        "text": "A link & more words.\nPart *one*\nWe agreed.\n1. Noted [A source.].\nOne\nTwo\nlines",
    }


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_as_a_formula_gets_an_apostrophe(first):
    assert spreadsheet.escape_formula(f'{first}cmd|"x"!A1') == f'\'{first}cmd|"x"!A1'


@pytest.mark.parametrize("cell", ["", "1=1", "a-b", "'=1", "اردو", " =1"])
def test_any_other_cell_stays_as_it_is(cell):
    assert spreadsheet.escape_formula(cell) == cell


def test_no_field_of_a_story_reaches_a_spreadsheet_as_a_formula(publish, words):
    Author.objects.update(name="@SUM(A1)")
    formulas = {"headline": "=1+1", "standfirst": "+44", "label": "-1", "dateline": "@x", "tags": ("=t",)}
    publish(replace(words, body="<p>=2, she said, “quoted”.</p>", **formulas))
    (row,) = rows()
    names = ("headline", "standfirst", "label", "dateline", "tags", "authors", "text")
    assert [row[name] for name in names] == [
        "'=1+1",
        "'+44",
        "'-1",
        "'@x",
        "'=t",
        "'@SUM(A1)",
        "'=2, she said, “quoted”.",
    ]


def test_without_a_story_there_are_the_names_of_the_columns(db):
    assert run_export("--format", "csv") == (",".join(spreadsheet.COLUMNS) + "\r\n", "Exported 0 stories as csv.\n")
