"""What the reader's tests share: pictures to hang, papers to print, and a page read as a browser reads it."""

import datetime
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urljoin, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine
from articles.models import (
    Article,
    Author,
    Collection,
    Country,
    Edition,
    FormerSlug,
    Image,
    InfoPage,
    Quotation,
    Section,
    Tag,
)
from articles.queries import edition_cache
from articles.services.edition import open_edition
from articles.services.media.renditions import save_upload
from tests.support import image_files
from tests.support.pages import parse

NOT_PAGES = ("/static/", "/media/", "/admin/")


def add_picture(size=(400, 280), **facts):
    """A picture in the library."""
    words = {"alt": "A gauge in a river", "caption": "The gauge.", "credit_line": "Mina Rahim / Gazette", **facts}
    return save_upload(Image(**words), image_files.encoded(image_files.scene(size)), by=None)


def figure_html(image, caption=""):
    return f'<figure data-picture="{image.pk}"><figcaption>{caption}</figcaption></figure>'


def publish_stories(publish, words, count):
    """That many published stories of one month, over several sections, authors, countries, tags and pictures."""
    sections = [words.section, *(Section.objects.get_or_create(name=n, slug=n.lower())[0].pk for n in ("Asia", "Work"))]
    people = [words.credits[0].author, Author.objects.get_or_create(name="Omar Beg", slug="omar-beg")[0].pk]
    pictures = [add_picture(caption=f"Picture {number}.") for number in range(2)]
    return [
        publish(
            replace(
                words,
                headline=f"Story number {number}",
                dated=datetime.date(2026, 3, 1 + number % 28),
                section=sections[number % len(sections)],
                credits=tuple(CreditLine(key) for key in people[: 1 + number % 2]),
                tags=("Water", f"Tag {number % 5}"),
                countries=(
                    CountryLine("PK"),
                    CountryLine(("AF", "IR", "IN")[number % 3]),
                    CountryLine("CN", "mentioned"),
                ),
                lead_image=None if number % 3 == 2 else pictures[number % 2].pk,
                body=f"<p>Words of number {number}.</p>{figure_html(pictures[0])}{figure_html(pictures[1])}",
            )
        )
        for number in range(count)
    ]


def read_edition_contents():
    """Have what stands on every page remembered, as it is once any page of the edition has been read."""
    edition = Edition.objects.current()
    edition.cacheable = True
    edition_cache.contents(edition)


def count_queries(client, address):
    """How many queries an address costs that is not the first to be read in its edition."""
    read_edition_contents()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def count_uncached_queries(client, address):
    """How many queries a page costs that was read before, when it is the second to be read in a new edition."""
    client.get(address)
    open_edition()
    assert client.get(f"/{language_of(address)}nothing/").status_code == 404
    return count_queries(client, address)


def language_of(address):
    """The prefix of an address that names a language, or nothing."""
    first = address.split("/")[1]
    return f"{first}/" if first in dict(settings.LANGUAGES) else ""


