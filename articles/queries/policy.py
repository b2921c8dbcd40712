"""Who may do what to which story; every service asks here.

No page decides by itself.

`why_not_…` returns None (allowed) or one sentence for the person; `require(why_not_…)` raises it.
"""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from articles.domain.document import CreditRole
from articles.domain.roles import Duty
from articles.domain.states import MOVES, Move, Stage, Standing
from articles.models import Article, Assignment, Author, Image, Note, PictureUse, Revision, ShareLink, User
from articles.models.authors import display_name

WRITING = frozenset({CreditRole.WRITER, CreditRole.REPORTER, CreditRole.TRANSLATOR})


class NotAllowed(PermissionDenied):
    """This person may not do this; the message is one sentence for them."""


def require(objection: str | None) -> None:
    """Raise NotAllowed if there is an objection: `policy.require(policy.why_not_edit(user, article))`."""
    if objection:
        raise NotAllowed(objection)


def has_duty(user: User, duty: Duty) -> bool:
    """Whether this person is trusted with the duty."""
    return bool(user.is_active and user.has_perm(duty.permission))


def is_editor_or_publisher(user: User) -> bool:
    """Whether this person edits or publishes, and so may work on stories that aren’t their own."""
    return has_duty(user, Duty.EDIT) or has_duty(user, Duty.PUBLISH)


def is_reporter_of(user: User, article: Article) -> bool:
    """Whether the story is this person's: they began it, wrote its newest version, are credited in it, or are on it."""
    if user.pk in {article.created_by_id, article.newest.by_id}:
        return True
    theirs = Q(credits__author__user=user) | Q(assignment__to=user)
    return Article.objects.filter(theirs, pk=article.pk).exists()


def wrote_since_approval(user: User, article: Article) -> bool:
    """Whether this person saved or is credited with any words of the head that nobody has approved yet."""
    credited = [line.author for line in article.newest.document.credits if line.role in WRITING]
    revisions = Revision.objects.filter(article=article, by=user)
    if article.approved:
        revisions = revisions.filter(number__gt=article.approved.number)
    wrote = Exists(revisions) | Exists(Author.objects.filter(user=user, pk__in=credited))
    return User.objects.filter(wrote, pk=user.pk).exists()


def why_not_create(user: User) -> str | None:
    """Why this person may not begin a story."""
    return None if has_duty(user, Duty.WRITE) else _("You may not write stories.")


def why_not_edit(user: User, article: Article) -> str | None:
    """Why this person may not change the story's words or details now."""
    if not has_duty(user, Duty.WRITE):
        return _("You may not write stories.")
    if article.stage == Stage.SPIKED:
        return _("This story is spiked. Take it off the spike to work on it.")
    if is_editor_or_publisher(user):
        return None
    if not is_reporter_of(user, article):
        return _("This is another reporter’s story; only its reporter or an editor may change it.")
    if article.stage in {Stage.APPROVED, Stage.SCHEDULED}:
        return _("This story is approved. Ask an editor to send it back if it must change.")
    return None


def why_not_curate(user: User) -> str | None:
    """Why this person may not say which tags are one."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers merge tags.")


def why_not_keep(user: User, article: Article | None) -> str | None:
    """Why this person may not keep unsaved words, for a story or for a new one.

    Whatever the story's state: it may have been approved or spiked while they were typing.
    """
    objection = why_not_create(user)
    if objection or article is None or is_editor_or_publisher(user):
        return objection
    if not is_reporter_of(user, article):
        return _("This is another reporter’s story; only its reporter or an editor may change it.")
    return None


def why_not_move(user: User, move: Move, article: Article) -> str | None:
    """Why this person may not make this move on this story; whether the move is possible from here is workflow's business."""
    rule = MOVES[move]
    if not has_duty(user, rule.duty):
        return _("You are not trusted to %(duty)s.") % {"duty": Duty(rule.duty).label}
    if rule.own and not is_reporter_of(user, article):
        return _("Only the story’s reporter may do this.")
    if move == Move.APPROVE and settings.FOUR_EYES and wrote_since_approval(user, article):
        return _("You wrote some of this text yourself; somebody else must approve it.")
    return None


def why_not_embargo(user: User, article: Article, embargo: datetime.datetime | None) -> str | None:
    """Why this person may not move the story's embargo to this moment: sooner could make a scheduled story public."""
    if article.embargo is None or (embargo is not None and embargo >= article.embargo):
        return None
    if article.publish_at and not has_duty(user, Duty.PUBLISH):
        return _("The story is scheduled; only a publisher may bring its embargo forward.")
    if article.stage != Stage.DRAFT and not is_editor_or_publisher(user):
        return _("The story is with the editors; ask one of them to bring its embargo forward.")
    return None


