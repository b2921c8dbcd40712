"""The words of a picture in a story: the story's own, and the library's where it has none."""

from collections.abc import Mapping
from typing import Any

from articles.domain.document import Document
from articles.lib.html.figures import ShownPicture


def in_story(image: Mapping[str, Any], shown: ShownPicture) -> dict[str, Any]:
    """Return a picture's columns with the words that a story has for it."""
    own = {"alt": shown.alt, "caption": shown.caption, "credit_line": shown.credit}
    return {**image, **{name: words for name, words in own.items() if words}}


def lead_in_story(image: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """Return a lead picture's columns with the words that a Document has for it."""
    return in_story(image, ShownPicture(0, document.lead_alt, document.lead_caption, document.lead_credit))


def first_shown(document: Document) -> dict[int, ShownPicture]:
    """Return {primary key of a picture: how a Document shows it first}."""
    return {shown.key: shown for shown in reversed(document.shown_pictures)}
