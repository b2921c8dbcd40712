"""Notes and suggested edits on a story; never public."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.lib.diff.anchors import Passage
from articles.models.accounts import User
from articles.models.authors import display_name
from articles.models.story.revisions import Revision

_NO_PASSAGE = Q(block=None, start=None, end=None, quote="")
_PASSAGE = Q(block__isnull=False, start__isnull=False, end__gt=models.F("start")) & ~Q(quote="")


class NoteQuerySet(models.QuerySet["Note"]):
    """Queries on notes."""

    def threads(self) -> Self:
        """Notes that are not replies to another note."""
        return self.filter(parent=None)

    def open(self) -> Self:
        """Unresolved notes, without replies, which belong to the note that they answer."""
        return self.threads().filter(resolved_at=None)

    def blocking(self) -> Self:
        """Open notes that block publication of their story."""
        return self.open().filter(blocking=True)

    def objections(self) -> Self:
        """Open notes of outside readers who do not approve the story; they block its publication."""
        return self.blocking().filter(mark=Note.Mark.NOT_APPROVED)


class Note(models.Model):
    """One note on a story, or on a passage of its body in ``revision``; or a reply to such a note.

    ``by`` is empty for an outside visitor, whose name is in ``guest``. ``suggestion`` is the text proposed in place
    of the passage, "" to delete it, None for a note without a suggestion. ``block``, ``start`` and ``end`` are those
    of a Passage.
    """

    class Mark(models.TextChoices):
        """An outside reader's verdict on the whole story."""

        APPROVED = "approved", _("approved for accuracy")
        NOT_APPROVED = "not_approved", _("not approved")

    class Outcome(models.TextChoices):
        """The decision on a suggestion."""

        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    article = models.ForeignKey("articles.Article", related_name="notes", on_delete=models.PROTECT)
    parent = models.ForeignKey("self", related_name="replies", on_delete=models.PROTECT, null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True)
    guest = models.CharField(_("name"), max_length=120, blank=True)
    text = models.TextField(_("note"), max_length=2000, blank=True)
    mark = models.CharField(max_length=20, choices=Mark.choices, blank=True)
    blocking = models.BooleanField(_("keeps the story from being published"), default=False)
    revision = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT)
    block = models.PositiveIntegerField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    suggestion = models.TextField(_("suggested text"), null=True)  # noqa: DJ001 - "" proposes to drop the passage
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    mentions = models.ManyToManyField(User, related_name="mentioned_in", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True)

    objects = NoteQuerySet.as_manager()

    if TYPE_CHECKING:
        answers: list[Any]

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, guest="") | (Q(by=None) & ~Q(guest="")), name="note_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(mark="") | Q(suggestion__isnull=False), name="note_says_something"
            ),
            models.CheckConstraint(condition=Q(mark__in=["", "approved", "not_approved"]), name="note_mark_known"),
            models.CheckConstraint(condition=_NO_PASSAGE | _PASSAGE, name="note_passage_whole"),
            models.CheckConstraint(condition=Q(suggestion=None) | ~Q(quote=""), name="suggestion_of_a_passage"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False)
                # Resolved by the outside reader, who approved after all.
                | Q(resolved_at__isnull=False, resolved_by=None, mark="not_approved"),
                name="note_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(outcome__in=["accepted", "refused"], suggestion__isnull=False, resolved_at__isnull=False),
                name="suggestion_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(blocking=False, mark="", quote="", suggestion=None, resolved_at=None),
                name="reply_only_says",
            ),
        ]
        indexes = [
            # For notes that block publication, and for counts of open notes in lists of stories.
            models.Index(fields=["article"], condition=Q(parent=None, resolved_at=None), name="open_notes"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} on story {self.article_id}"

    @property
    def passage(self) -> Passage | None:
        """The passage that the note refers to, in its revision's text; None for a note on the whole story."""
        if self.block is None or self.start is None or self.end is None:
            return None
        return Passage(self.block, self.start, self.end, self.quote)

    @property
    def author(self) -> str:
        """The display name of the staff member, or the name of the visitor, who wrote the note."""
        return display_name(self.by) if self.by else self.guest
