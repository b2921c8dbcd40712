"""A story has one translation in each language: a second one is refused in a sentence that names the first."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.domain.document import InvalidDocument, Original
from articles.models import Article, Revision
from articles.services import editing, workflow
from articles.services.workflow import MoveRefused
from tests.support.desk import ADD, form_data, log_in
from tests.support.pages import parse

REASON = {workflow.ANY_CHECK: "Few words will do."}


@pytest.fixture
def original(publish, words) -> Article:
    return publish(words)


@pytest.fixture
def translated(words, original):
    """Build a translation of the original: its Document."""

    def build(headline, language="ur", **facts):
        return replace(words, headline=headline, language=language, original=Original(original.pk, 1), **facts)

    return build


def refusal(headline, language="اردو"):
    return f"“{headline}” already translates that story into {language}."


def make_a_second(story, document):
    """Save what could be saved before it was refused: a story that translates into the same language as another."""
    content = {**story.head.content, "language": document.language, "original": vars(document.original)}
    revision = Revision.objects.create(article=story, number=2, content=content, by=story.created_by)
    facts = {"head": revision, "language": document.language, "original": document.original.article}
    Article.objects.filter(pk=story.pk).update(**facts)
    return Article.objects.get(pk=story.pk)


def test_a_second_translation_into_a_language_is_refused_and_named(translated, reporter):
    editing.create(translated("The first"), by=reporter)
    with pytest.raises(InvalidDocument) as refused:
        editing.create(translated("The second"), by=reporter)
    assert refused.value.problems == {"original": refusal("The first")}
    assert editing.create(translated("In Arabic", "ar"), by=reporter).language == "ar"


def test_the_writing_page_refuses_it_beside_the_field_and_loses_nothing(translated, original, reporter):
    editing.create(translated("The first"), by=reporter)
    client = log_in(reporter)
    fields = {**form_data(client.get(ADD)), "headline": "The second", "language": "ur", "original": str(original.pk)}
    refused = client.post(ADD, fields)
    assert parse(refused).texts(".field-original .errorlist") == [refusal("The first")]
    assert (form_data(refused)["headline"], Article.objects.count()) == (["The second"], 2)
    assert client.post(ADD, {**fields, "language": "ar"}).status_code == 302


def test_an_edit_makes_no_second_one_by_its_language_or_its_original(translated, words, reporter):
    editing.create(translated("The first"), by=reporter)
    arabic = editing.create(translated("In Arabic", "ar"), by=reporter)
    plain = editing.create(replace(words, headline="Plain", language="ur"), by=reporter)
    for story, headline in ((arabic, "In Arabic"), (plain, "Plain")):
        with pytest.raises(InvalidDocument, match="The first"):
            editing.edit(story, translated(headline), by=reporter, base=1)
    assert editing.edit(arabic, translated("Still Arabic", "ar"), by=reporter, base=1).head.number == 2


@pytest.mark.parametrize("gone", ["spiked", "retracted", "killed"])
def test_what_is_gone_makes_room_for_another(translated, publish, reporter, editor, publisher, gone):
    if gone == "spiked":
        workflow.spike(editing.create(translated("The first"), by=reporter), by=editor)
    else:
        move = {"retracted": workflow.retract, "killed": workflow.kill}[gone]
        move(publish(translated("The first")), by=publisher, reason="Wrong.")
    assert editing.create(translated("The second"), by=reporter).language == "ur"


def test_what_was_withdrawn_does_not_come_back_beside_its_successor(translated, publish, publisher):
    first = workflow.retract(publish(translated("The first")), by=publisher, reason="Wrong.")
    second = publish(translated("The second"))
    with pytest.raises(MoveRefused, match="The second"):
        workflow.reinstate(first, by=publisher, reason="Right after all.")
    workflow.retract(second, by=publisher, reason="Wrong too.")
    assert workflow.reinstate(first, by=publisher, reason="Right after all.").standing == "published"


def test_an_unspiked_second_one_is_not_published(translated, publish, reporter, editor, publisher):
    story = workflow.spike(editing.create(translated("The first"), by=reporter), by=editor)
    publish(translated("The second"))
    story = workflow.submit(workflow.unspike(story, by=editor), by=reporter)
    story = workflow.approve(story, by=editor, seen=1)
    with pytest.raises(MoveRefused, match="The second"):
        workflow.publish(story, by=publisher, overriding=REASON)


def test_a_second_one_from_before_can_be_edited_and_search_engines_are_told_of_one(
    translated, words, original, publish, reporter
):
    first = publish(translated("The first"))
    second = make_a_second(publish(replace(words, headline="The second")), translated("The second"))
    Article.objects.filter(pk=second.pk).update(live=second.head_id)
    edited = editing.edit(second, translated("The second, better"), by=reporter, base=2)
    assert edited.head.number == 3
    page = parse(Client().get(original.get_absolute_url()))
    urdu = [link["href"] for link in page.every("link", rel="alternate") if link.get("hreflang") == "ur"]
    assert urdu == [f"http://testserver{first.get_absolute_url()}"]
