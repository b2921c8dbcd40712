"""Suggested countries at the desk: offered with their reasons while one writes, and decided once for each story."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.admin.geo import suggestions
from articles.domain.document import CountryLine, Document
from articles.lib import geo
from articles.lib.html import sanitiser
from articles.models import Article, AuditEntry, Country, CountrySuggestion
from articles.services import editing
from tests.support.caches import clear_caches
from tests.support.desk import FEEDBACK, feedback_data, form_data, log_in, post_feedback
from tests.support.effort import FACTOR, count_lines_run
from tests.support.site import read_edition_contents

ADD = "/admin/articles/article/add/"
BODY = "<h2>The “gauge”</h2><p></p><p>Ministers met in <strong>Kabul</strong>; Kabul’s Afghan hosts &amp; guests agreed.</p>"
WORDS = {"headline": "Kabul and Islamabad agree", "standfirst": "", "body": BODY, "dateline": "", "language": "en"}


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def answer(person, story=None, **words):
    return post_feedback(person, story, parts=["countries"], **{**WORDS, **words})


def suggested(response) -> list[dict]:
    return response.json()["countries"]["suggestions"]


def offered(response) -> list[str]:
    return [one["code"] for one in suggested(response)]


def decided() -> dict[str, tuple]:
    rows = CountrySuggestion.objects.all()
    return {row.country_id: (row.decision, row.by and row.by.username) for row in rows}


def save(person, address, decisions=(), **fields):
    client = log_in(person)
    typed = form_data(client.get(address))
    return client.post(address, {**typed, **fields, "decision": list(decisions)})


@pytest.fixture
def begun(reporter) -> Article:
    return editing.create(Document(headline=WORDS["headline"], body=BODY), by=reporter)


def test_the_words_are_answered_with_countries_and_their_reasons(reporter):
    response = answer(reporter)
    assert (response.status_code, response.json()["countries"]["version"]) == (200, geo.VERSION)
    afghan = next(one for one in suggested(response) if one["code"] == "AF")
    assert (afghan["name"], afghan["flag"], afghan["role"]) == ("Afghanistan", "🇦🇫", "about")
    assert afghan["why"] == "Kabul ×3, Afghan, in the headline"
    assert set(offered(response)) == {"AF", "PK"}


def test_evidence_quotes_the_words_where_saving_would_keep_them(reporter):
    paragraphs = sanitiser.extract_paragraphs(sanitiser.sanitise(BODY))
    seen = [quote for one in suggested(answer(reporter)) for quote in one["evidence"]]
    texts = {quote["place"]: WORDS["headline"] if quote["place"] == "headline" else None for quote in seen}
    quoted = [(texts[q["place"]] or paragraphs[q["index"]])[q["start"] : q["end"]] for q in seen]
    assert len(seen) >= 5
    assert quoted == [quote["text"] for quote in seen]


def test_reasons_are_said_in_the_language_of_the_desk():
    (found,) = geo.suggest(geo.Story("Kabul", paragraphs=["An Afghan."]))
    with translation.override("ur"):
        assert suggestions.describe_evidence(found) == "Kabul، Afghan، سرخی میں"


def test_a_story_is_read_in_its_own_language(reporter):
    words = {"headline": "كابول وإسلام آباد تتفقان", "body": "<p>في أفغانستان.</p>"}
    assert "AF" in offered(answer(reporter, **words, language="ar"))


def test_words_without_a_headline_are_read_all_the_same(reporter):
    assert offered(answer(reporter, headline="")) == ["AF"]
    assert offered(answer(reporter, headline="", body="")) == []


def test_a_null_character_hides_no_country(reporter):
    assert offered(answer(reporter, headline="Ka\0bul", body="<p>Ka\0bul</p>")) == ["AF"]


def test_a_new_storys_decisions_are_kept_with_its_first_version(reporter):
    save(
        reporter,
        ADD,
        ["AF:accepted_about", "PK:refused", "ZZ:refused", "CN:nonsense", "x"],
        headline=WORDS["headline"],
        body=BODY,
        about=["AF"],
    )
    assert decided() == {"AF": ("accepted_about", "rana"), "PK": ("refused", "rana")}
    kept = CountrySuggestion.objects.get(country="AF")
    assert (kept.role, kept.version, kept.decided_at is not None) == ("about", geo.VERSION, True)
    assert 0 < kept.score <= 1
    assert [(entry.action, entry.details) for entry in AuditEntry.objects.all()] == [("created", {"refused": ["PK"]})]


def test_a_refused_country_stays_refused_for_its_story_alone(begun, reporter):
    assert "PK" in offered(answer(reporter, story=begun))
    save(reporter, page_of(begun), ["PK:refused"])
    assert offered(answer(reporter, story=begun)) == ["AF"]
    save(reporter, page_of(begun), standfirst="In Islamabad, Pakistan.")
    assert offered(answer(reporter, story=begun, standfirst="In Islamabad, Pakistan.")) == ["AF"]
    assert "PK" in offered(answer(reporter))


def test_a_refusal_alone_makes_no_version_and_is_logged_once(begun, reporter):
    save(reporter, page_of(begun), ["PK:refused"])
    save(reporter, page_of(begun), ["PK:refused"])
    begun.refresh_from_db()
    entries = [(entry.action, entry.details) for entry in AuditEntry.objects.order_by("pk")]
    assert (begun.newest.number, entries) == (1, [("created", {}), ("particulars", {"refused": ["PK"]})])


def test_what_was_suggested_and_passed_over_is_kept_as_undecided(begun, reporter):
    save(reporter, page_of(begun))
    assert decided() == {"AF": ("none", None), "PK": ("none", None)}


def test_the_storys_own_countries_are_the_stronger_witness(begun, reporter, editor):
    save(reporter, page_of(begun), ["AF:accepted_about", "PK:refused"], about=["AF"])
    save(editor, page_of(begun), mentioned=["PK"], about=[])
    assert decided() == {"AF": ("none", None), "PK": ("accepted_mentioned", "edith")}


def test_nobody_decides_for_another_reporters_story(begun, reporter, colleague):
    client = log_in(colleague)
    typed = form_data(log_in(reporter).get(page_of(begun)))
    assert client.post(page_of(begun), {**typed, "decision": ["PK:refused"]}).status_code == 403
    assert decided() == {}


def test_decisions_are_still_in_the_form_when_something_else_was_wrong(reporter):
    response = save(reporter, ADD, ["AF:refused"], headline="")
    assert (response.status_code, form_data(response)["decision"]) == (200, ["AF:refused"])
    assert decided() == {}


FILED = """Kabul and Islamabad agree
Two capitals, one gauge.
ANALYSIS
31 May 2025
The Afghan side met the Pakistani side.
"""


def test_a_filed_text_keeps_its_suggestions_as_made(reporter):
    log_in(reporter).post("/admin/articles/article/file/", {"text": FILED})
    article = Article.objects.get()
    assert decided() == {line.code: ("none", None) for line in article.newest.document.countries}
    assert "AF" in decided()


def test_readers_see_nothing_of_what_was_refused(publish, words, reporter):
    article = publish(words)
    save(reporter, page_of(article), ["MN:refused"])
    assert decided()["MN"] == ("refused", "rana")
    clear_caches()
    page = Client().get(article.get_absolute_url())
    assert (page.status_code, "Mongolia" in page.content.decode(), "MN" in page.content.decode()) == (200, False, False)


@pytest.mark.parametrize("text", ["Kabul agrees.", "Kabul, Islamabad and Beijing agree."])
def test_an_answer_takes_the_same_few_queries_however_many_countries_it_names(begun, reporter, text):
    client = log_in(reporter)
    fields = feedback_data(reporter, begun, parts=["countries"], **{**WORDS, "headline": text, "body": ""})
    client.post(FEEDBACK, fields)
    read_edition_contents()
    with CaptureQueriesContext(connection) as queries:
        response = client.post(FEEDBACK, fields)
    assert (len(offered(response)), len(queries)) == (text.count(",") + text.count(" and ") + 1, 6)


def test_countries_already_in_a_document_are_not_yet_accepted(reporter):
    document = Document(headline="Kabul agrees", countries=(CountryLine("AF"),))
    editing.create(document, by=reporter, decisions={})
    assert decided() == {"AF": ("none", None)}


def test_eight_times_as_many_words_are_answered_with_steps_in_proportion(reporter):
    client = log_in(reporter)
    paragraph = "<p>Ministers from Kabul met the Pakistani side in Quetta on Sunday and agreed.</p>"
    typed = feedback_data(reporter, parts=["countries"], **WORDS)
    assert client.post(FEEDBACK, {**typed, "body": paragraph}).status_code == 200
    short, long = (
        count_lines_run(lambda body=body: client.post(FEEDBACK, {**typed, "body": body}))
        for body in (paragraph * 125, paragraph * 125 * FACTOR)
    )
    assert 0 < long < 1.5 * FACTOR * short


def test_a_house_files_one_country_under_another_and_is_suggested_no_other(reporter, settings):
    words = {"headline": "Hong Kong votes", "body": "<p>Hong Kong votes on Sunday.</p>"}
    assert offered(answer(reporter, **words)) == ["HK"]
    settings.MERGED_COUNTRIES = {"HK": "CN"}
    assert offered(answer(reporter, **words)) == ["CN"]


def test_the_houses_home_country_need_not_be_named(reporter, settings):
    words = {"headline": "Parliament votes on the budget", "body": "<p>The prime minister spoke to parliament.</p>"}
    assert offered(answer(reporter, **words)) == []
    settings.HOME_COUNTRY = "PK"
    assert offered(answer(reporter, **words)) == ["PK"]


def test_suggestions_are_called_as_the_house_calls_them(reporter):
    Country.objects.filter(pk="AF").update(names={"en": "The Emirate"})
    names = {one["code"]: one["name"] for one in suggested(answer(reporter))}
    assert names["AF"] == "The Emirate"
