"""Append-only tables: revisions, corrections, the audit log."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.domain.document import CleanDocument, Document
from articles.domain.states import MOVES


class AppendOnlyError(TypeError):
    """An attempt to change or delete a row of an append-only table."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"Rows of {model.__name__} are append-only.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A queryset that can read and create; it refuses the rest before the database does."""

    def update(self, **_values: Any) -> int:
        """Raise AppendOnlyError: rows of this table are never changed."""
        raise AppendOnlyError(self.model)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raise AppendOnlyError: rows of this table are never deleted."""
        raise AppendOnlyError(self.model)


class AppendOnly(models.Model):
    """Rows that are never changed. The triggers in append_only.py enforce the same below Python."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise AppendOnlyError: rows of this table are never deleted."""
        raise AppendOnlyError(type(self))

    # Every UPDATE of a model instance passes through here, so save() need not be overridden.
    def _do_update(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raise AppendOnlyError instead of the UPDATE of a saved row."""
        raise AppendOnlyError(type(self))


class Revision(AppendOnly):
    """One saved Document of one story: numbered from 1 without gaps, immutable."""

    article = models.ForeignKey("articles.Article", related_name="revisions", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"version {self.number} of story {self.article_id}"

    @property
    def document(self) -> CleanDocument:
        """The Document stored in this revision."""
        return CleanDocument(Document.from_json(self.content))


class Correction(AppendOnly):
    """A public, dated statement that a published text was changed, linked to the texts before and after."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        APOLOGY = "apology", _("Apology")

    article = models.ForeignKey("articles.Article", related_name="corrections", on_delete=models.PROTECT)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("text for readers"), max_length=2000)
    before = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT)
    after = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT)
    shown = models.BooleanField(_("readers may see what was changed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "clarification", "update", "apology"]),
                name="correction_kind_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


# Every action in the audit log, in words for staff.
ACTION_LABELS: dict[str, str | Promise] = {
    "created": _("created the story"),
    "edited": _("saved"),
    "particulars": _("changed the details"),
    "took_over": _("took over editing from"),
    "picture": _("changed the description of a picture"),
    "table_added": _("added"),
    "table_changed": _("changed"),
    "table_deleted": _("deleted"),
    "key_marked": _("marked as a key story"),
    "key_unmarked": _("removed from the key stories"),
    "shared": _("created a preview link"),
    "share_revoked": _("revoked a preview link"),
    "no_country": _("marked as about no country"),
    "country_after_all": _("no longer marked as about no country"),
    "assigned": _("assigned the story"),
    "taken": _("took the assignment"),
    "released": _("unassigned the story"),
    "due": _("set the due time"),
    "settled": _("published on schedule"),
    "failed": _("could not publish on schedule"),
    "noted": _("added a note"),
    "not_approved": _("did not approve the story"),
    "note_replied": _("replied to a note"),
    "note_resolved": _("resolved a note"),
    "note_reopened": _("reopened a note"),
    "note_blocks": _("let a note block publishing"),
    "note_blocks_no_more": _("let a note no longer block publishing"),
    "suggestion_accepted": _("accepted a suggestion"),
    "suggestion_refused": _("refused a suggestion"),
    **{move: rule.past for move, rule in MOVES.items()},
}


class AuditEntry(AppendOnly):
    """Who did what to which story, and when. ``by`` is empty for automatic actions.

    ``article`` is empty for a change of something else that readers see, such as an author or a page about the
    newsroom: its note says what it was, its details have the old and the new values.
    """

    article = models.ForeignKey("articles.Article", related_name="audit_entries", on_delete=models.PROTECT, null=True)
    action = models.CharField(_("what"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), related_name="+", on_delete=models.PROTECT, null=True
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    revision = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT, null=True)
    note = models.TextField(_("note"), blank=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        indexes = [
            # For a story's log at the desk: newest first.
            models.Index(fields=["article", "-at"], name="log_of_story"),
            # For entries whose notifications are still to be created, across all stories.
            models.Index(fields=["-at"], name="log_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.words}: story {self.article_id}"

    @property
    def words(self) -> str:
        """The logged action in words for staff, such as "sent back"."""
        return str(ACTION_LABELS.get(self.action, self.action))

    @property
    def reasons(self) -> list[str]:
        """The reasons given for publishing despite advisory findings, each once."""
        return list(dict.fromkeys(self.details.get("overridden", {}).values()))
