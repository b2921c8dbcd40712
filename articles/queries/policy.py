"""Who may do what: every page and service checks permissions here.

Each `why_not_…` returns None if the person may do it, or one sentence that says why not; `require` raises it.
"""

import datetime
from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.domain.roles import Duty
from articles.domain.states import MOVES, Move, Stage, Standing, is_possible
from articles.models import Article, Assignment, Image, Note, PictureUse, ShareLink, User
from articles.models.authors import display_name
from articles.queries import four_eyes

_NEEDS_DUTY = {
    Duty.WRITE: gettext_lazy("You do not have permission to write stories."),
    Duty.EDIT: gettext_lazy("Only editors can do this."),
    Duty.PUBLISH: gettext_lazy("Only publishers can do this."),
    Duty.ARRANGE: gettext_lazy("You do not have permission to change the front page."),
}


class PermissionRefused(PermissionDenied):
    """The person lacks permission; the message is one sentence for them."""


def require(objection: str | None) -> None:
    """Raise PermissionRefused if there is an objection, as in `policy.require(policy.why_not_edit(user, article))`."""
    if objection:
        raise PermissionRefused(objection)


def has_duty(user: User, duty: Duty) -> bool:
    """Return whether the person is active and has the duty."""
    return bool(user.is_active and user.has_perm(duty.permission))


def is_editor_or_publisher(user: User) -> bool:
    """Return whether the person edits or publishes, and so may work on other people's stories."""
    return has_duty(user, Duty.EDIT) or has_duty(user, Duty.PUBLISH)


def is_reporter_of(user: User, article: Article) -> bool:
    """Return whether the person began the story, wrote its newest version, or is credited or assigned."""
    if user.pk in {article.created_by_id, article.newest.by_id}:
        return True
    connected = Q(credits__author__user=user) | Q(assignment__to=user)
    return Article.objects.filter(connected, pk=article.pk).exists()


def why_not_create(user: User) -> str | None:
    """Return why the person may not create stories; None if they may."""
    return None if has_duty(user, Duty.WRITE) else _("You do not have permission to write stories.")


def why_not_edit(user: User, article: Article) -> str | None:
    """Return why the person may not change the story's text or details now; None if they may."""
    if not has_duty(user, Duty.WRITE):
        return _("You do not have permission to write stories.")
    if article.stage == Stage.SPIKED:
        return _("This story is spiked. Unspike it before you change it.")
    if is_editor_or_publisher(user):
        return None
    if not is_reporter_of(user, article):
        return _("This is another reporter’s story. Only its reporter or an editor can change it.")
    if article.stage in {Stage.APPROVED, Stage.SCHEDULED}:
        return _("This story is approved. Ask an editor to send it back before you change it.")
    return None


def why_not_change_date(article: Article) -> str | None:
    """Return why the story's date may not change any more; None until the story is published."""
    is_only_planned = article.stage == Stage.SCHEDULED and article.scheduled_change_at is None
    if article.live_id is None or is_only_planned:
        return None
    return _("The date is part of the address under which the story was published, so it can’t change now.")


def why_not_merge_tags(user: User) -> str | None:
    """Return why the person may not merge tags; None if they may."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers can merge tags.")


def why_not_autosave(user: User, article: Article | None) -> str | None:
    """Return why the person may not autosave a story (None: a new one); None if they may.

    Autosaving is allowed at any stage: the story may have been approved or spiked while they were typing.
    """
    objection = why_not_create(user)
    if objection or article is None or is_editor_or_publisher(user):
        return objection
    if not is_reporter_of(user, article):
        return _("This is another reporter’s story. Only its reporter or an editor can change it.")
    return None


def why_not_move(user: User, move: Move, article: Article) -> str | None:
    """Return why the person may not make a move; None if they may. `services.workflow` checks the story's state."""
    rule = MOVES[move]
    if not has_duty(user, rule.duty):
        return str(_NEEDS_DUTY[Duty(rule.duty)])
    if rule.own and not is_reporter_of(user, article):
        return _("Only the story’s reporter can do this.")
    if not is_possible(move, stage=Stage(article.stage), standing=Standing(article.standing)):
        return None
    if move == Move.DISCARD:
        return why_not_edit(user, article)
    if move == Move.APPROVE:
        return four_eyes.why_not_approve(user, article)
    return four_eyes.why_not_publish(user, article) if move in four_eyes.PUBLISHING_MOVES else None


def why_not_embargo(user: User, article: Article, embargo: datetime.datetime | None) -> str | None:
    """Return why the person may not set this embargo, which could publish a scheduled story; None if they may."""
    if article.embargo is None or (embargo is not None and embargo >= article.embargo):
        return None
    if article.publish_at and not has_duty(user, Duty.PUBLISH):
        return _("This story is scheduled. Only a publisher can bring its embargo forward.")
    if article.stage != Stage.DRAFT and not is_editor_or_publisher(user):
        return _("This story is with the editors. Ask one of them to bring its embargo forward.")
    return None


def why_not_share(user: User, article: Article) -> str | None:
    """Return why the person may not create preview links to the story; None if they may."""
    if article.standing == Standing.KILLED:
        return _("This story is killed and can’t be shared.")
    if article.standing == Standing.RETRACTED:
        return _("This story is retracted and can’t be shared.")
    return why_not_edit(user, article)


def why_not_revoke_link(user: User, link: ShareLink) -> str | None:
    """Return why the person may not revoke a preview link; None if they may."""
    if link.created_by_id == user.pk or has_duty(user, Duty.PUBLISH):
        return None
    return _("Only the person who shared this preview or a publisher can revoke it.")


