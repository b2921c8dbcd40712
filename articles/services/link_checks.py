"""Check the links in stories and record the results; never inside a request.

The only writer of link states.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db.models import Q
from django.utils import timezone

from articles.domain.states import Stage, Standing
from articles.lib.html.blocks import blocks
from articles.lib.html.links import links, scheme_of
from articles.lib.http import Answer, ask
from articles.models import Article, LinkCheck
from articles.models.link_checks import digest_of

FRESH = datetime.timedelta(days=1)  # for which an answer holds
RECENT = datetime.timedelta(days=30)  # published stories that were worked on since are looked after
AT_ONCE = 8
_GONE = frozenset({404, 410})
_FAULTS = 400  # the first status that says that something is wrong


def due(*, again: bool, most: int) -> list[str]:
    """At most so many addresses of stories in work and of recent ones: never asked ones first, then by age of the answer.

    `again`: those, too, whose answer still holds.
    """
    asked = dict(LinkCheck.objects.values_list("digest", "checked_at"))
    since = timezone.now() - FRESH
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    ages = {address: asked.get(digest_of(address), never) for address in _addresses()}
    return sorted((address for address, age in ages.items() if again or age <= since), key=lambda one: ages[one])[:most]


def check(addresses: Sequence[str], *, asking: Callable[[str], Answer] = ask) -> list[LinkCheck]:
    """Ask these addresses, several at once, and keep what each answered; the states in the same order."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [
            _keep(address, answer) for address, answer in zip(addresses, threads.map(asking, addresses), strict=True)
        ]


def _keep(address: str, answer: Answer) -> LinkCheck:
    facts = {
        "address": address,
        "state": _meaning(answer),
        "status": answer.status,
        "checked_at": timezone.now(),
    }
    return LinkCheck.objects.update_or_create(digest=digest_of(address), defaults=facts)[0]


def _meaning(answer: Answer) -> LinkCheck.State:
    """Dead is only what says so itself; who is silent, busy or forbids us may well be there for readers."""
    if answer.nowhere or answer.status in _GONE:
        return LinkCheck.State.DEAD
    return LinkCheck.State.FINE if 0 < answer.status < _FAULTS else LinkCheck.State.UNSURE


def _addresses() -> Iterator[str]:
    """What can be asked over the network, of the newest words of stories in work and of recently published ones."""
    in_work = Q(stage__in=[Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED])
    recent = Q(standing=Standing.PUBLISHED, last_edited_at__gt=timezone.now() - RECENT)
    stories = Article.objects.filter(in_work | recent).select_related("head").order_by("-last_edited_at")
    for story in stories.iterator(chunk_size=100):
        for link in links(blocks(story.newest.document.body)):
            if scheme_of(link.address) in {"http", "https"}:
                yield link.address
