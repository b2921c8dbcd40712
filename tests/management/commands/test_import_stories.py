"""Files that a reporter filed, imported at the command line."""

import datetime
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.domain.document import CountryLine, Document
from articles.models import Article, User
from articles.queries.addresses import expected_slug
from tests.support import sentences
from tests.support.importing import (
    FERRY,
    FERRY_HEADLINE,
    ROOT,
    TREES,
    TREES_WORDS,
    count_rows,
    desk_url,
    list_log,
    run_import,
    run_refused_import,
)

pytestmark = pytest.mark.vendor_sql


def test_a_file_becomes_a_draft_with_all_its_words_and_countries(reporter):
    run_import(FERRY, by="rana")
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
    assert expected_slug(article, article.head.document) == "kenyas-ferry-returns-to-the-lake-after-nine-years"
    assert list_log(article) == [("created", "rana")]


def test_every_character_of_the_paragraphs_reaches_the_database(reporter):
    run_import(FERRY, by="rana")
    lines = [line for line in FERRY.read_text(encoding="utf-8").split("\n") if line]
    assert Article.objects.get().head.document.paragraphs == lines[4:]


def test_the_desk_address_is_printed_and_opens_for_the_reporter(reporter, client):
    out, err = run_import(TREES, by="rana")
    article = Article.objects.get()
    assert (out, err) == (f"Imported “{TREES_WORDS.headline}”.\n  Desk: {desk_url(article)}\n", "")
    client.force_login(reporter)
    assert client.get(desk_url(article)).status_code == 200


def test_the_first_administrator_files_when_nobody_is_named(reporter, admin):
    run_import(TREES)
    assert Article.objects.get().created_by == admin


def test_the_first_reporter_files_where_there_is_no_administrator(editor, reporter):
    run_import(TREES)
    assert Article.objects.get().created_by == reporter


def test_somebody_must_file(editor):
    assert run_refused_import(TREES) == "Choose who files with --by USERNAME."
    assert count_rows() == (0, 0, 0)


def test_who_files_must_be_an_active_user_who_may_write(reporter, outsider):
    assert run_refused_import(TREES, by="nobody") == sentences.NO_SUCH_USER
    assert run_refused_import(TREES, by="otto") == f"{TREES}: You do not have permission to write stories."
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert run_refused_import(TREES, by="rana") == "There is no user called rana."
    assert count_rows() == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", ": the file is empty."),
        ("\nA standfirst.\nOne.", ", line 1: the headline is missing; the file’s first line must be the headline."),
        (
            "A headline\nA standfirst.\n30 February 2025\nOne.",
            ", line 3: The date “30 February 2025” does not exist.",
        ),
        (b"A headline\ncaf\xe9\nOne.", ", line 2: a character is not UTF-8; save the story as plain text in UTF-8."),
        (b"\x7fELF\x02\x01\x01\x00", ": the file is binary; save the story as plain text in UTF-8."),
        (
            "A headline\nA standfirst.\n" + "word " * 200_001,
            ": “Body” has 1,000,011 characters; the limit is 1,000,000.",
        ),
    ],
    ids=["empty", "no headline", "no such day", "wrong encoding", "binary", "too many words"],
)
def test_a_bad_file_is_named_with_its_line_and_nothing_is_written(reporter, file, data, sentence):
    path = file(data)
    assert run_refused_import(path, by="rana") == f"{path}{sentence}"
    assert count_rows() == (0, 0, 0)


def test_a_file_over_five_megabytes_is_refused_unread(reporter, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as huge:
        huge.truncate(5 * 1024 * 1024 + 1)
    assert run_refused_import(path, by="rana") == f"{path}: the file is over 5 MB; a story is far smaller."


def test_what_is_no_file_is_refused(reporter, tmp_path):
    missing = tmp_path / "missing.txt"
    assert run_refused_import(missing, by="rana") == f"{missing}: file not found."
    assert run_refused_import(tmp_path, by="rana") == f"{tmp_path}: this is a folder."
    beyond = TREES / "x.txt"
    assert run_refused_import(beyond, by="rana") == f"{beyond}: the file can’t be read (Not a directory)."


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
        f"Imported “{trees.headline}”.\n  Desk: {desk_url(trees)}\nImported “{ferry.headline}”.\n  Desk: {desk_url(ferry)}\n"
        "2 of 4 files imported, 2 refused.\n"
    )
    assert str(refusal.value) == (
        f"{empty}: the file is empty.\n{dateless}, line 3: The date “2025-02-30” does not exist."
    )


