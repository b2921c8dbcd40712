"""What the tests of the front page share: the page read slot by slot, and stories by their names."""

from dataclasses import replace

from articles.domain.document import CountryLine
from tests.support.pages import parse


def get_front_page(client, address="/"):
    """The front page as readers get it: its slots with their headlines; countries and sections with their addresses."""
    response = client.get(address)
    assert response.status_code == 200
    page = parse(response)
    return {
        "lead": _headlines(page, ".opening-lead > article"),
        "secondary": _headlines(page, ".opening-seconds", ".opening-under"),
        "latest": _headlines(page, ".opening-latest"),
        "country": [
            (_code(column.values_of("a[href*='/country/']", "href")[0]), *column.texts(".card-headline > a"))
            for column in page.select(".country-column")
        ],
        "opinion": _headlines(page, ".strip.opinion"),
        "section": {
            strip.links[0].rstrip("/").rpartition("/")[2]: strip.texts(".card-headline > a")
            for strip in page.select(".strips > .strip")
        },
        "flags": [_code(link["href"]) for link in page.select(".country-strip li > a[href*='/country/']")],
    }


def _headlines(page, *places):
    return [words for place in places for words in page.texts(f"{place} .card-headline > a")]


def _code(address):
    return address.rstrip("/").rpartition("/")[2]


def list_all_headlines(found):
    """All headlines of a page, as often as they stand on it."""
    flat = [*found["lead"], *found["secondary"], *found["latest"], *found["opinion"]]
    flat += [headline for _code, *headlines in found["country"] for headline in headlines]
    return flat + [headline for strip in found["section"].values() for headline in strip]


def set_countries(*codes):
    return {"countries": tuple(CountryLine(code) for code in codes)}


def publish_headlines(newsroom, *names, **facts):
    """Publish stories of these names in a house, the last one the newest: {name: story}."""
    return {name: newsroom.publish(replace(newsroom.words, headline=name, **facts)) for name in names}


def numbered(*numbers):
    return [f"S{number}" for number in numbers]
