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
from articles.services import audit, fresh_publications, publication, revisions
from articles.services.media import renditions
from articles.services.revisions import LockedArticle
from articles.services.workflow import corrections
from articles.services.workflow.guards import MoveRefused, get_overrides, require_only_translation, require_publishable
from articles.services.workflow.state import drop_planned_change, is_public, withdraw_schedule

if TYPE_CHECKING:
    from articles.models import User


@dataclass(frozen=True)
class MoveRequest:
    """Who makes a move, and what the move needs to know.

    note: for the log, the reporter or readers; seen: the number of the revision that was read; at: when to publish;
    kind: the type of a change to a live story; shown: whether readers may see its before and after; countries: the new
    ones; was: the scheduled time on the page when another was chosen, None if there was none; overriding: {code of an
    advisory check: reason to publish anyway}.
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


# An effect may raise MoveRefused. It returns details for the log, if any.
Effect = Callable[[LockedArticle, MoveRequest], dict[str, Any] | None]


def _do_nothing(_story: LockedArticle, _request: MoveRequest) -> None:
    """Do nothing besides the change of standing and stage."""


def _approve(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Approve the head; raise MoveRefused unless it is the revision that the person read (`seen`)."""
    if request.seen != story.newest.number:
        message = _("You read version %(seen)s, but version %(head)s is newer. Read it before you approve.")
        raise MoveRefused(message % {"seen": request.seen, "head": story.newest.number})
    story.approved = story.head
    return {"seen": request.seen}


