"""Which countries a text is about, asked at the command line."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.importers import read_document
from articles.lib import geo
from tests.support import sentences

ROOT = Path(__file__).parents[3]
FERRY = ROOT / "tests" / "samples" / "lake_ferry.txt"
TREES = ROOT / "tests" / "samples" / "trees.txt"
KENYA = {"id": 7, "title": "Nairobi votes", "text": "Kenyans voted on Monday.\n\nKenya has 50 million people."}
TOKYO = {"id": "b", "title": "Council meets", "text": "It met.", "dateline": "TOKYO, May 3"}


def run(*arguments, **options):
    out = io.StringIO()
    call_command("suggest_countries", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def refused(*arguments, **options):
    with pytest.raises(CommandError) as refusal:
        run(*arguments, **options)
    return str(refusal.value)


def suggested():
    words = read_document(FERRY.read_bytes())
    return geo.suggest(geo.Story(words.headline, words.standfirst, words.paragraphs))


def test_a_line_a_country_gives_code_role_score_and_reasons():
    (kenya,) = suggested()
    assert run(FERRY) == f"KE  about      {kenya.score:.2f}  Kenya: {geo.explain_suggestion(kenya)}\n"


def test_json_gives_the_evidence_with_its_places():
    (found,) = json.loads(run(FERRY, json=True))
    evidence = found.pop("evidence")
    assert found == {"code": "KE", "name": "Kenya", "role": "about", "score": suggested()[0].score}
    words = read_document(FERRY.read_bytes())
    fields = {"headline": [words.headline], "standfirst": [words.standfirst]}
    fields |= {"first_paragraph": words.paragraphs, "body": words.paragraphs}
    assert [fields[item["place"]][item["index"]][item["start"] : item["end"]] for item in evidence] == [
        item["text"] for item in evidence
    ]
    assert evidence[0] == {"text": "Kenya", "kind": "name", "place": "headline", "start": 0, "end": 5, "index": 0}


def test_a_text_without_a_country_has_none_unless_there_is_a_home():
    assert run(TREES) == ""
    assert json.loads(run(TREES, json=True)) == []
    assert [found["code"] for found in json.loads(run(TREES, json=True, home="IN"))] == ["IN"]


def test_lines_of_json_are_answered_in_their_order(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text(f"\ufeff{json.dumps(KENYA)}\r\n\n{json.dumps(TOKYO)}", encoding="utf-8")
    assert [json.loads(line) for line in run(path, jsonl=True).splitlines()] == [
        {"id": 7, "countries": ["KE"]},
        {"id": "b", "countries": ["JP"]},
    ]


@pytest.mark.parametrize(
    ("data", "options", "sentence"),
    [
        (b"", {}, "the file is empty."),
        (b"A headline\nA standfirst.\n2025-02-30\nOne.", {}, "line 3: The date “2025-02-30” does not exist."),
        (b"\x00", {}, sentences.BINARY_FILE),
        (b'{"id": 1}\n[]\n', {"jsonl": True}, "Line 2 is not a JSON object with an id."),
    ],
    ids=["empty", "no such day", "binary", "not an object"],
)
def test_what_is_no_story_is_refused_with_its_file(tmp_path, data, options, sentence):
    path = tmp_path / "story"
    path.write_bytes(data)
    assert refused(path, **options) == f"{path}: {sentence}"


def test_lines_that_are_not_utf_8_are_refused_in_words_for_people(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_bytes(json.dumps(KENYA).encode() + b'\n{"id": 8, "title": "caf\xe9"}\n')
    message = refused(path, jsonl=True)
    assert message.startswith(f"{path}: ")
    assert "codec" not in message


def test_what_cannot_be_read_is_refused(tmp_path):
    missing = tmp_path / "missing"
    assert refused(missing) == f"{missing}: the file can’t be read (No such file or directory)."
    assert refused(tmp_path) == f"{tmp_path}: the file can’t be read (Is a directory)."


@pytest.mark.parametrize("options", [{}, {"json": True}])
def test_a_home_that_is_no_country_is_refused(options):
    assert refused(TREES, home="ZZ", **options).startswith(f"{TREES}: No country has the code “ZZ”. The nearest are ")


@pytest.mark.parametrize(("text", "code"), [(FERRY.read_bytes(), 0), (b"", 1)], ids=["a story", "nothing"])
def test_a_dash_reads_standard_input_and_the_exit_code_tells_a_shell(text, code):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "manage.py", "suggest_countries", "-"]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=text, capture_output=True, check=False)  # noqa: S603
    expected = (0, run(FERRY), "") if code == 0 else (1, "", "CommandError: -: the file is empty.\n")
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == expected
