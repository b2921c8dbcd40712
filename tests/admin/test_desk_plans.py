"""What the desk asks the database of 100,000 stories: no page of it sorts or reads them all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Assignment, Section
from tests.support.desk import log_in
from tests.support.plans import assert_bounded, fill_archive

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

STORIES = "/admin/articles/article/"
PAGES = [
    "/admin/",
    STORIES,
    f"{STORIES}?stage__exact=draft",
    f"{STORIES}?stage__exact=done&standing__exact=published",
    f"{STORIES}?status=draft",
    f"{STORIES}?status=published",
    f"{STORIES}?country=PK",
    f"{STORIES}?country=PK&role=either&month={timezone.localdate():%Y-%m}",
    f"{STORIES}?country=PK&status=draft&language=en",
    f"{STORIES}?author=zarmina+yousaf",
    f"{STORIES}?tag=water",
    f"{STORIES}?assignee=admin",
    f"{STORIES}?section=south-asia",
    f"{STORIES}?work=me",
    f"{STORIES}?work=late",
    f"{STORIES}?work=notes",
    f"{STORIES}?work=not_approved",
    f"{STORIES}?mine=yes&stage__exact=draft",
    f"{STORIES}board/",
    f"{STORIES}board/?section=south-asia&who=me",
    f"{STORIES}calendar/",
    f"{STORIES}tag-names/?term=wat",
]


def test_no_page_of_the_desk_sorts_or_reads_the_archive(published, draft, reporter, section, admin_user):
    others = [Section.objects.create(name=f"Section {n}", slug=f"section-{n}") for n in range(7)]
    Assignment.objects.create(article=draft, to=admin_user, by=admin_user, at=draft.created_at, due_at=draft.created_at)
    fill_archive(published, by=reporter, sections=[section, *others])
    client, unbounded = log_in(admin_user), {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        for query in queries.captured_queries:
            try:
                if query["sql"].startswith("SELECT"):
                    assert_bounded(query["sql"])
            except AssertionError as error:
                unbounded.setdefault(page, []).append((query["sql"], str(error)))
    assert unbounded == {}
