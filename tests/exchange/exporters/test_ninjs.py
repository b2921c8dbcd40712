"""ninjs 3.1: every property as the schema names it, countries with who set them, and nothing that isn't public."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.document import CountryLine, Document, Original
from articles.domain.states import Standing
from articles.exchange.exporters import ninjs, published_story, read_copies
from articles.lib import geo
from articles.management.commands.export_stories import SITE
from articles.models import Article, Country, CountrySuggestion, Image
from articles.services import editing, workflow
from tests.support.exports import export_items
from tests.support.site import add_picture

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
# What the schema allows, by object; it refuses every other name.
ALLOWED = {
    "": {
        *("uri", "standard", "type", "representationType", "profile", "version", "firstCreated", "versionCreated"),
        *("contentCreated", "pubStatus", "language", "title", "headlines", "descriptions", "bodies", "by", "located"),
        *("people", "places", "subjects", "genres", "infoSources", "altIds", "renditions", "associations"),
        *("usageTerms", "rightsInfo"),
    },
    "standard": {"name", "version", "schema"},
    "headlines": {"role", "contentType", "value"},
    "descriptions": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "people": {"name", "rel", "uri", "literal", "contactInfo"},
    "places": {"name", "rel", "uri", "literal", "contactInfo", "geoJSON"},
    "subjects": {"name", "rel", "uri", "literal", "creator", "relevance", "confidence"},
    "genres": {"name", "uri", "literal"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "altIds": {"role", "value"},
    "renditions": {"name", "href", "contentType", "title", "width", "height", "sizeInBytes"},
    "rightsInfo": {"langId", "linkedRights", "encodedRights"},
}
WHOLE = frozenset({"version", "charCount", "wordCount", "width", "height", "relevance", "confidence"})


def strangers(item, at="", also=()):
    """Names that the schema doesn't know, and numbers and addresses that it would not take."""
    allowed = ALLOWED[at] | set(also)
    found = [f"{at}.{name}" for name in item if name not in allowed]
    for name, value in item.items():
        parts = value if isinstance(value, list) else [value]
        if not value:
            found.append(f"{at}.{name} is empty")
        if name in WHOLE - {"version"} and type(value) is not int:
            found.append(f"{at}.{name} is no whole number")
        if name in {"uri", "href", "schema", "linkedRights"} and not (value.isascii() and ":" in value):
            found.append(f"{at}.{name} is no address")
        for part in parts:
            if name == "associations":
                found += strangers(part, also=("name", "rel"))
            elif isinstance(part, dict):
                found += strangers(part, name)
    return found


def test_an_item_has_only_what_the_schema_knows(rich):
    (item,) = export_items()
    assert strangers(item) == []
    broken = {**item, "places": [{"name": "Pakistan", "creator": "editor"}], "urgencies": 4}
    assert sorted(strangers(broken)) == [".urgencies", "places.creator"]


def test_an_item_tells_what_a_feed_tells_under_the_same_id(client, rich):
    (item,) = export_items()
    (entry,) = json.loads(client.get("/feed/json/").content)["items"]
    assert (item["uri"], item["title"], item["language"]) == (entry["id"], entry["title"], entry["language"])
    assert item["bodies"][1]["value"] == entry["content_html"]
    assert item["altIds"] == [{"role": "address", "value": entry["url"]}, {"role": "slug", "value": rich.slug}]
    assert item["firstCreated"][:19] == entry["date_published"][:19]
    assert item["versionCreated"][:19] == entry["date_modified"][:19]


