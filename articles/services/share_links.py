"""Preview links for people without an account: create, revoke, record visits.

The only writer of the links and of their visits.

Policy -> lock -> check -> change -> audit, in one transaction. A link's token is told once, to whoever shares the story;
what is kept is a digest made with the site's secret key, so that nobody who reads the database can open a preview, and
nobody who writes to it can make a link. Sharing is the desk's decision: an embargo doesn't forbid it, the log tells of it.
"""

import datetime
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.lib.text.plain import normalise_line
from articles.models import Article, Note, Revision, ShareLink, ShareVisit
from articles.queries import policy
from articles.services import audit, notes, revisions

if TYPE_CHECKING:
    from articles.models import User

DAYS: Final = 7
MOST_DAYS: Final = 90
MOST_LABEL: Final = 80
MOST_OPEN: Final = 20
# Whoever looks again within this time has not come again.
SAME_VISIT: Final = datetime.timedelta(minutes=10)
AN_HOUR: Final = datetime.timedelta(hours=1)
MOST_AN_HOUR: Final = 10
MOST_COMMENTS: Final = 100
MOST_OPENINGS: Final = 60  # an hour, in the log
_SALT: Final = "articles.sharing"


class CannotShare(UserFacingError):
    """The story can't be shared so."""


class CannotComment(UserFacingError):
    """The comment can't be kept; the visitor reads why."""


class TooMany(CannotComment):
    """The link has been commented on as often as it may be for now."""


@dataclass(frozen=True)
class Shared:
    """A new link, and the token that opens it: nobody can be told it again."""

    link: ShareLink
    token: str


@dataclass(frozen=True)
class Caller:
    """Who opens a preview, as far as the log may know: a network ("192.0.2.0/24") and a program ("Firefox on Windows")."""

    network: str = ""
    agent: str = ""


def create(
    article: Article, *, by: "User", label: str, days: int = DAYS, number: int | None = None, may_comment: bool = True
) -> Shared:
    """Share revision number `number`, or whatever is the newest, for some days. Raises NotAllowed or CannotShare."""
    name = normalise_line(label)
    if not 0 < len(name) <= MOST_LABEL:
        raise CannotShare(_("Say in at most %(most)s characters whom the link is for.") % {"most": MOST_LABEL})
    if not 1 <= days <= MOST_DAYS:
        raise CannotShare(_("A link is open for 1 to %(most)s days.") % {"most": MOST_DAYS})
    with transaction.atomic():
        story = revisions.lock(article)
        policy.require(policy.why_not_share(by, story))
        if ShareLink.objects.open().filter(article=story).count() >= MOST_OPEN:
            raise CannotShare(_("This story has %(most)s open links already; revoke one first.") % {"most": MOST_OPEN})
        token = secrets.token_urlsafe(32)
        link = ShareLink.objects.create(
            article=story,
            revision=_revision(story, number),
            label=name,
            digest=_digest(token),
            may_comment=may_comment,
            expires_at=timezone.now() + datetime.timedelta(days=days),
            created_by=by,
        )
        _record(link, story, "shared", by=by)
    return Shared(link, token)


def _revision(story: Article, number: int | None) -> Revision | None:
    if number is None:
        return None
    revision: Revision | None = Revision.objects.filter(article=story, number=number).first()
    if revision is None:
        raise CannotShare(_("The story has no version %(number)s.") % {"number": number})
    return revision


def revoke(link: ShareLink, *, by: "User") -> ShareLink:
    """Let the link open nothing from this moment on; what is revoked already stays so. Raises NotAllowed."""
    with transaction.atomic():
        story = revisions.lock(link.article)
        kept = ShareLink.objects.select_related("revision").get(pk=link.pk)
        policy.require(policy.why_not_revoke(by, kept))
        if kept.revoked_at is None:
            kept.revoked_at, kept.revoked_by = timezone.now(), by
            kept.save(update_fields=["revoked_at", "revoked_by"])
            _record(kept, story, "share_revoked", by=by)
    return kept


def find(token: str) -> ShareLink | None:
    """The link that this token opens now, with its story; None for one that was never told, has expired or was revoked.

    One and the same query answers all of these, by a digest that nobody outside can aim at.
    """
    links = ShareLink.objects.open().select_related("article__head", "article__live", "revision")
    return links.filter(digest=_digest(token)).first()


def visit(link: ShareLink, *, by: Caller) -> None:
    """Log that the preview was opened, once for whoever looks at the same revision again within a few minutes.

    So many an hour, whatever callers call themselves: nobody can delete a row of this log.
    """
    now = timezone.now()
    facts = {"revision": link.shown, "network": by.network, "agent": by.agent}
    lately = ShareVisit.objects.filter(link=link, kind=ShareVisit.Kind.OPENED, at__gt=now - AN_HOUR).aggregate(
        all=Count("pk"), same=Count("pk", filter=Q(at__gt=now - SAME_VISIT, **facts))
    )
    if not lately["same"] and lately["all"] < MOST_OPENINGS:
        ShareVisit.objects.create(link=link, kind=ShareVisit.Kind.OPENED, **facts)


def comment(link: ShareLink, *, by: Caller, name: str, text: str = "", mark: str = "", number: int) -> Note:
    """Keep what a visitor says of revision number `number` in the story's notes. Raises CannotComment or NoteRefused."""
    with transaction.atomic():
        story = revisions.lock(link.article)
        kept = ShareLink.objects.open().filter(pk=link.pk).first()
        if kept is None or not kept.may_comment:
            raise CannotComment(_("Comments on this preview are closed."))
        _require_room(kept)
        note = notes.add(story, text, guest=name, mark=mark, revision=number)
        ShareVisit.objects.create(
            link=kept,
            kind=ShareVisit.Kind.COMMENTED,
            revision=note.revision,
            network=by.network,
            agent=by.agent,
            name=note.guest,
            note=note,
        )
    return note


def _require_room(link: ShareLink) -> None:
    """Counted by link and not by caller, whose address is easily changed."""
    comments = ShareVisit.objects.filter(link=link, kind=ShareVisit.Kind.COMMENTED)
    if comments.filter(at__gt=timezone.now() - AN_HOUR).count() >= MOST_AN_HOUR:
        raise TooMany(_("That is enough for one hour; please come back later."))
    if comments.count() >= MOST_COMMENTS:
        raise TooMany(_("This preview has been commented on as often as it may be."))


def _digest(token: str) -> str:
    return salted_hmac(_SALT, token, algorithm="sha256").hexdigest()


def _record(link: ShareLink, story: Article, action: str, *, by: "User") -> None:
    """The log tells for whom and until when, and whether the story was under embargo; never the token."""
    until = _("until %(when)s") % {"when": format_moment(link.expires_at)}
    audit.record(
        story,
        by=by,
        action=action,
        before=audit.state_of(story),
        note=f"{link.label}, {until}" if action == "shared" else link.label,
        share=link.pk,
        number=link.revision.number if link.revision else None,
        expires=link.expires_at.isoformat(),
        embargo=story.embargo.isoformat() if story.embargo else None,
    )
