"""What the tests of the front page share: the page read slot by slot, and stories by their names."""

import re
from dataclasses import replace
from html import unescape

from articles.domain.document import CountryLine

_PART = re.compile(
    r'class="(opening-lead|opening-under|opening-seconds|opening-latest|country-strip|strip opinion|strips)"'
)
_HEADLINE = re.compile(r'class="card-headline"[^>]*><a href="[^"]*">(.*?)</a>')


def get_front_page(client, address="/"):
    """The front page as readers get it: its slots with their headlines; countries and sections with their addresses."""
    response = client.get(address)
    assert response.status_code == 200
    pieces = _PART.split(response.content.decode().partition("<main")[2])
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    heads = {name: [unescape(words) for words in _HEADLINE.findall(piece)] for name, piece in parts.items()}
    columns = parts.get("country-strip", "").split('class="country-column"')[1:]
    strips = parts.get("strips", "").split('<section class="strip"')[1:]
    return {
        "lead": heads.get("opening-lead", []),
        "secondary": heads.get("opening-seconds", []) + heads.get("opening-under", []),
        "latest": heads.get("opening-latest", []),
        "country": [
            (re.search(r"/country/(\w\w)/", column)[1], *map(unescape, _HEADLINE.findall(column))) for column in columns
        ],
        "opinion": heads.get("strip opinion", []),
        "section": {re.search(r"/section/([-\w]+)/", strip)[1]: _HEADLINE.findall(strip) for strip in strips},
        "flags": re.findall(r'<li><a href="[^"]*/country/(\w\w)/">', parts.get("country-strip", "")),
    }


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
