"""The plans of what readers' pages ask, over as many stories as a long-lived newsroom has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.domain.story_lists import TIES, ListKind, ListName, first_place
from articles.models import StoryList
from articles.queries.lists import sitemaps
from articles.services.edition import open_edition
from articles.services.read_model.entries import ensure_lists
from tests.support.plans import FIRST_FILLER, STORIES, assert_bounded, fill_archive

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

PART_SIZE = 500  # stories in a part of the sitemap
PAGES = (
    *("/", "/section/south-asia/", "/country/pk/", "/country/cn/mentioned/", "/region/asia/", "/country/af/pk/"),
    *("/author/zarmina-yousaf/", "/tag/water/", "/countries/", "/countries/?period=month", "/archive/", "/feed/"),
    *("/sitemap.xml", "/sitemap-lists.xml", "/news-sitemap.xml", "/corrections/", "/series/"),
)


def fill_lists(section):
    """Enter the stories of the archive in the list of all and those of their section and countries."""
    about = [ListName(ListKind.ABOUT, code, "en") for code in ("PK", "AF", "CN")]
    everywhere = [ListName(ListKind.ALL, "", "en"), ListName(ListKind.SECTION, str(section.pk), "en")]
    ids = ensure_lists([*about, *everywhere])
    newest = first_place(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_publicstory (article_id, place, address, language, list_language, has_picture, about, lists)"
            " SELECT id, %s - id * %s, '/filler/' || id, 'en', 'en', %s, 'PK', '[]' FROM articles_article"
            " WHERE slug LIKE 'filler-%%' AND standing = 'published'",
            [newest, TIES, False],
        )
        for name, list_id in ids.items():
            rest = {"PK": 0, "AF": 1, "CN": 2}.get(name.key)
            which = "" if rest is None else f" AND article_id % 3 = {rest}"
            cursor.execute(
                "INSERT INTO articles_listentry (list_id, place) SELECT %s, place FROM articles_publicstory"
                f" WHERE address LIKE '/filler/%%'{which.replace('%', '%%')}",
                [list_id],
            )
        cursor.execute("ANALYZE")
    StoryList.objects.filter(pk__in=ids.values()).update(stories=STORIES // 3)


def test_no_page_reads_or_sorts_the_archive_as_a_whole(client, published, reporter, section, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", PART_SIZE)
    fill_archive(published, by=reporter, sections=[section])
    fill_lists(section)
    open_edition()
    full_part = (published.pk + FIRST_FILLER) // PART_SIZE + 2
    for address in [*PAGES, f"/sitemap-stories-{full_part}.xml", published.get_absolute_url()]:
        client.get(address)  # makes fragments
        open_edition()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        for query in captured.captured_queries:
            if query["sql"].startswith("SELECT"):
                assert_bounded(query["sql"])


def test_a_query_that_reads_the_archive_as_a_whole_is_found(published, reporter, section):
    fill_archive(published, by=reporter, sections=[section])
    with pytest.raises(AssertionError):
        assert_bounded("SELECT COUNT(*) FROM articles_article WHERE headline LIKE '%gauge%'")
