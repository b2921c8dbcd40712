"""What each move does to a story beyond its standing and stage."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, renditions
from articles.models import Article, Correction, Image, PictureUse
from articles.moments import day_in_words, moment_in_words
from articles.states import MOVES, Move, Stage, Standing
from articles.workflow.keeping import is_public, withdraw_schedule

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class MoveRefused(Exception):
    """The story can't make this move now; the message is one sentence for the person who asked."""


@dataclass(frozen=True)
class Request:
    """What a move is asked with: who, why, which revision was judged, from when on, and the kind of correction."""

    by: "User"
    note: str = ""
    seen: int | None = None
    at: datetime.datetime | None = None
    kind: str = ""


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


def _publish(story: Article, _request: Request) -> None:
    now = timezone.now()
    _require_publishable(story)
    if story.embargo and story.embargo > now:
        message = _("The story is under embargo until %(moment)s. Schedule it instead.")
        raise MoveRefused(message % {"moment": moment_in_words(story.embargo)})
    if story.live is None:
        story.publish_at = _first_moment(story, now=now)
    else:
        story.updated_at = now
    story.live = story.head


def _publish_correction(story: Article, request: Request) -> dict[str, Any]:
    if not is_public(story):
        raise MoveRefused(_("Only a story that readers have seen can be corrected."))
    if request.kind not in Correction.Kind.values:
        raise MoveRefused(_("Say what it is: a correction, a clarification, an update or an apology."))
    before, after = story.live, story.newest
    if before is None or before == after:
        raise MoveRefused(_("Nothing has changed since the story was published."))
    _publish(story, request)
    correction = Correction.objects.create(
        article=story,
        kind=request.kind,
        text=request.note.strip(),
        before=before,
        after=after,
        by=request.by,
    )
    return {"correction": correction.pk}


def _schedule(story: Article, request: Request) -> dict[str, Any]:
    now = timezone.now()
    _require_publishable(story)
    if request.at is None or request.at <= now:
        raise MoveRefused(_("Choose a moment that is still to come."))
    if story.live is None:
        story.publish_at, story.live = request.at, story.head
    else:
        story.change_at = request.at
    return {"at": request.at.isoformat()}


def _unschedule(story: Article, _request: Request) -> None:
    withdraw_schedule(story)


def _retract(story: Article, request: Request) -> None:
    _stop_waiting(story)
    story.notice = request.note.strip()


def _kill(story: Article, _request: Request) -> None:
    _stop_waiting(story)
    # Its pictures' addresses die with it, unless another story that readers can see shows them too.
    elsewhere = PictureUse.objects.filter(article__standing=Standing.PUBLISHED).exclude(article=story).values("image")
    for image in Image.objects.filter(uses__article=story).exclude(pk__in=elsewhere):
        renditions.move_away(image)


def _reinstate(story: Article, _request: Request) -> None:
    story.notice = ""


def _stop_waiting(story: Article) -> None:
    """A scheduled change must not surface while the story is withdrawn."""
    if story.stage == Stage.SCHEDULED:
        story.stage, story.change_at = Stage.APPROVED, None


EFFECTS: Mapping[Move, Effect] = {
    **dict.fromkeys(MOVES, _nothing),
    Move.SEND_BACK: _revoke,
    Move.SPIKE: _revoke,
    Move.APPROVE: _approve,
    Move.PUBLISH: _publish,
    Move.PUBLISH_CORRECTION: _publish_correction,
    Move.SCHEDULE: _schedule,
    Move.UNSCHEDULE: _unschedule,
    Move.RETRACT: _retract,
    Move.KILL: _kill,
    Move.REINSTATE: _reinstate,
}


def _require_publishable(story: Article) -> None:
    if problems := [*checks.blocking(story.newest.document), *checks.held_by_notes(story)]:
        raise MoveRefused(" ".join(problems))


def _first_moment(story: Article, *, now: datetime.datetime) -> datetime.datetime:
    """Now, or the beginning of the day that a story from the past is dated."""
    dated = story.newest.document.dated
    if dated is None or dated == timezone.localdate(now):
        return now
    if dated > timezone.localdate(now):
        message = _("The story is dated %(date)s. Schedule it for that day, or change its date.")
        raise MoveRefused(message % {"date": day_in_words(dated)})
    return timezone.make_aware(datetime.datetime.combine(dated, datetime.time.min))
