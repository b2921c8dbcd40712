"""What machines read of a page: JSON-LD, Open Graph, and the same story in other languages."""

import datetime
import io
import json
from dataclasses import replace

import pytest
from django.conf import settings
from PIL import Image as Pillow

from articles.domain.document import CreditLine, Document, Genre, Original
from articles.models import Author, InfoPage
from articles.services import workflow
from articles.services.edition import open_edition
from tests.support.site import add_picture, get_page

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
LOGO = {"@type": "ImageObject", "url": f"{SITE}/static/reader/logo.png", "width": 512, "height": 512}
NEWSROOM = {
    "@type": "NewsMediaOrganization",
    "@id": f"{SITE}/#newsroom",
    "name": "The Test Gazette",
    "url": f"{SITE}/",
    "logo": LOGO,
}


def graph(client, address):
    """The facts of a page by type."""
    data = json.loads(get_page(client, address).one('script[type="application/ld+json"]').inner_html)
    assert (set(data), data["@context"]) == ({"@context", "@graph"}, "https://schema.org")
    facts = {fact["@type"]: fact for fact in data["@graph"]}
    assert len(facts) == len(data["@graph"])
    return facts


def article(client, story):
    """What a story's page tells of the story."""
    (fact,) = [fact for kind, fact in graph(client, story.get_absolute_url()).items() if kind.endswith("Article")]
    return fact


def size_of(client, address):
    """Width and height of the picture at an address of this site."""
    assert address.startswith(f"{SITE}/media/")
    response = client.get(address.removeprefix(SITE))
    with Pillow.open(io.BytesIO(response.getvalue())) as picture:
        return picture.width, picture.height


def properties(client, story):
    """Open Graph's and its kin's properties of a page, each as a list."""
    found = {}
    for meta in get_page(client, story.get_absolute_url()).every("meta"):
        name = meta.get("property") or meta.get("name")
        if name:
            found.setdefault(name, []).append(meta["content"])
    return found


