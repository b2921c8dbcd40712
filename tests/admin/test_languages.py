"""Words at the desk say which language they are in, and languages stand under their own names."""

from dataclasses import replace

import pytest

from articles.models import Article
from articles.services import editing
from articles.templatetags.newsroom import in_scripts, isolated_in
from tests.support.desk import START, change_url, log_in
from tests.support.pages import parse

URDU = "دریا کے پار ایک نیا پُل"
LIST = "/admin/articles/article/"


@pytest.fixture
def urdu(reporter, words) -> Article:
    return editing.create(replace(words, headline=URDU, language="ur"), by=reporter)


@pytest.mark.parametrize("language", ["en", "ur", "ar"])
def test_languages_stand_under_their_own_names_whatever_the_desk_speaks(editor, language):
    client = log_in(editor)
    client.cookies["django_language"] = language
    page = parse(client.get(START))
    assert page.one("[aria-current=true]")["lang"] == language
    assert [(one["lang"], one.text) for one in page.select(".desk-foot button")] == [
        ("en", "English"),
        ("ur", "اردو"),
        ("ar", "العربية"),
    ]


@pytest.mark.parametrize(
    ("path", "selector"), [(START, ".row-headline"), (LIST, ".row-headline"), (f"{LIST}board/", ".card-story")]
)
def test_a_headline_says_its_language_and_direction(urdu, reporter, path, selector):
    page = parse(log_in(reporter).get(path))
    found = {one.text: (one["lang"], one["dir"]) for one in page.select(selector)}
    assert found[URDU] == ("ur", "rtl")


def test_the_boxes_of_the_words_say_the_storys_language(urdu, reporter):
    page = parse(log_in(reporter).get(change_url(urdu)))
    boxes = page.select("textarea[lang], input[lang]")
    assert {(box["lang"], box["dir"]) for box in boxes} == {("ur", "rtl")}
    assert {box["name"] for box in boxes} == {"label", "headline", "standfirst", "body", "backstory", "dateline"} | {
        *("lead_alt", "lead_caption", "lead_credit")
    }


def test_a_name_in_arabic_script_is_marked_inside_other_words_alone():
    assert in_scripts("The poet فیض کے <b>", "en") == 'The poet <bdi lang="ur" dir="rtl">فیض کے</bdi> &lt;b&gt;'
    assert in_scripts("فیض کے Poems", "ur") == "فیض کے Poems"


def test_a_headline_in_a_sentence_has_the_language_of_its_story():
    marked = isolated_in("Editor approved “\u2068محمود\u2069”.", "ur")
    assert marked == 'Editor approved “<bdi lang="ur" dir="rtl">محمود</bdi>”.'
    assert isolated_in("Due today.", "") == "Due today."
