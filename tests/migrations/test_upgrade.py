"""A database of 0.1.0 is upgraded in place: it ends with a fresh one's schema, and everything in it works."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.migrations.databases import schema, scratch_database

ROOT = Path(__file__).resolve().parents[2]
# PostgreSQL runs only what is marked so.
pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def _migrating(address: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": address}
    command = [sys.executable, "-m", "tests.migrations.upgrade", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory) -> Iterator[dict[str, Any]]:
    """The schemas of the upgraded and of a fresh database, and what the upgraded one's newsroom does."""
    folder = tmp_path_factory.mktemp("databases")
    with scratch_database(folder, "old", "newsroom_0_1_0") as old, scratch_database(folder, "fresh") as fresh:
        before = schema(old)
        runs = [_migrating(old, "--use"), _migrating(fresh)]
        answers = [run.communicate()[0] for run in runs]
        assert [run.returncode for run in runs] == [0, 0]
        yield {"before": before, "old": schema(old), "fresh": schema(fresh), "use": json.loads(answers[0])}


def test_the_schema_is_that_of_a_fresh_database(upgraded):
    lacking, left_over = upgraded["fresh"] - upgraded["old"], upgraded["old"] - upgraded["fresh"]
    assert (sorted(lacking), sorted(left_over)) == ([], [])
    assert len(upgraded["fresh"]) > 300


def test_before_the_upgrade_it_was_another(upgraded):
    gone = " ".join(upgraded["before"] - upgraded["fresh"])
    assert "auth_user" in gone
    assert "auth_user" not in " ".join(upgraded["old"])
    assert any("log_of_all" in part for part in upgraded["old"] - upgraded["before"])
    for column in ("scheduled_change_at", "last_edited_at", "publicly_updated_at"):
        assert column not in " ".join(upgraded["before"])
        assert column in " ".join(upgraded["old"])


def test_every_story_opens_for_readers_and_at_the_desk(upgraded):
    assert upgraded["use"]["public"] == [200] * 6
    assert upgraded["use"]["desk"] == [200] * 14
    assert upgraded["use"]["check_newsroom"] == "14 stories and 1 pictures: everything agrees.\n"


def test_people_log_in_with_the_same_passwords_and_open_sessions_go_on(upgraded):
    assert upgraded["use"]["logged in"] == {"admin": True, "rana": True, "edith": True, "paul": True, "ida": False}
    assert upgraded["use"]["session of 0.1"] == 200
    assert upgraded["use"]["people"] == [200] * 5


def test_groups_permissions_and_the_admins_log_follow(upgraded):
    assert upgraded["use"]["groups"] == {
        "admin": [],
        "rana": ["Reporters"],
        "edith": ["Editors"],
        "paul": ["Publishers"],
        "ida": ["Interns"],
    }
    assert upgraded["use"]["permissions of edith"] == ["add_user", "change_user"]
    assert upgraded["use"]["edith may change people"] is True
    assert upgraded["use"]["permissions of Interns"] == ["view_article", "view_user"]
    assert upgraded["use"]["permissions of Publishers on renamed models"] == [
        *("add_collectionitem", "add_infopage", "change_collectionitem", "change_infopage"),
        *("delete_collectionitem", "view_collectionitem", "view_infopage"),
    ]
    assert upgraded["use"]["permissions on models that are gone"] == 0
    assert upgraded["use"]["admin log"] == ["ida", "South Asia"]


def test_new_rows_get_numbers_that_are_free(upgraded):
    assert upgraded["use"]["number of the next person"] == 7
    assert upgraded["use"]["number of the next membership"] > 4
