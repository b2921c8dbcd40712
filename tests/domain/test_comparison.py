"""What a history shows of a step from one Document to another."""

import datetime
from dataclasses import replace

import pytest

from articles.domain.comparison import (
    Comparison,
    CountriesChange,
    CreditsChange,
    RoleChange,
    TagsChange,
    TextChange,
    ValueChange,
    compare,
)
from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.lib.diff.word_diff import Run

BASE = Document(
    headline="The dam is safe",
    standfirst="Engineers met.",
    label="NEWS",
    dateline="LIMA",
    body="<p>The dam is safe.</p><p>Engineers met in Lima on Monday.</p>",
    credits=(CreditLine(1), CreditLine(2, "photographer")),
    section=1,
    tags=("Water", "Lima"),
    countries=(CountryLine("PE"), CountryLine("BO", "mentioned")),
    slug="dam",
    backstory="Two visits.",
).cleaned()


def test_equal_documents_have_nothing_to_compare():
    comparison = compare(BASE, replace(BASE))
    assert (comparison, bool(comparison), comparison.changed) == (Comparison({}), False, ())


@pytest.mark.parametrize("name", ["headline", "standfirst", "label", "dateline", "slug", "backstory"])
def test_a_text_is_compared_word_by_word_and_nothing_else_is_present(name):
    before = getattr(BASE, name)
    comparison = compare(BASE, replace(BASE, **{name: f"{before} today"}))
    change = TextChange(before, f"{before} today", (Run("same", before), Run("added", " today")))
    assert comparison == Comparison({name: change})
    assert (bool(comparison), comparison.changed) == (True, (name,))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("genre", "analysis"),
        ("dated", datetime.date(2026, 11, 24)),
        ("section", None),
        ("lead_image", 7),
        ("language", "ur"),
        ("original", Original(3, 2)),
    ],
)
def test_a_value_is_told_before_and_after(name, value):
    comparison = compare(BASE, replace(BASE, **{name: value}))
    assert comparison == Comparison({name: ValueChange(getattr(BASE, name), value)})


@pytest.mark.parametrize(
    ("tags", "change"),
    [
        (("Lima", "Treaty"), TagsChange(("Treaty",), ("Water",), (), reordered=False)),
        (("water", "Lima"), TagsChange((), (), (("Water", "water"),), reordered=False)),
        (("Lima", "Water"), TagsChange((), (), (), reordered=True)),
    ],
)
def test_tags_come_and_go(tags, change):
    assert compare(BASE, replace(BASE, tags=tags)) == Comparison({"tags": change})


@pytest.mark.parametrize(
    ("countries", "change"),
    [
        ((CountryLine("PE"), CountryLine("CL")), ((CountryLine("CL"),), (CountryLine("BO", "mentioned"),), (), False)),
        ((CountryLine("PE"), CountryLine("BO")), ((), (), (RoleChange("BO", ("mentioned",), ("about",)),), False)),
        ((CountryLine("BO", "mentioned"), CountryLine("PE")), ((), (), (), True)),
    ],
    ids=["one for another", "another role", "another order"],
)
def test_countries_come_go_and_change_their_role(countries, change):
    *lines, reordered = change
    assert compare(BASE, replace(BASE, countries=countries)) == Comparison(
        {"countries": CountriesChange(*lines, reordered=reordered)}
    )


@pytest.mark.parametrize(
    ("credit_lines", "change"),
    [
        ((CreditLine(1), CreditLine(3)), ((CreditLine(3),), (CreditLine(2, "photographer"),), (), False)),
        (
            (CreditLine(1, "editor"), CreditLine(1), CreditLine(2, "photographer")),
            ((), (), (RoleChange(1, ("writer",), ("editor", "writer")),), False),
        ),
        ((CreditLine(2, "photographer"), CreditLine(1)), ((), (), (), True)),
    ],
    ids=["one for another", "one more role", "another order"],
)
def test_credits_come_go_and_change_their_role(credit_lines, change):
    *lines, reordered = change
    assert compare(BASE, replace(BASE, credits=credit_lines)) == Comparison(
        {"credits": CreditsChange(*lines, reordered=reordered)}
    )


def test_a_body_is_told_block_by_block_and_its_words_are_counted():
    after = "<p>The dam is not safe.</p><p>Engineers met in Lima.</p><h2>Water</h2>"
    body = compare(BASE, replace(BASE, body=after)).body
    assert [change.kind for change in body.blocks] == ["changed", "changed", "added"]
    assert (body.words_added, body.words_removed, body.only_formatting) == (2, 2, False)


def test_moved_words_are_neither_added_nor_removed():
    after = "<p>Engineers met in Lima on Monday, too.</p><p>The dam is safe.</p>"
    body = compare(BASE, replace(BASE, body=after)).body
    assert [change.moved for change in body.blocks].count(None) == 1
    assert (body.words_added, body.words_removed) == (1, 0)


def test_bold_words_are_only_formatting():
    body = compare(BASE, replace(BASE, body=BASE.body.replace("safe", "<strong>safe</strong>"))).body
    assert (body.only_formatting, body.words_added, body.words_removed) == (True, 0, 0)


def test_changes_are_told_in_the_order_of_the_desk():
    after = replace(BASE, slug="gauge", tags=(), headline="A gauge", body="", credits=())
    assert compare(BASE, after).changed == ("headline", "credits", "body", "tags", "slug")


def test_every_field_of_a_document_can_be_compared():
    other = Document(
        headline="A gauge",
        standfirst="They met.",
        label="ANALYSIS",
        genre="analysis",
        dateline="QUITO",
        dated=datetime.date(2026, 11, 24),
        body="<p>A gauge.</p>",
        credits=(CreditLine(3),),
        section=2,
        tags=("Gauge",),
        countries=(CountryLine("EC"),),
        lead_image=7,
        language="ur",
        slug="gauge",
        backstory="Nine letters.",
        original=Original(3, 2),
        lead_caption="At noon.",
        lead_alt="A gauge",
        lead_credit="Mina / AP",
    )
    changed = compare(BASE, other).changed
    assert set(changed) == set(Document.__dataclass_fields__)
    assert changed == (
        *("headline", "standfirst", "label", "genre", "credits", "dateline", "dated", "lead_image"),
        *(
            "lead_caption",
            "lead_alt",
            "lead_credit",
            "body",
            "section",
            "countries",
            "tags",
            "language",
            "original",
            "slug",
            "backstory",
        ),
    )
