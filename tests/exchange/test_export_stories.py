"""The command: which stories leave the newsroom, where they go, and what it says to a bad question."""

import datetime
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.domain.document import CountryLine, CreditLine
from articles.models import AuditEntry, Author, Edition, Section
from articles.services import editing, workflow
from tests.support import sentences
from tests.support.exports import export_items, export_titles, run_export

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
ROOT = Path(__file__).parent.parent.parent


def refused(*arguments):
    with pytest.raises(CommandError) as refusal:
        run_export(*arguments)
    return str(refusal.value)


@pytest.fixture
def three(publish, words):
    """Three stories that differ in everything one can ask for; the newest is C."""
    omar = Author.objects.create(name="Omar Beg", slug="omar-beg")
    work = Section.objects.create(name="Work", slug="work")
    a = replace(words, headline="A", dated=march(1), countries=(CountryLine("PK"), CountryLine("IR", "mentioned")))
    b = replace(words, headline="B", dated=march(2), countries=(CountryLine("AF"),), tags=("Rail Ways",))
    c = replace(words, headline="C", dated=march(3), countries=(CountryLine("IR"),), section=work.pk, language="ur")
    return [
        publish(a),
        publish(replace(b, credits=(CreditLine(omar.pk),))),
        publish(replace(c, body="<p>Locomotives.</p>")),
    ]


def march(day):
    return datetime.date(2026, 3, day)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "CBA"),
        (("--section", "work"), "C"),
        (("--section", "South Asia"), "BA"),
        (("--section", "work", "--section", "south-asia"), "CBA"),
        (("--tag", "rail-ways"), "B"),
        (("--tag", "rail ways"), "B"),
        (("--country", "pk"), "A"),
        (("--country", "Iran"), "C"),
        (("--country", "AFG", "--country", "PK"), "BA"),
        (("--author", "omar-beg"), "B"),
        (("--author", "Zarmina Yousaf"), "CA"),
        (("--after", "2026-03-02"), "CB"),
        (("--before", "2026-03-02"), "BA"),
        (("--after", "2026-03-02", "--before", "2026-03-02"), "B"),
        (("--language", "ur"), "C"),
        (("--language", "ur", "--language", "en"), "CBA"),
        (("-q", "locomotive"), "C"),
        (("-q", "engineers", "--tag", "rail-ways"), "B"),
        (("--section", "work", "--country", "pk"), ""),
    ],
)
def test_the_words_of_the_public_list_choose(three, arguments, expected):
    assert "".join(export_titles(*arguments)) == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--section", "wrok"),
            "There is no public section called “wrok”. The most similar: work, south-asia.",
        ),
        (("--tag", "watr"), "There is no public tag called “watr”. The most similar: water, rail-ways, diplomacy."),
        (
            ("--author", "omar"),
            "There is no public author called “omar”. The most similar: omar-beg, zarmina-yousaf.",
        ),
        (("--language", "english"), "“english” isn’t a language of this newsroom. The most similar: es, en, ur."),
        (("--after", "31/1/2026"), "--after: “31/1/2026” isn't a date; write it as 2026-01-31."),
        (("--before", "2026-02-30"), "--before: “2026-02-30” isn't a date; write it as 2026-01-31."),
        (
            ("--after", "2026-03-02", "--before", "2026-03-01"),
            "No day is both after 2026-03-02 and before 2026-03-01.",
        ),
        (("-q", "  "), sentences.QUERY_ONLY_EXCLUDES),
        (("-q=-water",), sentences.QUERY_ONLY_EXCLUDES),
        (("--format", "markdown"), "Markdown is one file per story: choose a folder with --output FOLDER."),
    ],
)
def test_a_bad_question_gets_one_sentence_and_makes_no_file(three, tmp_path, arguments, sentence):
    to = () if "markdown" in arguments else ("--output", tmp_path / "new.jsonl")
    assert refused(*arguments, *to) == sentence
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_country_is_told_the_nearest(three):
    sentence = refused("--country", "paksitan")
    assert sentence.startswith("No country has the code “paksitan”. The nearest are PK (Pakistan)")


def test_a_paper_without_tags_has_none_near(db):
    assert refused("--tag", "water") == "There is no public tag called “water”. There are none yet."


def test_only_what_readers_may_list_leaves(three, draft, reporter, editor, publisher, publish, words, time_passes):
    workflow.submit(draft, by=reporter)
    waiting = editing.create(replace(words, headline="Waiting"), by=reporter)
    waiting = workflow.approve(workflow.submit(waiting, by=reporter), by=editor, seen=1)
    workflow.schedule(waiting, by=publisher, at=waiting.created_at.replace(year=waiting.created_at.year + 1))
    workflow.retract(publish(replace(words, headline="Retracted")), by=publisher, reason="Invented.")
    workflow.kill(publish(replace(words, headline="Killed")), by=publisher, reason="The court.")
    assert "".join(export_titles()) == "CBA"
    time_passes(days=370)
    assert export_titles()[0] == "Waiting"


def test_a_draft_of_a_live_story_stays_at_the_desk(published, words, reporter):
    editing.edit(published, replace(words, headline="Secret", body="<p>Secret.</p>"), by=reporter, base=1)
    (item,) = export_items()
    assert item["title"] == words.headline
    assert "Secret" not in run_export()[0]


def test_data_goes_to_standard_output_and_what_was_done_beside_it(three):
    out, err = run_export()
    assert (out.count("\n"), err) == (3, "Exported 3 stories as ninjs.\n")


def test_an_export_changes_nothing(three):
    before = (AuditEntry.objects.count(), Edition.objects.get().number)
    run_export()
    assert (AuditEntry.objects.count(), Edition.objects.get().number) == before


def test_a_file_is_replaced_whole(three, tmp_path):
    target = tmp_path / "stories.jsonl"
    target.write_text("earlier", encoding="utf-8")
    out, err = run_export("--output", target)
    assert (out, err) == (f"Exported 3 stories as ninjs to {target}.\n", "")
    assert target.read_text(encoding="utf-8") == run_export()[0]
    assert list(tmp_path.iterdir()) == [target]


def test_an_export_that_breaks_off_leaves_the_earlier_file(three, tmp_path, monkeypatch):
    target = tmp_path / "stories.csv"
    target.write_text("earlier", encoding="utf-8")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused("--format", "csv", "--output", target) == f"{target}: it can’t be written (No space left on device)."
    assert target.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_keeps_what_else_is_in_it(three, tmp_path):
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    for _twice in range(2):
        run_export("--format", "markdown", "--output", tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "2026-03-01-a.md",
        "2026-03-02-b.md",
        "2026-03-03-c.md",
        "notes.md",
    ]
    assert (tmp_path / "notes.md").read_text(encoding="utf-8") == "mine"


def test_a_folder_is_no_file_and_a_file_no_folder(three, tmp_path):
    assert refused("--output", tmp_path) == f"{tmp_path}: this isn't a file."
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    assert refused("--format", "markdown", "--output", file) == f"{file}: this is a file; Markdown needs a folder."
    missing = tmp_path / "missing" / "x"
    assert refused("--output", missing) == f"{missing}: it can’t be written (No such file or directory)."


def test_a_bad_question_ends_with_a_failure_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "manage.py", "export_stories", "--country", "Atlantis"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("CommandError: No country has the code “Atlantis”.")
