"""Checks for insecure and dead links."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.lib.html.links import is_insecure
from articles.queries.checks.subject import Copy, Seen

_SHOWN = 60  # characters of an address that a sentence quotes


def insecure_links(copy: Copy) -> Iterator[Seen]:
    """A link that nobody between can read or change."""
    for link in copy.links:
        if is_insecure(link.address):
            message = _("The link to %(address)s is not secure; look whether https:// works.")
            yield Seen("body", message % {"address": _short(link.address)}, link.block, link.spot)


def dead_links(copy: Copy) -> Iterator[Seen]:
    """A link that leads somewhere, as far as has been asked."""
    for link in copy.links:
        if state := copy.dead.get(link.address):
            answered = _("The link to %(address)s is dead: it answers %(status)s.")
            silent = _("The link to %(address)s is dead: there is no such site.")
            parts = {"address": _short(link.address), "status": state.status}
            yield Seen("body", (answered if state.status else silent) % parts, link.block, link.spot)


def _short(address: str) -> str:
    """An address without its scheme, as far as a sentence has room for it."""
    try:
        parts = urlsplit(address)
        bare = f"{parts.netloc}{parts.path}".rstrip("/") or address
    except ValueError:
        bare = address
    return bare if len(bare) <= _SHOWN else bare[: _SHOWN - 1] + "…"
