"""Turns a sanitised body into what a page shows: pictures with their credit line, embeds as still cards."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_FIGURE = re.compile(
    r'<figure data-(?P<kind>picture|embed)="(?P<what>[^"]*)"><figcaption>(?P<caption>.*?)</figcaption></figure>',
    re.DOTALL,
)


def as_page(body: str, images: Iterable[Mapping[str, Any]]) -> SafeString:
    """The body's HTML for a reader. `images` are the pictures of the public record; one that is missing is left out."""
    library = {str(image["id"]): image for image in images}

    def figure(match: re.Match[str]) -> str:
        words = mark_safe(match["caption"])  # noqa: S308 - part of a sanitised body
        if match["kind"] == "embed":
            address = html.unescape(match["what"])
            parts = urlsplit(address)
            facts = {
                "address": address,
                "host": (parts.hostname or "").removeprefix("www."),
                "path": parts.path.strip("/"),
            }
            return render_to_string("articles/_embed.html", {**facts, "caption": words})
        image = library.get(match["what"])
        return render_to_string("articles/_figure.html", {"image": image, "caption": words}) if image else ""

    return mark_safe(_FIGURE.sub(figure, body))  # noqa: S308 - sanitised on its way into the revision
