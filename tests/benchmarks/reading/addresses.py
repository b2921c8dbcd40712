"""The addresses that stand for each page of a newsroom, and for each page of the bare site over the same data."""

import random
from collections.abc import Iterable, Sequence

from tests.benchmarks.reading.filling import RARE
from tests.benchmarks.reading.newsrooms import Newsroom

CONSTANT, BARE_STORY, BARE_SECTION = "a constant", "a bare story", "a bare list"
SEARCHES = {
    "search: rare": [RARE],
    "search: common": ["river", "harvest", "winter", "coast"],
    "search: two words": ["river+treaty", "coast+valley", "ferry+winter"],
    "search: phrase": ["%22river+treaty%22", "%22coast+valley%22", "%22ferry+winter%22"],
}
_STORIES, _FROM = 100, 4000


def list_pages(newsroom: Newsroom) -> dict[str, list[str]]:
    """{page: addresses}: of stories a hundred among the newest thousands, of lists all or fifty."""
    query = newsroom.query
    sections = _all_of(query("SELECT slug FROM articles_section WHERE slug LIKE 'synthetic%' ORDER BY slug"))
    codes = _all_of(query("SELECT DISTINCT country_id FROM articles_countrymention WHERE role = 'about' ORDER BY 1"))
    first, *others = [code.lower() for code in codes[:21]]
    regions = _all_of(
        query("SELECT DISTINCT key FROM articles_storylist WHERE kind = 'region' AND stories > 0 ORDER BY 1")
    )
    tags = _all_of(query("SELECT slug FROM articles_tag ORDER BY slug LIMIT 50"))
    authors = _all_of(query("SELECT slug FROM articles_author WHERE slug LIKE 'synthetic%' ORDER BY slug"))
    lists = {
        "section": [f"/section/{slug}/" for slug in sections],
        "author": [f"/author/{slug}/" for slug in authors],
        "tag": [f"/tag/{slug}/" for slug in tags],
        "country": [f"/country/{code.lower()}/" for code in codes[:50]],
        "pair": [f"/country/{first}/{code}/" for code in others],
        "region": [f"/region/{slug}/" for slug in regions],
        "month": [f"/archive/{month}/" for month in _months(newsroom)],
    }
    return {
        "story": _sample_stories(newsroom),
        "front": ["/"],
        **lists,
        "countries": ["/countries/"],
        "archive": ["/archive/"],
        "feed": ["/feed/"],
        "sitemap part": ["/sitemap-stories-1.xml"],
        "/stories/": ["/stories/"],
        "/stories/ filtered": [f"/stories/?section={slug}&country={first}" for slug in sections],
        **{name: [f"/search/?q={words}" for words in asked] for name, asked in SEARCHES.items()},
    }


def list_bare_pages(newsroom: Newsroom) -> dict[str, list[str]]:
    """{page: addresses} of the bare site."""
    slugs = [address.rstrip("/").rpartition("/")[2] for address in _sample_stories(newsroom)]
    sections = _all_of(newsroom.query("SELECT slug FROM articles_section WHERE slug LIKE 'synthetic%' ORDER BY slug"))
    return {
        BARE_STORY: [f"/story/{slug}/" for slug in slugs],
        BARE_SECTION: [f"/section/{slug}/" for slug in sections],
    }


def _sample_stories(newsroom: Newsroom) -> list[str]:
    rows = newsroom.query(f"SELECT address FROM articles_publicstory ORDER BY place DESC LIMIT {_FROM}")
    found = _all_of(rows)
    return random.Random(3).sample(found, min(_STORIES, len(found)))  # noqa: S311 - which stories to measure with


def _months(newsroom: Newsroom) -> list[str]:
    """Twelve months, as in an address: those before the story that a twentieth of all are newer than."""
    newest = newsroom.query("SELECT count(*) / 20 FROM articles_publicstory")[0][0]
    rows = newsroom.query(f"SELECT address FROM articles_publicstory ORDER BY place DESC LIMIT 1 OFFSET {newest}")
    year, month = map(int, rows[0][0].split("/")[1:3])
    numbers = [year * 12 + month - 1 - back for back in range(12)]
    return [f"{number // 12}/{number % 12 + 1:02}" for number in numbers]


def _all_of(rows: Iterable[Sequence[str]]) -> list[str]:
    return [row[0] for row in rows]
