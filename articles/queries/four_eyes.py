"""Four eyes: whose words of a story's newest version nobody else has passed, and who could pass them.

A version may be published when for everybody who wrote any of it since the last publication somebody else has passed
exactly that version, by approving or publishing it. So an editor may correct a reporter's copy and approve it: the
reporter's words have the editor's eyes, the editor's corrections the publisher's. The setting FOUR_EYES may also be
"strict", which asks for an approver who wrote none of it, or "off", for a newsroom of one person.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.domain.document import CreditRole
from articles.domain.roles import Duty
from articles.domain.states import Move
from articles.models import Article, AuditEntry, Author, Revision, User
from articles.models.authors import display_name

WRITING_ROLES = frozenset({CreditRole.WRITER, CreditRole.REPORTER, CreditRole.TRANSLATOR})
PUBLISHING_MOVES = frozenset({Move.PUBLISH, Move.PUBLISH_CORRECTION, Move.PUBLISH_FIX, Move.SCHEDULE})
# What an edit's entry in the log calls the primary keys of other people whose words it brought in.
WORDS_OF = "words_of"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_MAX_NAMED = 3


def why_not_approve(user: User, article: Article) -> str | None:
    """Return why a person may not approve a story's newest version, although they have the duty; None if they may."""
    if settings.FOUR_EYES == "strict" and _wrote_since_approval(user, article):
        return _join(
            _("You wrote some of this text yourself. Someone else must approve it."), _find_people(user, Duty.EDIT)
        )
    if settings.FOUR_EYES == "on" and _find_people(user, Duty.PUBLISH) == [] and has_written(user, article):
        return _join(
            _("You wrote some of this text yourself, and nobody else can publish it. Someone else must approve it."),
            _find_people(user, Duty.EDIT),
        )
    return None


def why_not_publish(user: User, article: Article) -> str | None:
    """Return why a person may not publish a story's newest version, although they have the duty; None if they may."""
    if settings.FOUR_EYES != "on" or not _has_approved(user, article) or not has_written(user, article):
        return None
    return _join(
        _("You wrote some of this text yourself, and only you have approved it. Someone else must publish it."),
        _find_people(user, Duty.PUBLISH),
    )


def has_written(user: User, article: Article) -> bool:
    """Return whether a person wrote any of a story's newest version since its last publication."""
    return user.pk in find_writers(article, upto=article.newest.number)


def find_writers(article: Article, *, upto: int) -> set[int]:
    """Return the primary keys of the people who wrote any of a version since the publication before it.

    Writers are those who saved a revision, whose words somebody else's edit brought in, and who are credited with them.
    `upto` is the version's number.
    """
    published = article.live.number if article.live and article.live.number < upto else 0
    saved = Revision.objects.filter(article=article, number__gt=published, number__lte=upto)
    brought_in = AuditEntry.objects.filter(
        article=article, revision__number__gt=published, revision__number__lte=upto, details__has_key=WORDS_OF
    )
    writers = set(saved.values_list("by", flat=True))
    writers.update(key for entry in brought_in for key in entry.details[WORDS_OF])
    return writers | _find_credited(article, before=article.live if published else None)


def find_unpassed(article: Article) -> tuple[Revision, Revision] | None:
    """Return two versions between which all is that the newest one's approver wrote, and that nobody else has passed.

    They are the one before the approver's first since the last publication, and the newest. None if the approver wrote
    nothing, or began the story.
    """
    approval = _newest_approval(article)
    published = article.live.number if article.live else 0
    if approval is None:
        return None
    revisions = Revision.objects.filter(article=article)
    own = revisions.filter(number__gt=published, number__lte=article.newest.number, by=approval.by)
    first = own.order_by("number").first()
    before = revisions.filter(number=first.number - 1).first() if first else None
    return (before, article.newest) if before else None


def _find_credited(article: Article, *, before: Revision | None) -> set[int]:
    """Return the primary keys of the accounts that the newest version credits with its words and `before` didn't."""
    lines = {line.author for line in article.newest.document.credits if line.role in WRITING_ROLES}
    lines -= {line.author for line in before.document.credits if line.role in WRITING_ROLES} if before else set()
    if not lines:
        return set()
    return set(Author.objects.filter(pk__in=lines, user__isnull=False).values_list("user", flat=True))


def _has_approved(user: User, article: Article) -> bool:
    """Return whether it was this person who approved the newest version."""
    approval = _newest_approval(article)
    return approval is not None and approval.by_id == user.pk


def _newest_approval(article: Article) -> AuditEntry | None:
    """Return the log's entry on the approval of the newest version; None if it isn't approved."""
    approvals = AuditEntry.objects.filter(article=article, action=Move.APPROVE, revision=article.head)
    return approvals.select_related("by").first()


def _wrote_since_approval(user: User, article: Article) -> bool:
    """Return whether the person saved, or is credited with, any text of the head since the last approval."""
    credited = [line.author for line in article.newest.document.credits if line.role in WRITING_ROLES]
    revisions = Revision.objects.filter(article=article, by=user)
    if article.approved:
        revisions = revisions.filter(number__gt=article.approved.number)
    wrote = Exists(revisions) | Exists(Author.objects.filter(user=user, pk__in=credited))
    return User.objects.filter(wrote, pk=user.pk).exists()


def _find_people(user: User, duty: Duty) -> list[User]:
    """Return the other active people with a duty, by name; of a large newsroom some."""
    people = User.objects.with_perm(duty.permission, backend=_BACKEND).filter(~Q(pk=user.pk), is_staff=True)
    return list(people.order_by("first_name", "last_name", "username")[: 2 * _MAX_NAMED])


def _join(sentence: str, people: Iterable[User]) -> str:
    """Add to a sentence who the someone else could be."""
    names = [display_name(person) for person in people]
    if not names:
        advice = _("Nobody else has this permission: add somebody, or set FOUR_EYES=off in a newsroom of one person.")
        return f"{sentence} {advice}"
    named = ", ".join(names[:_MAX_NAMED])
    more = len(names) - _MAX_NAMED
    if more > 0:
        named = ngettext("%(names)s or another", "%(names)s or others", more) % {"names": named}
    return f"{sentence} {_('Ask %(names)s.') % {'names': named}}"
