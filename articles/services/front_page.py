"""Save front page layouts and key stories.

The only writer of the front page's layouts and of the key stories of two countries.

Policy -> check -> change, in one transaction; whatever readers could notice opens an edition. An arrangement stays on
record with who made it and when; a story's log tells of its marks.
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
from articles.lib.text.plain import normalise_line
from articles.models import (
    Article,
    Country,
    FrontPageLayout,
    FrontPageSlot,
    KeyStory,
    Section,
)
from articles.models.authors import display_name
from articles.queries import policy
from articles.services import audit, publication, revisions

if TYPE_CHECKING:
    from articles.models import User

Slot = FrontPageSlot.Slot
MOST_CONTEXT = 140
ROOM = {Slot.LEAD: 1, Slot.SECONDARY: 5, Slot.SECTION: 4, Slot.COUNTRY: 5, Slot.OPINION: 4}


class CannotArrange(UserFacingError):
    """The front page can't be arranged so."""


class Overtaken(CannotArrange):
    """Somebody else has arranged the front page since it was looked at."""


class CannotMark(UserFacingError):
    """The story can't be a key story of these countries."""


@dataclass(frozen=True)
class Place:
    """What stands in a slot: the key of a story, or the code of a country in the country strip; until a moment, if given.

    `section` is the key of the section whose strip it is, for section strips alone.
    """

    slot: str
    article: int | None = None
    country: str | None = None
    section: int | None = None
    until: datetime.datetime | None = None


def newest() -> int:
    """The key of the arrangement that was made last, 0 before the first: what whoever looks now has seen."""
    return FrontPageLayout.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def arrange(
    places: Sequence[Place],
    *,
    by: "User",
    begins_at: datetime.datetime | None = None,
    note: str = "",
    seen: int | None = None,
) -> FrontPageLayout:
    """Let the front page be so, from now or from a moment on. Raises NotAllowed or CannotArrange.

    With what `newest` said when these places were begun, Overtaken too: nobody replaces what they have not seen.
    """
    policy.require(policy.why_not_arrange(by))
    now = timezone.now()
    if begins_at and begins_at <= now:
        raise CannotArrange(_("Choose a moment that is still to come, or begin now."))
    check(places, begins_at=begins_at or now)
    with transaction.atomic():
        arrangement = FrontPageLayout.objects.create(begins_at=begins_at or now, by=by, note=note.strip()[:200])
        FrontPageSlot.objects.bulk_create(
            FrontPageSlot(
                arrangement=arrangement,
                position=position,
                slot=place.slot,
                article_id=place.article,
                country_id=place.country,
                section_id=place.section,
                until=place.until,
            )
            for position, place in enumerate(places)
        )
        publication.open_edition()
        if seen is not None:
            _refuse_unseen(arrangement, seen)
    return arrangement


def _refuse_unseen(made: FrontPageLayout, seen: int) -> None:
    """Asked under the edition's lock: of two at once, the second is refused."""
    # Whoever waited for the lock took their moment before whoever had it.
    until = max(made.begins_at, timezone.now())
    others = FrontPageLayout.objects.filter(pk__gt=seen, begins_at__lte=until, withdrawn_at=None)
    other = others.exclude(pk=made.pk).select_related("by").order_by("-pk").first()
    if other is not None:
        words = {"who": display_name(other.by), "moment": format_moment(other.made_at)}
        raise Overtaken(
            _(
                "%(who)s arranged the front page too (%(moment)s): it stands below. Yours is still here; "
                "press once more to put it in its place."
            )
            % words
        )


def withdraw(arrangement: FrontPageLayout, *, by: "User") -> None:
    """Take back an arrangement that has not begun. Raises NotAllowed or CannotArrange."""
    policy.require(policy.why_not_arrange(by))
    with transaction.atomic():
        kept = FrontPageLayout.objects.select_for_update().get(pk=arrangement.pk)
        if kept.withdrawn_at or kept.begins_at <= timezone.now():
            raise CannotArrange(_("This arrangement is not waiting any more; arrange the front page anew."))
        kept.withdrawn_at, kept.withdrawn_by = timezone.now(), by
        kept.save(update_fields=["withdrawn_at", "withdrawn_by"])
        publication.open_edition()


