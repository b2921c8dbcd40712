"""Files a reporter filed, taken in at the command line."""

import datetime
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles.domain import checklist
from articles.domain.dates import format_day
from articles.domain.document import CountryLine, Document
from articles.models import Article, AuditEntry, Revision, User
from tests.support import sentences

pytestmark = pytest.mark.vendor_sql

ROOT = Path(__file__).parent.parent.parent
FERRY = ROOT / "tests" / "samples" / "lake_ferry.txt"
TREES = ROOT / "tests" / "samples" / "trees.txt"
TREES_WORDS = Document(
    headline="Council plants a thousand trees",
    standfirst="Nobody has said who will water them.",
    body="<p>The trees came on a lorry.</p><p>They were planted by noon.</p>",
)
FERRY_HEADLINE = "Kenya’s ferry returns to the lake—after nine years"


@pytest.fixture
def chief(db):
    """Edits and publishes, and wrote nothing."""
    user = User.objects.create_user("chief", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=["Editors", "Publishers"]))
    return user


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin")


@pytest.fixture
def file(tmp_path):
    def write(text, name="story.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def run(*files, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_stories", *map(str, files), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(*files, **options):
    with pytest.raises(CommandError) as refusal:
        run(*files, **options)
    assert refusal.value.returncode == 1
    return str(refusal.value)


def kept():
    return Article.objects.count(), Revision.objects.count(), AuditEntry.objects.count()


def desk(article):
    return "http://testserver" + reverse("admin:articles_article_change", args=[article.pk])


def log(article):
    return list(article.audit_entries.order_by("pk").values_list("action", "by__username"))


def test_a_file_becomes_a_draft_with_all_its_words_and_countries(reporter):
    run(FERRY, by="rana")
    article = Article.objects.get()
    document = article.head.document
    assert replace(document, body="") == Document(
        headline=FERRY_HEADLINE,
        standfirst="The “Umoja” will cross twice a day; fishers ask who pays for the pier.",
        label="NEWS ANALYSIS",
        genre="analysis",
        dated=datetime.date(2025, 5, 31),
        countries=(CountryLine("KE"),),
    )
    assert (article.standing, article.stage, article.created_by, article.live) == (
        "unpublished",
        "draft",
        reporter,
        None,
    )
    assert list(article.country_mentions.values_list("country_id", "role")) == [("KE", "about")]
    assert article.slug == "kenyas-ferry-returns-to-the-lake-after-nine-years"
    assert log(article) == [("created", "rana")]


def test_every_character_of_the_paragraphs_reaches_the_database(reporter):
    run(FERRY, by="rana")
    lines = [line for line in FERRY.read_text(encoding="utf-8").split("\n") if line]
    assert Article.objects.get().head.document.paragraphs == lines[4:]


def test_the_desk_address_is_printed_and_opens_for_the_reporter(reporter, client):
    out, err = run(TREES, by="rana")
    article = Article.objects.get()
    assert (out, err) == (f"Took in “{TREES_WORDS.headline}”.\n  Desk: {desk(article)}\n", "")
    client.force_login(reporter)
    assert client.get(desk(article)).status_code == 200


def test_the_first_administrator_files_when_nobody_is_named(reporter, admin):
    run(TREES)
    assert Article.objects.get().created_by == admin


def test_the_first_reporter_files_where_there_is_no_administrator(editor, reporter):
    run(TREES)
    assert Article.objects.get().created_by == reporter


def test_somebody_must_file(editor):
    assert refused(TREES) == "Say who files: --by USERNAME."
    assert kept() == (0, 0, 0)


def test_who_files_must_be_an_active_user_who_may_write(reporter, outsider):
    assert refused(TREES, by="nobody") == sentences.NO_SUCH_USER
    assert refused(TREES, by="otto") == f"{TREES}: You may not write stories."
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert refused(TREES, by="rana") == "There is no user called rana."
    assert kept() == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", ": the file is empty."),
        ("\nA standfirst.\nOne.", ", line 1: the headline is missing; the file’s first line must be the headline."),
        (
            "A headline\nA standfirst.\n30 February 2025\nOne.",
            ", line 3: “30 February 2025” is a date that doesn’t exist.",
        ),
        (b"A headline\ncaf\xe9\nOne.", ", line 2: a character is not UTF-8; save the story as plain text in UTF-8."),
        (b"\x7fELF\x02\x01\x01\x00", ": the file is binary; save the story as plain text in UTF-8."),
        (
            "A headline\nA standfirst.\n" + "word " * 200_001,
            ": The body is 1,000,011 characters long; at most 1,000,000 fit.",
        ),
    ],
    ids=["empty", "no headline", "no such day", "wrong encoding", "binary", "too many words"],
)
def test_a_bad_file_is_named_with_its_line_and_nothing_is_written(reporter, file, data, sentence):
    path = file(data)
    assert refused(path, by="rana") == f"{path}{sentence}"
    assert kept() == (0, 0, 0)


