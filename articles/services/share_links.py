"""Preview links for people without an account: create, revoke, record visits.

The only writer of the links and of their visits.

Policy -> lock -> check -> change -> audit, in one transaction. A link's token is shown once, to the person who shares the
story. The database has only a digest made with the site's secret key, so that reading the database opens no preview and
writing to it creates no link. An embargo does not forbid sharing; the log entry mentions it.
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
from articles.services import audit, notes, revisions, workflow

if TYPE_CHECKING:
    from articles.models import User

DEFAULT_DAYS: Final = 7
MAX_DAYS: Final = 90
MAX_LABEL_LENGTH: Final = 80
MAX_OPEN_LINKS: Final = 20
# Opening a link again within this time is the same visit.
SAME_VISIT: Final = datetime.timedelta(minutes=10)
AN_HOUR: Final = datetime.timedelta(hours=1)
MAX_COMMENTS_PER_HOUR: Final = 10
MAX_COMMENTS: Final = 100
MAX_VISITS_PER_HOUR: Final = 60  # in the log
_SALT: Final = "articles.sharing"


class ShareRefused(UserFacingError):
    """The story cannot be shared like this."""


class CommentRefused(UserFacingError):
    """The comment cannot be saved; the message is for the visitor."""


class TooManyComments(CommentRefused):
    """The link has reached its maximum number of comments, in all or for this hour."""


@dataclass(frozen=True)
class NewShareLink:
    """A new link and the token that opens it, which cannot be shown again."""

    link: ShareLink
    token: str


@dataclass(frozen=True)
class Visitor:
    """A visitor as precisely as the log may know them: a network ("192.0.2.0/24") and a browser ("Firefox on Windows")."""

    network: str = ""
    agent: str = ""


def create(
    article: Article,
    *,
    by: "User",
    label: str,
    days: int = DEFAULT_DAYS,
    number: int | None = None,
    may_comment: bool = True,
) -> NewShareLink:
    """Create a preview link to revision number `number` (None: always the newest), valid for some days.

    Raises PermissionRefused or ShareRefused.
    """
    name = normalise_line(label)
    if not 0 < len(name) <= MAX_LABEL_LENGTH:
        raise ShareRefused(_("Enter whom the link is for, in at most %(max)s characters.") % {"max": MAX_LABEL_LENGTH})
    if not 1 <= days <= MAX_DAYS:
        raise ShareRefused(_("A link can be valid for 1 to %(max)s days.") % {"max": MAX_DAYS})
    with transaction.atomic():
        story = revisions.lock(article)
        policy.require(policy.why_not_share(by, story))
        if ShareLink.objects.open().filter(article=story).count() >= MAX_OPEN_LINKS:
            raise ShareRefused(
                _("This story already has %(max)s open links. Revoke one first.") % {"max": MAX_OPEN_LINKS}
            )
        token = secrets.token_urlsafe(32)
        link = ShareLink.objects.create(
            article=story,
            revision=_find_revision(story, number),
            label=name,
            digest=_digest_token(token),
            may_comment=may_comment,
            expires_at=timezone.now() + datetime.timedelta(days=days),
            created_by=by,
        )
        _log_link(link, story, "shared", by=by)
    return NewShareLink(link, token)


def _find_revision(story: Article, number: int | None) -> Revision | None:
    """Return the story's revision with this number, None for None. Raises ShareRefused if it does not exist."""
    if number is None:
        return None
    revision: Revision | None = Revision.objects.filter(article=story, number=number).first()
    if revision is None:
        raise ShareRefused(_("The story has no version %(number)s.") % {"number": number})
    return revision