def why_not_share(user: User, article: Article) -> str | None:
    """Why this person may not show the story to somebody without an account."""
    if article.standing == Standing.KILLED:
        return _("This story is killed; nobody is shown it any more.")
    return why_not_edit(user, article)


def why_not_revoke(user: User, link: ShareLink) -> str | None:
    """Why this person may not revoke a shared preview."""
    if link.created_by_id == user.pk or has_duty(user, Duty.PUBLISH):
        return None
    return _("Only whoever shared this preview, or a publisher, may revoke it.")


def why_not_add_picture(user: User) -> str | None:
    """Why this person may not put pictures into the library."""
    return None if user.is_active and user.has_perm("articles.add_image") else _("You may not add pictures.")


def why_not_change_picture(user: User, image: Image) -> str | None:
    """Why this person may not change a picture's words, which readers see on every story that shows it."""
    return why_not_change_pictures(user, [image]).get(image.pk)


def why_not_change_pictures(user: User, images: Iterable[Image]) -> dict[int, str]:
    """Why this person may not change the words of some of these pictures, by their keys; at most one query."""
    keys = [image.pk for image in images]
    if not (user.is_active and user.has_perm("articles.change_image")):
        return dict.fromkeys(keys, _("You may not change pictures."))
    if is_editor_or_publisher(user):
        return {}
    seen = PictureUse.objects.filter(image__in=keys).exclude(article__standing=Standing.UNPUBLISHED)
    return dict.fromkeys(
        seen.values_list("image", flat=True), _("Readers see this picture; ask an editor to change its words.")
    )


def why_not_work_through(user: User) -> str | None:
    """Why this person may not work through the stories of everybody that have no country yet."""
    if is_editor_or_publisher(user):
        return None
    return _("Only those who edit or publish work through the untagged stories.")


def why_not_arrange(user: User) -> str | None:
    """Why this person may not arrange the front page."""
    return None if has_duty(user, Duty.ARRANGE) else _("You may not arrange the front page.")


def why_not_compare(user: User) -> str | None:
    """Why this person may not see how the paper covers the world."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers compare coverage.")


def why_not_judge(user: User) -> str | None:
    """Why this person may not see how the suggested countries fare."""
    return None if has_duty(user, Duty.EDIT) else _("Only editors see how the suggestions fare.")


def why_not_mark(user: User) -> str | None:
    """Why this person may not say which stories are the key stories of two countries."""
    return None if has_duty(user, Duty.ARRANGE) else _("You may not mark key stories.")


def why_not_note(user: User) -> str | None:
    """Why this person may not leave notes: whoever may see stories at the desk may."""
    if user.is_active and user.is_staff and user.has_perm("articles.view_article"):
        return None
    return _("You may not leave notes on stories.")


def why_not_block(user: User) -> str | None:
    """Why this person may not let a note keep its story from being published, or lift that."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers decide what keeps a story from being published.")


def why_not_resolve(user: User, note: Note) -> str | None:
    """Why this person may not resolve or reopen a note: its author may unless it blocks, editors and publishers always."""
    if objection := why_not_note(user):
        return objection
    if why_not_block(user) is None:
        return None
    if note.blocking:
        return _("This note keeps the story from being published; ask an editor to resolve it.")
    if note.by_id != user.pk:
        return _("Only its author or an editor may resolve this note.")
    return None


def why_not_look(user: User) -> str | None:
    """Why this person may not look at what the newsroom is working on."""
    allowed = user.is_active and user.has_perm("articles.view_article")
    return None if allowed else _("You may not see the newsroom’s stories.")


def why_not_be_assigned(user: User) -> str | None:
    """Why this person can't be on a story, for whoever would assign it."""
    if user.is_staff and has_duty(user, Duty.WRITE):
        return None
    return _("%(who)s may not write stories.") % {"who": display_name(user)}


def assignable() -> QuerySet[User]:
    """Everybody who may be on a story, by name."""
    trusted = User.objects.with_perm(Duty.WRITE.permission, backend="django.contrib.auth.backends.ModelBackend")
    return trusted.filter(is_staff=True).order_by("first_name", "last_name", "username")


def may_assign(user: User) -> bool:
    """Whether this person says who is on which story, and until when."""
    return is_editor_or_publisher(user)


def why_not_assign(user: User, article: Article) -> str | None:
    """Why this person may not say who is on the story."""
    if not may_assign(user):
        return _("Only editors and publishers assign stories.")
    if article.stage == Stage.SPIKED:
        return _("This story is spiked. Take it off the spike to work on it.")
    return None


def why_not_release(user: User, article: Article, assignment: Assignment) -> str | None:
    """Why this person may not take whoever is on the story off it."""
    return None if assignment.to_id == user.pk else why_not_assign(user, article)
