"""Article: a story's identity, revision pointers, standing, stage and public record."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.domain.document import Genre, Language
from articles.domain.states import Stage, Standing
from articles.models.authors import Credit
from articles.models.expressions import Rows
from articles.models.geo.countries import CountryMention
from articles.models.geo.country_suggestions import NoCountryDecision
from articles.models.geo.key_stories import KeyStory
from articles.models.pictures import Image
from articles.models.slugs import SlugField
from articles.models.story.notes import Note
from articles.models.story.revisions import Correction, Revision
from articles.models.taxonomy import Section, Tagging

CREDIT_FIELDS = {"id": "author_id", "name": "author__name", "slug": "author__slug", "role": "role"}
COUNTRY_FIELDS = {"code": "country_id", "name": "country__name", "role": "role"}


class ArticleQuerySet(models.QuerySet["Article"]):
    """Queries on stories; ``published`` is the only definition of what the public may list."""

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Stories that the public may list now, by the database's clock, or at another time for previews."""
        return self.filter(standing=Standing.PUBLISHED, visible_at__lte=at or Now())

    def addressable(self) -> Self:
        """Stories with a public page now: published ones, and the notices of retracted and killed ones."""
        return self.exclude(standing=Standing.UNPUBLISHED).filter(visible_at__lte=Now())

    def newest_first(self) -> Self:
        """Order by publication time, latest first: the order of every public list."""
        return self.order_by("-visible_at", "-pk")

    def overdue(self) -> Self:
        """Scheduled stories whose publication or scheduled change is due but has not been applied yet."""
        return self.filter(stage=Stage.SCHEDULED).filter(
            Q(scheduled_change_at__lte=Now()) | Q(scheduled_change_at=None, visible_at__lte=Now())
        )

    def untagged(self) -> Self:
        """Stories that nobody is working on, with neither countries nor a decision that no country applies.

        These are unpublished drafts, and published stories without unpublished changes: in both cases the public
        record is that of the newest revision. Stories in review, approved or scheduled are with somebody.
        """
        drafts = Q(standing=Standing.UNPUBLISHED, stage=Stage.DRAFT)
        settled = Q(standing=Standing.PUBLISHED, stage=Stage.DONE, live=F("head"))
        tagged = CountryMention.objects.filter(article=OuterRef("pk"))
        declared = NoCountryDecision.objects.filter(revision=OuterRef("head"))
        return self.filter(drafts | settled).exclude(Exists(tagged)).exclude(Exists(declared))

    def in_progress(self) -> Self:
        """Stories whose stage is neither scheduled nor spiked: they may still need work."""
        return self.exclude(stage__in=[Stage.SCHEDULED, Stage.SPIKED])

    def assigned_to(self, person: Any) -> Self:
        """Stories in progress that are assigned to a person."""
        return self.in_progress().filter(assignment__to=person)

    def assigned_to_nobody(self) -> Self:
        """Stories in draft, in review or approved without an assignee."""
        open_stages = [Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED]
        return self.filter(stage__in=open_stages, assignment__to=None)

    def due_before(self, moment: Any) -> Self:
        """Stories in progress with an assignment due before a time; before ``Now()``, they are late."""
        return self.in_progress().filter(assignment__due_at__lt=moment)

    def by_due(self) -> Self:
        """Order by due time, earliest first; stories without one follow, last edited first."""
        return self.order_by(F("assignment__due_at").asc(nulls_last=True), "-last_edited_at", "-pk")

    def by_publication_time(self) -> Self:
        """Order scheduled stories by the time at which they or their change become public, earliest first."""
        return self.order_by(Coalesce("scheduled_change_at", "visible_at"), "pk")

    def with_card(self) -> Self:
        """Load section, picture, byline and countries for a card in a list, in the query itself."""
        credits = Credit.objects.filter(article=OuterRef("pk")).order_by("position")
        places = CountryMention.objects.filter(article=OuterRef("pk"), role="about").order_by("position")
        return self.select_related("section", "lead_image").annotate(
            credited=Rows(credits, **CREDIT_FIELDS), places=Rows(places, **COUNTRY_FIELDS)
        )

    def with_key_line(self, first: str, second: str) -> Self:
        """Annotate ``key_line``: the context of a key story of two countries (codes in alphabetical order).

        "" for a key story without context, None for any other story.
        """
        marks = KeyStory.objects.filter(article=OuterRef("pk"), first=first, second=second).order_by()
        return self.annotate(key_line=Subquery(marks.values("context")))

    def published_with_open_notes(self) -> Self:
        """Published stories that have at least one unresolved note."""
        return self.published().filter(pk__in=Note.objects.open().values("article"))

    def not_approved(self) -> Self:
        """Stories that an outside reader does not approve, until that is resolved; spiked ones are left out."""
        return self.exclude(stage=Stage.SPIKED).filter(pk__in=Note.objects.objections().values("article"))

    def with_open_notes(self) -> Self:
        """Annotate how many unresolved notes each story has, ``open_notes``, and outside readers' ``objections``."""
        notes = Note.objects.open().filter(article=OuterRef("pk")).order_by().values("article")
        objection = Q(blocking=True, mark=Note.Mark.NOT_APPROVED)
        return self.annotate(
            open_notes=Coalesce(Subquery(notes.annotate(n=Count("pk")).values("n")), 0),
            objections=Coalesce(Subquery(notes.annotate(n=Count("pk", filter=objection)).values("n")), 0),
        )

    def with_updates_since(self, number: int) -> Self:
        """Annotate ``was_updated``: whether a version after this number was published with a correction or update."""
        updates = Correction.objects.filter(article=OuterRef("pk"), after__number__gt=number)
        return self.annotate(was_updated=Exists(updates))

    def with_record(self) -> Self:
        """Load all that a story's page shows in the query itself: card, revision, corrections, tags, pictures."""
        corrections = Correction.objects.filter(article=OuterRef("pk")).order_by("created_at", "pk")
        images = Image.objects.filter(uses__article=OuterRef("pk")).order_by("pk")
        tags = Tagging.objects.filter(content_object=OuterRef("pk")).order_by("tag__name")
        places = CountryMention.objects.filter(article=OuterRef("pk")).order_by("position")
        return (
            self.with_card()
            .select_related("live")
            .annotate(
                places=Rows(places, **COUNTRY_FIELDS),
                topics=Rows(tags, id="tag_id", name="tag__name", slug="tag__slug"),
                changes=Rows(corrections, kind="kind", text="text", at="created_at", shown="shown"),
                shown=Rows(
                    images,
                    **{name: name for name in ("id", "token", "width", "height", "alt", "caption", "credit_line")},
                    focal_x="focal_x",
                    focal_y="focal_y",
                ),
            )
        )