def revoke(link: ShareLink, *, by: "User") -> ShareLink:
    """Revoke a preview link from now on; a no-op if already revoked. Raises PermissionRefused."""
    with transaction.atomic():
        story = revisions.lock(link.article)
        current = ShareLink.objects.select_related("revision").get(pk=link.pk)
        policy.require(policy.why_not_revoke_link(by, current))
        if current.revoked_at is None:
            current.revoked_at, current.revoked_by = timezone.now(), by
            current.save(update_fields=["revoked_at", "revoked_by"])
            _log_link(current, story, "share_revoked", by=by)
    return current


def find_link(token: str) -> ShareLink | None:
    """Find the preview link that a token names, with its story; None if unknown, expired or revoked.

    A link to a retracted story is found, and `is_closed`.

    All of these take the same query, by a digest that outsiders cannot predict, so that timing reveals nothing.
    """
    links = ShareLink.objects.valid().select_related("article__head", "article__live", "revision")
    return links.filter(digest=_digest_token(token)).first()


def public_path(link: ShareLink) -> str:
    """Return the path of a shared story's public page, or of the notice of its retraction; "" without such a page."""
    return link.article.get_absolute_url() if workflow.is_public(link.article) else ""


def record_visit(link: ShareLink, *, by: Visitor) -> None:
    """Log that a visitor opened a preview, once for each revision within SAME_VISIT.

    Limited per hour whatever visitors call themselves, because rows of this log can't be deleted.
    """
    now = timezone.now()
    visit = {"revision": link.shown, "network": by.network, "agent": by.agent}
    recent = ShareVisit.objects.filter(link=link, kind=ShareVisit.Kind.OPENED, at__gt=now - AN_HOUR).aggregate(
        all=Count("pk"), same=Count("pk", filter=Q(at__gt=now - SAME_VISIT, **visit))
    )
    if not recent["same"] and recent["all"] < MAX_VISITS_PER_HOUR:
        ShareVisit.objects.create(link=link, kind=ShareVisit.Kind.OPENED, **visit)


def add_comment(link: ShareLink, *, by: Visitor, name: str, text: str = "", mark: str = "", number: int) -> Note:
    """Add a visitor's comment on revision number `number` to the story's notes.

    An approval resolves the objections that came through the same link before.
    Raises CommentRefused or NoteRefused.
    """
    with transaction.atomic():
        story = revisions.lock(link.article)
        current = ShareLink.objects.open().filter(pk=link.pk).first()
        if current is None or not current.may_comment:
            raise CommentRefused(_("Comments on this preview are closed."))
        _check_comment_limits(current)
        note = notes.add(story, text, guest=name, mark=mark, revision=number)
        ShareVisit.objects.create(
            link=current,
            kind=ShareVisit.Kind.COMMENTED,
            revision=note.revision,
            network=by.network,
            agent=by.agent,
            name=note.guest,
            note=note,
        )
        if note.mark == Note.Mark.APPROVED:
            comments = ShareVisit.objects.filter(link=current, kind=ShareVisit.Kind.COMMENTED)
            notes.resolve_by_approval(note, earlier=comments.values("note"))
    return note


def _check_comment_limits(link: ShareLink) -> None:
    """Raise TooManyComments if a link has reached its limit of comments, in all or for this hour.

    Per link, because visitors can change their address.
    """
    comments = ShareVisit.objects.filter(link=link, kind=ShareVisit.Kind.COMMENTED)
    if comments.filter(at__gt=timezone.now() - AN_HOUR).count() >= MAX_COMMENTS_PER_HOUR:
        raise TooManyComments(_("Too many comments for now. Try again in an hour."))
    if comments.count() >= MAX_COMMENTS:
        raise TooManyComments(_("This preview has reached its maximum number of comments."))


def _digest_token(token: str) -> str:
    """Return the keyed digest (SHA-256, hexadecimal) by which the link of a token is stored."""
    return salted_hmac(_SALT, token, algorithm="sha256").hexdigest()


def _log_link(link: ShareLink, story: Article, action: str, *, by: "User") -> None:
    """Log an action on a preview link: for whom, until when, the story's embargo; never the token."""
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
