"""Assignments and notes for the demo's desk."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from articles.lib.diff.anchors import Passage
from articles.lib.html.blocks import parse_blocks
from articles.models import Article
from articles.services import assignments, notes

if TYPE_CHECKING:
    from articles.models import User


def add_desk_work(story: Article, entry: dict[str, Any], people: "dict[str, User]") -> None:
    """Assign a story and add notes to it, as `entry` (of cast.toml) lists them; `people` are accounts by role."""
    if "hours" in entry:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        due = hour + datetime.timedelta(hours=entry["hours"])
        assignments.assign(story, to=people.get(entry.get("on", "")), due=due, by=people["editor"], seen=0)
    for note in entry.get("notes", []):
        notes.add(
            story,
            note["text"],
            by=people[note["by"]],
            passage=_find_passage(story, note["quote"]) if "quote" in note else None,
            suggestion=note.get("suggestion"),
            blocking=note.get("blocking", False),
        )


def _find_passage(story: Article, quote: str) -> Passage:
    """Find the first passage with the words of `quote` in a story's newest version. Raises LookupError."""
    for number, block in enumerate(parse_blocks(story.newest.document.body)):
        start = block.text.find(quote)
        if start >= 0:
            return Passage(number, start, start + len(quote), quote)
    raise LookupError(f"“{quote}” is not in “{story.headline}”.")
