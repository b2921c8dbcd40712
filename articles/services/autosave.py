"""Autosave: store unsaved words per person, story and browser tab.

The only writer of working copies. Never touches the history or what readers see.

A page is a window with a random key. Its words are kept again and again, and forgotten in the transaction in which they
are saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.errors import UserFacingError
from articles.models import Article, WorkingCopy
from articles.queries import policy

if TYPE_CHECKING:
    from articles.models import User

MOST_CHARACTERS = 2_000_000  # twice what a body may have, so that whatever can be saved can be kept
MOST_FIELDS = 500
MOST_COPIES = 20
LONGEST_KEY = 40

Fields = Mapping[str, Sequence[str]]


class CannotKeep(UserFacingError):
    """The words can't be kept."""


@dataclass(frozen=True)
class Window:
    """A page that somebody writes on.

    `opened_with` is the copy that it was opened with, as its window's key and its turn: the page's words go on from it.
    """

    key: str
    opened_with: tuple[str, int] | None = None


def keep(
    window: Window,
    fields: Fields,
    *,
    by: "User",
    article: Article | None = None,
    base: int = 0,
    turn: int | None = None,
) -> WorkingCopy:
    """Keep what stands in a window's fields, in place of what stood there before.

    `base` is the number of the revision that the words started from. A page's turns grow, and what arrives after a later
    turn changes nothing; without a turn it is the latest. Raises NotAllowed or CannotKeep.
    """
    policy.require(policy.why_not_keep(by, article))
    kept = {name: [value.replace("\0", "") for value in values] for name, values in fields.items()}
    _check_size(kept)
    copies = WorkingCopy.objects.filter(person=by)
    # Most autosaves replace a copy that exists; the one statement that does it needs no lock.
    earlier = copies.filter(window=window.key, turn__lt=turn) if turn is not None else copies.none()
    values = {"article": article, "fields": kept, "base": base, "merged_into": None, "saved_at": timezone.now()}
    if earlier.update(**values, turn=turn) and (copy := copies.defer("fields").filter(window=window.key).first()):
        return copy
    with transaction.atomic():
        # One person's pages are kept one after another; a copy that isn't there yet could not be locked.
        get_user_model().objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        copy = copies.filter(window=window.key).first()
        if copy and turn is not None and copy.turn >= turn:
            return copy
        if copy is None:
            _forget_opened(window, by=by)
            if copies.filter(article=article).count() >= MOST_COPIES:
                sentence = _("You have %(most)s unsaved copies of this story. Use or discard one.")
                raise CannotKeep(sentence % {"most": MOST_COPIES})
            copy = WorkingCopy(person=by, window=window.key, turn=0)
        copy.article, copy.fields, copy.base = article, kept, base
        copy.turn = copy.turn + 1 if turn is None else turn
        copy.merged_into, copy.saved_at = None, timezone.now()
        copy.save()
    return copy


def offered(article: Article | None, *, by: "User") -> list[WorkingCopy]:
    """What this person has typed for the story (None: for new ones) and not saved, the newest first, without the words."""
    return list(WorkingCopy.objects.filter(person=by, article=article).defer("fields"))


def own(key: int, *, by: "User", article: Article | None) -> WorkingCopy | None:
    """A copy of the story (None: of a new one) by its primary key; None unless this person typed it."""
    return WorkingCopy.objects.filter(pk=key, person=by, article=article).first()


def discard(copy: WorkingCopy) -> None:
    """Drop what was kept, as the person who typed it asked; what they have typed since they saw it stays."""
    WorkingCopy.objects.filter(pk=copy.pk, turn=copy.turn).delete()


def forget(window: Window, *, by: "User") -> None:
    """Forget a window's words, and those that it was opened with unless they have changed since; they are saved now."""
    WorkingCopy.objects.filter(person=by, window=window.key).delete()
    _forget_opened(window, by=by)


def leave_over(window: Window, *, by: "User", merged_into: int) -> None:
    """Note that revision number `merged_into` was made of a window's words, and that some of them were left out."""
    WorkingCopy.objects.filter(person=by, window=window.key).update(merged_into=merged_into)


def _forget_opened(window: Window, *, by: "User") -> None:
    if window.opened_with:
        key, turn = window.opened_with
        WorkingCopy.objects.filter(person=by, window=key, turn=turn).delete()


def _check_size(fields: Fields) -> None:
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if size > MOST_CHARACTERS or len(fields) > MOST_FIELDS:
        raise CannotKeep(_("That is more text than can be kept."))
