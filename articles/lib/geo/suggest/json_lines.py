"""Suggest countries for JSON Lines: the pure half of `suggest_countries --jsonl`."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from articles.lib.geo.suggest.suggester import labels, suggest
from articles.lib.geo.suggest.values import Story


class BadLine(ValueError):
    """A line is not a story; the message says which line and why."""


def answer(record: Mapping[str, Any], *, home: str | None = None) -> dict[str, Any]:
    """Return {"id", "countries"}, the most important first, for {"id", "title", "text", "dateline", "language"}.

    The last two may be missing; a story is English unless it says otherwise.
    """
    story = Story(
        headline=str(record.get("title") or ""),
        paragraphs=[part for part in str(record.get("text") or "").split("\n") if part.strip()],
        dateline=str(record.get("dateline") or ""),
        language=str(record.get("language") or "en"),
    )
    return {"id": record["id"], "countries": labels(suggest(story, home=home))}


def main(lines: Iterable[str], write: Callable[[str], object], *, home: str | None = None) -> int:
    """Write one answer a line for every story a line, in their order; return how many.

    Blank lines are passed over. Raises BadLine at the first line that is not a JSON object with an id.
    """
    count = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            write(json.dumps(answer(_record(line, number), home=home), ensure_ascii=False) + "\n")
            count += 1
    return count


def _record(line: str, number: int) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadLine(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(record, dict) or "id" not in record:
        raise BadLine(f"Line {number} is not a JSON object with an id.")
    return record
