"""Countries and regions: what a page says of one beside its stories, and which stories it lists."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine
from articles.domain.story_lists import ListKind, ListName
from articles.lib.geo import REGIONS
from articles.models import Author, Country
from articles.queries.lists import country_pages
from articles.queries.read_model import charts
from articles.queries.read_model.story_lists import find_list_id
from tests.support.site import count_uncached_queries, get_page, list_story_urls

pytestmark = pytest.mark.django_db
ABOUT, MENTIONED = "about", "mentioned"


def today():
    return timezone.localdate()


@pytest.fixture
def report(publish, words):
    """Publish a story about some countries that mentions others, some days ago."""

    def printed(headline, about, mentioned="", *, days=0, **facts):
        countries = [CountryLine(code) for code in about.split()]
        countries += [CountryLine(code, MENTIONED) for code in mentioned.split()]
        dated = today() - datetime.timedelta(days=days) if days else None
        return publish(replace(words, headline=headline, countries=tuple(countries), dated=dated, **facts))

    return printed


@pytest.fixture
def atlas(report, author):
    omar = Author.objects.create(name="Omar Beg", slug="omar-beg")
    return {
        "A": report("A", "PK AF", "CN", days=70, tags=("Water", "Peace")),
        "B": report("B", "PK AF", days=3, tags=("Water",), credits=(CreditLine(omar.pk),)),
        "C": report("C", "PK IN", "FR", days=2, tags=("Water",), credits=(CreditLine(omar.pk),)),
        "D": report("D", "FR", "PK", days=1),
    }


def shown(client, address, atlas):
    by_address = {story.get_absolute_url(): name for name, story in atlas.items()}
    return [by_address[one] for one in list_story_urls(client, address)]


def portrait_of(client, address):
    """What stands beside a list: {heading: [line]}."""
    parts = get_page(client, address).select(".portrait section")
    return {part.one("h2").text: part.texts("li") for part in parts}


def test_a_country_lists_what_is_about_it_and_on_a_second_page_what_only_mentions_it(client, atlas):
    assert shown(client, "/country/pk/", atlas) == ["C", "B", "A"]
    assert shown(client, "/country/pk/mentioned/", atlas) == ["D"]
    assert shown(client, "/country/fr/mentioned/", atlas) == ["C"]
    assert [item["title"] for item in client.get("/country/pk/mentioned/feed/json/").json()["items"]] == ["D"]


def test_each_of_the_two_pages_leads_to_the_other_and_says_which_one_it_is(client, atlas):
    for address in ("/country/pk/", "/country/pk/mentioned/"):
        tabs = [link for link in get_page(client, address).every("a") if "/country/pk/" in link["href"]]
        current = [link["href"] for link in tabs if link.get("aria-current") == "page"]
        assert current == [address]
        assert {"/country/pk/", "/country/pk/mentioned/"} <= {link["href"] for link in tabs}
    assert client.get("/country/PK/mentioned/").headers["Location"] == "/country/pk/mentioned/"


def test_a_country_nobody_has_written_about_says_so_and_draws_no_portrait(client, atlas):
    page = get_page(client, "/country/tv/")
    assert "No stories about this country have been published yet." in page.text
    assert portrait_of(client, "/country/tv/") == {}
    assert "No other stories mention this country." in get_page(client, "/country/tv/mentioned/").text


def test_a_portrait_counts_topics_authors_and_neighbours_the_commonest_first(client, atlas):
    profile = portrait_of(client, "/country/pk/")
    assert profile["Topics"] == ["Water 3", "Peace 1"]
    assert profile["Regular authors"] == ["Omar Beg 2", "Zarmina Yousaf 1"]
    assert profile["Often covered with"] == ["🇦🇫 Afghanistan 2", "🇮🇳 India 1"]
    assert "/country/af/pk/" in get_page(client, "/country/pk/").links


def months_of(code):
    """The bars of a country's chart; none without a list of stories about it."""
    list_id = find_list_id(ListName(ListKind.ABOUT, code, "en"))
    return charts.count_by_month(list_id) if list_id else []


def test_the_months_of_a_country_add_up_to_its_stories_of_two_years(atlas):
    months = months_of("PK")
    assert (len(months), sum(month.stories for month in months)) == (24, 3)
    assert months[-1].first == today().replace(day=1)
    assert max(month.height for month in months) == charts.CHART_HEIGHT - 2
    assert all(month.height == 0 for month in months if not month.stories)
    assert months_of("TV") == []