class Article(models.Model):  # type: ignore[django-manager-missing] # the tag library has no types
    """A story.

    ``head`` is its newest revision, ``live`` the one readers see. The columns from ``slug`` on are the public record: a
    projection of ``live`` (of ``head`` until there is a ``live``), written by the publication service alone.
    """

    slugline = models.CharField(_("slugline"), max_length=120, blank=True, help_text=_("The desk’s working name."))
    word_target = models.PositiveIntegerField(_("word target"), null=True, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices, default=Standing.UNPUBLISHED)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    head = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT, null=True)
    live = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT, null=True)
    approved = models.ForeignKey(Revision, related_name="+", on_delete=models.PROTECT, null=True)
    publish_at = models.DateTimeField(_("publish at"), null=True)
    embargo = models.DateTimeField(_("embargo"), null=True, blank=True)
    visible_at = models.GeneratedField(
        # Comparing with an empty embargo is never true, so this is max(publish_at, embargo) on every database.
        expression=Case(When(embargo__gt=F("publish_at"), then=F("embargo")), default=F("publish_at")),
        output_field=models.DateTimeField(_("published")),
        db_persist=True,
    )
    scheduled_change_at = models.DateTimeField(_("change at"), null=True)
    publicly_updated_at = models.DateTimeField(_("updated"), null=True)
    notice = models.TextField(_("notice"), blank=True)
    filed_digest = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)
    last_edited_at = models.DateTimeField(_("last worked on"), default=timezone.now)

    slug = SlugField(_("slug"), max_length=100, unique=True)
    headline = models.CharField(_("headline"), max_length=250)
    standfirst = models.TextField(_("standfirst"), blank=True)
    label = models.CharField(_("label"), max_length=60, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Genre.choices, default=Genre.NEWS)
    dateline = models.CharField(_("dateline"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.EN)
    words = models.PositiveIntegerField(_("words"), default=0)
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    lead_image = models.ForeignKey(
        Image,
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    original = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
    )
    original_number = models.PositiveIntegerField(null=True)
    tags = TaggableManager(through=Tagging, blank=True)

    objects = ArticleQuerySet.as_manager()

    if TYPE_CHECKING:
        credited: list[dict[str, Any]]
        places: list[dict[str, Any]]
        topics: list[dict[str, Any]]
        changes: list[dict[str, Any]]
        shown: list[dict[str, Any]]
        open_notes: int
        objections: int
        was_updated: bool

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-last_edited_at", "-pk"]
        permissions = [
            ("review_article", _("Can edit and approve any story")),
            ("publish_article", _("Can publish stories")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="stage_known"),
            models.CheckConstraint(
                condition=Q(standing="unpublished", live=None, publish_at=None)
                | ~Q(standing="unpublished") & Q(live__isnull=False, publish_at__isnull=False),
                name="live_unless_unpublished",
            ),
            models.CheckConstraint(
                condition=~Q(stage="spiked") | Q(standing="unpublished"),
                name="only_the_unpublished_is_spiked",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | ~Q(standing="unpublished"), name="done_means_it_was_published"
            ),
            models.CheckConstraint(
                condition=~Q(stage="scheduled") | Q(standing="published"),
                name="scheduled_means_published_in_time",
            ),
            models.CheckConstraint(
                condition=Q(scheduled_change_at=None) | Q(stage="scheduled"),
                name="only_the_scheduled_changes_by_itself",
            ),
        ]
        indexes = [
            # For every public list: what is published, newest first.
            models.Index(fields=["-visible_at", "-id"], condition=Q(standing="published"), name="public_by_moment"),
            # For a section's page and the front page's strips.
            models.Index(
                fields=["section", "-visible_at", "-id"],
                condition=Q(standing="published"),
                name="public_by_section",
            ),
            # For lists in one language, and whether there are stories in it.
            models.Index(
                fields=["language", "-visible_at", "-id"],
                condition=Q(standing="published"),
                name="public_by_language",
            ),
            # For the board: published stories that were changed today.
            models.Index(
                fields=["-publicly_updated_at"], condition=Q(publicly_updated_at__isnull=False), name="changed_in_paper"
            ),
            # For the scheduler: what is scheduled.
            models.Index(fields=["scheduled_change_at"], condition=Q(stage="scheduled"), name="scheduled_changes"),
            # For the calendar: embargoes that end between two times.
            models.Index(fields=["embargo"], condition=Q(embargo__isnull=False), name="embargoes"),
            # For the desk's list: last worked on first, and by stage for the start page.
            models.Index(fields=["-last_edited_at", "-id"], name="desk_by_change"),
            models.Index(fields=["stage", "-last_edited_at"], name="desk_by_stage"),
            # For the start page: my drafts and my submitted stories.
            models.Index(fields=["created_by", "stage", "-last_edited_at"], name="desk_mine"),
            # For the importer: has this very file been filed before?
            models.Index(fields=["filed_digest"], condition=~Q(filed_digest=""), name="filed_before"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        day = self.published_on
        return reverse("story", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}", self.slug])

    @property
    def newest(self) -> Revision:
        """The newest revision. Raises ValueError before the story's first revision has been saved."""
        if self.head is None:
            raise ValueError("This story has no revision yet.")
        return self.head

    @property
    def published_on(self) -> datetime.date:
        """The local publication date, as in the story's address. Raises ValueError for an unpublished story."""
        if self.visible_at is None:
            raise ValueError("An unpublished story has no day of publication.")
        return timezone.localdate(self.visible_at)

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the newest revision is another one than the live one that readers see."""
        return self.head_id != self.live_id


class FormerSlug(models.Model):
    """A slug that once named a story in public; it redirects to the story for ever."""

    article = models.ForeignKey(Article, related_name="former_slugs", on_delete=models.CASCADE)
    slug = SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.slug
