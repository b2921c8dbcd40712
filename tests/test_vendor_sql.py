"""Code that depends on the kind of database is tested on each kind: its modules name their marked tests here."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VENDOR_SQL = re.compile(
    r"connection\.vendor|connection\.features|as_sqlite|as_postgresql|RawSQL|\.raw\(|\.execute\(|select_for_update|advisory_xact"
)
MARKED_TESTS = {
    "articles/arranging.py": ["tests/test_arranging.py", "tests/test_concurrency.py"],
    "articles/curating.py": ["tests/test_curating.py", "tests/test_concurrency.py"],
    "articles/keeping.py": ["tests/test_keeping.py"],
    "articles/library.py": ["tests/test_library.py"],
    "articles/messaging.py": ["tests/test_messaging.py"],
    "articles/models/expressions.py": ["tests/reader/test_query_counts.py", "tests/reader/test_every_page.py"],
    "articles/models/guards.py": ["tests/test_models.py"],
    "articles/models/searching.py": ["tests/test_search.py", "tests/test_search_index.py"],
    "articles/publishing.py": ["tests/test_concurrency.py", "tests/reader/test_schedule.py"],
    "articles/reader/files.py": ["tests/reader/test_machines.py"],
    "articles/revisions/appending.py": ["tests/test_concurrency.py", "tests/test_drafting.py"],
    "articles/search.py": ["tests/test_search.py", "tests/test_search_index.py"],
    "articles/workflow/effects.py": ["tests/test_workflow.py", "tests/test_concurrency.py"],
}


def find_vendor_sql(root: Path) -> set[str]:
    """List the modules of the app, migrations apart, that contain SQL or locks of one kind of database."""
    modules = (path for path in (root / "articles").rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(root)) for path in modules if VENDOR_SQL.search(path.read_text(encoding="utf-8"))}


def is_marked(path: Path) -> bool:
    """Return whether a test module runs on PostgreSQL as a whole."""
    found = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.Assign)]
    marks = [ast.unparse(node.value) for node in found if ast.unparse(node.targets[0]) == "pytestmark"]
    return any("pytest.mark.vendor_sql" in mark for mark in marks)


def test_every_module_with_vendor_sql_names_its_tests_for_both_databases():
    assert find_vendor_sql(ROOT) == set(MARKED_TESTS)


def test_the_tests_that_are_named_run_on_both_databases():
    named = {path for paths in MARKED_TESTS.values() for path in paths}
    assert [path for path in sorted(named) if not is_marked(ROOT / path)] == []


@pytest.mark.parametrize(
    "line",
    [
        'if connection.vendor == "postgresql":',
        "cursor.execute(statement)",
        "rows = queryset.select_for_update(no_key=True)",
        "def as_sqlite(self, compiler, connection):",
        'Article.objects.raw("SELECT 1")',
        'RawSQL("1", [])',
    ],
)
def test_a_new_place_with_vendor_sql_is_found(tmp_path, line):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "plain.py").write_text("Article.objects.published()\n")
    (tmp_path / "articles" / "new.py").write_text(f"{line}\n")
    assert find_vendor_sql(tmp_path) == {"articles/new.py"}


def test_a_module_without_the_mark_is_found(tmp_path):
    module = tmp_path / "test_it.py"
    module.write_text("pytestmark = pytest.mark.django_db\n")
    before = is_marked(module)
    module.write_text("pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]\n")
    assert (before, is_marked(module)) == (False, True)
