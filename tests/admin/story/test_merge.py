"""A stale save opens both versions put together: what fits fits, the rest is chosen, and no word of anybody is dropped."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.models import Article, Author, Revision, WorkingCopy
from articles.services import editing
from tests.support import sentences
from tests.support.desk import form_data, log_in, read_text
from tests.support.pages import parse

ONE, TWO, THREE = "<p>Engineers met on Tuesday.</p>", "<p>They will meet again.</p>", "<p>Nobody came.</p>"
BASE = Document(headline="The gauge", standfirst="It stands.", body=ONE + TWO, tags=("Water",))


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def story(reporter) -> Article:
    return editing.create(BASE, by=reporter)


def overtake(story, person, other, mine, theirs):
    """The person opens the story, the other saves, the person saves: the person's browser, and where it is led to."""
    client = log_in(person)
    opened = form_data(client.get(page_of(story)))
    newest = Article.objects.select_related("head").get(pk=story.pk).head
    editing.edit(story, replace(newest.document, **theirs), by=other, base=newest.number)
    response = client.post(page_of(story), {**opened, **mine})
    return client, response.headers.get("Location", "")


def kept() -> list[str]:
    return [copy.fields["headline"][0] for copy in WorkingCopy.objects.all()]


def newest() -> Revision:
    return Revision.objects.order_by("-number")[0]


def choose(client, address, **chosen):
    fields = form_data(client.get(address), having="theirs")
    return client.post(address, {**fields, **{f"choose-{key.replace('_', '.')}": side for key, side in chosen.items()}})


def test_a_stale_save_keeps_the_words_and_leads_to_both_versions(story, reporter, editor):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"headline": "Theirs"})
    copy = WorkingCopy.objects.get()
    assert address == f"/admin/articles/article/{story.pk}/merge/{copy.pk}/"
    assert (copy.person, copy.base, kept(), newest().number) == (editor, 1, ["Mine"], 2)
    page = read_text(client.get(address))
    assert "rana saved version 2 at" in page
    assert "Choose between the two texts in one place." in page


def test_what_the_same_person_saved_elsewhere_is_said_to_be_theirs(story, reporter):
    client, address = overtake(story, reporter, reporter, {"headline": "Mine"}, {"headline": "Also mine"})
    assert "You saved version 2 in another window at" in read_text(client.get(address))


def test_what_does_not_overlap_is_put_together_without_a_choice(story, reporter, editor):
    mine = {"body": ONE + TWO.replace("again", "in May"), "tags": ["Water", "Quetta"]}
    theirs = {
        "body": ONE.replace("Tuesday", "Monday") + TWO,
        "standfirst": "It still stands.",
        "tags": ("Water", "Dam"),
    }
    client, address = overtake(story, editor, reporter, mine, theirs)
    assert "Merged without conflicts." in read_text(client.get(address))
    response = choose(client, address)
    assert (response.status_code, response.headers["Location"]) == (302, page_of(story))
    assert newest().document == replace(
        BASE,
        standfirst="It still stands.",
        body="<p>Engineers met on Monday.</p><p>They will meet in May.</p>",
        tags=("Water", "Dam", "Quetta"),
    )
    assert (newest().number, newest().by, newest().note, kept()) == (3, editor, "Merged with version 2", [])


def choices_on(page, narrowed=""):
    boxes = page.select(f"[name^=choose-]{narrowed}")
    return [(box["name"].removeprefix("choose-"), box["value"]) for box in boxes]


def test_where_both_changed_one_paragraph_one_chooses_or_takes_both(story, reporter, editor):
    mine, theirs = "<p>Engineers met in Lima.</p>", "<p>Engineers met in Quito.</p>"
    client, address = overtake(story, editor, reporter, {"body": mine + TWO}, {"body": theirs + TWO})
    page = parse(client.get(address))
    assert choices_on(page) == [("body.1", "mine"), ("body.1", "theirs"), ("body.1", "both")]
    choose(client, address, body_1="both")
    assert (newest().document.body, kept()) == (mine + theirs + TWO, [])


def test_words_that_were_not_chosen_stay_with_who_typed_them(story, reporter, editor):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"headline": "Theirs"})
    response = client.get(choose(client, address, headline="theirs").headers["Location"])
    assert (newest().document.headline, kept()) == ("Theirs", ["Mine"])
    assert "Your text from" in read_text(response)


def test_nothing_is_saved_before_every_place_is_chosen(story, reporter, editor):
    mine, theirs = {"headline": "Mine", "standfirst": "Mine."}, {"headline": "Theirs", "standfirst": "Theirs."}
    client, address = overtake(story, editor, reporter, mine, theirs)
    response = choose(client, address, headline="mine")
    assert sentences.CHOOSE_EACH_PLACE in read_text(response)
    assert choices_on(parse(response), "[required][checked]") == [("headline", "mine")]
    assert sentences.CHOOSE_EACH_PLACE in read_text(choose(client, address, headline="mine", standfirst="both"))
    assert (newest().number, kept()) == (2, ["Mine"])


def test_a_version_saved_while_one_chooses_is_merged_too_and_choices_stay(story, reporter, editor):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"headline": "Theirs"})
    fields = form_data(client.get(address), having="theirs")
    editing.edit(story, replace(newest().document, standfirst="A third."), by=reporter, base=2)
    response = client.post(address, {**fields, "choose-headline": "mine"})
    assert response.status_code == 409
    assert "Another version was saved in the meantime." in read_text(response)
    assert parse(response).one("[required][checked]")["value"] == "mine"
    choose(client, address, headline="mine")
    assert (newest().number, newest().document) == (4, replace(BASE, headline="Mine", standfirst="A third."))


