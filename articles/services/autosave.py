"""Autosave: store unsaved words per person, story and browser tab.

Working copies live outside the revision history and are deleted in the transaction that saves the story. This module is
their only writer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.errors import UserFacingError
from articles.models import Article, WorkingCopy
from articles.queries import policy

if TYPE_CHECKING:
    from articles.models import User

MAX_CHARACTERS = 2_000_000  # twice the limit of a body, so that everything that can be saved can be autosaved
MAX_FIELDS = 500
MAX_COPIES = 20
MAX_KEY_LENGTH = 40

FormFields = Mapping[str, Sequence[str]]


class AutosaveRejected(UserFacingError):
    """The form data cannot be stored."""


@dataclass(frozen=True)
class EditorTab:
    """A browser tab with a writing page, by its random key.

    `opened_with` is the key and sequence of the working copy that the page was opened with and continues.
    """

    key: str
    opened_with: tuple[str, int] | None = None


def save_working_copy(
    tab: EditorTab,
    fields: FormFields,
    *,
    by: "User",
    article: Article | None = None,
    base_revision: int = 0,
    sequence: int | None = None,
) -> WorkingCopy:
    """Replace the working copy of one editor tab by new form data, and return it.

    `base_revision` is the number of the revision that editing started from. Out-of-order requests (a sequence not above
    the stored one) are ignored; without a sequence the request counts as the latest. Raises PermissionRefused or
    AutosaveRejected.
    """
    policy.require(policy.why_not_autosave(by, article))
    form_data = {name: [value.replace("\0", "") for value in values] for name, values in fields.items()}
    _check_size(form_data)
    copies = WorkingCopy.objects.filter(person=by)
    columns: dict[str, Any] = {"article": article, "fields": form_data, "base": base_revision}
    columns |= {"merged_into": None, "saved_at": timezone.now()}
    # Most autosaves replace a copy that exists; the one statement that does it needs no lock.
    if sequence is not None and copies.filter(window=tab.key, turn__lt=sequence).update(**columns, turn=sequence):
        return WorkingCopy(person=by, window=tab.key, **columns, turn=sequence)
    with transaction.atomic():
        # One person's tabs are saved one after another: a copy that does not exist yet cannot be locked.
        get_user_model().objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        # Without this lock, the statement above could store later words between this read and the save.
        copy = copies.select_for_update().filter(window=tab.key).first()
        if copy and sequence is not None and copy.turn >= sequence:
            return copy
        if copy is None:
            _delete_opened_copy(tab, by=by)
            if copies.filter(article=article).count() >= MAX_COPIES:
                sentence = _("You have %(max)s unsaved drafts of this story. Restore or discard one.")
                raise AutosaveRejected(sentence % {"max": MAX_COPIES})
            copy = WorkingCopy(person=by, window=tab.key, turn=0)
        columns["turn"] = copy.turn + 1 if sequence is None else sequence
        for name, value in columns.items():
            setattr(copy, name, value)
        copy.save()
    return copy


def list_working_copies(article: Article | None, *, by: "User") -> list[WorkingCopy]:
    """List a person's working copies of a story (None: of new stories), newest first.

    Of the form data, only the annotation `headline` is loaded.
    """
    copies = WorkingCopy.objects.filter(person=by, article=article)
    return list(copies.annotate(headline=KT("fields__headline__0")).defer("fields"))


def find_working_copy(copy_id: int, *, by: "User", article: Article | None) -> WorkingCopy | None:
    """Find a person's own working copy by id; None unless it is of this story (None: of a new story)."""
    return WorkingCopy.objects.filter(pk=copy_id, person=by, article=article).first()


def discard_working_copy(copy: WorkingCopy) -> None:
    """Delete a working copy, unless it has been autosaved again since it was read."""
    WorkingCopy.objects.filter(person=copy.person_id, window=copy.window, turn=copy.turn).delete()


def delete_saved_copies(tab: EditorTab, *, by: "User") -> None:
    """Delete a tab's working copy, and the copy the tab was opened with unless that has changed since.

    Call it in the transaction that saves their words.
    """
    WorkingCopy.objects.filter(person=by, window=tab.key).delete()
    _delete_opened_copy(tab, by=by)


def record_merge(tab: EditorTab, *, by: "User", merged_into: int) -> None:
    """Record that revision number `merged_into` was made from a tab's working copy, without some of its words."""
    WorkingCopy.objects.filter(person=by, window=tab.key).update(merged_into=merged_into)


def _delete_opened_copy(tab: EditorTab, *, by: "User") -> None:
    """Delete the working copy that a tab was opened with, unless it has been autosaved again since."""
    if tab.opened_with:
        key, sequence = tab.opened_with
        WorkingCopy.objects.filter(person=by, window=key, turn=sequence).delete()


def _check_size(fields: FormFields) -> None:
    """Raise AutosaveRejected if form data has more than MAX_CHARACTERS or MAX_FIELDS."""
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if size > MAX_CHARACTERS or len(fields) > MAX_FIELDS:
        raise AutosaveRejected(_("This is too much text to autosave."))
