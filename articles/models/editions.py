"""The edition: the number of what readers see now, and what stands on every page of it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Now
from django.utils.functional import cached_property

from articles.models.expressions import Rows, decode_nested_json
from articles.models.geo.countries import Country
from articles.models.info_pages import InfoPage
from articles.models.taxonomy import Section


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
