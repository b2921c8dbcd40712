"""Files published at the command line: by people who may, with the moves and reasons that the desk asks for."""

import datetime

import pytest
from django.utils import timezone

from articles.domain import checklist
from articles.domain.dates import format_day
from articles.models import Article
from tests.support import sentences
from tests.support.importing import (
    FERRY,
    FERRY_HEADLINE,
    TREES,
    count_rows,
    desk_url,
    list_log,
    run_import,
    run_refused_import,
)

pytestmark = pytest.mark.vendor_sql


def test_publishing_makes_the_moves_of_people_as_of_the_files_day(reporter, chief, client):
    out, _err = run_import(FERRY, by="rana", publish=True, approved_by="chief")
    article = Article.objects.published().get()
    address = "/2025/05/31/kenyas-ferry-returns-to-the-lake-after-nine-years/"
    assert out == f"Imported “{FERRY_HEADLINE}”.\n  Desk: {desk_url(article)}\n  Page: http://testserver{address}\n"
    assert timezone.localtime(article.visible_at).isoformat() == "2025-05-31T00:00:00+05:00"
    assert (article.stage, article.live, article.approved) == ("done", article.head, article.head)
    assert list_log(article) == [("created", "rana"), ("submit", "rana"), ("approve", "chief"), ("publish", "chief")]
    assert client.get(address).status_code == 200


def test_a_story_without_a_date_is_published_now(reporter, chief):
    before = timezone.now()
    run_import(TREES, by="rana", publish=True, approved_by="chief")
    assert before <= Article.objects.published().get().visible_at <= timezone.now()


def test_what_advisory_checks_find_is_reported_and_published_for_a_reason(reporter, chief, settings):
    settings.CHECKS = checklist.parse_severities([])
    assert run_refused_import(TREES, by="rana", publish=True, approved_by="chief") == (
        f"{TREES}: No country set. Fix this, or give a reason to publish anyway with --override REASON."
    )
    assert count_rows() == (0, 0, 0)
    run_import(TREES, by="rana", publish=True, approved_by="chief", override=" A local story. ")
    entry = Article.objects.published().get().audit_entries.get(action="publish")
    assert entry.details == {"overridden": {"about": "A local story."}}


def test_a_reason_overrides_nothing_that_blocks(reporter, chief, file):
    path = file("A headline TK\nA standfirst.\nOne.")
    assert run_refused_import(path, by="rana", publish=True, approved_by="chief", override="In a hurry.") == (
        f"{path}: “TK” is still in the headline."
    )


def test_a_reason_is_of_words_and_goes_with_publishing(reporter, chief):
    assert run_refused_import(TREES, by="rana", override="A local story.") == "--override only goes with --publish."
    assert run_refused_import(TREES, by="rana", publish=True, approved_by="chief", override=" ") == (
        "--override needs a reason."
    )
    assert count_rows() == (0, 0, 0)


def test_a_newsroom_of_one_publishes_alone(admin, settings):
    settings.FOUR_EYES = "off"
    run_import(FERRY, publish=True)
    assert list_log(Article.objects.published().get()) == [
        (name, "admin") for name in ("created", "submit", "approve", "publish")
    ]


def test_four_eyes_are_two_people_at_the_command_line_too(reporter, admin):
    assert (
        run_refused_import(TREES, publish=True)
        == "--publish needs --approved-by USERNAME: someone else must approve the story."
    )
    assert run_refused_import(TREES, publish=True, approved_by="admin") == (
        f"{TREES}: You wrote some of this text yourself, and nobody else can publish it. Someone else must approve it. "
        "Nobody else has this permission: add somebody, or set FOUR_EYES=off in a newsroom of one person."
    )
    assert run_refused_import(TREES, publish=True, approved_by="nobody") == sentences.NO_SUCH_USER
    assert count_rows() == (0, 0, 0)


def test_whoever_may_not_approve_or_publish_does_not_through_a_file(reporter, editor, publisher):
    assert (
        run_refused_import(TREES, by="rana", publish=True, approved_by="edith") == "Neither rana nor edith may publish."
    )
    assert run_refused_import(TREES, by="rana", publish=True, approved_by="paul") == (
        f"{TREES}: Only editors can do this."
    )
    assert count_rows() == (0, 0, 0)


def test_a_publisher_who_files_publishes_what_an_editor_approved(publisher, editor):
    run_import(TREES, by="paul", publish=True, approved_by="edith")
    assert list_log(Article.objects.published().get()) == [
        ("created", "paul"),
        ("submit", "paul"),
        ("approve", "edith"),
        ("publish", "paul"),
    ]


def test_a_story_that_may_not_be_published_leaves_nothing_behind(reporter, chief, file):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    placeholder = file("A headline TK\nA standfirst.\nOne.", "tk.txt")
    future = file(f"A headline\nA standfirst.\n{tomorrow}\nOne.", "future.txt")
    options = {"by": "rana", "publish": True, "approved_by": "chief"}
    assert run_refused_import(placeholder, **options) == f"{placeholder}: “TK” is still in the headline."
    assert run_refused_import(future, **options) == (
        f"{future}: The story is dated {format_day(tomorrow)}. Schedule it for that day, or change its date."
    )
    assert count_rows() == (0, 0, 0)


@pytest.mark.parametrize("date", ["0001-01-01", "31 May 0205"])
def test_a_story_from_before_there_were_newspapers_is_refused_in_a_sentence(reporter, chief, file, date):
    path = file(f"A headline\nA standfirst.\n{date}\nOne.")
    message = run_refused_import(path, by="rana", publish=True, approved_by="chief")
    assert message.startswith(str(path))
    assert count_rows() == (0, 0, 0)
