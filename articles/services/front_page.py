"""Save front page layouts; the only writer of them.

Policy -> check -> change, in one transaction, with a new edition. Every layout stays on record with who saved it and when.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.domain.states import Standing
from articles.lib.geo import country_name
from articles.models import (
    Article,
    Country,
    FrontPageLayout,
    FrontPageSlot,
    Section,
)
from articles.models.authors import display_name
from articles.queries import policy
from articles.services.edition import open_edition

if TYPE_CHECKING:
    from articles.models import User

Slot = FrontPageSlot.Slot
CAPACITY = {Slot.LEAD: 1, Slot.SECONDARY: 5, Slot.SECTION: 4, Slot.COUNTRY: 5, Slot.OPINION: 4}


class LayoutRejected(UserFacingError):
    """The front page cannot have this layout."""


class LayoutOutdated(LayoutRejected):
    """Someone else has saved a layout since this one was begun."""


@dataclass(frozen=True)
class Placement:
    """A story (by key) in a slot, or a country (by code) in the country strip; until a time, if given.

    `section` is the key of the section, for section strips only.
    """

    slot: str
    article: int | None = None
    country: str | None = None
    section: int | None = None
    until: datetime.datetime | None = None


def latest_layout_id() -> int:
    """Return the id of the front page layout that was saved last, or 0 without one."""
    return FrontPageLayout.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def save_layout(
    placements: Sequence[Placement],
    *,
    by: "User",
    begins_at: datetime.datetime | None = None,
    note: str = "",
    seen: int | None = None,
) -> FrontPageLayout:
    """Save a front page layout that begins now or at a later time (aware), and open an edition.

    Raises PermissionRefused or LayoutRejected. `seen` is `latest_layout_id()` from when this layout was begun: if someone
    else has saved one since then, raises LayoutOutdated.
    """
    policy.require(policy.why_not_change_front_page(by))
    now = timezone.now()
    if begins_at and begins_at <= now:
        raise LayoutRejected(_("Choose a time in the future, or publish now."))
    check_placements(placements, begins_at=begins_at or now)
    with transaction.atomic():
        layout = FrontPageLayout.objects.create(begins_at=begins_at or now, by=by, note=note.strip()[:200])
        FrontPageSlot.objects.bulk_create(
            FrontPageSlot(
                arrangement=layout,
                position=position,
                slot=placement.slot,
                article_id=placement.article,
                country_id=placement.country,
                section_id=placement.section,
                until=placement.until,
            )
            for position, placement in enumerate(placements)
        )
        open_edition()
        if seen is not None:
            _require_not_outdated(layout, seen)
    return layout


def _require_not_outdated(layout: FrontPageLayout, seen: int) -> None:
    """Raise LayoutOutdated if someone saved another layout after layout number `seen`.

    Call it under the edition's lock, which decides which of two concurrent layouts came second.
    """
    # The transaction that waited for the lock took its time before the one that held it.
    until = max(layout.begins_at, timezone.now())
    others = FrontPageLayout.objects.filter(pk__gt=seen, begins_at__lte=until, withdrawn_at=None)
    other = others.exclude(pk=layout.pk).select_related("by").order_by("-pk").first()
    if other is not None:
        words = {"who": display_name(other.by), "time": format_moment(other.made_at)}
        raise LayoutOutdated(
            _(
                "%(who)s changed the front page at %(time)s; that version is shown below. "
                "Your layout is still here: save again to replace it."
            )
            % words
        )


def cancel_layout(layout: FrontPageLayout, *, by: "User") -> None:
    """Cancel a front page layout that has not begun yet. Raises PermissionRefused or LayoutRejected."""
    policy.require(policy.why_not_change_front_page(by))
    with transaction.atomic():
        scheduled = FrontPageLayout.objects.select_for_update().get(pk=layout.pk)
        if scheduled.withdrawn_at or scheduled.begins_at <= timezone.now():
            raise LayoutRejected(_("This layout is no longer scheduled. Publish another one instead."))
        scheduled.withdrawn_at, scheduled.withdrawn_by = timezone.now(), by
        scheduled.save(update_fields=["withdrawn_at", "withdrawn_by"])
        open_edition()


def check_placements(placements: Sequence[Placement], *, begins_at: datetime.datetime) -> None:
    """Raise LayoutRejected unless these placements make a valid front page from `begins_at` (aware) on.

    Every slot must exist and have capacity, every story be published or scheduled and appear once, every end lie after
    `begins_at`.
    """
    ids = [placement.article for placement in placements if placement.article is not None]
    if len(ids) != len(set(ids)):
        raise LayoutRejected(_("A story can be on the front page only once."))
    stories = Article.objects.in_bulk(ids)
    _check_capacity(placements, stories)
    _check_references(placements)
    for placement in placements:
        story = None if placement.article is None else stories.get(placement.article)
        if placement.article is not None and (story is None or story.standing != Standing.PUBLISHED):
            name = f"“{story.headline}”" if story else _("One story")
            raise LayoutRejected(_("%(story)s is neither published nor scheduled.") % {"story": name})
        if placement.until and placement.until <= begins_at:
            name = story.headline if story else country_name(placement.country or "", get_language() or "")
            words = {"story": name, "time": format_moment(placement.until)}
            raise LayoutRejected(_("“%(story)s” would leave the page at %(time)s, before it is on it.") % words)


def _check_capacity(placements: Sequence[Placement], stories: Mapping[int, Article]) -> None:
    """Raise LayoutRejected if a placement does not fit its slot, or a slot has more than its CAPACITY.

    `stories` are the placed stories by id. Each language has the slots for itself.
    """
    used: dict[tuple[str, int | None, str], int] = {}
    for placement in placements:
        is_country = placement.slot == Slot.COUNTRY
        complete = (placement.article is None) == is_country == (placement.country is not None)
        in_section = (placement.section is not None) == (placement.slot == Slot.SECTION)
        if placement.slot not in Slot.values or not complete or not in_section:
            raise LayoutRejected(_("Unknown front-page slot."))
        story = stories.get(placement.article or 0)
        key = placement.slot, placement.section, story.language if story else ""
        used[key] = used.get(key, 0) + 1
    for (slot, *_section_and_language), count in used.items():
        if count > CAPACITY[Slot(slot)]:
            words = {"slot": Slot(slot).label, "max": CAPACITY[Slot(slot)]}
            raise LayoutRejected(_("“%(slot)s” has room for %(max)s.") % words)


def _check_references(placements: Iterable[Placement]) -> None:
    """Raise LayoutRejected if a placed country is repeated or unknown, or a section no longer exists."""
    countries = [placement.country for placement in placements if placement.country is not None]
    sections = {placement.section for placement in placements if placement.section is not None}
    if len(countries) != len(set(countries)):
        raise LayoutRejected(_("A country can be in the strip only once."))
    if Country.objects.filter(pk__in=countries).count() != len(countries):
        raise LayoutRejected(_("One of the countries is unknown."))
    if Section.objects.filter(pk__in=sections).count() != len(sections):
        raise LayoutRejected(_("One of the sections no longer exists."))