def why_not_add_picture(user: User) -> str | None:
    """Return why the person may not add pictures; None if they may."""
    return (
        None
        if user.is_active and user.has_perm("articles.add_image")
        else _("You do not have permission to add pictures.")
    )


def why_not_change_picture(user: User, image: Image) -> str | None:
    """Return why the person may not change a picture's details, which all its stories show; None if they may."""
    return why_not_change_pictures(user, [image]).get(image.pk)


def why_not_change_pictures(user: User, images: Iterable[Image]) -> dict[int, str]:
    """Return why the person may not change some of these pictures: {primary key: sentence}; at most one query."""
    keys = [image.pk for image in images]
    if not (user.is_active and user.has_perm("articles.change_image")):
        return dict.fromkeys(keys, _("You do not have permission to change pictures."))
    if is_editor_or_publisher(user):
        return {}
    return dict.fromkeys(
        _published_pictures(keys), _("This picture is published. Ask a publisher to change its words.")
    )


def why_not_change_words_of_pictures(user: User, images: Iterable[Image]) -> dict[int, str]:
    """Return why the person may not change the words of some of these pictures: {primary key: sentence}; one query.

    Stories without words of their own for a picture show them, so they are published words.
    """
    keys = [image.pk for image in images]
    if has_duty(user, Duty.PUBLISH):
        return {}
    sentence = _("Readers see these words. Ask a publisher to change them, or change them in the story alone.")
    return dict.fromkeys(_published_pictures(keys), sentence)


def why_not_reshape_picture(user: User, image: Image) -> str | None:
    """Return why the person may not crop or turn a picture, which all its stories show; None if they may."""
    objection = why_not_change_picture(user, image)
    if objection or has_duty(user, Duty.PUBLISH) or not _published_pictures([image.pk]):
        return objection
    return _("Readers see this picture. Ask a publisher to crop or turn it.")


def _published_pictures(keys: Collection[int]) -> set[int]:
    """Return the primary keys of those pictures that a published story shows; retracted and killed ones count."""
    uses = PictureUse.objects.filter(image__in=keys).exclude(article__standing=Standing.UNPUBLISHED)
    return set(uses.values_list("image", flat=True))


def why_not_review_untagged(user: User) -> str | None:
    """Return why the person may not review the stories without a country; None if they may."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers can review stories without a country.")


def why_not_change_front_page(user: User) -> str | None:
    """Return why the person may not change the front page; None if they may."""
    return None if has_duty(user, Duty.ARRANGE) else _("You do not have permission to change the front page.")


def why_not_see_coverage(user: User) -> str | None:
    """Return why the person may not see the coverage report; None if they may."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers can see the coverage report.")


def why_not_see_suggestion_accuracy(user: User) -> str | None:
    """Return why the person may not see how accurate suggested countries are; None if they may."""
    return None if has_duty(user, Duty.EDIT) else _("Only editors can see how accurate the suggestions are.")


def why_not_mark_key_stories(user: User) -> str | None:
    """Return why the person may not mark key stories of two countries; None if they may."""
    return None if has_duty(user, Duty.ARRANGE) else _("You do not have permission to mark key stories.")


def why_not_add_note(user: User) -> str | None:
    """Return why the person may not add notes; None if they may, as all who see stories at the desk may."""
    if user.is_active and user.is_staff and user.has_perm("articles.view_article"):
        return None
    return _("You do not have permission to add notes.")


def why_not_block_publication(user: User) -> str | None:
    """Return why the person may not let a note block publication, or unblock it; None if they may."""
    if is_editor_or_publisher(user):
        return None
    return _("Only editors and publishers can block publication.")


def why_not_resolve_note(user: User, note: Note) -> str | None:
    """Return why the person may not resolve or reopen a note; None if they may.

    Editors and publishers always may, and the note's author may if the note does not block publication.
    """
    if objection := why_not_add_note(user):
        return objection
    if why_not_block_publication(user) is None:
        return None
    if note.blocking:
        return _("This note blocks publication. Ask an editor to resolve it.")
    if note.by_id != user.pk:
        return _("Only its author or an editor can resolve this note.")
    return None


def why_not_view_stories(user: User) -> str | None:
    """Return why the person may not see unpublished stories; None if they may."""
    allowed = user.is_active and user.has_perm("articles.view_article")
    return None if allowed else _("You do not have permission to see the newsroom’s stories.")


def why_not_be_assigned(user: User) -> str | None:
    """Return why the person can't be assigned a story, for the person who assigns it; None if they can."""
    if user.is_staff and has_duty(user, Duty.WRITE):
        return None
    return _("%(who)s does not have permission to write stories.") % {"who": display_name(user)}


def assignable() -> QuerySet[User]:
    """Return the people who can be assigned a story, by name."""
    writers = User.objects.with_perm(Duty.WRITE.permission, backend="django.contrib.auth.backends.ModelBackend")
    return writers.filter(is_staff=True).order_by("first_name", "last_name", "username")


def may_assign(user: User) -> bool:
    """Return whether the person may assign stories and set when they are due."""
    return is_editor_or_publisher(user)


def why_not_assign(user: User, article: Article) -> str | None:
    """Return why the person may not assign the story; None if they may."""
    if not may_assign(user):
        return _("Only editors and publishers can assign stories.")
    if article.stage == Stage.SPIKED:
        return _("This story is spiked. Unspike it before you change it.")
    return None


def why_not_unassign(user: User, article: Article, assignment: Assignment) -> str | None:
    """Return why the person may not unassign the story; None if they may, as the assigned person may."""
    return None if assignment.to_id == user.pk else why_not_assign(user, article)
