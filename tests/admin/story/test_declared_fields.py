"""A text that a Document declares is known everywhere, from the form to the merge; so is one that is declared here alone."""

import json
import sys
from dataclasses import dataclass, field, replace

import pytest
from django import forms
from django.utils.functional import lazystr

from articles.admin.story.editor import working_copy
from articles.admin.story.editor.forms import StoryForm, initial_of
from articles.domain.document import Document, InvalidDocument
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, field_specs
from articles.lib.diff.word_diff import diff_words
from articles.models import Article, Revision, WorkingCopy
from articles.queries import checks, history
from articles.queries.checks.subject import CheckSubject
from articles.queries.history import FieldChange
from articles.queries.history.change_lines import FieldLines, Words, describe_in_lines
from articles.services import editing
from tests.support.desk import ADD, change_url, form_data, log_in, read_text
from tests.support.exports import export_items, run_export
from tests.support.pages import parse, read_marks

pytestmark = pytest.mark.django_db

NEW = "summary"
TEXTS = [name for name, spec in field_specs(Document).items() if spec.kind is FieldKind.TEXT]
FORMER = Document


@dataclass(frozen=True)
class LongerDocument(Document):
    """A Document with one more text. No other code knows of it but the form’s widget."""

    summary: str = field(default="", metadata=FieldSpec(lazystr("Summary"), FieldKind.TEXT, limit=200).metadata)


@pytest.fixture
def declared(monkeypatch) -> type[Document]:
    """Make the app see Documents as if document.py declared the new text and forms.py gave it a widget."""
    for name, module in list(sys.modules.items()):
        if name.startswith("articles.") and vars(module).get("Document") is FORMER:
            monkeypatch.setattr(module, "Document", LongerDocument)
    monkeypatch.setitem(StoryForm.base_fields, NEW, forms.CharField(label="Summary", max_length=200, required=False))
    return LongerDocument


@pytest.fixture(params=[*TEXTS, NEW])
def name(request) -> str:
    return request.param


@pytest.fixture
def spec(name, declared) -> FieldSpec:
    return field_specs(declared)[name]


@pytest.fixture
def write(declared, name):
    """A Document that says this in the field."""
    return lambda text, **words: declared(**{"headline": "The gauge", **words, name: text})


def post(client, address, **words):
    return client.post(address, {**form_data(client.get(address)), **words})


def test_a_text_goes_from_the_form_through_its_revisions_to_the_history(spec, name, write, reporter):
    client = log_in(reporter)
    post(client, ADD, **{"headline": "The gauge", name: "one"})
    story = Article.objects.get()
    post(client, change_url(story), **{name: "two"})
    first, second = Revision.objects.order_by("number")
    assert (first.document, second.document) == (write("one"), write("two"))
    assert first.content == json.loads(json.dumps(write("one").to_json()))
    change = FieldChange(name, str(spec.label), runs=diff_words("one", "two"), above_body=spec.above_body > 0)
    assert history.describe_changes(first.document, second.document).fields == (change,)
    assert history.describe_public_changes(first.document, second.document).fields == (
        (change,) if spec.readers_see else ()
    )
    line = [Words("removed", "one"), Words("added", "two")]
    assert describe_in_lines(first.document, second.document) == [FieldLines(str(spec.label), [line])]
    page = client.get(f"/admin/articles/article/{story.pk}/compare/?from=1&to=2")
    assert str(spec.label) in read_text(page)
    assert read_marks(parse(page).select(".comparison")[0]) == [["one"], ["two"]]
    assert initial_of(Article.objects.get())[name] == "two"


def test_a_text_that_two_people_changed_is_chosen_and_what_is_left_out_stays_unsaved(
    spec, name, write, reporter, editor
):
    story = editing.create(write("one"), by=reporter)
    client = log_in(editor)
    opened = form_data(client.get(change_url(story)))
    editing.edit(story, write("two", tags=("Water",)), by=reporter, base=1)
    address = client.post(change_url(story), {**opened, name: "three"}).headers["Location"]
    page = client.get(address)
    key = f"choose-{name}.1" if spec.merge is MergeBy.PARAGRAPHS else f"choose-{name}"
    assert {box["name"] for box in parse(page).select("[name^=choose-]")} == {key}
    assert str(spec.label) in read_text(page)
    client.post(address, {**form_data(page, having="theirs"), key: "theirs"})
    (copy,) = WorkingCopy.objects.all()
    assert copy.fields[name] == ["three"]
    client.post(address, {**form_data(client.get(address), having="theirs"), key: "mine"})
    assert Revision.objects.order_by("-number")[0].document == write("three", tags=("Water",))


def test_a_text_changed_by_one_of_two_people_needs_no_choice(name, write, reporter, editor):
    story = editing.create(write("one"), by=reporter)
    client = log_in(editor)
    opened = form_data(client.get(change_url(story)))
    editing.edit(story, write("one", tags=("Water",)), by=reporter, base=1)
    address = client.post(change_url(story), {**opened, name: "two"}).headers["Location"]
    client.post(address, form_data(client.get(address), having="theirs"))
    assert Revision.objects.order_by("-number")[0].document == write("two", tags=("Water",))


def test_unsaved_words_are_listed_with_their_label(spec, name):
    # An address is no words, and a dateline stands among the particulars.
    listed = [(str(spec.label), "one")] if name not in {"slug", "dateline"} else []
    assert working_copy.list_texts({name: ["one"]}) == listed


def test_a_text_that_is_too_long_is_refused_at_its_field(spec, name, write):
    assert StoryForm.base_fields[name].max_length == spec.limit
    longest = write("x" * spec.limit).cleaned()
    assert getattr(longest, name) == "x" * spec.limit
    if name == "slug":  # an address that is too long is cut
        assert replace(longest, slug="x" * (spec.limit + 1)).cleaned() == longest
        return
    with pytest.raises(InvalidDocument) as refused:
        replace(longest, **{name: "x" * (spec.limit + 1)}).cleaned()
    sentence = f"“{spec.label}” has {spec.limit + 1:,} characters; the limit is {spec.limit:,}."
    assert refused.value.problems == {name: sentence}


def test_a_text_that_readers_see_is_checked_for_placeholders(spec, name, write):
    found = list(checks.CHECKS["placeholder"](CheckSubject.of(write("Figures TK"))))
    assert [(seen.field, seen.spot.quote) for seen in found] == ([(name, "TK")] if spec.readers_see else [])


def test_a_check_names_a_field_without_a_sentence_of_its_own_by_its_label(declared):
    (found,) = checks.CHECKS["placeholder"](CheckSubject.of(declared(headline="The gauge", summary="Figures TK")))
    assert found.message == "Summary: TK"


def test_a_text_that_readers_see_is_exported(name, write, publish, tmp_path):
    publish(write("one", body="<p>They met.</p>"))
    run_export("--format", "markdown", "--output", tmp_path)
    (file,) = tmp_path.iterdir()
    assert [line for line in file.read_text().splitlines() if line.startswith(f"{name}:")] == [f'{name}: "one"']
    (item,) = export_items("--format", "ninjs")
    descriptions = [part["value"] for part in item.get("descriptions", []) if part["role"] == name]
    elsewhere = {"headline", "label", "dateline", "slug"}  # ninjs has names of its own for them
    assert descriptions == ([] if name in elsewhere else ["one"])
