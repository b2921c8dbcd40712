"""Looks at the plans of queries over as many stories as a long-lived newsroom has."""

import json
import re
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, Revision, Section, User

STORIES = 100_000
FIRST_FILLER = 1_000  # primary keys after the published story's; a test may insert so many stories beside the archive
MAX_COST = 3_000  # as PostgreSQL estimates it; reading all stories costs four times as much
MAX_STEPS = 250_000  # that SQLite takes; reading all stories takes four times as many
_FILLED = re.compile("articles_(article|countrymention)")
_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {number})",
    "postgresql": "WITH numbers(n) AS (SELECT generate_series(1, {number}))",
}
_MINUTES_AGO = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now', -(n * 25) || ' minutes')",
    "postgresql": "now() - (n * 25) * interval '1 minute'",
}


def fill_archive(story: Article, *, by: User, sections: list[Section], number: int = STORIES) -> None:
    """Insert copies of a published story, 25 minutes apart, with a country each, and measure the tables' statistics.

    One in ten thousand is a draft. Their primary keys are not from PostgreSQL's sequence, which no rollback sets back:
    every later test's stories would be in another part of the sitemap.
    """
    revision, moment = Revision.objects.get(pk=story.live_id), _MINUTES_AGO[connection.vendor]
    section_of_remainder = [f"WHEN {n} THEN {section.pk}" for n, section in enumerate(sections)] or ["WHEN -1 THEN 0"]
    columns = {
        "id": f"{story.pk + FIRST_FILLER} + n",
        "slug": "'filler-' || n",
        "headline": "'Filler ' || n || ' of the archive'",
        "standfirst": "'A standfirst about gauge number ' || n",
        "slugline": "'filler'",
        "standing": "CASE WHEN n % 10000 = 0 THEN 'unpublished' ELSE 'published' END",
        "stage": "CASE WHEN n % 10000 = 0 THEN 'draft' ELSE 'done' END",
        "head_id": str(revision.pk),
        "live_id": f"CASE WHEN n % 10000 = 0 THEN NULL ELSE {revision.pk} END",
        "publish_at": f"CASE WHEN n % 10000 = 0 THEN NULL ELSE {moment} END",
        "created_at": moment,
        "last_edited_at": moment,
        "created_by_id": str(by.pk),
        "section_id": f"CASE n % 8 {' '.join(section_of_remainder)} ELSE NULL END",
        "genre": "'news'",
        "language": "'en'",
        "words": "500",
        **dict.fromkeys(("notice", "filed_digest", "label", "dateline"), "''"),
    }
    numbers = _NUMBERS[connection.vendor].format(number=number)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_article ({', '.join(columns)}) {numbers} SELECT {', '.join(columns.values())} FROM numbers"
        )
        cursor.execute(
            "INSERT INTO articles_countrymention (article_id, country_id, role, position)"
            " SELECT id, CASE id % 3 WHEN 0 THEN 'PK' WHEN 1 THEN 'AF' ELSE 'CN' END, 'about', 0"
            " FROM articles_article WHERE slug LIKE 'filler-%'"
        )
        cursor.execute("ANALYZE")


def assert_bounded(query: QuerySet[Any] | str) -> None:
    """Assert that a query, or a statement with its values in place, does not read or sort a filled table as a whole.

    PostgreSQL estimates it. SQLite's plan doesn't say of how many rows a sort or a search is, so it is run as well.
    """
    sql, params = query.query.sql_with_params() if isinstance(query, QuerySet) else (query.replace("%", "%%"), ())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (answer,) = cursor.fetchone()
            plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
            assert plan["Total Cost"] <= MAX_COST, json.dumps(plan, indent=1)
            return
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [row[3] for row in cursor.fetchall()]
    assert [step for step in plan if step.startswith("SCAN") and _FILLED.search(step) and "LIMIT" not in sql] == [], (
        plan
    )
    assert count_steps(sql, params) <= MAX_STEPS, plan


def count_steps(sql: str, params: tuple[Any, ...]) -> int:
    """Count the steps of SQLite's virtual machine that a statement takes, to the next thousand."""
    looks = []
    connection.connection.set_progress_handler(lambda: looks.append(1), 1000)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 1000)
    return 1000 * len(looks)
