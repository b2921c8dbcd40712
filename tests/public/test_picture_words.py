"""A picture's words in a story are part of the story: others elsewhere, and none of them change with the library."""

from dataclasses import replace

import pytest

from articles.models import Image
from articles.services.media import picture_library
from tests.support.exports import export_items
from tests.support.feeds import MEDIA, read_rss
from tests.support.site import add_picture, get_page

pytestmark = [pytest.mark.django_db]

OWN = {"lead_alt": "Two men at a gauge", "lead_caption": "The gauge at noon.", "lead_credit": "Sana / AP"}


def figure(image, **own):
    attributes = "".join(f' data-{name}="{value}"' for name, value in own.items())
    return f'<figure data-picture="{image.pk}"{attributes}><figcaption>The gauge at noon.</figcaption></figure>'


def test_the_lead_picture_is_described_as_in_the_story_on_its_page_in_feeds_and_for_networks(client, publish, words):
    story = publish(replace(words, lead_image=add_picture().pk, **OWN))
    page = get_page(client, story.get_absolute_url())
    assert [image["alt"] for image in page.every("img")] == ["Two men at a gauge"]
    assert "The gauge at noon. Sana / AP" in page.text
    assert page.one('meta[property="og:image:alt"]')["content"] == "Two men at a gauge"
    item = read_rss(client).find("item")
    assert (item.findtext(f"{MEDIA}content/{MEDIA}description"), item.findtext(f"{MEDIA}content/{MEDIA}credit")) == (
        "Two men at a gauge",
        "Sana / AP",
    )


def test_a_picture_in_the_text_is_described_as_there(client, publish, words):
    image = add_picture()
    story = publish(replace(words, body=f"<p>W.</p>{figure(image, alt='Two men', credit='Sana / AP')}<p>X.</p>"))
    page = get_page(client, story.get_absolute_url())
    assert ([shown["alt"] for shown in page.every(".body img")], "The gauge at noon. Sana / AP" in page.text) == (
        ["Two men"],
        True,
    )


def test_what_the_library_says_later_changes_no_word_that_a_story_has_of_its_own(client, publish, words, publisher):
    image = add_picture()
    own = publish(replace(words, lead_image=image.pk, **OWN))
    other = publish(replace(words, headline="Another", lead_image=image.pk))
    picture_library.describe(Image.objects.get(), {"caption": "Changed.", "alt": "Changed"}, by=publisher)
    assert "Changed" not in get_page(client, own.get_absolute_url()).text
    assert "Changed." in get_page(client, other.get_absolute_url()).text


def test_exports_have_the_words_of_the_story(publish, words):
    image = add_picture()
    publish(replace(words, lead_image=image.pk, **OWN))
    (item,) = export_items()
    (picture,) = item["associations"]
    texts = {text["role"]: text["value"] for text in picture["descriptions"]}
    assert (picture["by"], texts) == ("Sana / AP", {"caption": "The gauge at noon.", "alt": "Two men at a gauge"})


@pytest.mark.parametrize(("width", "classes"), [("", "figure"), ("wide", "figure figure-wide")])
def test_a_picture_is_as_wide_as_the_story_says(client, publish, words, width, classes):
    own = {"width": width} if width else {}
    story = publish(replace(words, body=f"<p>W.</p>{figure(add_picture(), **own)}"))
    assert [shown["class"] for shown in get_page(client, story.get_absolute_url()).every(".body figure")] == [classes]


def test_pictures_side_by_side_are_in_one_row_and_a_feed_has_them_one_by_one(client, publish, words):
    first, second = add_picture(), add_picture()
    pair = figure(first, width="row") + figure(second, width="row")
    story = publish(replace(words, body=f"<p>W.</p>{pair}<p>X.</p>{figure(first, width='row')}"))
    page = get_page(client, story.get_absolute_url())
    assert [len(row.select("figure")) for row in page.select(".body .figures")] == [2, 1]
    content = read_rss(client).find("item").findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert (content.count("<figure"), "figures" in content) == (3, False)