def test_a_file_over_five_megabytes_is_refused_unread(reporter, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as huge:
        huge.truncate(5 * 1024 * 1024 + 1)
    assert refused(path, by="rana") == f"{path}: the file is over 5 MB; a story is far smaller."


def test_what_is_no_file_is_refused(reporter, tmp_path):
    missing = tmp_path / "missing.txt"
    assert refused(missing, by="rana") == f"{missing}: there is no such file."
    assert refused(tmp_path, by="rana") == f"{tmp_path}: this is a folder."
    beyond = TREES / "x.txt"
    assert refused(beyond, by="rana") == f"{beyond}: the file can’t be read (Not a directory)."


def test_of_several_files_the_good_ones_are_kept_and_the_bad_ones_named(reporter, file):
    empty, dateless = file("", "empty.txt"), file("H\nS.\n2025-02-30\nOne.", "dateless.txt")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command(
            "import_stories", str(TREES), str(empty), str(dateless), str(FERRY), by="rana", stdout=out, stderr=err
        )
    trees, ferry = Article.objects.order_by("pk")
    assert [trees.headline, ferry.headline] == [TREES_WORDS.headline, FERRY_HEADLINE]
    assert out.getvalue() == (
        f"Took in “{trees.headline}”.\n  Desk: {desk(trees)}\nTook in “{ferry.headline}”.\n  Desk: {desk(ferry)}\n"
        "2 of 4 files taken in, 2 refused.\n"
    )
    assert str(refusal.value) == (
        f"{empty}: the file is empty.\n{dateless}, line 3: “2025-02-30” is a date that doesn’t exist."
    )


def test_a_bar_shows_how_far_several_files_are(reporter):
    _out, err = run(TREES, FERRY, by="rana")
    assert err == (
        f"\r[############            ] 1/2 {'trees.txt':<40}\n\r[########################] 2/2 {'lake_ferry.txt':<40}\n"
    )


def test_the_same_file_is_refused_the_second_time_unless_again(reporter, file):
    run(TREES, by="rana")
    first = Article.objects.get()
    copy = file(TREES.read_bytes(), "renamed.txt")
    assert refused(copy, by="rana") == (
        f"{copy}: This file was filed before, as “{TREES_WORDS.headline}”. Use --again to take it in once more. "
        f"Desk: {desk(first)}"
    )
    assert kept() == (1, 1, 1)
    run(copy, by="rana", again=True)
    assert sorted(Article.objects.values_list("slug", flat=True)) == [
        "council-plants-a-thousand-trees",
        "council-plants-a-thousand-trees-2",
    ]


@pytest.mark.parametrize("dry_run", [False, True], ids=["for good", "on trial"])
def test_the_same_file_named_twice_is_taken_in_once(reporter, dry_run):
    message = refused(TREES, TREES, by="rana", dry_run=dry_run)
    assert message.startswith(f"{TREES}: This file was filed before, as “{TREES_WORDS.headline}”.")
    assert len(message.splitlines()) == 1
    assert Article.objects.count() == (0 if dry_run else 1)


def test_a_trial_says_what_it_would_do_and_writes_nothing(reporter, file):
    out, _err = run(TREES, FERRY, by="rana", dry_run=True)
    assert out == (
        f"Would take in “{TREES_WORDS.headline}”.\nWould take in “{FERRY_HEADLINE}”.\n"
        "2 of 2 files would be taken in, 0 refused.\n"
    )
    assert refused(file(""), by="rana", dry_run=True).endswith(": the file is empty.")
    assert kept() == (0, 0, 0)


def test_a_trial_notices_what_was_filed_before(reporter):
    run(TREES, by="rana")
    assert refused(TREES, by="rana", dry_run=True).startswith(f"{TREES}: This file was filed before")
    assert run(TREES, by="rana", dry_run=True, again=True)[0] == f"Would take in “{TREES_WORDS.headline}”.\n"


def test_a_trial_refuses_what_would_be_refused_for_good(reporter, chief, outsider, file):
    placeholder = file("A headline TK\nA standfirst.\nOne.")
    assert refused(TREES, by="otto", dry_run=True) == f"{TREES}: You may not write stories."
    assert refused(placeholder, by="rana", dry_run=True, publish=True, approved_by="chief") == (
        f"{placeholder}: “TK” is still in the headline."
    )
    assert kept() == (0, 0, 0)


def test_the_json_of_a_trial_names_no_address(reporter):
    assert json.loads(run(TREES, by="rana", dry_run=True, json=True)[0]) == [
        {"file": str(TREES), "ok": True, "headline": TREES_WORDS.headline}
    ]


def test_json_says_what_was_done_and_what_was_refused(reporter, file):
    empty = file("")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_stories", str(TREES), str(empty), by="rana", json=True, stdout=out, stderr=err)
    assert json.loads(out.getvalue()) == [
        {"file": str(TREES), "ok": True, "headline": TREES_WORDS.headline, "desk": desk(Article.objects.get())},
        {"file": str(empty), "ok": False, "error": f"{empty}: the file is empty."},
    ]
    assert err.getvalue() == ""


def test_a_file_name_that_is_not_utf_8_is_no_obstacle(reporter, file):
    path = file(TREES.read_bytes(), os.fsdecode(b"caf\xe9.txt"))
    run(path, by="rana")
    assert Article.objects.get().head.document == TREES_WORDS


def test_publishing_makes_the_moves_of_people_as_of_the_files_day(reporter, chief, client):
    out, _err = run(FERRY, by="rana", publish=True, approved_by="chief")
    article = Article.objects.published().get()
    address = "/2025/05/31/kenyas-ferry-returns-to-the-lake-after-nine-years/"
    assert out == f"Took in “{FERRY_HEADLINE}”.\n  Desk: {desk(article)}\n  Page: http://testserver{address}\n"
    assert timezone.localtime(article.visible_at).isoformat() == "2025-05-31T00:00:00+05:00"
    assert (article.stage, article.live, article.approved) == ("done", article.head, article.head)
    assert log(article) == [("created", "rana"), ("submit", "rana"), ("approve", "chief"), ("publish", "chief")]
    assert client.get(address).status_code == 200


def test_a_story_without_a_date_is_published_now(reporter, chief):
    before = timezone.now()
    run(TREES, by="rana", publish=True, approved_by="chief")
    assert before <= Article.objects.published().get().visible_at <= timezone.now()


def test_what_advisory_checks_find_is_reported_and_published_for_a_reason(reporter, chief, settings):
    settings.CHECKS = checklist.parse_severities([])
    assert refused(TREES, by="rana", publish=True, approved_by="chief") == (
        f"{TREES}: The story is about no country. Mend it, or publish it all the same with --override REASON."
    )
    assert kept() == (0, 0, 0)
    run(TREES, by="rana", publish=True, approved_by="chief", override=" A local story. ")
    entry = Article.objects.published().get().audit_entries.get(action="publish")
    assert entry.details == {"overridden": {"about": "A local story."}}


def test_a_reason_overrides_nothing_that_blocks(reporter, chief, file):
    path = file("A headline TK\nA standfirst.\nOne.")
    assert refused(path, by="rana", publish=True, approved_by="chief", override="In a hurry.") == (
        f"{path}: “TK” is still in the headline."
    )


def test_a_reason_is_of_words_and_goes_with_publishing(reporter, chief):
    assert refused(TREES, by="rana", override="A local story.") == "--override only goes with --publish."
    assert refused(TREES, by="rana", publish=True, approved_by="chief", override=" ") == (
        "--override needs a reason in words."
    )
    assert kept() == (0, 0, 0)


def test_a_newsroom_of_one_publishes_alone(admin, settings):
    settings.FOUR_EYES = False
    run(FERRY, publish=True)
    assert log(Article.objects.published().get()) == [
        (name, "admin") for name in ("created", "submit", "approve", "publish")
    ]


def test_four_eyes_are_two_people_at_the_command_line_too(reporter, admin):
    assert (
        refused(TREES, publish=True)
        == "--publish needs --approved-by USERNAME: somebody else must have read the story."
    )
    assert refused(TREES, publish=True, approved_by="admin") == (
        f"{TREES}: You wrote some of this text yourself; somebody else must approve it."
    )
    assert refused(TREES, publish=True, approved_by="nobody") == sentences.NO_SUCH_USER
    assert kept() == (0, 0, 0)


def test_whoever_may_not_approve_or_publish_does_not_through_a_file(reporter, editor, publisher):
    assert refused(TREES, by="rana", publish=True, approved_by="edith") == "Neither rana nor edith may publish."
    assert refused(TREES, by="rana", publish=True, approved_by="paul") == (
        f"{TREES}: You are not trusted to edit and approve stories."
    )
    assert kept() == (0, 0, 0)


def test_a_publisher_who_files_publishes_what_an_editor_approved(publisher, editor):
    run(TREES, by="paul", publish=True, approved_by="edith")
    assert log(Article.objects.published().get()) == [
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
    assert refused(placeholder, **options) == f"{placeholder}: “TK” is still in the headline."
    assert refused(future, **options) == (
        f"{future}: The story is dated {format_day(tomorrow)}. Schedule it for that day, or change its date."
    )
    assert kept() == (0, 0, 0)


@pytest.mark.parametrize("date", ["0001-01-01", "31 May 0205"])
def test_a_story_from_before_there_were_newspapers_is_refused_in_a_sentence(reporter, chief, file, date):
    path = file(f"A headline\nA standfirst.\n{date}\nOne.")
    message = refused(path, by="rana", publish=True, approved_by="chief")
    assert message.startswith(str(path))
    assert kept() == (0, 0, 0)


@pytest.fixture
def manage(tmp_path):
    """Runs manage.py in a process of its own, on a database of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'newsroom.sqlite3'}",
        "DJANGO_SUPERUSER_PASSWORD": "only-for-tests",
        "PYTHONIOENCODING": "utf-8",
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603

    return manage


def test_the_exit_code_tells_a_shell_whether_every_file_came_in(manage, file):
    for preparation in (
        ["migrate", "-v0"],
        ["createsuperuser", "--noinput", "--username=admin", "--email=a@b.example"],
    ):
        assert manage(*preparation).returncode == 0
    good = manage("import_stories", TREES)
    assert (good.returncode, good.stderr) == (0, "")
    empty = file("")
    bad = manage("import_stories", empty)
    assert (bad.returncode, bad.stdout, bad.stderr) == (1, "", f"CommandError: {empty}: the file is empty.\n")
