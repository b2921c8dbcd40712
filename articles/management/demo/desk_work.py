"""Assignments and notes for the demo's desk."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from articles.lib.diff.anchors import Passage
from articles.lib.html.blocks import blocks
from articles.models import Article
from articles.services import assignments, notes

if TYPE_CHECKING:
    from articles.models import User


def busy(story: Article, entry: dict[str, Any], people: "dict[str, User]") -> None:
    """Assign a story and leave the notes on it that its entry in cast.toml tells of."""
    if "hours" in entry:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        due = hour + datetime.timedelta(hours=entry["hours"])
        assignments.assign(story, to=people.get(entry.get("on", "")), due=due, by=people["editor"], seen=0)
    for said in entry.get("notes", []):
        notes.add(
            story,
            said["text"],
            by=people[said["by"]],
            passage=_passage(story, said["quote"]) if "quote" in said else None,
            suggestion=said.get("suggestion"),
            blocking=said.get("blocking", False),
        )


def _passage(story: Article, quote: str) -> Passage:
    """Where these words stand in the newest version. Raises LookupError when they don't."""
    for number, block in enumerate(blocks(story.newest.document.body)):
        start = block.text.find(quote)
        if start >= 0:
            return Passage(number, start, start + len(quote), quote)
    raise LookupError(f"“{quote}” is not in “{story.headline}”.")