def test_a_story_of_a_month_long_past_is_in_no_bar(report):
    report("Old", "PK", days=800)
    assert months_of("PK") == []


def test_two_countries_are_listed_month_by_month(client, atlas):
    months = get_page(client, "/country/af/pk/").texts("h2.strip-name")
    days = [today() - datetime.timedelta(days=days) for days in (3, 70)]
    assert months == [f"{day:%B} {day.year}" for day in dict.fromkeys(day.replace(day=1) for day in days)]
    assert shown(client, "/country/af/pk/", atlas) == ["B", "A"]


@pytest.mark.parametrize(
    ("slug", "expected"),
    [("asia", "CBA"), ("southern-asia", "CBA"), ("europe", "D"), ("western-europe", "D"), ("africa", "")],
)
def test_a_region_lists_every_story_about_one_of_its_countries_once(client, atlas, slug, expected):
    assert "".join(shown(client, f"/region/{slug}/", atlas)) == expected


def test_a_region_leads_to_what_is_around_it_inside_it_and_to_its_countries(client, atlas):
    links = get_page(client, "/region/asia/").links
    assert {"/countries/", "/region/southern-asia/", "/region/western-asia/", "/country/pk/", "/country/in/"} <= {
        *links
    }
    assert "/country/ir/" not in links
    assert "/region/asia/" in get_page(client, "/region/southern-asia/").links
    assert "/region/southern-asia/" in get_page(client, "/country/pk/").links


def test_a_region_that_is_none_is_not_found(client, db):
    assert [client.get(f"/region/{slug}/").status_code for slug in ("atlantis", "Asia", "142", "asia")] == [
        *(404, 404, 404),
        200,
    ]


def test_every_country_lies_in_regions_that_have_a_page(db):
    known = set(Country.objects.values_list("pk", flat=True))
    assert {code for region in REGIONS.values() for code in region.codes} == known


def counted(client, query=""):
    rows = get_page(client, "/countries/" + query).select("li:has(.flag):has(.count)")
    return {row.one("a").text.partition(" ")[2]: int(row.one(".count").text) for row in rows}


def test_the_index_counts_the_stories_about_each_country_in_a_period(client, atlas):
    assert counted(client) == {"Pakistan": 3, "Afghanistan": 2, "India": 1, "France": 1}
    assert counted(client, "?period=year") == counted(client)
    assert counted(client, "?period=month") == {"Pakistan": 2, "Afghanistan": 1, "India": 1, "France": 1}
    assert client.get("/countries/?period=decade").status_code == 404


def test_a_country_that_is_much_covered_is_darker_and_none_is_white_that_has_a_story(atlas):
    covered = country_pages.count_coverage("all")
    assert [covered[code].step for code in ("PK", "AF", "FR", "TV")] == [5, 4, 3, 0]
    assert covered["TV"].address == ""


def test_a_country_page_costs_the_same_however_much_was_written_about_it(client, report):
    report("One", "PK AF", "CN")
    one = {
        address: count_uncached_queries(client, address)
        for address in ("/country/pk/", "/region/asia/", "/countries/?period=all")
    }
    for number in range(3):
        report(f"More {number}", "PK AF IN", "CN", tags=(f"Tag {number}",))
    assert {address: count_uncached_queries(client, address) for address in one} == one
    assert one == {"/country/pk/": 7, "/region/asia/": 5, "/countries/?period=all": 3}


def test_the_map_links_what_was_written_about_and_shades_it(client, atlas):
    page = get_page(client, "/countries/")
    lands = {link["data-country"]: link for link in page.every("a") if "data-country" in link}
    assert {code: (link["href"], link["class"]) for code, link in lands.items()} == {
        "PK": ("/country/pk/", "land step-5"),
        "AF": ("/country/af/", "land step-4"),
        "FR": ("/country/fr/", "land step-3"),
        "IN": ("/country/in/", "land step-3"),
    }
    assert "Pakistan: 3 stories" in page.text
    assert len(page.every("path", **{"class": "land"})) + len(page.every("circle", **{"class": "land dot"})) > 200
