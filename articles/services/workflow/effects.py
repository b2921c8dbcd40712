"""What each move does beyond changing standing and stage."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.dates import format_day, format_moment
from articles.domain.document import CountryLine
from articles.domain.states import MOVES, Move, Stage
from articles.models import Article, AuditEntry, Correction, Image, PictureUse, PlannedChange, Revision
from articles.services import audit, revisions
from articles.services.media import renditions
from articles.services.workflow import corrections
from articles.services.workflow.guards import MoveRefused, overridden, require_publishable
from articles.services.workflow.state import is_public, stop_waiting, withdraw_schedule

if TYPE_CHECKING:
    from articles.models import User


@dataclass(frozen=True)
class Request:
    """What a move is asked with: who, why, which revision was judged, from when on, which countries.

    `kind` is what a change to a live story is published as, `shown` whether readers may open the change itself.
    `was` is the moment that a story was scheduled for when somebody chose another; None when they saw none.
    `overriding` maps the codes of advisory checks to the reason for publishing in spite of what they found.
    """

    by: "User"
    note: str = ""
    seen: int | None = None
    at: datetime.datetime | None = None
    kind: str = ""
    countries: tuple[CountryLine, ...] | None = None
    shown: bool = True
    was: datetime.datetime | None = None
    overriding: Mapping[str, str] = field(default_factory=dict)


# What each move does beyond standing and stage. An effect may refuse, and may return details for the log.
Effect = Callable[[Article, Request], dict[str, Any] | None]


def _nothing(_story: Article, _request: Request) -> None:
    return None


def _revoke(story: Article, _request: Request) -> None:
    """An approval that was taken back was none: what readers see is all that counts as approved."""
    story.approved = story.live


def _approve(story: Article, request: Request) -> dict[str, Any]:
    if request.seen != story.newest.number:
        message = _("You judged version %(seen)s, but version %(head)s is the newest. Read it, then approve.")
        raise MoveRefused(message % {"seen": request.seen, "head": story.newest.number})
    story.approved = story.head
    return {"seen": request.seen}


def _publish(story: Article, request: Request) -> dict[str, Any]:
    # By the clock that readers' lists go by: a story dated by a clock that is ahead would be missing from the edition.
    now = Article.objects.filter(pk=story.pk).values_list(Now(), flat=True).get()
    overridden = require_publishable(story, overriding=request.overriding)
    if story.embargo and story.embargo > now:
        message = _("The story is under embargo until %(moment)s. Schedule it instead.")
        raise MoveRefused(message % {"moment": format_moment(story.embargo)})
    if story.live is None:
        story.publish_at = _first_moment(story, now=now)
    else:
        story.publicly_updated_at = now
    story.live = story.head
    return overridden


def _publish_correction(story: Article, request: Request) -> dict[str, Any]:
    if request.kind not in Correction.Kind.values:
        raise MoveRefused(_("Say what it is: a correction, a clarification, an update or an apology."))
    before = _seen_by_readers(story)
    words = _require_told(request, kind=request.kind)
    told = _publish(story, request)
    kept = corrections.correct(story, before=before, kind=request.kind, text=words, shown=request.shown, by=request.by)
    return {**kept, **told}


def _publish_fix(story: Article, request: Request) -> dict[str, Any]:
    _seen_by_readers(story)
    _require_told(request, kind=PlannedChange.FIX)
    return _publish(story, request)


def _seen_by_readers(story: Article) -> Revision:
    """What readers see now and is about to change."""
    if not is_public(story):
        raise MoveRefused(_("Only a story that readers have seen can be corrected."))
    if story.live is None or story.live == story.newest:
        raise MoveRefused(_("Nothing has changed since the story was published."))
    return story.live


def _require_told(request: Request, *, kind: str) -> str:
    """The words that go with a change of this kind."""
    words = request.note.strip()
    if objection := corrections.why_not(kind=kind, words=words):
        raise MoveRefused(objection)
    return words


def _tag_countries(story: Article, request: Request) -> dict[str, Any]:
    """A version that differs from what readers see in its countries alone; no checks, for its words are public already."""
    before = story.newest.document
    if request.countries is None:
        raise MoveRefused(_("Say which countries the story is to have."))
    if request.seen != story.newest.number or story.live_id != story.head_id:
        raise MoveRefused(_("The story has changed since you opened it. Look at it again."))
    wanted = replace(before, countries=request.countries)
    after = revisions.append(story, wanted, by=request.by).document
    if after.countries == before.countries:
        raise MoveRefused(_("The story has these countries already."))
    if replace(after, countries=before.countries) != before:
        # Words that were kept by older rules of cleaning would change with it, unread.
        raise MoveRefused(_("Saving would change more than the countries. Open the story and save it there."))
    # What readers see is all that counts as approved; else whoever tagged it would count as the writer of its words.
    story.live = story.approved = story.head
    return {"countries": [[line.code for line in lines] for lines in (before.countries, after.countries)]}


def _schedule(story: Article, request: Request) -> dict[str, Any]:
    at, told = _moment_to_come(story, request)
    if story.live is None:
        if request.kind:
            raise MoveRefused(_("Readers have not seen this story yet, so there is nothing to correct."))
        story.publish_at, story.live = at, story.head
        return {"at": at.isoformat(), **told}
    words = _require_told(request, kind=request.kind)
    story.scheduled_change_at = at
    planned = corrections.plan(story, kind=request.kind, text=words, shown=request.shown, by=request.by)
    return {"at": at.isoformat(), **planned, **told}


def _reschedule(story: Article, request: Request) -> dict[str, Any]:
    """Another moment in one step, so that readers and the log never see the story unscheduled in between."""
    held = story.scheduled_change_at or story.publish_at
    if request.was and request.was != held:
        raise MoveRefused(_("Somebody has given it another moment since you looked."))
    at, told = _moment_to_come(story, request)
    if story.scheduled_change_at is None:
        story.publish_at = at
    else:
        story.scheduled_change_at = at
    return {"at": at.isoformat(), "was": held.isoformat() if held else None, **told}


def _unschedule(story: Article, _request: Request) -> None:
    withdraw_schedule(story)


def _retract(story: Article, request: Request) -> None:
    _stop_waiting(story)
    story.notice = request.note.strip()


def _kill(story: Article, _request: Request) -> None:
    _stop_waiting(story)
    # Its pictures' addresses die with it, unless another story that readers can see shows them too. Two stories that are
    # killed at once wait for each other here, so that neither takes the other for one that readers can see.
    ever = Image.objects.select_for_update(no_key=True).filter(pk__in=_pictures_ever_shown(story)).order_by("pk")
    for image in list(ever):
        if not PictureUse.objects.filter(image=image, article__in=Article.objects.published()).exclude(article=story):
            renditions.change_addresses(image)


def _pictures_ever_shown(story: Article) -> set[int]:
    """The keys of the pictures in any version that readers have seen."""
    told = AuditEntry.objects.filter(article=story, action__in=[*audit.SEEN_BY_READERS, Move.TAG_COUNTRIES])
    seen = Revision.objects.filter(Q(pk=story.live_id) | Q(pk__in=told.values("revision")))
    return {key for revision in seen for key in revision.document.pictures}


def _reinstate(story: Article, _request: Request) -> None:
    story.notice = ""


def _stop_waiting(story: Article) -> None:
    """A scheduled change must not surface while the story is withdrawn."""
    if story.stage == Stage.SCHEDULED:
        story.stage = Stage.APPROVED
        stop_waiting(story)


EFFECTS: Mapping[Move, Effect] = {
    **dict.fromkeys(MOVES, _nothing),
    Move.SEND_BACK: _revoke,
    Move.SPIKE: _revoke,
    Move.APPROVE: _approve,
    Move.PUBLISH: _publish,
    Move.PUBLISH_CORRECTION: _publish_correction,
    Move.TAG_COUNTRIES: _tag_countries,
    Move.PUBLISH_FIX: _publish_fix,
    Move.SCHEDULE: _schedule,
    Move.RESCHEDULE: _reschedule,
    Move.UNSCHEDULE: _unschedule,
    Move.RETRACT: _retract,
    Move.KILL: _kill,
    Move.REINSTATE: _reinstate,
}


def _moment_to_come(story: Article, request: Request) -> tuple[datetime.datetime, dict[str, Any]]:
    """The moment that was asked for, if the story may be published then, and what is overridden for it."""
    if request.at is None or request.at <= timezone.now():
        raise MoveRefused(_("Choose a moment that is still to come."))
    overriding = {**overridden(story), **request.overriding}
    # Looked at as of the moment that readers first see it: a licence may run out in between.
    visible = max(request.at, story.embargo or request.at)
    return request.at, require_publishable(story, overriding=overriding, at=visible)


def _first_moment(story: Article, *, now: datetime.datetime) -> datetime.datetime:
    """Now, or the beginning of the day that a story from the past is dated."""
    dated = story.newest.document.dated
    if dated is None or dated == timezone.localdate(now):
        return now
    if dated > timezone.localdate(now):
        message = _("The story is dated %(date)s. Schedule it for that day, or change its date.")
        raise MoveRefused(message % {"date": format_day(dated)})
    return timezone.make_aware(datetime.datetime.combine(dated, datetime.time.min))
