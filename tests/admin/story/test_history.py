"""A story's history at the desk: versions with their milestones, any two compared, any one restored."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin.story import history
from articles.domain.document import CountryLine, CreditLine, Original
from articles.models import Article, Author, Revision
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.desk import log_in, read_text
from tests.support.pages import parse, read_marks
from tests.support.site import add_picture, read_edition_contents

pytestmark = pytest.mark.django_db


def history_of(article):
    return f"/admin/articles/article/{article.pk}/history/"


def compare(article, older, newer, **asks):
    extra = "".join(f"&{name}={value}" for name, value in asks.items())
    return f"/admin/articles/article/{article.pk}/compare/?from={older}&to={newer}{extra}"


def versions(response):
    """The numbers of the versions listed, and each as a piece of the page."""
    return {int(version["data-version"]): version for version in parse(response).select("li.version")}


def milestones(version):
    return [found["class"].rpartition("milestone-")[2] for found in version.select(".milestone")]


def marked(response):
    """What is marked as taken out and as put in, in the view that is shown first."""
    return read_marks(parse(response).select(".comparison")[0])


@pytest.fixture
def corrected(published, words, reporter, editor, publisher):
    """Version 2 was sent back, version 3 was published with a correction, version 4 is a draft."""
    story = editing.edit(published, replace(words, headline="Second"), by=reporter, base=1, note="A first try")
    story = workflow.send_back(workflow.submit(story, by=reporter), by=editor, note="Say which gauge.")
    story = editing.edit(story, replace(words, headline="Third"), by=reporter, base=2)
    story = workflow.approve(workflow.submit(story, by=reporter), by=editor, seen=3)
    story = workflow.publish_with_correction(story, by=publisher, kind="clarification", text="Which gauge it is.")
    return editing.edit(story, replace(words, headline="Fourth"), by=editor, base=3)


@pytest.fixture
def write(draft, words, reporter):
    """Save that many more versions."""

    def save(count):
        story = draft
        for _count in range(count):
            number = story.head.number
            story = editing.edit(story, replace(words, headline=f"Headline {number}"), by=reporter, base=number)
        return story

    return save


def test_the_versions_say_who_when_and_why_and_their_milestones_stand_out(corrected, reporter):
    found = versions(log_in(reporter).get(history_of(corrected)))
    assert {number: milestones(piece) for number, piece in found.items()} == {
        4: [],
        3: ["submit", "approve", "publish_correction"],
        2: ["submit"],
        1: ["submit", "approve", "publish"],
    }
    assert [number for number, piece in found.items() if "stands-out" in piece["class"].split()] == [3, 1]
    assert [words in found[2].text for words in ("A first try", "Say which gauge.", "sent back")] == [True] * 3
    assert [words in found[3].text for words in ("(Clarification)", "Which gauge it is.")] == [True, True]
    assert ["Live version" in piece.text for piece in found.values()] == [False, True, False, False]
    assert ["newest" in piece.texts("span") for piece in found.values()] == [True, False, False, False]


def test_the_history_pages_by_number_and_costs_the_same(write, reporter, django_assert_max_num_queries):
    client, story = log_in(reporter), write(1)
    with CaptureQueriesContext(connection) as few:
        client.get(history_of(story))
    drafting_on = editing.edit(story, replace(story.head.document, headline="More"), by=reporter, base=2)
    for number in range(3, history.PAGE + 4):
        words = replace(story.head.document, headline=f"Headline {number}")
        drafting_on = editing.edit(drafting_on, words, by=reporter, base=number)
    newest = drafting_on.head.number
    with CaptureQueriesContext(connection) as many:
        first = client.get(history_of(story))
    assert (len(many), len(few)) == (len(few), 8)
    assert list(versions(first)) == list(range(newest, newest - history.PAGE, -1))
    assert f"?before={newest - history.PAGE + 1}" in first.content.decode()
    rest = client.get(f"{history_of(story)}?before={newest - history.PAGE + 1}")
    assert list(versions(rest)) == list(range(newest - history.PAGE, 0, -1))
    assert "Older versions" not in read_text(rest)


@pytest.mark.parametrize("asked", ["x", "-1", "0", "9" * 30, "١"])
def test_a_page_of_the_history_that_can_not_be_is_the_first(draft, reporter, asked):
    assert list(versions(log_in(reporter).get(f"{history_of(draft)}?before={asked}"))) == [1]


def test_two_versions_are_compared_word_by_word_in_every_field(draft, words, reporter, section):
    zahra = Author.objects.create(name="Zahra Khan", slug="zahra-khan")
    picture = add_picture(caption="A gauge in a river.")
    new = replace(
        words,
        headline="Two ministries agree on two river gauges",
        standfirst="",
        body="<p>ENGINEERS met on Wednesday.</p><p>They will meet again.</p>",
        credits=(CreditLine(zahra.pk, "reporter"),),
        tags=("Water", "Rivers"),
        countries=(CountryLine("PK"), CountryLine("AF", "mentioned"), CountryLine("IR")),
        lead_image=picture.pk,
        section=None,
    )
    story = editing.edit(draft, new, by=reporter, base=1)
    page = log_in(reporter).get(compare(story, 1, 2))
    removed, added = marked(page)
    assert removed == [
        "one",
        "gauge",
        words.standfirst,
        "Tuesday",
        "Zarmina Yousaf (Writer)",
        "South Asia",
        "China (Mentioned)",
        "Diplomacy",
    ]
    assert added == [
        "two",
        "gauges",
        "Wednesday",
        "Zahra Khan (Reporter)",
        "A gauge in a river.",
        "no section",
        "Iran (About)",
        "Rivers",
    ]
    text = read_text(page)
    assert sentences.ROLE_CHANGED in text
    assert "Changed: Headline Standfirst Credits Lead picture Section Countries Tags Body +1 −1 words" in text


def test_side_by_side_each_version_has_its_own_column(draft, words, reporter):
    story = editing.edit(draft, replace(words, body=words.body.replace("Tuesday", "Wednesday")), by=reporter, base=1)
    page = parse(log_in(reporter).get(compare(story, 1, 2, **{"as": "sides"})))
    columns = page.select("p.block-words")
    assert [read_marks(column) for column in columns] == [[["Tuesday"], []], [[], ["Wednesday"]], [[], []], [[], []]]
    assert [column.text for column in columns[2:]] == ["They will meet again."] * 2
    assert page.select(".comparison-inline") == []


def test_moves_and_mere_formatting_are_called_so(draft, words, reporter):
    first = "<p>ENGINEERS met on Tuesday at the bridge and agreed on what they had come for.</p>"
    second = "<p>No minister would say who pays, nor when the first reading will be printed.</p>"
    third = "<p>Farmers downstream have measured the gauge by hand for more than forty years.</p>"
    story = editing.edit(draft, replace(words, body=first + second + third), by=reporter, base=1)
    bold = third.replace("gauge", "<strong>gauge</strong>")
    story = editing.edit(story, replace(words, body=second + bold + first), by=reporter, base=2)
    page = log_in(reporter).get(compare(story, 2, 3))
    text = read_text(page)
    assert ["Moved up" in text, "Moved here from below" in text, "“gauge” is now bold." in text] == [True] * 3
    assert marked(page) == [[], []]
    story = editing.edit(story, replace(words, body=second + third + first), by=reporter, base=3)
    page = log_in(reporter).get(compare(story, 3, 4))
    assert ["Body (formatting only)" in read_text(page), "“gauge” is no longer bold." in read_text(page)] == [
        True,
        True,
    ]
    assert marked(page) == [[], []]


def test_what_did_not_change_is_folded_when_it_is_long(draft, words, reporter):
    body = "".join(f"<p>Paragraph {number} stands.</p>" for number in range(9))
    story = editing.edit(draft, replace(words, body=body), by=reporter, base=1)
    story = editing.edit(story, replace(words, body=f"{body}<p>One more.</p>"), by=reporter, base=2)
    page = log_in(reporter).get(compare(story, 2, 3))
    assert ("7 unchanged paragraphs" in read_text(page), marked(page)) == (True, [[], ["One more."]])


@pytest.mark.parametrize(("older", "newer"), [(1, 1), (2, 1), (1, 2)])
def test_the_older_version_stands_first_however_they_are_asked_for(draft, words, reporter, older, newer):
    story = editing.edit(draft, replace(words, headline="New"), by=reporter, base=1)
    page = log_in(reporter).get(compare(story, older, newer))
    if older == newer:
        assert "These versions are identical." in read_text(page)
        return
    assert marked(page) == [[words.headline], ["New"]]


@pytest.mark.parametrize("asked", ["", "x", "0", "7", "-1", "9" * 40, "1.5"])
def test_versions_that_do_not_exist_are_answered_with_one_sentence(draft, reporter, asked):
    page = log_in(reporter).get(compare(draft, asked, 1))
    assert (page.status_code, "Choose two versions from 1 to 1." in read_text(page)) == (
        400,
        True,
    )


def test_a_version_of_another_story_is_not_compared(draft, words, reporter):
    other = editing.create(words, by=reporter)
    editing.edit(other, replace(words, headline="Secret"), by=reporter, base=1)
    assert log_in(reporter).get(compare(draft, 1, 2)).status_code == 400


def test_a_comparison_costs_the_same_whatever_was_changed(draft, words, reporter, publish):
    original = publish(replace(words, headline="The original"))
    authors = [Author.objects.create(name=f"Author {n}", slug=f"author-{n}") for n in range(6)]
    picture = add_picture()
    little = replace(words, lead_image=picture.pk, original=Original(original.pk, 1))
    much = replace(
        little,
        headline="Much",
        body="".join(f"<p>Paragraph {n}</p><figure data-picture='{picture.pk}'></figure>" for n in range(30)),
        credits=tuple(CreditLine(author.pk) for author in authors),
        countries=tuple(CountryLine(code) for code in ("IN", "IR", "FJ")),
        tags=tuple(f"Tag {n}" for n in range(9)),
    )
    story = editing.edit(draft, little, by=reporter, base=1)
    story = editing.edit(story, much, by=reporter, base=2)
    client, counts = log_in(reporter), []
    read_edition_contents()
    for pair in ((1, 2), (2, 3), (1, 3)):
        with CaptureQueriesContext(connection) as captured:
            client.get(compare(story, *pair))
        counts.append(len(captured))
    assert counts == [11, 11, 11]


def restore(client, article, number, *, seen):
    address = f"/admin/articles/article/{article.pk}/restore/"
    return client.post(address, {"number": number, "seen": seen}, follow=True)


def test_an_older_version_is_restored_as_the_newest_and_nothing_is_overwritten(draft, words, reporter):
    story = editing.edit(draft, replace(words, headline="Worse"), by=reporter, base=1)
    page = restore(log_in(reporter), story, 1, seen=2)
    assert "Version 1 was restored as a new draft." in read_text(page)
    assert [one.document.headline for one in Revision.objects.order_by("number")] == [
        words.headline,
        "Worse",
        words.headline,
    ]
    head = Article.objects.get().head
    assert (head.note, head.by) == ("Restored from version 1", reporter)
    assert "Restored from version 1" in versions(log_in(reporter).get(history_of(story)))[3].text


def test_the_page_says_what_restoring_will_do(approved, words, editor, publisher):
    story = editing.edit(approved, replace(words, headline="Better"), by=editor, base=1)
    workflow.approve(story, by=editor, seen=2)
    text = read_text(log_in(editor).get(compare(story, 1, 2)))
    assert (
        "This creates version 3 with the text of version 1. Nothing is overwritten: version 2 stays in the history"
        in text
    )
    assert "Saving a change ends the approval." in text
    assert "Restore version 2" not in text


def test_restoring_a_live_story_changes_nothing_for_readers(corrected, editor, client):
    before = client.get(corrected.get_absolute_url()).content
    restore(log_in(editor), corrected, 1, seen=4)
    assert client.get(corrected.get_absolute_url()).content == before
    assert Article.objects.get().stage == "draft"


def test_what_somebody_saved_meanwhile_is_not_put_aside_unread(draft, words, reporter):
    story = editing.edit(draft, replace(words, headline="Second"), by=reporter, base=1)
    story = editing.edit(story, replace(words, headline="Third"), by=reporter, base=2)
    page = restore(log_in(reporter), story, 1, seen=2)
    assert "Version 3 was saved after you opened this page. Check it before restoring." in read_text(page)
    assert Revision.objects.count() == 3


def test_restoring_the_same_words_makes_no_version(draft, words, reporter):
    story = editing.edit(draft, replace(words, headline="Second"), by=reporter, base=1)
    story = editing.edit(story, words, by=reporter, base=2)
    assert sentences.NOTHING_CHANGED in read_text(restore(log_in(reporter), story, 1, seen=3))
    assert Revision.objects.count() == 3


def test_who_may_not_change_a_story_may_read_its_history_and_not_restore(approved, words, editor, reporter, publisher):
    story = editing.edit(approved, replace(words, headline="Second"), by=editor, base=1)
    workflow.approve(story, by=editor, seen=2)
    page = log_in(reporter).get(compare(story, 1, 2))
    assert ("This story is approved." in read_text(page), "Restore version" in read_text(page)) == (True, False)
    assert "This story is approved." in read_text(restore(log_in(reporter), story, 1, seen=2))
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("number", ["", "0", "3", "x", "9" * 40])
def test_a_version_that_does_not_exist_is_not_restored(draft, reporter, number):
    assert restore(log_in(reporter), draft, number, seen=1).status_code == 404


def test_a_restoration_is_posted(draft, reporter):
    assert log_in(reporter).get(f"/admin/articles/article/{draft.pk}/restore/").status_code == 405


def test_the_history_is_for_the_desk_only(draft, words, reporter, outsider, bystander):
    editing.edit(draft, replace(words, headline="Second"), by=reporter, base=1)
    for address in (history_of(draft), compare(draft, 1, 2)):
        assert log_in(outsider).get(address).status_code == 302
        assert log_in(bystander).get(address).status_code == 403
    assert restore(log_in(bystander), draft, 1, seen=2).status_code == 403
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 40])
def test_the_history_of_no_story_is_not_there(reporter, key):
    assert log_in(reporter).get(f"/admin/articles/article/{key}/history/").status_code == 404


def test_the_writing_page_leads_to_the_history_and_to_what_readers_do_not_see_yet(corrected, editor):
    page = log_in(editor).get(f"/admin/articles/article/{corrected.pk}/change/").content.decode()
    assert history_of(corrected) in page
    assert compare(corrected, 3, 4).replace("&", "&amp;") in page


def test_evil_words_stay_words(draft, words, reporter):
    evil = replace(words, headline="<script>alert(1)</script>", tags=("<b>x</b>",), slug="")
    story = editing.edit(draft, evil, by=reporter, base=1, note="<i>why</i>")
    client = log_in(reporter)
    text = client.get(compare(story, 1, 2)).content.decode() + client.get(history_of(story)).content.decode()
    assert [piece in text for piece in ("<script>alert", "<b>x", "<i>why")] == [False] * 3


def test_raised_and_struck_words_are_called_so_and_not_footnotes(draft, words, reporter):
    story = editing.edit(draft, replace(words, body="<p>The 1st of May, or late.</p>"), by=reporter, base=1)
    styled = '<p>The 1<sup>st</sup> of May, <s>or late</s>.<sup class="footnote">No.</sup></p>'
    story = editing.edit(story, replace(words, body=styled), by=reporter, base=2)
    text = read_text(log_in(reporter).get(compare(story, 2, 3)))
    assert ["“st” is now superscript." in text, "“or late” is now struck through." in text] == [True, True]
    assert "is now a footnote." not in text