def test_every_kind_of_field_can_be_chosen_and_is_called_by_its_name(story, reporter, editor, section, author):
    second = Author.objects.create(name="Daniyal Khan", slug="daniyal-khan")
    story = editing.edit(story, replace(BASE, credits=(CreditLine(author.pk),)), by=reporter, base=1)
    mine = {"section": section.pk, "genre": "opinion", "dated": "2026-01-01", "about": ["PK"], "language": "ur"}
    mine |= {"credits-0-author": author.pk, "credits-0-role": "editor", "backstory": "Nine letters."}
    theirs = {"genre": "feature", "countries": (CountryLine("PK", "mentioned"),), "language": "ar"}
    theirs |= {"credits": (CreditLine(author.pk, "photographer"), CreditLine(second.pk)), "backstory": "Two visits."}
    client, address = overtake(story, editor, reporter, mine, theirs)
    page = read_text(client.get(address))
    for words in (
        "Opinion",
        "Feature",
        "Countries: Pakistan",
        "Credits: Zarmina Yousaf",
        "(Photographer)",
        "South Asia",
    ):
        assert words in page, words
    chosen = {"genre": "mine", "countries_PK": "theirs", "language": "mine", f"credits_{author.pk}": "mine"}
    choose(client, address, **chosen, backstory_1="both")
    document = newest().document
    assert (document.section, document.genre, document.language) == (section.pk, "opinion", "ur")
    assert document.countries == (CountryLine("PK", "mentioned"),)
    assert document.credits == (CreditLine(author.pk, "editor"), CreditLine(second.pk))
    assert document.backstory == "Nine letters.\n\nTwo visits."


def test_a_credit_that_two_people_gave_at_once_is_given_once(reporter, editor, author):
    story = editing.create(Document(headline="Nobody is credited yet"), by=reporter)
    credit = {"credits-0-author": author.pk, "credits-0-role": "writer"}
    theirs = {"credits": (CreditLine(author.pk),)}
    client, address = overtake(story, editor, reporter, {**credit, "headline": "Mine"}, theirs)
    choose(client, address)
    assert (newest().document.headline, newest().document.credits) == ("Mine", (CreditLine(author.pk),))


def test_what_somebody_took_out_and_put_in_is_shown_as_theirs(story, reporter, editor):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"body": ONE + THREE})
    page = client.get(address).content.decode()
    assert "<del>They will meet again.</del>" in page
    assert "<ins>Nobody came.</ins>" in page
    assert read_text(client.get(address)).count("rana") >= 2


def test_what_others_changed_is_told_as_the_history_tells_it(story, reporter, editor, author):
    other = editing.create(Document(headline="The original"), by=reporter)
    theirs = {
        "original": Original(other.pk, 1),
        "credits": (CreditLine(author.pk), CreditLine(author.pk, "editor")),
        "countries": (CountryLine("PK", "mentioned"),),
        "genre": "feature",
        "backstory": "Two visits.",
    }
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, theirs)
    page = read_text(client.get(address))
    for words in (
        "Translation of rana “The original”, version 1",
        "Credits rana Zarmina Yousaf (Writer) , Zarmina Yousaf (Editor)",
        "Countries rana Pakistan (Mentioned)",
        "Genre rana News Feature",
        "How we reported this rana Two visits.",
    ):
        assert words in page, words


def test_slugline_and_decisions_travel_with_the_merge(story, reporter, editor):
    client, address = overtake(
        story,
        editor,
        reporter,
        {"slugline": "gauge", "label": "NEWS", "decision": ["PK:refused"]},
        {"headline": "Theirs"},
    )
    choose(client, address)
    story.refresh_from_db()
    assert (story.slugline, sorted(editing.refused_countries(story))) == ("gauge", ["PK"])


def test_a_move_that_was_pressed_with_a_stale_text_is_not_made(story, reporter, editor):
    client = log_in(reporter)
    opened = form_data(client.get(page_of(story)))
    editing.edit(story, replace(BASE, headline="Theirs"), by=editor, base=1)
    response = client.post(page_of(story), {**opened, "headline": "Mine", "_move": "submit"}, follow=True)
    assert "“Submit for review” was not done. Check the newest version first." in read_text(response)
    story.refresh_from_db()
    assert (story.stage, kept()) == ("draft", ["Mine"])


def test_nobody_else_finds_the_merge_and_a_reader_of_the_desk_may_not_make_it(story, reporter, editor, colleague):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"headline": "Theirs"})
    assert client.get(address).status_code == 200
    assert [log_in(person).get(address).status_code for person in (reporter, colleague)] == [404, 404]
    assert client.get(address.replace("/merge/", "/merge/9")).status_code == 404


def test_what_cannot_be_saved_as_it_is_goes_back_to_the_page_with_its_words(story, reporter, editor):
    client, address = overtake(story, editor, reporter, {"headline": "Mine"}, {"headline": "Theirs"})
    copy = WorkingCopy.objects.get()
    WorkingCopy.objects.update(fields={**copy.fields, "headline": [""]})
    response = client.get(address, follow=True)
    assert response.redirect_chain == [(f"{page_of(story)}?copy={copy.pk}", 302)]
    assert "Write a headline." in read_text(response)


@pytest.mark.parametrize("paragraphs", [1, 30])
def test_the_merge_screen_takes_the_same_few_queries_however_long_the_story(story, reporter, editor, paragraphs):
    body = "".join(f"<p>Paragraph {number} of the story.</p>" for number in range(paragraphs))
    client, address = overtake(story, editor, reporter, {"body": body}, {"body": body.replace("of", "from")})
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= 15
