"""Append-only tables: revisions, corrections, the audit log; and the edition."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Now
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from articles.domain.document import CleanDocument, Document
from articles.domain.states import MOVES
from articles.models.expressions import Rows, decode_nested_json
from articles.models.geo.countries import Country
from articles.models.info_pages import InfoPage
from articles.models.taxonomy import Section


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
    """Who did what to which story, and when. ``by`` is empty for automatic actions."""

    article = models.ForeignKey("articles.Article", related_name="audit_entries", on_delete=models.PROTECT)
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


class EditionManager(models.Manager["Edition"]):
    """The manager of the single edition."""

    def current(self) -> "Edition":
        """Return the one Edition: its number, next due time, and whether that time has passed (``due``).

        By the database's clock. Every request runs this query, so it reads nothing else; see `Edition.contents` for the rest.
        """
        return _edition_query().all().get()


@cache
def _edition_query() -> "models.QuerySet[Edition]":
    """Build the query of ``EditionManager.current`` once, because building it takes longer than running it."""
    return Edition.objects.annotate(is_past_due=Q(next_due__lte=Now()))


@dataclass(frozen=True)
class EditionContents:
    """What public pages show besides their own subject; the same for every page of an edition.

    sections: {"slug", "name", "names" by language} in order; info_pages: {"slug", "title", "kind", "language"} in order;
    languages: those of `settings.LANGUAGES` with published stories; country_names: {code: {language: name}}, where the
    newsroom has a name of its own.
    """

    sections: list[dict[str, Any]]
    info_pages: list[dict[str, str]]
    languages: list[str]
    country_names: dict[str, dict[str, str]]

    @classmethod
    def read(cls) -> "EditionContents":
        """Read the sections, info pages, languages and country names for all public pages, in one query."""
        row = _contents_query().all().get()
        return cls(
            sections=[{**section, "names": decode_nested_json(section["names"])} for section in row["sections"]],
            info_pages=row["info_pages"],
            languages=[code for code, _name in settings.LANGUAGES if row[f"in_{code}"]],
            country_names={country["code"]: decode_nested_json(country["names"]) for country in row["countries"]},
        )


@cache
def _contents_query() -> "models.QuerySet[Edition, Any]":
    """Build the query of ``EditionContents.read`` once, because building it takes longer than running it."""
    stories = apps.get_model("articles", "Article").objects.published()
    return Edition.objects.values(
        sections=Rows(Section.objects.order_by("position", "name"), name="name", names="names", slug="slug"),
        info_pages=Rows(
            InfoPage.objects.order_by("position", "title"),
            title="title",
            slug="slug",
            kind="kind",
            language="language",
        ),
        countries=Rows(Country.objects.exclude(names={}).order_by("code"), code="code", names="names"),
        **{f"in_{code}": Exists(stories.filter(language=code)) for code, _name in settings.LANGUAGES},
    )


class Edition(models.Model):
    """The number of the edition that readers see, and the time of its next scheduled change. One row."""

    number = models.PositiveBigIntegerField(default=1)
    next_due = models.DateTimeField(null=True)
    # Whether what is read under this number may be stored under it. The middleware sets it for requests that only read.
    cacheable = False

    objects = EditionManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_edition")]

    def __str__(self) -> str:
        return f"edition {self.number}"

    @property
    def due(self) -> bool:
        """Whether the next scheduled change was due when `EditionManager.current` read the edition."""
        return bool(vars(self)["is_past_due"])

    @cached_property
    def contents(self) -> EditionContents:
        """What every public page shows around its own subject: sections, info pages, languages, country names.

        Read on first use, unless the middleware has assigned contents from the cache.
        """
        return EditionContents.read()

    def sections_in(self, language: str) -> list[dict[str, str]]:
        """List the sections in order as {"slug", "name"}, each with its name in a language or its default name."""
        return [
            {"slug": row["slug"], "name": row["names"].get(language) or row["name"]} for row in self.contents.sections
        ]

    @property
    def country_names(self) -> dict[str, dict[str, str]]:
        """The newsroom's own names of countries: {code: {language: name}}."""
        return self.contents.country_names
