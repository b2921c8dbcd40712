"""Suggest countries for JSON Lines: the pure half of `suggest_countries --jsonl`."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from articles.lib.geo.suggest.suggester import about_codes, suggest
from articles.lib.geo.suggest.values import Story


class BadLine(ValueError):
    """A line that is not a story; the message says which line and why."""


def suggest_for_record(record: Mapping[str, Any], *, home: str | None = None) -> dict[str, Any]:
    """Return {"id", "countries"} for one story, the most important country first.

    ``record`` has "id", "title", "text" and optionally "dateline" and "language" (default: English).
    """
    story = Story(
        headline=str(record.get("title") or ""),
        paragraphs=[part for part in str(record.get("text") or "").split("\n") if part.strip()],
        dateline=str(record.get("dateline") or ""),
        language=str(record.get("language") or "en"),
    )
    return {"id": record["id"], "countries": about_codes(suggest(story, home=home))}


def answer_lines(lines: Iterable[str], write: Callable[[str], object], *, home: str | None = None) -> int:
    """Suggest countries for each line of JSON and write one line for each story, in order; return how many.

    Blank lines are skipped. Raises BadLine at the first line that is not a JSON object with an id.
    """
    count = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            write(json.dumps(suggest_for_record(_parse_record(line, number), home=home), ensure_ascii=False) + "\n")
            count += 1
    return count


def _parse_record(line: str, number: int) -> Mapping[str, Any]:
    """Parse line number `number` as a JSON object with an id. Raises BadLine."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadLine(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(record, dict) or "id" not in record:
        raise BadLine(f"Line {number} is not a JSON object with an id.")
    return record