def check(places: Sequence[Place], *, begins_at: datetime.datetime) -> None:
    """Raise CannotArrange unless every place is one of its slot's, its story may become public, and nothing stands twice."""
    stories = [place.article for place in places if place.article is not None]
    if len(stories) != len(set(stories)):
        raise CannotArrange(_("A story can stand on the front page once only."))
    known = Article.objects.in_bulk(stories)
    _check_rooms(places, known)
    _check_known(places)
    for place in places:
        story = None if place.article is None else known.get(place.article)
        if place.article is not None and (story is None or story.standing != Standing.PUBLISHED):
            name = f"“{story.headline}”" if story else _("One story")
            raise CannotArrange(_("%(story)s is neither published nor scheduled.") % {"story": name})
        if place.until and place.until <= begins_at:
            name = story.headline if story else country_name(place.country or "", get_language() or "")
            words = {"story": name, "moment": format_moment(place.until)}
            raise CannotArrange(_("“%(story)s” would be off the page on %(moment)s, before it is on it.") % words)


def _check_rooms(places: Sequence[Place], known: Mapping[int, Article]) -> None:
    """Each language's paper has the slots for itself."""
    held: dict[tuple[str, int | None, str], int] = {}
    for place in places:
        whole = (place.article is None) == (place.slot == Slot.COUNTRY) == (place.country is not None)
        if place.slot not in Slot.values or not whole or (place.section is not None) != (place.slot == Slot.SECTION):
            raise CannotArrange(_("One of the places is none that the front page has."))
        story = known.get(place.article or 0)
        spot = place.slot, place.section, story.language if story else ""
        held[spot] = held.get(spot, 0) + 1
    for (slot, *_where), count in held.items():
        if count > ROOM[Slot(slot)]:
            words = {"slot": Slot(slot).label, "room": ROOM[Slot(slot)]}
            raise CannotArrange(_("“%(slot)s” has room for %(room)s.") % words)


def _check_known(places: Iterable[Place]) -> None:
    countries = [place.country for place in places if place.country is not None]
    sections = {place.section for place in places if place.section is not None}
    if len(countries) != len(set(countries)):
        raise CannotArrange(_("A country can stand in the strip once only."))
    if Country.objects.filter(pk__in=countries).count() != len(countries):
        raise CannotArrange(_("One of the countries is not known."))
    if Section.objects.filter(pk__in=sections).count() != len(sections):
        raise CannotArrange(_("One of the sections is not there any more."))


def mark_key(article: Article, *, pair: tuple[str, str], by: "User", context: str = "") -> KeyStory:
    """Make a published story about both countries a key story of theirs, or give its mark another line of context.

    Whoever asks for what is so already changes nothing. Raises NotAllowed or CannotMark.
    """
    policy.require(policy.why_not_mark(by))
    line, (first, second) = normalise_line(context), sorted(pair)
    if len(line) > MOST_CONTEXT:
        words = {"most": MOST_CONTEXT, "length": len(line)}
        raise CannotMark(_("The line of context has %(length)s characters; there is room for %(most)s.") % words)
    with transaction.atomic():
        story = revisions.lock(article)
        _check_about(story, {first, second})
        mark = KeyStory.objects.filter(article=story, first=first, second=second).first()
        if mark and mark.context == line:
            return mark
        mark = mark or KeyStory(article=story, first_id=first, second_id=second)
        mark.context, mark.by = line, by
        mark.save()
        _record(story, "key_marked", by=by, pair=(first, second), context=line)
        publication.open_edition()
    return mark


def unmark_key(article: Article, *, pair: tuple[str, str], by: "User") -> None:
    """Take the story off the key stories of both countries, if it is one of them. Raises NotAllowed."""
    policy.require(policy.why_not_mark(by))
    first, second = sorted(pair)
    with transaction.atomic():
        story = revisions.lock(article)
        mark = KeyStory.objects.filter(article=story, first=first, second=second).first()
        if mark is None:
            return
        mark.delete()
        _record(story, "key_unmarked", by=by, pair=(first, second), context=mark.context)
        publication.open_edition()


def _check_about(story: Article, pair: set[str]) -> None:
    if not Article.objects.published().filter(pk=story.pk).exists():
        raise CannotMark(_("“%(story)s” is not in the paper now.") % {"story": story.headline})
    if story.country_mentions.filter(role="about", country__in=pair).count() != len(pair) or len(pair) == 1:
        raise CannotMark(_("“%(story)s” is not about both countries.") % {"story": story.headline})


def _record(story: Article, action: str, *, by: "User", pair: tuple[str, str], context: str) -> None:
    note = " – ".join(country_name(code, get_language() or "") for code in pair)
    note = f"{note}: {context}" if context else note
    audit.record(story, by=by, action=action, before=audit.state_of(story), note=note, countries=pair, context=context)
