"""Compare coverage: stories by country and month against the year before, what has slipped, and the same as a file."""

import csv
import datetime
import io
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.geo.coverage import spreadsheet_cell
from articles.domain.dates import start_of_day
from articles.models import Article, Country, CountryMention
from articles.services import read_model
from tests.support.desk import START, find_links, log_in, read_text
from tests.support.pages import parse
from tests.support.site import list_story_urls

pytestmark = pytest.mark.vendor_sql

PAGE = "/admin/articles/article/coverage/"
EMPTY = "No published stories in these 24 months match."
Plan = Mapping[str, Mapping[int, int]]


def month_ago(months: int) -> datetime.date:
    """The first day of the month this many months ago, in the newsroom's zone."""
    today = timezone.localdate()
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return datetime.date(years, month + 1, 1)


def is_month_over() -> bool:
    """Whether today is the last day of its month, so that whole months are compared."""
    return (timezone.localdate() + datetime.timedelta(days=1)).day == 1


def cover(plan: Plan, *, role: str = "about", language: str = "en") -> list[Article]:
    """Published stories, {country: {months ago: how many}}, each from the first moment of its month."""
    wanted = [(code, ago) for code, spans in plan.items() for ago, number in spans.items() for _ in range(number)]
    known = set(Article.objects.values_list("pk", flat=True))
    call_command("make_stories", len(wanted), verbosity=0, stdout=io.StringIO())
    made = list(Article.objects.exclude(pk__in=known))
    CountryMention.objects.filter(article__in=made).delete()
    for article, (code, ago) in zip(made, wanted, strict=True):
        Article.objects.filter(pk=article.pk).update(publish_at=start_of_day(month_ago(ago)), language=language)
        CountryMention.objects.create(article=article, country_id=code, role=role, position=0)
    rebuild_read_model()
    return made


def rebuild_read_model() -> None:
    """Bring the counts in line with what a test has changed past the services."""
    assert list(read_model.rebuild())[-1:] == [Article.objects.published().count()]


def rows(response) -> dict[str, list[str]]:
    """The table: {country: its cells}, in order, the flag left out."""
    told = {}
    for row in parse(response).select("tbody tr"):
        name, *cells = (cell.separate_text for cell in row.select("th, td"))
        told[name.partition(" ")[2]] = cells
    return told


def slipped(response) -> list[str]:
    """The sentences of the summary, the flags left out."""
    return [item.separate_text.partition(" ")[2] for item in parse(response).select("[aria-labelledby=slipped] li")]


def lines(response) -> list[list[str]]:
    """The file's lines."""
    text = response.content.decode()
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.fixture
def desk(editor):
    """Look at the page as an editor does."""
    client = log_in(editor)
    return lambda query="": client.get(PAGE + query)


def test_only_those_who_edit_or_publish_see_the_page_and_the_way_to_it(reporter, editor, publisher):
    people = (reporter, editor, publisher)
    assert [log_in(person).get(PAGE).status_code for person in people] == [403, 200, 200]
    found = [find_links(log_in(person).get(START)).get("Compare coverage") for person in people]
    assert found == [None, PAGE, PAGE]


def test_a_visitor_without_a_desk_sees_neither_page_nor_file(client, outsider):
    client.force_login(outsider)
    assert [client.get(PAGE + query).status_code for query in ("", "?format=csv")] == [302, 302]


def test_a_paper_without_stories_says_what_to_do(desk):
    page = desk()
    assert EMPTY in read_text(page)
    assert "Download CSV" not in find_links(page)


def test_stories_stand_under_their_country_and_month_beside_the_year_before(desk):
    cover({"PK": {0: 2, 11: 1, 12: 1, 23: 3}, "AF": {1: 1}, "CN": {24: 1}})
    assert rows(desk()) == {
        "Pakistan": ["1", *["0"] * 10, "2", "3", "4", "−1", ""],
        "Afghanistan": [*["0"] * 10, "1", "0", "1", "0", "+1", ""],
    }


def test_a_month_is_the_newsrooms_and_not_that_of_greenwich(desk):
    (story,) = cover({"PK": {1: 1}})
    story.refresh_from_db()
    assert story.visible_at.date() < month_ago(1)
    assert rows(desk())["Pakistan"][10] == "1"


def test_a_month_that_still_runs_is_compared_with_the_same_days_a_year_before(desk):
    early, late = cover({"PK": {0: 1, 12: 2}})[1:]
    Article.objects.filter(pk=late.pk).update(publish_at=start_of_day(month_ago(11)) - datetime.timedelta(seconds=1))
    rebuild_read_model()
    assert rows(desk())["Pakistan"][13] == ("2" if is_month_over() else "1")
    assert rows(desk(f"?until={month_ago(12):%Y-%m}"))["Pakistan"][11:13] == ["2", "2"]
    assert early.pk != late.pk


