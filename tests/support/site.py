"""What the reader's tests share: pictures to hang, papers to print, and a page read as a browser reads it."""

import datetime
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

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
    HousePage,
    Image,
    OldAddress,
    Quote,
    Section,
    Tag,
)
from articles.services.renditions import take_in
from tests.support import image_files

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "em", "img", "mark", "span", "strong", "sup", "time"}
NOT_PAGES = ("/static/", "/media/", "/admin/")


def add_picture(size=(400, 280), **facts):
    """A picture in the library."""
    told = {"alt": "A gauge in a river", "caption": "The gauge.", "credit_line": "Mina Rahim / Gazette", **facts}
    return take_in(Image(**told), image_files.encoded(image_files.scene(size)), by=None)


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


def count_queries(client, address):
    """How many queries an address costs."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


class Page(HTMLParser):
    """A page's elements, its text, and whatever is wrong with its nesting."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.problems, self.title, self._open, self._words = [], [], "", [], []
        self.feed(html)
        self.close()
        self.problems += [f"<{name}> is never closed" for name in self._open]

    def handle_starttag(self, tag, attrs):
        if tag == "title" and "svg" in self._open:
            tag = "svg:title"  # names a drawing, not the page
        self.elements.append((tag, dict(attrs)))
        self._words.append("" if tag in INLINE else " ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        tag = "svg:title" if tag == "title" and "svg" in self._open else tag
        self._words.append("" if tag in INLINE else " ")
        if self._open[-1:] == [tag]:
            self._open.pop()
        else:
            self.problems.append(f"</{tag}> closes {self._open[-1:]}")

    def handle_data(self, data):
        if "title" in self._open:
            self.title += data
        elif "script" not in self._open:
            self._words.append(data)

    @property
    def text(self):
        return " ".join("".join(self._words).split())

    def every(self, tag, **attributes):
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    @property
    def inline_scripts(self):
        """Scripts without an address; structured data is none, browsers don't run it."""
        data = "application/ld+json"
        return [found for found in self.every("script") if "src" not in found and found.get("type") != data]

    @property
    def picture_addresses(self):
        """Every address that a picture of the page may be had at."""
        shown = [*self.every("img"), *self.every("source")]
        cuts = {part.split()[0] for found in shown for part in found["srcset"].split(",")}
        return cuts | {found["src"] for found in shown if "src" in found}

    @property
    def ids(self):
        return [found["id"] for _tag, found in self.elements if "id" in found]

    @property
    def links(self):
        return [found["href"] for found in self.every("a")]


def get_page(client, address):
    """The page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return Page(response.content.decode())


def list_story_urls(client, address):
    """The addresses of the stories that a list shows, in its order."""
    return find_story_urls(client.get(address).content.decode())


def find_story_urls(html):
    """The same, of a page that has been loaded."""
    return re.findall(r'card-headline"[^>]*><a href="([^"]*)"', html)


def get_every_page(client, address):
    """The stories of each page of a list, from the first to the last."""
    pages, asked = [], address
    while asked:
        response = client.get(asked)
        assert response.status_code == 200, (asked, response.status_code)
        html = response.content.decode()
        pages.append(find_story_urls(html))
        older = next((found["href"] for found in Page(html).every("a", rel="next")), None)
        asked = older and address.partition("?")[0] + older
        assert len(pages) < 20
    return pages


def possible_urls(article):
    """Where a story might stand before it is public: on the day of each of its moments, under each of its slugs."""
    moments = (article.created_at, article.visible_at, article.embargo, article.change_at)
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
_LOCATION = re.compile(r"<loc>http://testserver(/[^<]*)</loc>")


def starting_points(*, guess):
    """Where a crawl begins: every place, every list with its feeds, every story with its card for other sites."""
    lists = {*LISTS, "/country/af/tv/", "/country/cn/mentioned/", "/country/tv/mentioned/", "/section/nothing/"}
    lists |= {f"/region/{slug}/" for slug in ("asia", "southern-asia", "oceania", "polynesia")}
    for model in (Section, Author, Tag, Collection):
        lists |= {row.get_absolute_url() for row in model.objects.all()}
    lists |= {country.get_absolute_url() for country in Country.objects.filter(code__in=("PK", "AF", "TV"))}
    stories = {f"/2026/01/01/{old.slug}/" for old in OldAddress.objects.all()}
    for article in Article.objects.all():
        stories |= possible_urls(article) if guess else {article.get_absolute_url()} if article.visible_at else set()
    cards = {f"/oembed/?url=http%3A%2F%2Ftestserver{quote(address, safe='')}" for address in stories}
    feeds = {address + feed for address in lists for feed in FEEDS}
    changes = {f"{address}corrections/1/" for address in stories} if guess else set()
    others = {row.get_absolute_url() for model in (HousePage, Quote) for row in model.objects.all()}
    return {*PLACES, *lists, *feeds, *stories, *changes, *cards, *(f"{card}&format=xml" for card in cards), *others}


def parse_page(answer):
    """An answer as a page; who crawls and who then reads share it."""
    if not hasattr(answer, "page"):
        answer.page = Page(answer.content.decode())
    return answer.page


def find_targets(answer):
    """Where an answer leads: by its redirect, its links, or its list of addresses."""
    found = [answer.headers["Location"]] if answer.has_header("Location") else []
    kind = answer.headers["Content-Type"]
    if kind.startswith("text/html"):
        found += parse_page(answer).links
    return found + (_LOCATION.findall(answer.content.decode()) if kind.startswith("application/xml") else [])


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
    """Whether an address asks one thing twice: such addresses grow with every step, and a crawl would never end."""
    asked = parse_qsl(urlsplit(address).query)
    return len(asked) != len(set(asked)) or len([name for name, _value in asked if name == "sort"]) > 1


def select_html_pages(answers):
    """The pages among the answers: what a browser shows as a document."""
    return {
        address: parse_page(answer)
        for address, answer in answers.items()
        if answer.headers["Content-Type"].startswith("text/html")
    }
