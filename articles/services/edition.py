"""Open editions: a new number tells every page cache that readers would see something else.

The only writer of the edition.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Min
from django.db.models.functions import Coalesce, Now

from articles.domain.states import Stage
from articles.models import Article, Edition, FrontPageLayout


def open_edition(*, withdraws: bool = True) -> None:
    """Open a new edition, after all other locks of a transaction whose change readers could notice.

    Without `withdraws` it only adds something: while a page of it is being made, readers may see the page of the edition
    before for a second. Everything else, such as a kill or a correction, takes effect at once.
    """
    with transaction.atomic():
        edition, _created = Edition.objects.select_for_update().get_or_create(pk=1)
        _advance(edition, withdraws=withdraws)


def open_edition_if_due() -> None:
    """Open a new edition if a scheduled change is due and no other process has opened one for it."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().filter(next_due__lte=Now()).first()
        if edition is not None:
            _advance(edition, withdraws=True)  # what is due at 08:00:00 is public at 08:00:00


def next_due() -> datetime | None:
    """Return the time of the next change that readers see without anyone acting; None if nothing is scheduled.

    A story's time in the past counts until the story is published; slots of the front page only need a new edition.
    """
    scheduled = Article.objects.filter(stage=Stage.SCHEDULED)
    layouts = FrontPageLayout.objects.not_withdrawn().order_by()
    times: list[datetime | None] = [
        scheduled.aggregate(time=Min(Coalesce("scheduled_change_at", "visible_at")))["time"],
        layouts.filter(begins_at__gt=Now()).aggregate(time=Min("begins_at"))["time"],
        layouts.filter(slots__until__gt=Now()).aggregate(time=Min("slots__until"))["time"],
    ]
    return min((time for time in times if time), default=None)


def _advance(edition: Edition, *, withdraws: bool) -> None:
    """Save the edition's next number, the time of its next scheduled change, and whether it withdraws older pages."""
    edition.next_due = next_due()
    edition.number = F("number") + 1
    edition.opened_at = Now()
    if withdraws:
        edition.withdrawn_in = F("number") + 1
    edition.save(update_fields=["number", "next_due", "opened_at", "withdrawn_in"])