def test_a_bar_shows_how_far_several_files_are(reporter):
    _out, err = run_import(TREES, FERRY, by="rana")
    assert err == (
        f"\r[############            ] 1/2 {'trees.txt':<40}\n\r[########################] 2/2 {'lake_ferry.txt':<40}\n"
    )


def test_the_same_file_is_refused_the_second_time_unless_again(reporter, file):
    run_import(TREES, by="rana")
    first = Article.objects.get()
    copy = file(TREES.read_bytes(), "renamed.txt")
    assert run_refused_import(copy, by="rana") == (
        f"{copy}: This file was already filed as “{TREES_WORDS.headline}”. Use --again to import it once more. "
        f"Desk: {desk_url(first)}"
    )
    assert count_rows() == (1, 1, 1)
    run_import(copy, by="rana", again=True)
    assert list(Article.objects.values_list("headline", flat=True)) == [TREES_WORDS.headline] * 2


@pytest.mark.parametrize("dry_run", [False, True], ids=["for good", "on trial"])
def test_the_same_file_named_twice_is_taken_in_once(reporter, dry_run):
    message = run_refused_import(TREES, TREES, by="rana", dry_run=dry_run)
    assert message.startswith(f"{TREES}: This file was already filed as “{TREES_WORDS.headline}”.")
    assert len(message.splitlines()) == 1
    assert Article.objects.count() == (0 if dry_run else 1)


def test_a_trial_says_what_it_would_do_and_writes_nothing(reporter, file):
    out, _err = run_import(TREES, FERRY, by="rana", dry_run=True)
    assert out == (
        f"Would import “{TREES_WORDS.headline}”.\nWould import “{FERRY_HEADLINE}”.\n"
        "2 of 2 files would be imported, 0 refused.\n"
    )
    assert run_refused_import(file(""), by="rana", dry_run=True).endswith(": the file is empty.")
    assert count_rows() == (0, 0, 0)


def test_a_trial_notices_what_was_filed_before(reporter):
    run_import(TREES, by="rana")
    assert run_refused_import(TREES, by="rana", dry_run=True).startswith(f"{TREES}: This file was already filed")
    assert run_import(TREES, by="rana", dry_run=True, again=True)[0] == f"Would import “{TREES_WORDS.headline}”.\n"


def test_a_trial_refuses_what_would_be_refused_for_good(reporter, chief, outsider, file):
    placeholder = file("A headline TK\nA standfirst.\nOne.")
    assert (
        run_refused_import(TREES, by="otto", dry_run=True) == f"{TREES}: You do not have permission to write stories."
    )
    assert run_refused_import(placeholder, by="rana", dry_run=True, publish=True, approved_by="chief") == (
        f"{placeholder}: “TK” is still in the headline."
    )
    assert count_rows() == (0, 0, 0)


def test_the_json_of_a_trial_names_no_address(reporter):
    assert json.loads(run_import(TREES, by="rana", dry_run=True, json=True)[0]) == [
        {"file": str(TREES), "ok": True, "headline": TREES_WORDS.headline}
    ]


def test_json_says_what_was_done_and_what_was_refused(reporter, file):
    empty = file("")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_stories", str(TREES), str(empty), by="rana", json=True, stdout=out, stderr=err)
    assert json.loads(out.getvalue()) == [
        {"file": str(TREES), "ok": True, "headline": TREES_WORDS.headline, "desk": desk_url(Article.objects.get())},
        {"file": str(empty), "ok": False, "error": f"{empty}: the file is empty."},
    ]
    assert err.getvalue() == ""


def test_a_file_name_that_is_not_utf_8_is_no_obstacle(reporter, file):
    path = file(TREES.read_bytes(), os.fsdecode(b"caf\xe9.txt"))
    run_import(path, by="rana")
    assert Article.objects.get().head.document == TREES_WORDS


@pytest.fixture
def manage(tmp_path, django_db_setup):
    """Runs manage.py in a process of its own, on a database of its own: a copy of the tests', as it was migrated."""
    database = tmp_path / "newsroom.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated:
        migrated.execute("VACUUM INTO ?", [str(database)])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SUPERUSER_PASSWORD": "only-for-tests",
        "PYTHONIOENCODING": "utf-8",
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603

    return manage


def test_the_exit_code_tells_a_shell_whether_every_file_came_in(manage, file):
    assert manage("createsuperuser", "--noinput", "--username=admin", "--email=a@b.example").returncode == 0
    good = manage("import_stories", TREES)
    assert (good.returncode, good.stderr) == (0, "")
    empty = file("")
    bad = manage("import_stories", empty)
    assert (bad.returncode, bad.stdout, bad.stderr) == (1, "", f"CommandError: {empty}: the file is empty.\n")
