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
    "articles/services/front_page.py": ["tests/services/test_front_page.py", "tests/test_concurrency.py"],
    "articles/services/tags.py": ["tests/services/test_tags.py", "tests/test_concurrency.py"],
    "articles/services/autosave.py": ["tests/services/test_autosave.py"],
    "articles/services/media/picture_library.py": ["tests/services/media/test_picture_library.py"],
    "articles/services/notifications/delivery.py": ["tests/services/test_notifications.py"],
    "articles/models/editions.py": ["tests/models/test_editions.py", "tests/test_concurrency.py"],
    "articles/models/expressions.py": ["tests/public/test_query_counts.py", "tests/public/test_every_page.py"],
    "articles/models/folding.py": ["tests/models/test_folding.py", "tests/admin/test_search.py"],
    "articles/models/append_only.py": ["tests/models/test_constraints.py"],
    "articles/models/search_index.py": ["tests/queries/test_search.py", "tests/services/test_search_index.py"],
    "articles/services/bulk_insert.py": ["tests/services/test_bulk_insert.py", "tests/services/test_sample_data.py"],
    "articles/services/sample_data.py": ["tests/services/test_sample_data.py"],
    "articles/services/former_addresses.py": ["tests/admin/tables/test_slugs.py"],
    "articles/services/edition.py": ["tests/test_concurrency.py", "tests/public/test_schedule.py"],
    "articles/public/media.py": ["tests/public/test_discovery.py"],
    "articles/services/revisions/history.py": ["tests/test_concurrency.py", "tests/services/test_editing.py"],
    "articles/queries/search/counted_words.py": ["tests/queries/test_search.py"],
    "articles/queries/search/matches.py": ["tests/queries/test_search.py", "tests/services/test_search_index.py"],
    "articles/queries/search/newest.py": ["tests/queries/test_search.py", "tests/public/test_narrowing.py"],
    "articles/queries/search/questions.py": ["tests/queries/test_search.py"],
    "articles/queries/search/relevance.py": ["tests/queries/test_search.py", "tests/public/test_search.py"],
    "articles/queries/search/syntax.py": ["tests/queries/test_search.py"],
    "articles/queries/lists/country_pages.py": ["tests/public/test_key_stories.py"],
    "articles/queries/lists/list_counts.py": ["tests/public/test_narrowing.py"],
    "articles/queries/time_budget.py": ["tests/queries/test_time_budget.py"],
    "articles/queries/story/lookup.py": ["tests/public/test_query_counts.py"],
    "articles/queries/read_model/story_lists.py": [
        "tests/services/read_model/test_lists.py",
        "tests/public/test_page_plans.py",
    ],
    "articles/services/read_model/entries.py": ["tests/services/read_model/test_lists.py", "tests/test_concurrency.py"],
    "articles/services/read_model/fragments.py": ["tests/services/read_model/test_fragments.py"],
    "articles/services/read_model/portraits.py": ["tests/services/read_model/test_fragments.py"],
    "articles/services/read_model/rebuild.py": ["tests/services/read_model/test_lists.py"],
    "articles/services/read_model/renames.py": ["tests/services/read_model/test_lists.py"],
    "articles/services/search_index.py": ["tests/services/test_search_index.py"],
    "articles/services/workflow/effects.py": ["tests/services/workflow/test_workflow.py", "tests/test_concurrency.py"],
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