def test_what_readers_do_not_see_is_not_counted(desk, publish, words, scheduled):
    publish(words)
    assert {name: row[12] for name, row in rows(desk()).items()} == {"Pakistan": "1", "Afghanistan": "1"}


def test_a_country_whose_share_fell_by_more_than_half_is_under_covered(desk):
    cover({"PK": {1: 2, 4: 36}, "CN": {1: 7, 5: 20}, "FR": {1: 5, 6: 4}})
    page = desk()  # 14 of the 60 stories then, and 14 now
    assert slipped(page) == ["Pakistan 2 stories in three months, 8 expected from the year before"]
    assert {name: row[-1] for name, row in rows(page).items()} == {
        "Pakistan": "under-covered",
        "China": "",
        "France": "",
    }


def test_a_share_that_fell_by_just_half_is_none(desk):
    cover({"PK": {1: 2, 4: 10}, "CN": {1: 8, 4: 15}})
    assert slipped(desk()) == []


@pytest.mark.parametrize(("stories", "said_so"), [(7, 0), (8, 1)])
def test_few_stories_in_a_year_are_no_expectation(desk, stories, said_so):
    cover({"PK": {4: stories}, "CN": {0: 30, 4: 8}})
    assert len(slipped(desk())) == said_so


def test_a_country_of_the_year_before_without_any_story_since_is_under_covered(desk):
    cover({"BT": {20: 1}, "PK": {0: 3, 13: 3}})
    assert slipped(desk()) == ["Bhutan none in these twelve months, 1 story the year before"]
    assert rows(desk())["Bhutan"] == [*["0"] * 12, "0", "1", "−1", "under-covered"]


def test_the_greatest_loss_stands_first_unless_the_most_stories_are_asked_for(desk):
    cover({"PK": {0: 5, 13: 5}, "AF": {0: 1, 13: 4}, "CN": {0: 2}})
    assert list(rows(desk())) == ["Afghanistan", "Pakistan", "China"]
    assert list(rows(desk("?sort=total"))) == ["Pakistan", "China", "Afghanistan"]


def test_the_table_is_narrowed_by_region_role_and_language(desk):
    cover({"PK": {0: 1}, "FR": {0: 1}})
    cover({"AF": {0: 1}}, role="mentioned")
    cover({"IN": {0: 1}}, language="ur")
    assert set(rows(desk())) == {"Pakistan", "France", "India"}
    assert set(rows(desk("?region=southern-asia"))) == {"Pakistan", "India"}
    assert set(rows(desk("?region=asia&role=either"))) == {"Pakistan", "India", "Afghanistan"}
    assert set(rows(desk("?language=ur"))) == {"India"}


def test_a_region_does_not_change_what_is_under_covered(desk):
    cover({"PK": {1: 4, 4: 10}, "FR": {1: 30, 4: 10}})
    assert slipped(desk("?region=southern-asia")) == [
        "Pakistan 4 stories in three months, 17 expected from the year before"
    ]


@pytest.mark.parametrize("query", ["", "?language=ur", "?role=either"])
def test_a_number_leads_to_just_its_stories(desk, client, query):
    cover({"PK": {1: 2, 2: 1}, "AF": {1: 1}}, language="ur" if "ur" in query else "en")
    address = find_links(desk(query))["2"]
    assert address.startswith("/ur/stories/?" if "ur" in query else "/stories/?")
    assert len(set(list_story_urls(client, address))) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_number_leads_nowhere_where_readers_have_no_list_of_just_these_stories(desk, language):
    cover({"PK": {1: 2}}, language=language)
    page = desk(f"?language={language}")
    assert (rows(page)["Pakistan"][10], "2" in find_links(page)) == ("2", False)


def test_the_year_before_and_the_way_back_are_one_step_away(desk):
    cover({"PK": {0: 1, 12: 2}})
    earlier = find_links(desk("?sort=total"))["A year earlier"]
    assert earlier == f"?until={month_ago(12):%Y-%m}&sort=total"
    assert rows(desk(earlier))["Pakistan"][11] == "2"
    assert find_links(desk(earlier))["A year later"] == f"?until={month_ago(0):%Y-%m}&sort=total"
    assert "A year later" not in find_links(desk())