def test_an_item_has_the_words_the_people_and_the_genre(rich):
    (item,) = export_items()
    assert item["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    }
    assert [(one["role"], one["value"]) for one in item["headlines"]] == [
        ("main", "Two ministries agree on one river gauge"),
        ("label", "NEWS ANALYSIS"),
    ]
    assert [(one["role"], one["value"]) for one in item["descriptions"]] == [
        ("standfirst", rich.standfirst),
        ("backstory", "We walked."),
    ]
    text = "A link & more words.\n\nPart *one*\n\nWe agreed.\n\n1. Noted [A source.].\n\nOne\n\nTwo\nlines"
    assert item["bodies"][0] == {
        "role": "main",
        "contentType": "text/plain",
        "charCount": len(text),
        "wordCount": 15,
        "value": text,
    }
    assert (item["type"], item["profile"], item["pubStatus"]) == ("text", "text-and-pictures", "usable")
    assert (item["version"], item["located"], item["by"]) == ("1", "Quetta", "Zarmina Yousaf, Omar Beg")
    assert item["people"] == [
        {"name": "Zarmina Yousaf", "rel": "writer", "uri": f"{HOST}/author/zarmina-yousaf/"},
        {"name": "Omar Beg", "rel": "reporter", "uri": f"{HOST}/author/omar-beg/"},
        {"name": "Omar Beg", "rel": "photographer", "uri": f"{HOST}/author/omar-beg/"},
    ]
    assert item["genres"] == [
        {"name": "Analysis", "literal": "analysis", "uri": "http://cv.iptc.org/newscodes/genre/Analysis"}
    ]
    assert [subject for subject in item["subjects"] if "creator" not in subject] == [
        {"name": "South Asia", "rel": "section", "uri": f"{HOST}/section/south-asia/", "literal": "south-asia"},
        {"name": "Diplomacy", "rel": "about", "uri": f"{HOST}/tag/diplomacy/", "literal": "diplomacy"},
        {"name": "Water", "rel": "about", "uri": f"{HOST}/tag/water/", "literal": "water"},
    ]


def test_places_are_the_countries_by_iso_and_m49_and_the_regions_around_them_in_the_storys_language(publish, words):
    publish(replace(words, language="ur", countries=(CountryLine("PK"), CountryLine("XK", "mentioned"))))
    (item,) = export_items()
    assert item["places"] == [
        {"name": "پاکستان", "rel": "about", "uri": "http://cvx.iptc.org/iso3166-1a2/pk", "literal": "m49:586"},
        {"name": geo.country_name("XK", "ur"), "rel": "mentioned", "uri": "http://cvx.iptc.org/iso3166-1a2/xk"},
        *(
            {"name": geo.region_name(name, "ur"), "rel": "broader", "literal": f"m49:{number}"}
            for number, name in [
                ("142", "Asia"),
                ("034", "Southern Asia"),
                ("150", "Europe"),
                ("039", "Southern Europe"),
            ]
        ),
    ]


def test_places_are_called_as_the_house_calls_them(published):
    Country.objects.filter(pk="PK").update(names={"en": "The Pakistan"})
    assert [place["name"] for place in export_items()[0]["places"]][:2] == ["The Pakistan", "Afghanistan"]


def judged(item):
    return {
        one["literal"]: (one["rel"], one["creator"], one.get("confidence"), one["relevance"])
        for one in item["subjects"]
        if "creator" in one
    }


def test_each_country_says_who_set_it_how_sure_that_was_and_how_much_it_matters(rich):
    def row(code, role, score, decision, by):
        made = {"version": "2", "made_at": rich.created_at, "decided_at": rich.created_at if by else None}
        CountrySuggestion.objects.create(
            article=rich, country_id=code, role=role, score=score, decision=decision, by=by, **made
        )

    row("PK", "about", "0.87", "none", None)
    row("AF", "about", "1.00", "accepted_about", rich.created_by)
    row("CN", "about", "0.55", "accepted_mentioned", rich.created_by)
    row("IN", "about", "0.40", "refused", rich.created_by)
    (item,) = export_items()
    assert judged(item) == {
        "PK": ("about", "country-suggester/2", 87, 100),
        "AF": ("about", "editor", 100, 100),
        "CN": ("mentioned", "editor", None, 50),
    }
    assert strangers(item) == []
    said = json.dumps(item)
    assert [name for name in ("rana", "edith", "paul") if name in said.lower()] == []


def test_a_country_that_was_never_suggested_was_set_by_an_editor(published):
    (item,) = export_items()
    assert judged(item)["PK"] == ("about", "editor", None, 100)


def test_pictures_come_with_their_cuts_their_words_and_their_rights(publish, words, picture):
    other = add_picture((900, 600), licence="Agency, once only", caption="", alt="Snow")
    publish(replace(words, lead_image=picture.pk, body=f'<p>W.</p><figure data-picture="{other.pk}"></figure>'))
    (item,) = export_items()
    lead, second = item["associations"]
    assert (lead["name"], lead["type"], lead["by"]) == ("lead", "picture", "Mina Rahim / Gazette")
    assert [(one["role"], one["value"]) for one in lead["descriptions"]] == [
        ("caption", "The gauge."),
        ("alt", "A gauge & a *river*"),
    ]
    assert lead["rightsInfo"] == {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"}
    address = f"{HOST}/media/renditions/{picture.token}-50-50/full-640.jpg"
    assert lead["renditions"] == [
        {"name": "jpeg-640", "href": address, "contentType": "image/jpeg", "width": 640, "height": 427}
    ]
    assert (second["name"], second["usageTerms"]) == ("picture 2", "Agency, once only")
    assert [(one["role"], one["value"]) for one in second["descriptions"]] == [("alt", "Snow")]
    assert "rightsInfo" not in second


def test_every_cut_that_is_named_is_served(client, rich):
    (item,) = export_items()
    cuts = [cut for one in item["associations"] for cut in one["renditions"]]
    answers = [client.get(cut["href"].removeprefix(HOST)) for cut in cuts]
    assert [(answer.status_code, b"".join(answer.streaming_content)[:2]) for answer in answers] == [(200, b"\xff\xd8")]
    for answer in answers:
        answer.close()


def test_corrections_come_under_the_ids_of_their_feed(client, approved, publisher, reporter, editor, words):
    story = workflow.publish(approved, by=publisher)
    story = editing.edit(story, replace(words, standfirst="Two readers."), by=reporter, base=1)
    story = workflow.submit(story, by=reporter)
    story = workflow.approve(story, by=editor, seen=2)
    workflow.publish_with_correction(story, by=publisher, kind="correction", text="One was two.")
    (item,) = export_items()
    (told,) = item["associations"]
    (entry,) = json.loads(client.get("/corrections/feed/json/").content)["items"]
    assert (told["uri"], told["name"], told["rel"], told["type"]) == (entry["id"], "correction", "correction", "text")
    assert told["bodies"] == [{"role": "main", "contentType": "text/plain", "value": "One was two."}]
    assert item["version"] == "2"
    assert strangers(item) == []


def test_a_translation_names_its_original_only_where_readers_find_it(publish, words, publisher):
    original = publish(words)
    publish(replace(words, headline="ترجمہ", language="ur", original=Original(original.pk, 1)))
    (told,) = export_items("--language", "ur")[0]["associations"]
    assert (told["name"], told["rel"], told["language"]) == ("original", "translationOf", "en")
    assert told["uri"] == export_items("--language", "en")[0]["uri"]
    original.refresh_from_db()
    workflow.retract(original, by=publisher, reason="It was wrong.")
    assert [item.get("associations") for item in export_items()] == [None]


def test_what_there_is_nothing_to_say_of_is_left_out(publish):
    publish(Document(headline="Bare", body="<p>W.</p>", genre="live"))
    (item,) = export_items()
    absent = ("descriptions", "by", "located", "people", "places", "subjects", "associations")
    assert [name for name in absent if name in item] == []
    assert (item["profile"], item["genres"]) == ("text-only", [{"name": "Live", "literal": "live"}])
    assert strangers(item) == []


def test_every_standing_has_its_status():
    assert dict(ninjs.PUB_STATUS) == {
        Standing.PUBLISHED: "usable",
        Standing.UNPUBLISHED: "withheld",
        Standing.RETRACTED: "canceled",
        Standing.KILLED: "canceled",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_costs_the_same_however_many_stories_it_has(rich, publish, words, count):
    for number in range(count - 1):
        publish(replace(words, headline=f"Number {number}", lead_image=Image.objects.get().pk))
    assert read_all() == (count, 7)


def test_each_further_batch_costs_the_same(rich, publish, words, monkeypatch):
    publish(replace(words, headline="Second"))
    monkeypatch.setattr(published_story, "BATCH", 1)
    assert read_all() == (2, 1 + 6 + 6)


def read_all():
    """How many stories all lists, and in how many queries."""
    with CaptureQueriesContext(connection) as captured:
        found = list(ninjs.lines(read_copies(Article.objects.published(), SITE)))
    return len(found), len(captured)
