"""Working through the stories without a country: one at a time, by plain forms or by the desk's script."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, AuditEntry, CountrySuggestion, NoCountryDecision, Section
from articles.services import editing
from tests.support import sentences
from tests.support.desk import START, find_buttons, find_links, form_data, log_in, read_text
from tests.support.pages import Page, parse
from tests.support.plans import fill_archive

QUEUE = "/admin/articles/article/suggestions/untagged/"
AHEAD = f"{QUEUE}ahead/"
LIST = "/admin/articles/article/"
BODY = (
    "<p>Ministers met in Kabul.</p><p>The Afghan hosts agreed.</p><p>Nobody else.</p><p>Then they flew to Tehran.</p>"
)


@pytest.fixture
def untagged(words):
    return replace(words, headline="Kabul and Islamabad agree", standfirst="", dateline="", body=BODY, countries=())


@pytest.fixture
def begin(untagged, reporter):
    """A maker of untagged drafts."""

    def make(number=1, **changed):
        return [editing.create(replace(untagged, **changed), by=reporter) for _ in range(number)]

    return make


def story_on(response):
    found = parse(response).values_of("[data-key]", "data-key")
    return int(found[0]) if found else None


def roles_on(response):
    return {box["name"].removeprefix("role-"): box["value"] for box in parse(response).select("[name^=role-][checked]")}


def evidence_on(response):
    return [(mark["data-code"], mark.text) for mark in parse(response).select("mark[data-code]")]


def press(client, button, address=QUEUE, **changed):
    """What a browser posts from the form on the page, with one button and with what was changed before."""
    page = client.get(address)
    typed = {**form_data(page), **{f"role-{code}": role for code, role in roles_on(page).items()}}
    action = parse(page).one("form.untagged-story")["action"]
    return client.post(action, {**typed, **changed, "do": button})


def codes(article):
    return list(article.country_mentions.values_list("country", "role"))


def decisions():
    return dict(CountrySuggestion.objects.exclude(decision="none").values_list("country", "decision"))


def test_the_page_shows_one_story_with_what_speaks_for_each_country(begin, editor):
    (story,) = begin()
    page = log_in(editor).get(QUEUE)
    assert (page.status_code, story_on(page)) == (200, story.pk)
    assert roles_on(page) == {"AF": "about", "PK": "about", "IR": "mentioned"}
    assert evidence_on(page) == [
        ("AF", "Kabul"),
        ("PK", "Islamabad"),
        ("AF", "Kabul"),
        ("AF", "Afghan"),
        ("IR", "Tehran"),
    ]
    assert "One story left" in read_text(page)
    assert "Kabul ×2, Afghan, in the headline" in read_text(page)


def test_every_key_has_a_button(begin, editor):
    begin()
    page = log_in(editor).get(QUEUE)
    assert find_buttons(page) == [("do", "accept"), ("do", "none"), ("do", "add")]
    assert "Skip S" in find_links(page)
    assert {"Undo U", "Keys ?"} <= {words for words in ("Undo U", "Keys ?") if words in read_text(page)}


def test_a_draft_is_tagged_as_shown_and_the_next_one_comes(begin, editor):
    older, newer = begin(2)
    client = log_in(editor)
    answer = press(client, "accept", **{"role-PK": "refused"})
    assert (answer.status_code, answer.url) == (302, f"{QUEUE}?after={newer.pk}&undo=tag-{newer.pk}-2")
    assert codes(newer) == [("AF", "about"), ("IR", "mentioned")]
    assert decisions() == {"AF": "accepted_about", "IR": "accepted_mentioned", "PK": "refused"}
    page = client.get(answer.url)
    assert story_on(page) == older.pk
    assert "“Kabul and Islamabad agree”: Afghanistan, Iran." in read_text(page)


def test_what_readers_see_is_offered_to_those_who_publish_alone(begin, publish, untagged, editor, publisher):
    (draft,) = begin()
    live = publish(untagged)
    assert [story_on(log_in(person).get(QUEUE)) for person in (editor, publisher)] == [draft.pk, live.pk]
    assert press(log_in(publisher), "accept").status_code == 302
    story = Article.objects.published().get()
    assert (codes(story)[0], story.publicly_updated_at, story.live) == (("AF", "about"), None, story.head)
    posted = {"story": live.pk, "base": 2, "role-MN": "about", "do": "accept"}
    answer = log_in(editor).post(QUEUE, posted, follow=True)
    assert sentences.NOT_A_PUBLISHER in read_text(answer)
    assert ("MN", "about") not in codes(story)


def test_the_page_says_which_stories_stay_out(begin, editor, publisher):
    words = "Stories that are in review, approved or scheduled, or that have unpublished changes"
    assert [words in read_text(log_in(person).get(QUEUE)) for person in (editor, publisher)] == [True, True]


def test_no_country_is_remembered_and_can_be_taken_back(begin, editor):
    (story,) = begin()
    client = log_in(editor)
    answer = press(client, "none")
    assert (answer.url, NoCountryDecision.objects.count()) == (f"{QUEUE}?after={story.pk}&undo=none-{story.pk}-1", 1)
    page = client.get(answer.url)
    assert (story_on(page), "Every story here has a country." in read_text(page)) == (None, True)
    undone = client.post(answer.url, {**form_data(page, having="undo"), "do": "undo"})
    assert (undone.url, NoCountryDecision.objects.count()) == (f"{QUEUE}?after={story.pk + 1}", 0)
    assert story_on(client.get(undone.url)) == story.pk


def test_the_last_decision_is_undone_whole(begin, editor):
    (story,) = begin()
    client = log_in(editor)
    page = client.get(press(client, "accept", **{"role-PK": "refused"}).url)
    undone = client.post(QUEUE, {**form_data(page, having="undo"), "do": "undo"})
    assert (codes(story), decisions()) == ([], {})
    page = client.get(undone.url)
    assert (story_on(page), roles_on(page)) == (story.pk, {"AF": "about", "PK": "about", "IR": "mentioned"})


def test_a_skipped_story_is_left_as_it_is_and_comes_again(begin, editor):
    older, newer = begin(2)
    client = log_in(editor)
    skip = find_links(client.get(QUEUE))["Skip S"]
    assert story_on(client.get(QUEUE + skip)) == older.pk
    end = client.get(f"{QUEUE}?after={older.pk}")
    assert (story_on(end), "You have reached the end." in read_text(end)) == (None, True)
    assert story_on(client.get(find_links(end)["Start again"])) == newer.pk
    assert AuditEntry.objects.exclude(action="created").count() == 0


def test_nothing_is_accepted_when_nothing_is_chosen(begin, editor):
    (story,) = begin()
    refused = {f"role-{code}": "refused" for code in ("AF", "PK", "IR")}
    answer = press(log_in(editor), "accept", **refused)
    assert "Choose a country, or press “No country”." in read_text(answer)
    assert (answer.status_code, set(roles_on(answer).values()), codes(story)) == (200, {"refused"}, [])


@pytest.mark.parametrize("typed", ["mn", "MNG", "Mongolia", " mongolia "])
def test_another_country_is_added_by_code_or_name(begin, editor, typed):
    (story,) = begin()
    answer = press(log_in(editor), "add", add=typed, **{"role-PK": "refused"})
    assert roles_on(answer) == {"AF": "about", "PK": "refused", "IR": "mentioned", "MN": "about"}
    assert codes(story) == []
    press(log_in(editor), "accept", add=typed)
    assert ("MN", "about") in codes(story)


def test_another_country_is_added_in_the_language_of_the_desk(begin, editor):
    begin()
    client = log_in(editor)
    client.cookies["django_language"] = "ur"
    assert roles_on(press(client, "add", add="منگولیا"))["MN"] == "about"


def test_an_unknown_country_is_answered_with_the_nearest_and_loses_nothing(begin, editor):
    (story,) = begin()
    answer = press(log_in(editor), "accept", add="Mongollia", **{"role-PK": "mentioned"})
    assert "“Mongollia” isn’t a country. Did you mean one of these?" in read_text(answer)
    assert ("do", "add:MN") in find_buttons(answer)
    assert (form_data(answer)["add"], roles_on(answer)["PK"], codes(story)) == (["Mongollia"], "mentioned", [])
    assert roles_on(press(log_in(editor), "add:MN"))["MN"] == "about"


def test_an_empty_name_adds_nothing(begin, editor):
    begin()
    assert "Enter a country’s name or code." in read_text(press(log_in(editor), "add"))


def test_a_story_that_somebody_changed_is_shown_again(begin, untagged, reporter, editor):
    (story,) = begin()
    client = log_in(editor)
    old = {"story": story.pk, "base": 1, "role-AF": "about"}
    editing.edit(story, replace(untagged, headline="Tehran agrees"), by=reporter, base=1)
    for button in ("accept", "none"):
        page = client.post(QUEUE, {**old, "do": button}, follow=True)
        assert "Someone has changed this story. This is the new version." in read_text(page)
        assert (story_on(page), form_data(page)["base"], codes(story)) == (story.pk, ["2"], [])


def test_a_story_that_somebody_tagged_is_left_behind(begin, words, reporter, editor):
    older, newer = begin(2)
    client = log_in(editor)
    editing.edit(newer, words, by=reporter, base=1)
    page = client.post(QUEUE, {"story": newer.pk, "base": 1, "role-AF": "about", "do": "accept"}, follow=True)
    assert "Someone else has already decided on this story." in read_text(page)
    assert (story_on(page), codes(newer)[0]) == (older.pk, ("PK", "about"))


def test_an_earlier_refusal_is_not_offered(begin, untagged, reporter, editor):
    (story,) = begin()
    editing.edit(story, untagged, by=reporter, base=1, decisions={"PK": "refused"})
    page = log_in(editor).get(QUEUE)
    assert roles_on(page) == {"AF": "about", "IR": "mentioned"}
    assert ("PK", "Islamabad") not in evidence_on(page)


def test_the_queue_is_narrowed_and_stays_so(begin, editor, section):
    other = Section.objects.create(name="Europe", slug="europe", position=2)
    (asia,) = begin()
    (urdu,) = begin(section=other.pk, language="ur")
    (plain,) = begin(section=None)
    Article.objects.filter(pk=plain.pk).update(created_at="1999-06-01T00:00Z")
    client = log_in(editor)
    year = asia.created_at.year
    for asked, expected in [
        ("section=south-asia", asia),
        ("section=europe", urdu),
        ("section=-", plain),
        ("language=ur", urdu),
        ("year=1999", plain),
        (f"year={year}", urdu),
        (f"language=en&year={year}", asia),
    ]:
        assert story_on(client.get(f"{QUEUE}?{asked}")) == expected.pk, asked
        assert "One story left" in read_text(client.get(f"{QUEUE}?{asked}")) or asked == f"year={year}"
    answer = press(client, "accept", f"{QUEUE}?language=en&year={year}")
    assert answer.url.startswith(f"{QUEUE}?language=en&year={year}&after={asia.pk}&undo=tag-")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("section=nowhere", "There is no section “nowhere”."),
        ("language=xx", sentences.UNKNOWN_LANGUAGE_XX),
        ("year=99", "“99” isn’t a year. Enter four digits."),
        ("year=٢٠٢٥", "“٢٠٢٥” isn’t a year. Enter four digits."),
        ("year=0000", "“0000” isn’t a year. Enter four digits."),
        ("year=9999", "“9999” isn’t a year. Enter four digits."),
    ],
)
def test_a_filter_that_there_is_not_shows_nothing_and_says_why(begin, editor, asked, sentence):
    begin()
    page = log_in(editor).get(f"{QUEUE}?{asked}")
    assert (page.status_code, story_on(page), sentence in read_text(page)) == (200, None, True)
    assert story_on(log_in(editor).get(f"{AHEAD}?{asked}")) is None


@pytest.mark.parametrize(
    "asked", ["after=x", "after=" + "9" * 40, "after=٣", "undo=tag-1", "undo=x", "year=2025&after=-1"]
)
def test_an_odd_address_is_no_error(begin, editor, asked):
    begin()
    assert log_in(editor).get(f"{QUEUE}?{asked}").status_code == 200


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"story": "x"}, 404),
        ({"story": "9" * 40}, 404),
        ({"do": "fly"}, 400),
        ({"do": "undo"}, 400),
        ({"do": "undo", "undo": "tag-999-1"}, 400),
        ({"base": "x", "do": "none"}, 302),
        ({"role-ZZ": "about", "role-AF": "nonsense", "do": "accept"}, 200),
        ({"add": "\0", "do": "add"}, 200),
    ],
)
def test_an_odd_press_is_no_error_and_changes_nothing(begin, editor, posted, status):
    (story,) = begin()
    answer = log_in(editor).post(QUEUE, {"story": story.pk, "base": 1, "do": "accept", **posted})
    assert (answer.status_code, codes(story), story.revisions.count()) == (status, [], 1)


def test_the_script_is_answered_with_what_it_needs(begin, editor):
    (story,) = begin()
    client = log_in(editor)
    asked = {"story": story.pk, "base": 1, "role-AF": "about"}
    ask = {"headers": {"accept": "application/json"}}
    unknown = client.post(QUEUE, {**asked, "add": "Mongollia", "do": "add"}, **ask).json()
    assert (unknown["said"], unknown["failed"], story_on_fragment(unknown)) == ("", True, story.pk)
    done = client.post(QUEUE, {**asked, "do": "accept"}, **ask).json()
    told = "“Kabul and Islamabad agree”: Afghanistan."
    assert done == {"said": told, "undo": f"tag-{story.pk}-2", "story": "", "failed": False}
    back = client.post(QUEUE, {"story": story.pk, "undo": done["undo"], "do": "undo"}, **ask).json()
    assert (back["said"], back["failed"], story_on_fragment(back)) == ("Undone.", False, story.pk)


def story_on_fragment(answer):
    return int(Page(answer["story"]).values_of("[data-key]", "data-key")[0])


def test_the_next_stories_are_fetched_ahead_from_where_one_is(begin, editor):
    stories = begin(6)
    page = parse(log_in(editor).get(f"{AHEAD}?after={stories[5].pk}"))
    assert [int(key) for key in page.values_of("[data-key]", "data-key")] == [story.pk for story in stories[4:0:-1]]


def test_beyond_a_thousand_there_are_more(begin, editor, monkeypatch):
    monkeypatch.setattr("articles.admin.geo.untagged.MAX_COUNTED", 2)
    begin(2)
    client = log_in(editor)
    assert "Stories left: 2" in read_text(client.get(QUEUE))
    begin(1)
    assert "More than 2 stories left" in read_text(client.get(QUEUE))


def test_a_search_that_is_cut_short_says_how_far_back_it_got_and_goes_on(
    begin, publish, words, reporter, editor, settings
):
    (untagged,) = begin()
    Article.objects.filter(pk=untagged.pk).update(created_at="2019-03-03T12:00:00Z")
    story = publish(words)
    fill_archive(story, by=reporter, sections=[], number=20_000)
    client, address, sentences = log_in(editor), QUEUE, []
    assert story_on(client.get(QUEUE)) == untagged.pk
    settings.TIME_BUDGET = {"cpu_ms": 8, "statement_ms": 30}
    for _page in range(1_000):
        response = client.get(address)
        sentences.append("Searched back to" in read_text(response))
        if story_on(response):
            break
        address = find_links(response)["Search further back"]
    assert story_on(response) == untagged.pk
    assert sentences.count(True) > 0


def test_without_time_it_says_neither_that_stories_are_left_nor_that_none_is(begin, editor, settings):
    begin(2)
    client = log_in(editor)
    settings.TIME_BUDGET = {"cpu_ms": 0, "statement_ms": 0}
    page = read_text(client.get(QUEUE))
    assert [words for words in ("Stories left", "has a country", "reached the end") if words in page] == []
    assert "Search further back" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_takes_the_same_few_queries_whatever_waits(begin, editor, number):
    begin(number)
    client = log_in(editor)
    client.get(QUEUE)
    taken = []
    for address in (QUEUE, f"{AHEAD}?after={10**9}"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        taken.append(len(asked))
    assert taken == [10, 8]


def test_only_those_who_edit_or_publish_come_here(begin, reporter, editor, publisher, bystander, outsider):
    begin()
    assert [log_in(person).get(QUEUE).status_code for person in (editor, publisher)] == [200, 200]
    for person in (reporter, bystander):
        assert [log_in(person).get(address).status_code for address in (QUEUE, AHEAD)] == [403, 403]
        assert log_in(person).post(QUEUE, {"do": "none"}).status_code == 403
    assert (log_in(outsider).get(QUEUE).status_code, Client().get(QUEUE).status_code) == (302, 302)


def test_a_press_needs_the_forms_token(begin, editor):
    (story,) = begin()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(QUEUE, {"story": story.pk, "base": 1, "do": "none"}).status_code == 403


def test_the_ways_to_the_queue(begin, reporter, editor, publisher):
    begin()
    ways = {START: sentences.WITHOUT_COUNTRY, LIST: "Suggest missing countries"}
    for person, expected in ((reporter, None), (editor, QUEUE), (publisher, QUEUE)):
        assert [find_links(log_in(person).get(page)).get(words) for page, words in ways.items()] == [expected] * 2
    judged = log_in(editor).get("/admin/articles/article/suggestions/judged/")
    assert find_links(judged)[sentences.WITHOUT_COUNTRY] == QUEUE


def test_words_of_a_story_are_shown_as_words(begin, editor):
    begin(headline="Kabul <script>alert(1)</script>")
    page = log_in(editor).get(QUEUE).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
