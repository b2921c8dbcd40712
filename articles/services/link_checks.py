"""Check the links in stories and record the results; never inside a request.

The only writer of link checks.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db.models import Q
from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.lib.html.blocks import parse_blocks
from articles.lib.html.links import find_links, scheme_of
from articles.lib.http import LinkResponse, fetch_final_status
from articles.models import Article, LinkCheck
from articles.models.link_checks import digest_address

MAX_AGE = datetime.timedelta(days=1)  # after which an address is checked again
RECENT = datetime.timedelta(days=30)  # published stories edited since then are checked
MAX_THREADS = 8
_GONE = frozenset({404, 410})
_MIN_ERROR_STATUS = 400


def due_addresses(*, limit: int, include_fresh: bool) -> list[str]:
    """List up to `limit` web addresses in drafts and recent stories that are due for a check.

    Addresses never checked come first, then the least recently checked. `include_fresh` adds those checked within MAX_AGE.
    """
    checked_at = dict(LinkCheck.objects.values_list("digest", "checked_at"))
    since = timezone.now() - MAX_AGE
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    last_checks = {address: checked_at.get(digest_address(address), never) for address in _find_addresses()}
    due = (address for address, checked in last_checks.items() if include_fresh or checked <= since)
    return sorted(due, key=lambda address: last_checks[address])[:limit]


def check_addresses(
    addresses: Sequence[str], *, fetch: Callable[[str], LinkResponse] = fetch_final_status
) -> list[LinkCheck]:
    """Request web addresses in parallel and save each result; return the link checks in the order given."""
    with ThreadPoolExecutor(MAX_THREADS) as threads:
        responses = threads.map(fetch, addresses)
        return [_save_check(address, response) for address, response in zip(addresses, responses, strict=True)]


def _save_check(address: str, response: LinkResponse) -> LinkCheck:
    """Save the response of a web address as its latest link check."""
    columns = {
        "address": address,
        "state": _classify(response),
        "status": response.status,
        "checked_at": timezone.now(),
    }
    return LinkCheck.objects.update_or_create(digest=digest_address(address), defaults=columns)[0]


def _classify(response: LinkResponse) -> LinkCheck.State:
    """Return DEAD for a response 404 or 410 or an unknown host, FINE for any other below 400, else UNSURE.

    A server that is silent, busy or forbids us may still answer readers.
    """
    if response.nowhere or response.status in _GONE:
        return LinkCheck.State.DEAD
    return LinkCheck.State.FINE if 0 < response.status < _MIN_ERROR_STATUS else LinkCheck.State.UNSURE


def _find_addresses() -> Iterator[str]:
    """Yield the web addresses in the newest text of stories in progress and of recently published ones."""
    in_progress = Q(stage__in=[Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED])
    recent = Q(standing=Standing.PUBLISHED, last_edited_at__gt=timezone.now() - RECENT)
    stories = Article.objects.filter(in_progress | recent).select_related("head").order_by("-last_edited_at")
    for story in stories.iterator(chunk_size=100):
        for link in find_links(parse_blocks(story.newest.document.body)):
            if scheme_of(link.address) in {"http", "https"}:
                yield link.address