@pytest.mark.parametrize(
    ("genre", "kind"),
    [
        ("news", "NewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "ReportageNewsArticle"),
        ("feature", "ReportageNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("live", "NewsArticle"),
    ],
)
def test_the_genre_decides_the_type(client, publish, words, genre, kind):
    assert article(client, publish(replace(words, genre=genre)))["@type"] == kind


def test_every_genre_has_a_type(client, publish, words):
    for genre in Genre.values:
        assert article(client, publish(replace(words, genre=genre)))["@type"].endswith("NewsArticle")


def test_a_story_is_described_in_full(client, publish, words, author):
    omar = Author.objects.create(name="عمر Beg", slug="omar-beg")
    parts = ("reporter", "photographer", "translator", "editor")
    credits = (CreditLine(author.pk), *(CreditLine(omar.pk, part) for part in parts))
    story = publish(replace(words, credits=credits, backstory="Ten people were interviewed."))
    address = SITE + story.get_absolute_url()
    zarmina = {"@type": "Person", "name": "Zarmina Yousaf", "url": f"{SITE}/author/zarmina-yousaf/"}
    other = {"@type": "Person", "name": "عمر Beg", "url": f"{SITE}/author/omar-beg/"}

    def country(code, name):
        return {"@type": "Country", "name": name, "identifier": code, "url": f"{SITE}/country/{code.lower()}/"}

    facts = article(client, story)
    assert {facts.pop("datePublished"), facts.pop("dateModified")} == {story.visible_at.isoformat(timespec="seconds")}
    drawn = [size_of(client, address) for address in facts.pop("image")]
    assert drawn == [(1200, 675), (1200, 900), (1200, 1200)]
    assert facts == {
        "@type": "AnalysisNewsArticle",
        "@id": f"{address}#story",
        "url": address,
        "mainEntityOfPage": address,
        "headline": words.headline,
        "description": words.standfirst,
        "abstract": words.standfirst,
        "author": [zarmina, other],
        "publisher": NEWSROOM,
        "inLanguage": "en",
        "wordCount": 8,
        "isAccessibleForFree": True,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": [".story-head h1", ".standfirst"]},
        "articleSection": "South Asia",
        "keywords": ["Diplomacy", "Water"],
        "dateline": "Quetta",
        "locationCreated": {"@type": "Place", "name": "Quetta"},
        "about": [country("PK", "Pakistan"), country("AF", "Afghanistan")],
        "mentions": [country("CN", "China")],
        "translator": [other],
        "editor": [other],
        "contributor": [other],
        "backstory": "Ten people were interviewed.",
    }


def test_what_is_to_be_spoken_stands_on_the_page(client, published):
    page = get_page(client, published.get_absolute_url())
    classes = {name for _tag, found in page.elements for name in found.get("class", "").split()}
    assert {"story-head", "standfirst"} <= classes


def test_a_story_of_nobody_is_the_houses_and_tells_nothing_that_it_does_not_know(client, publish):
    facts = article(client, publish(Document(headline="Bare", body="<p>Two words.</p>")))
    assert facts["author"] == [NEWSROOM]
    assert set(facts) == {
        *("@type", "@id", "url", "mainEntityOfPage", "headline", "datePublished", "dateModified", "author"),
        *("publisher", "image", "inLanguage", "wordCount", "isAccessibleForFree", "speakable"),
    }


def test_an_author_with_two_parts_is_listed_once(client, publish, words, author):
    facts = article(client, publish(replace(words, credits=(CreditLine(author.pk), CreditLine(author.pk, "reporter")))))
    assert [person["name"] for person in facts["author"]] == ["Zarmina Yousaf"]


def test_an_address_in_another_script_is_written_in_ascii(client, publish, words):
    urdu = Author.objects.create(name="عمر", slug="عمر")
    facts = article(client, publish(replace(words, headline="دو وزارتیں", credits=(CreditLine(urdu.pk),))))
    assert (facts["url"].isascii(), facts["author"][0]["url"].isascii()) == (True, True)


@pytest.mark.parametrize("size", [(2000, 1500), (1500, 2000), (400, 280)])
def test_a_story_has_its_picture_in_three_ratios(client, publish, words, size):
    facts = article(client, publish(replace(words, lead_image=add_picture(size).pk)))
    sizes = [size_of(client, address) for address in facts["image"]]
    assert [round(width / height, 1) for width, height in sizes] == [round(16 / 9, 1), round(4 / 3, 1), 1.0]


def test_dates_name_their_zone_and_a_change_has_one(client, published, words, update):
    first = article(client, published)
    update(published, replace(words, body="<p>Again.</p>"))
    second = article(client, published)
    published.refresh_from_db()
    assert first["datePublished"] == first["dateModified"] == second["datePublished"]
    assert second["dateModified"] == published.publicly_updated_at.isoformat(timespec="seconds")
    for moment in (second["datePublished"], second["dateModified"]):
        assert datetime.datetime.fromisoformat(moment).utcoffset() is not None


def test_corrections_are_listed_with_their_kind_and_words(client, published, words, approve_again, publisher):
    before = article(client, published)
    approve_again(published, replace(words, body="<p>On Monday.</p>"))
    workflow.publish_with_correction(published, by=publisher, kind="apology", text="It was a </script> Monday.")
    (facts,) = article(client, published)["correction"]
    made = published.corrections.get().created_at
    assert "correction" not in before
    assert datetime.datetime.fromisoformat(facts.pop("datePublished")) == made.replace(microsecond=0)
    assert facts == {"@type": "CorrectionComment", "name": "Apology", "text": "It was a </script> Monday."}


@pytest.mark.parametrize(
    "headline", ["</script><script>alert(1)</script>", "<!-- <script>", "]]> & ' \" \\", "a\u2028b é 👩🏽‍🌾"]
)
def test_no_headline_can_end_the_facts(client, publish, words, headline):
    story = publish(replace(words, headline=headline, standfirst=headline, dateline=headline, tags=(headline,)))
    cleaned = replace(words, headline=headline).cleaned().headline
    for address in (story.get_absolute_url(), story.tags.get().get_absolute_url()):
        page = get_page(client, address)
        assert (page.inline_scripts, page.problems) == ([], [])
        assert graph(client, address)
    facts = article(client, story)
    assert (facts["headline"], facts["description"], facts["dateline"]) == (cleaned, cleaned, cleaned)


def test_a_page_says_where_it_stands(client, published):
    steps = {
        published.get_absolute_url(): [
            ("The Test Gazette", "/"),
            ("South Asia", "/section/south-asia/"),
            (published.headline, published.get_absolute_url()),
        ],
        "/section/south-asia/": [("The Test Gazette", "/"), ("South Asia", "/section/south-asia/")],
        "/country/pk/": [("The Test Gazette", "/"), ("Pakistan", "/country/pk/")],
    }
    for address, expected in steps.items():
        trail = graph(client, address)["BreadcrumbList"]["itemListElement"]
        assert [(step["@type"], step["position"], step["name"], step["item"]) for step in trail] == [
            ("ListItem", position, name, SITE + path) for position, (name, path) in enumerate(expected, 1)
        ]


def test_a_list_is_described_as_a_collection_of_the_paper(client, published, section):
    section.description = "What happens there."
    section.save()
    facts = graph(client, "/section/south-asia/")["CollectionPage"]
    assert facts == {
        "@type": "CollectionPage",
        "name": "South Asia",
        "url": f"{SITE}/section/south-asia/",
        "description": "What happens there.",
        "isPartOf": {"@type": "WebSite", "name": "The Test Gazette", "url": f"{SITE}/"},
    }


def test_the_front_page_says_how_to_search(client, published):
    facts = graph(client, "/")["WebSite"]
    template = facts["potentialAction"]["target"]["urlTemplate"]
    assert (facts["name"], facts["publisher"]) == ("The Test Gazette", {"@id": f"{SITE}/#newsroom"})
    answer = client.get(template.replace("{search_term_string}", "gauge").removeprefix(SITE))
    assert published.get_absolute_url() in answer.content.decode()


def test_the_publisher_names_its_policies_and_no_other_page_of_the_newsroom(client, published):
    without = graph(client, "/tag/water/")["NewsMediaOrganization"]
    for kind in InfoPage.Kind.values:
        InfoPage.objects.create(title=kind, slug=f"p-{kind.lower()}", kind=kind, body="<p>Words.</p>")
    open_edition()
    kinds = [kind for kind in InfoPage.Kind.values if kind not in {"about", "privacy", "other"}]
    policies = {kind: f"{SITE}/about/p-{kind.lower()}/" for kind in kinds}
    for address in (published.get_absolute_url(), "/country/pk/", "/"):
        assert graph(client, address)["NewsMediaOrganization"] == {**without, **policies}
    assert (set(without), len(kinds)) == ({"@type", "@id", "name", "url", "logo"}, 10)
    assert {client.get(page.removeprefix(SITE)).status_code for page in policies.values()} == {200}
    assert without["logo"]["url"] == f"{SITE}{settings.STATIC_URL}reader/logo.png"


def test_open_graph_tells_the_story(client, publish, words):
    headline = 'Two "ministries" & <b>one</b> gauge'
    story = publish(replace(words, headline=headline, lead_image=add_picture((1600, 1200)).pk))
    found = properties(client, story)
    (picture,) = found.pop("og:image")
    expected = {
        "description": words.standfirst,
        "og:description": words.standfirst,
        "og:type": "article",
        "og:title": headline,
        "og:url": SITE + story.get_absolute_url(),
        "og:site_name": "The Test Gazette",
        "og:locale": "en",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A gauge in a river",
        "article:section": "South Asia",
        "twitter:card": "summary_large_image",
        "robots": "max-image-preview:large",
    }
    assert {name: found[name] for name in expected} == {name: [value] for name, value in expected.items()}
    assert found["article:tag"] == ["Diplomacy", "Water"]
    moment = datetime.datetime.fromisoformat(found["article:published_time"][0])
    assert moment.replace(microsecond=0) == story.visible_at.replace(microsecond=0)
    assert "article:modified_time" not in found
    assert size_of(client, picture) == (1200, 630)


def test_a_story_without_a_picture_is_shared_with_a_drawn_one_of_the_size_it_says(client, published):
    found = properties(client, published)
    assert found["og:image:alt"] == [published.headline]
    width, height = size_of(client, found["og:image"][0])
    assert (found["og:image:width"], found["og:image:height"]) == ([str(width)], [str(height)])


def languages(client, story):
    """The page's own language and those of its other versions, as {hreflang: address}."""
    links = [
        link for link in get_page(client, story.get_absolute_url()).every("link", rel="alternate") if "hreflang" in link
    ]
    assert len(links) == len({link["hreflang"] for link in links})
    return {link["hreflang"]: link["href"] for link in links}


def test_the_same_story_in_other_languages_is_named_by_each_and_the_same_by_all(client, publish, words, publisher):
    original = publish(words)
    alone = languages(client, original)
    made_from = Original(original.pk, 1)
    urdu = publish(replace(words, headline="دو وزارتیں", language="ur", original=made_from))
    french = publish(replace(words, headline="Deux ministères", language="fr", original=made_from))
    expected = {
        "en": SITE + original.get_absolute_url(),
        "ur": SITE + urdu.get_absolute_url(),
        "fr": SITE + french.get_absolute_url(),
        "x-default": SITE + original.get_absolute_url(),
    }
    assert alone == {}
    assert [languages(client, story) for story in (original, urdu, french)] == [expected] * 3
    for story, link in ((original, expected["en"]), (urdu, expected["ur"])):
        assert get_page(client, story.get_absolute_url()).every("link", rel="canonical") == [
            {"rel": "canonical", "href": link}
        ]
    workflow.retract(french, by=publisher, reason="Badly translated.")
    del expected["fr"]
    assert [languages(client, story) for story in (original, urdu)] == [expected] * 2


def test_translations_and_their_original_name_each_other(client, publish, words):
    original = publish(words)
    urdu = publish(replace(words, headline="دو وزارتیں", language="ur", original=Original(original.pk, 1)))
    ids = {story: f"{SITE}{story.get_absolute_url()}#story" for story in (original, urdu)}
    first, second = article(client, original), article(client, urdu)
    assert first["workTranslation"] == [{"@type": "NewsArticle", "@id": ids[urdu]}]
    assert second["translationOfWork"] == {"@type": "NewsArticle", "@id": ids[original]}
    assert ({"translationOfWork"} & first.keys(), {"workTranslation"} & second.keys()) == (set(), set())
    assert (first["inLanguage"], second["inLanguage"]) == ("en", "ur")


def test_a_notice_of_a_retracted_story_tells_no_story(client, published, publisher):
    workflow.retract(published, by=publisher, reason="Invented.")
    html = client.get(published.get_absolute_url()).content.decode()
    assert ("NewsArticle" in html, "og:title" in html) == (False, False)
