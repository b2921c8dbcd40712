"""The fragments of stories' pages: made at publication or when first read, with the names of others put in at reading."""

import datetime
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection

from articles.domain.document import CountryLine
from articles.models import Author, Country, Section, StoryFragment, Tag
from articles.queries import release
from articles.services import read_model
from articles.services.edition import open_edition
from articles.services.media import picture_library
from tests.support.caches import clear_caches
from tests.support.site import add_picture, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def stored():
    """Every stored fragment, with what made it."""
    return {
        (key, name): (made_by, bytes(content))
        for key, name, made_by, content in StoryFragment.objects.values_list("story", "name", "made_by", "content")
    }


def test_publication_makes_the_page_and_the_card_of_a_story(published):
    assert {name for _key, name in stored()} == {"page", "earlier", "row"}


@pytest.mark.parametrize(
    ("rename", "old", "new"),
    [
        (lambda: Author.objects.update(name='Z. "Y" <Yousaf>'), "Zarmina Yousaf", "Z. &quot;Y&quot; &lt;Yousaf&gt;"),
        (lambda: Section.objects.update(name="Asia & more"), "South Asia", "Asia &amp; more"),
        (lambda: Tag.objects.filter(name="Water").update(name="Rivers"), "Water", "Rivers"),
        (
            lambda: Country.objects.filter(pk="AF").update(names={"en": "Our Afghanistan"}),
            "> Afghanistan",
            "Our Afghanistan",
        ),
    ],
)
def test_a_new_name_is_on_every_page_at_once_and_no_fragment_is_written(client, published, rename, old, new):
    address = published.get_absolute_url()
    before, fragments = get_page(client, address).html, stored()
    rename()
    open_edition()
    after = get_page(client, address).html
    assert (old in before, new in before, new in after) == (True, False, True)
    assert stored() == fragments


def test_a_name_cannot_end_the_script_of_structured_data(client, published):
    Author.objects.update(name='</script><script>alert(1)</script>\\"')
    open_edition()
    page = client.get(published.get_absolute_url()).content.decode()
    assert ("<script>alert" in page, "\\u003c/script\\u003e" in page) == (False, True)


def test_another_version_of_the_code_makes_fragments_again_when_they_are_first_read(client, published, monkeypatch):
    client.get(published.get_absolute_url())
    monkeypatch.setattr(release, "_digest_files", lambda: "another release")
    clear_caches()
    release.release.cache_clear()
    old = {made_by for made_by, _content in stored().values()}
    open_edition()
    client.get(published.get_absolute_url())
    new = {name: made_by for (_key, name), (made_by, _content) in stored().items()}
    assert (new["page"] in old, new["earlier"] in old, new["row"] in old) == (False, False, True)


def test_a_changed_story_is_shown_changed_in_every_size(client, published, republish, words):
    lists = ("/", "/section/south-asia/", "/feed/", "/feed/json/")
    assert all(published.headline in client.get(address).content.decode() for address in lists)
    republish(published, replace(words, headline="A new headline"))
    shown = [client.get(address).content.decode() for address in lists]
    assert [("A new headline" in page, published.headline in page) for page in shown] == [(True, False)] * 4


def test_a_picture_with_a_new_caption_is_shown_with_it(client, publish, words, publisher):
    picture = add_picture(caption="A gauge")
    story = publish(replace(words, lead_image=picture.pk))
    assert "A gauge" in get_page(client, story.get_absolute_url()).text
    picture_library.describe(picture, {"caption": "The gauge at Chaman"}, by=publisher)
    assert "The gauge at Chaman" in get_page(client, story.get_absolute_url()).text


def test_a_story_published_under_an_old_date_is_among_the_earlier_ones_of_those_after_it(client, publish, words):
    later = publish(replace(words, headline="Later", dated=datetime.date(2026, 3, 2)))
    assert get_page(client, later.get_absolute_url()).select(".so-far") == []
    earlier = publish(replace(words, headline="Earlier", dated=datetime.date(2026, 3, 1)))
    assert earlier.get_absolute_url() in get_page(client, later.get_absolute_url()).links


def test_a_database_that_cannot_be_written_to_still_shows_the_page(client, published, monkeypatch):
    StoryFragment.objects.all().delete()

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO articles_storyfragment"):
            raise DatabaseError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        assert published.headline in get_page(client, published.get_absolute_url()).text
    assert stored() == {}


def test_a_story_that_is_not_public_has_no_fragment(draft, scheduled):
    assert read_model.fetch_fragments([draft.pk, scheduled.pk], "row") == {}
    assert stored() == {}


def test_the_portrait_of_a_country_follows_its_stories(client, publish, words):
    publish(replace(words, headline="One", tags=("Water",)))
    assert "Water" in get_page(client, "/country/pk/").one(".portrait").text
    publish(replace(words, headline="Two", tags=("Peace",), countries=(CountryLine("PK"), CountryLine("IN"))))
    portrait = get_page(client, "/country/pk/").one(".portrait").text
    assert ("Peace" in portrait, "India" in portrait) == (True, True)


def test_a_story_can_be_published_before_static_files_are_collected(publish, words, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert publish(words).standing == "published"