def _publish(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Make the head live now; raise MoveRefused or ReasonNeeded if checks, embargo or story date forbid it."""
    # The database's clock, which the readers' lists use: by a clock that is ahead, the story would miss the edition.
    now = Article.objects.filter(pk=story.pk).values_list(Now(), flat=True).get()
    details = require_publishable(story, overriding=request.overriding)
    if story.embargo and story.embargo > now:
        message = _("The story is under embargo until %(moment)s. Schedule it instead.")
        raise MoveRefused(message % {"moment": format_moment(story.embargo)})
    if story.live is None:
        story.publish_at = _first_publication_time(story, now=now)
        fresh_publications.begin(story)
    else:
        story.publicly_updated_at = now
        fresh_publications.end(story)
    story.live = story.head
    return details


def _publish_correction(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Make the changed head of a live story public with a Correction. Raises MoveRefused or ReasonNeeded."""
    if request.kind not in Correction.Kind.values:
        raise MoveRefused(_("Choose a type: correction, clarification, update or apology."))
    before = _require_changed(story)
    text = _require_note(request, kind=request.kind)
    publication_details = _publish(story, request)
    correction_details = corrections.create_correction(
        story, before=before, kind=request.kind, text=text, shown=request.shown, by=request.by
    )
    return {**correction_details, **publication_details}


def _publish_fix(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Make the changed head of a live story public without a notice. Raises MoveRefused or ReasonNeeded."""
    _require_changed(story)
    _require_note(request, kind=PlannedChange.FIX)
    updated_at = story.publicly_updated_at
    details = _publish(story, request)
    story.publicly_updated_at = updated_at  # silent: no page and no feed may call the story updated
    return details


def _undo_publish(story: LockedArticle, _request: MoveRequest) -> None:
    """Make a story that has just been published unpublished again, as if it never had been; its pictures move."""
    fresh_publications.end(story)
    _move_pictures(story)
    publication.withdraw(story)
    story.live, story.publish_at = None, None


def _require_changed(story: LockedArticle) -> Revision:
    """Return the live revision; raise MoveRefused unless the head is a change to what readers see."""
    if not is_public(story):
        raise MoveRefused(_("Only a published story can be corrected."))
    if story.live is None or story.live == story.newest:
        raise MoveRefused(_("Nothing has changed since the story was published."))
    return story.live


def _require_note(request: MoveRequest, *, kind: str) -> str:
    """Return the request's note, stripped; raise MoveRefused unless it fits a change of this kind."""
    note = request.note.strip()
    if objection := corrections.why_not(kind=kind, words=note):
        raise MoveRefused(objection)
    return note


def _tag_countries(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Append a version with other countries and make it live; raise MoveRefused if more would change.

    Without checks, because its text is public already.
    """
    before = story.newest.document
    if request.countries is None:
        raise MoveRefused(_("Choose the countries."))
    if request.seen != story.newest.number or story.live_id != story.head_id:
        raise MoveRefused(_("The story has changed since you opened it. Reload and check it again."))
    after = before.replace(countries=request.countries).cleaned()
    if after.countries == before.countries:
        raise MoveRefused(_("The story already has these countries."))
    if after.replace(countries=before.countries) != before:
        # Text saved under older rules of cleaning would change too, and nobody would have read it.
        raise MoveRefused(_("Saving here would change other fields too. Open the story and save it there."))
    revisions.append(story, after, by=request.by)
    # Only what readers see stays approved; otherwise the person who tagged would count as the writer of the text.
    story.live = story.approved = story.head
    return {"countries": [[line.code for line in lines] for lines in (before.countries, after.countries)]}


def _schedule(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Set the time at which the head is published, with the correction or reason for a change to a live story.

    Raises MoveRefused or ReasonNeeded.
    """
    at, details = _require_future_time(story, request)
    if story.live is None:
        if request.kind:
            raise MoveRefused(_("This story isn’t published yet, so there is nothing to correct."))
        story.publish_at, story.live = at, story.head
        return {"at": at.isoformat(), **details}
    text = _require_note(request, kind=request.kind)
    story.scheduled_change_at = at
    planned = corrections.save_planned(story, kind=request.kind, text=text, shown=request.shown, by=request.by)
    return {"at": at.isoformat(), **planned, **details}


def _reschedule(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Change the scheduled time in one step; raise MoveRefused if it is no longer `request.was`.

    Readers and the log never see the story unscheduled in between.
    """
    current = story.scheduled_change_at or story.publish_at
    if request.was and request.was != current:
        raise MoveRefused(_("Someone has rescheduled this story. Reload to see the new time."))
    at, details = _require_future_time(story, request)
    if story.scheduled_change_at is None:
        story.publish_at = at
    else:
        story.scheduled_change_at = at
    return {"at": at.isoformat(), "was": current.isoformat() if current else None, **details}


def _publish_early(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Publish a scheduled story, or the change that is scheduled for a live one, now.

    Raises MoveRefused or ReasonNeeded. Checks that were overridden when it was scheduled stay overridden.
    """
    planned_at, before, updated_at = story.scheduled_change_at, story.live, story.publicly_updated_at
    request = replace(request, overriding={**get_overrides(story), **request.overriding})
    if planned_at is None:
        story.live = None  # nobody has seen it yet: it is published as any other for the first time
        return _publish(story, request)
    details = _publish(story, request)
    planned = corrections.publish_planned(story, before=before)
    planned.pop("note", None)  # the log has it from the scheduling
    if planned.get("kind") == PlannedChange.FIX:
        story.publicly_updated_at = updated_at
    drop_planned_change(story)
    return details | planned


def _discard(story: LockedArticle, request: MoveRequest) -> dict[str, Any]:
    """Append the words that readers see as the newest version; raise MoveRefused if nothing has changed since."""
    if story.live is None or story.live == story.head:
        raise MoveRefused(_("Nothing has changed since the story was published."))
    was = story.live.number
    words = {"number": was}
    revisions.append(
        story, story.live.document.cleaned(), by=request.by, note=_("As readers see it: version %(number)s") % words
    )
    story.live = story.approved = story.head
    return {"restored": was}


def _unschedule(story: LockedArticle, _request: MoveRequest) -> None:
    """Remove the scheduled time and the correction planned with it."""
    withdraw_schedule(story)


def _retract(story: LockedArticle, request: MoveRequest) -> None:
    """Set the public notice of a retraction, and cancel a scheduled change."""
    fresh_publications.end(story)
    _cancel_scheduled_change(story)
    story.notice = request.note.strip()


def _kill(story: LockedArticle, _request: MoveRequest) -> None:
    """Cancel a scheduled change, and move pictures that no other public story shows to new addresses."""
    fresh_publications.end(story)
    _cancel_scheduled_change(story)
    _move_pictures(story)


def _move_pictures(story: LockedArticle) -> None:
    """Move the pictures that a story has ever shown to new addresses, unless another public story shows them."""
    # The lock makes two stories that are withdrawn at once wait for each other, so that neither counts as that other
    # public story.
    pictures = (
        Image.objects.select_for_update(no_key=True).filter(pk__in=_picture_ids_ever_public(story)).order_by("pk")
    )
    for image in list(pictures):
        if not PictureUse.objects.filter(image=image, article__in=Article.objects.published()).exclude(article=story):
            renditions.change_addresses(image)


def _picture_ids_ever_public(story: LockedArticle) -> set[int]:
    """Return the primary keys of the pictures in every version that readers have seen."""
    publications = AuditEntry.objects.filter(article=story, action__in=[*audit.PUBLISHING_ACTIONS, Move.TAG_COUNTRIES])
    public = Revision.objects.filter(Q(pk=story.live_id) | Q(pk__in=publications.values("revision")))
    return {key for revision in public for key in revision.document.pictures}


def _reinstate(story: LockedArticle, _request: MoveRequest) -> None:
    """Clear the public notice of a retraction. Raises MoveRefused if another translation has taken the story's place."""
    require_only_translation(story)
    story.notice = ""


def _cancel_scheduled_change(story: LockedArticle) -> None:
    """Return a scheduled story to approved, so that its change cannot appear while it is withdrawn."""
    if story.stage == Stage.SCHEDULED:
        story.stage = Stage.APPROVED
        drop_planned_change(story)


EFFECTS: Mapping[Move, Effect] = {
    **dict.fromkeys(MOVES, _do_nothing),
    Move.APPROVE: _approve,
    Move.PUBLISH: _publish,
    Move.UNDO_PUBLISH: _undo_publish,
    Move.PUBLISH_CORRECTION: _publish_correction,
    Move.TAG_COUNTRIES: _tag_countries,
    Move.PUBLISH_FIX: _publish_fix,
    Move.SCHEDULE: _schedule,
    Move.RESCHEDULE: _reschedule,
    Move.UNSCHEDULE: _unschedule,
    Move.PUBLISH_EARLY: _publish_early,
    Move.DISCARD: _discard,
    Move.RETRACT: _retract,
    Move.KILL: _kill,
    Move.REINSTATE: _reinstate,
}


def _require_future_time(story: LockedArticle, request: MoveRequest) -> tuple[datetime.datetime, dict[str, Any]]:
    """Return the requested time and the log's details; raise MoveRefused or ReasonNeeded unless usable."""
    if request.at is None or request.at <= timezone.now():
        raise MoveRefused(_("Choose a time in the future."))
    overriding = {**get_overrides(story), **request.overriding}
    # Checked as of the time when readers first see it: a licence may end before.
    visible_at = max(request.at, story.embargo or request.at)
    return request.at, require_publishable(story, overriding=overriding, at=visible_at)


def _first_publication_time(story: LockedArticle, *, now: datetime.datetime) -> datetime.datetime:
    """Return now, or the start of a past story date; raise MoveRefused for a story dated in the future."""
    dated = story.newest.document.dated
    if dated is None or dated == timezone.localdate(now):
        return now
    if dated > timezone.localdate(now):
        message = _("The story is dated %(date)s. Schedule it for that day, or change its date.")
        raise MoveRefused(message % {"date": format_day(dated)})
    return timezone.make_aware(datetime.datetime.combine(dated, datetime.time.min))
