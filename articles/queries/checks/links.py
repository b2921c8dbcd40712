"""Checks for insecure and dead links."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.lib.html.links import is_insecure
from articles.queries.checks.subject import CheckSubject, Problem

_MAX_QUOTE_LENGTH = 60  # characters of an address that a sentence quotes


def insecure_links(subject: CheckSubject) -> Iterator[Problem]:
    """Report each link that does not use https."""
    for link in subject.links:
        if is_insecure(link.address):
            message = _("The link to %(address)s is not secure. Check whether https:// works.")
            yield Problem("body", message % {"address": _shorten_address(link.address)}, link.block, link.spot)


def dead_links(subject: CheckSubject) -> Iterator[Problem]:
    """Report each link that was broken when it was last checked."""
    for link in subject.links:
        if state := subject.dead.get(link.address):
            broken = _("The link to %(address)s is broken: it returns %(status)s.")
            unreachable = _("The link to %(address)s is broken: the site does not exist.")
            parts = {"address": _shorten_address(link.address), "status": state.status}
            yield Problem("body", (broken if state.status else unreachable) % parts, link.block, link.spot)


def _shorten_address(address: str) -> str:
    """Shorten an address for a sentence: without its scheme, at most 60 characters."""
    try:
        parts = urlsplit(address)
        bare = f"{parts.netloc}{parts.path}".rstrip("/") or address
    except ValueError:
        bare = address
    return bare if len(bare) <= _MAX_QUOTE_LENGTH else bare[: _MAX_QUOTE_LENGTH - 1] + "…"
