"""Who may do what to which story. Every room that changes something asks here; no page decides by itself.

`why_not_…` answers None (allowed) or one sentence for the person who asked; `require_…` raises it.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.roles import Duty
from articles.states import MOVES, Move, Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotAllowed(PermissionDenied):
    """This person may not do this; the message is one sentence for them."""


def has_duty(user: "User", duty: Duty) -> bool:
    """Whether this person is trusted with the duty."""
    return bool(user.is_active and user.has_perm(duty.permission))


def is_reporter_of(user: "User", article: Article) -> bool:
    """Whether the story is this person's: they began it, or they are credited in it."""
    return article.created_by_id == user.pk or article.credits.filter(author__user=user).exists()


def wrote_since_approval(user: "User", article: Article) -> bool:
    """Whether this person wrote any words of the head that nobody has approved yet."""
    revisions = Revision.objects.filter(article=article, by=user)
    if article.approved:
        revisions = revisions.filter(number__gt=article.approved.number)
    return revisions.exists()


def why_not_create(user: "User") -> str | None:
    """Why this person may not begin a story."""
    return None if has_duty(user, Duty.WRITE) else _("You may not write stories.")


def why_not_edit(user: "User", article: Article) -> str | None:
    """Why this person may not change the story's words or details now."""
    if not has_duty(user, Duty.WRITE):
        return _("You may not write stories.")
    if article.stage == Stage.SPIKED:
        return _("This story is spiked. Take it off the spike to work on it.")
    if has_duty(user, Duty.EDIT) or has_duty(user, Duty.PUBLISH):
        return None
    if not is_reporter_of(user, article):
        return _("This is another reporter’s story; only its reporter or an editor may change it.")
    if article.stage in {Stage.APPROVED, Stage.SCHEDULED}:
        return _("This story is approved. Ask an editor to send it back if it must change.")
    return None


def why_not_move(user: "User", move: Move, article: Article) -> str | None:
    """Why this person may not make this move on this story; whether the move is possible from here is workflow's business."""
    rule = MOVES[move]
    if not has_duty(user, rule.duty):
        return _("You are not trusted to %(duty)s.") % {"duty": Duty(rule.duty).label}
    if rule.own and not is_reporter_of(user, article):
        return _("Only the story’s reporter may do this.")
    if move == Move.APPROVE and settings.FOUR_EYES and wrote_since_approval(user, article):
        return _("You wrote some of this text yourself; somebody else must approve it.")
    return None


def require_create(user: "User") -> None:
    """Raise NotAllowed unless this person may begin a story."""
    _require(why_not_create(user))


def require_edit(user: "User", article: Article) -> None:
    """Raise NotAllowed unless this person may change the story now."""
    _require(why_not_edit(user, article))


def require_move(user: "User", move: Move, article: Article) -> None:
    """Raise NotAllowed unless this person may make this move on this story."""
    _require(why_not_move(user, move, article))


def _require(objection: str | None) -> None:
    if objection:
        raise NotAllowed(objection)