@pytest.mark.parametrize("value", ["2025", "2025-13", "0000-01", "0001-01", "9999-12", "٢٠٢٥-٠١", "=1+1", "x" * 5000])
def test_a_month_that_is_none_gives_one_sentence_and_the_newest_twelve(desk, value):
    cover({"PK": {0: 1}})
    page = desk(f"?{urlencode({'until': value})}")
    assert (
        f"“{value[:40]}” isn’t a past month, such as {month_ago(0):%Y-%m}. Showing the latest twelve months."
        in read_text(page)
    )
    assert rows(page)["Pakistan"][11] == "1"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("region=atlantis", "Region"),
        ("role=mentioned", "Stories"),
        ("language=xx", "Language"),
        ("sort=-pk", "Order"),
        ("format=xls", "File"),
    ],
)
def test_a_choice_that_is_none_gives_one_sentence_and_is_left_out(desk, query, title):
    cover({"PK": {0: 1}})
    page = desk(f"?{query}")
    assert f"“{query.partition('=')[2]}” isn’t a choice for “{title}” and was ignored." in read_text(page)
    assert list(rows(page)) == ["Pakistan"]


def test_the_countries_of_a_region_that_were_not_covered_are_listed(desk):
    cover({"PK": {0: 1}, "FR": {0: 1}})
    page = read_text(desk("?region=southern-asia"))
    assert "8 countries not covered in these 24 months Afghanistan · Bangladesh · Bhutan · India · Iran" in page


def test_the_file_has_one_line_for_each_country(desk):
    cover({"PK": {0: 1, 13: 2}, "BT": {20: 1}, "FR": {0: 1}})
    answer = desk("?region=southern-asia&format=csv")
    months = [f"{month_ago(ago):%Y-%m}" for ago in reversed(range(12))]
    assert lines(answer) == [
        ["code", "name", "region", *months, "total", "year_before", "difference", "under_covered"],
        ["PK", "Pakistan", "Southern Asia", *["0"] * 11, "1", "1", "2", "-1", "no"],
        ["BT", "Bhutan", "Southern Asia", *["0"] * 12, "0", "1", "-1", "yes"],
    ]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="coverage-{months[0]}-to-{months[-1]}.csv"'
    assert "private" in answer.headers["Cache-Control"]


def test_the_page_leads_to_the_file_of_what_it_shows(desk):
    cover({"PK": {0: 1}, "FR": {0: 1}})
    address = find_links(desk("?region=europe&sort=total"))["Download CSV"]
    assert [line[0] for line in lines(desk(address))] == ["code", "FR"]


def test_a_file_is_not_made_of_something_else_than_was_asked(desk):
    cover({"PK": {0: 1}})
    answer = desk("?region=atlantis&format=csv")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "“atlantis” isn’t a choice for “Region”" in read_text(answer)


def test_the_file_names_countries_in_the_editors_language_and_columns_always_alike(editor):
    cover({"PK": {0: 1}})
    answer = log_in(editor).get(f"{PAGE}?format=csv", headers={"accept-language": "ur"})
    assert [line[:2] for line in lines(answer)] == [["code", "name"], ["PK", "پاکستان"]]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_file_is_a_formula(sign):
    assert spreadsheet_cell(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("value", ["Pakistan", "", "1=1", -3, 0])
def test_other_cells_stay_as_they_are(value):
    assert spreadsheet_cell(value) == value


@pytest.mark.parametrize(("query", "asks"), [("", 7), ("?format=csv", 6)])
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_stories(editor, number, query, asks):
    cover({code: {0: number, 13: number} for code in ("PK", "AF", "CN")[:number]})
    client = log_in(editor)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE + query)
    assert len(captured) == (asks - 1 if is_month_over() else asks)


def test_stories_of_a_language_with_pages_are_counted_alike_from_lists_and_one_by_one(desk):
    cover({"PK": {0: 1, 1: 2, 12: 2, 13: 1}, "AF": {3: 1}})
    cover({"CN": {1: 1, 13: 2}}, role="mentioned")
    queries = ("?language=en", "?language=en&role=either")
    from_lists = [rows(desk(query)) for query in queries]
    cover({"FR": {1: 1}}, language="fr")  # such stories are on the lists of the site's own language
    assert [rows(desk(query)) for query in queries] == from_lists
    assert set(rows(desk())) == {"Pakistan", "Afghanistan", "France"}


def test_a_language_that_takes_too_long_to_count_gives_one_sentence(desk, settings):
    cover({"FR": {1: 1}}, language="fr")
    settings.TIME_BUDGET = {"cpu_ms": 0, "statement_ms": 0}
    page, file = desk("?language=fr"), desk("?language=fr&format=csv")
    assert "Counting the stories in this language takes too long. Choose all languages." in read_text(page)
    assert (page.status_code, file.status_code, EMPTY in read_text(page)) == (200, 400, False)


def test_every_country_at_once_makes_a_row_each(desk):
    cover({code: {0: 1} for code in Country.objects.values_list("code", flat=True)})
    assert len(rows(desk())) == Country.objects.count() == 250