def get_page(client, address):
    """Read the page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return parse(response)


def list_story_urls(client, address):
    """List the addresses of the stories that a list shows, in its order."""
    return find_story_urls(parse(client.get(address)))


def find_story_urls(page):
    """List the addresses of the stories on a page or a piece of it."""
    return page.values_of(".card-headline > a", "href")


def get_every_page(client, address):
    """The stories of each page of a list, from the first to the last."""
    pages, next_address = [], address
    while next_address:
        response = client.get(next_address)
        assert response.status_code == 200, (next_address, response.status_code)
        page = parse(response)
        pages.append(find_story_urls(page))
        older = next((found["href"] for found in page.every("a", rel="next")), None)
        next_address = older and address.partition("?")[0] + older
        assert len(pages) < 20
    return pages


def possible_urls(article):
    """Where a story might stand before it is public: on the day of each of its moments, under each of its slugs."""
    moments = (article.created_at, article.visible_at, article.embargo, article.scheduled_change_at)
    days = {timezone.localdate(moment) for moment in moments if moment}
    slugs = {article.slug, *(revision.content["slug"] for revision in article.revisions.all())} - {""}
    return {f"/{day:%Y/%m/%d}/{slug}/" for day in days for slug in slugs}


FEEDS = ("feed/", "feed/atom/", "feed/json/")
LISTS = ("/", "/stories/", "/corrections/", "/search/")  # those that have feeds, beside the lists of our tables
PLACES = {
    *(
        "/countries/",
        "/countries/?period=month",
        "/archive/",
        "/series/",
        "/robots.txt",
        "/healthz/",
        "/nowhere/",
        "/country/PK/",
    ),
    *("/search/?q=story", "/search/?q=stroy", "/search/?q=s&typing=1", "/search/?q=story&sort=date"),
    *(
        "/stories/?country=pk",
        "/stories/?role=either&country=cn",
        "/stories/?genre=nothing",
        "/stories/?after=tomorrow",
    ),
    *("/sitemap.xml", "/sitemap-lists.xml", "/sitemap-stories-1.xml", "/news-sitemap.xml", "/opensearch.xml"),
    *(
        "/oembed/",
        "/ur/",
        "/ur/feed/json/",
        "/ur/stories/",
        "/ur/search/?q=story",
        "/ur/corrections/",
        "/ur/series/",
    ),
    "/nothing/feed/",
}


def starting_points(*, guess):
    """Where a crawl begins: every place, every list with its feeds, every story with its card for other sites."""
    lists = {*LISTS, "/country/af/tv/", "/country/cn/mentioned/", "/country/tv/mentioned/", "/section/nothing/"}
    lists |= {f"/region/{slug}/" for slug in ("asia", "southern-asia", "oceania", "polynesia")}
    for model in (Section, Author, Tag, Collection):
        lists |= {row.get_absolute_url() for row in model.objects.all()}
    lists |= {country.get_absolute_url() for country in Country.objects.filter(code__in=("PK", "AF", "TV"))}
    stories = {f"/2026/01/01/{old.slug}/" for old in FormerSlug.objects.all()}
    for article in Article.objects.all():
        stories |= possible_urls(article) if guess else {article.get_absolute_url()} if article.visible_at else set()
    cards = {f"/oembed/?url=http%3A%2F%2Ftestserver{quote(address, safe='')}" for address in stories}
    feeds = {address + feed for address in lists for feed in FEEDS}
    changes = {f"{address}corrections/1/" for address in stories} if guess else set()
    others = {row.get_absolute_url() for model in (InfoPage, Quotation) for row in model.objects.all()}
    return {*PLACES, *lists, *feeds, *stories, *changes, *cards, *(f"{card}&format=xml" for card in cards), *others}


def _locations(answer):
    root = "http://testserver"
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    found = [element.text for element in tree.iter() if element.tag.endswith("}loc")]
    return [address.removeprefix(root) for address in found if address.startswith(f"{root}/")]


def find_targets(answer):
    """Where an answer leads: by its redirect, its links, or its list of addresses."""
    found = [answer.headers["Location"]] if answer.has_header("Location") else []
    kind = answer.headers["Content-Type"]
    if kind.startswith("text/html"):
        found += parse(answer).links
    return found + (_locations(answer) if kind.startswith("application/xml") else [])


def crawl(client=None, *, guess=False, also=()):
    """Every public address with its answer: lists, feeds, sitemaps, stories, what they link to; and, to be sure, guesses."""
    client = client or Client()
    waiting = {*starting_points(guess=guess), *also}
    answers = {}
    while waiting:
        address = waiting.pop()
        answers[address] = response = client.get(address)
        local = {urljoin(address, link).partition("#")[0] for link in find_targets(response)}
        pages = {link for link in local if link.startswith("/") and not link.startswith(NOT_PAGES)}
        waiting |= {link for link in pages if not repeats_parameter(link)} - answers.keys()
    return answers


def repeats_parameter(address):
    """Whether an address has one parameter twice: such addresses grow with every step, and a crawl would never end."""
    pairs = parse_qsl(urlsplit(address).query)
    return len(pairs) != len(set(pairs)) or len([name for name, _value in pairs if name == "sort"]) > 1


def select_html_pages(answers):
    """The pages among the answers: what a browser shows as a document."""
    return {
        address: parse(answer)
        for address, answer in answers.items()
        if answer.headers["Content-Type"].startswith("text/html")
    }
