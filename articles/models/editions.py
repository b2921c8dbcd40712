"""The edition: the number of what readers see now, and what stands on every page of it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections, models
from django.db.models import Exists, Q
from django.db.models.functions import Now
from django.utils.functional import cached_property

from articles.models.expressions import Rows, decode_nested_json
from articles.models.geo.countries import Country
from articles.models.info_pages import InfoPage
from articles.models.taxonomy import Section

# How long after an edition has opened pages of the one before may be shown in place of those being made.
STAND_IN_TIME = timedelta(seconds=1)


class EditionManager(models.Manager["Edition"]):
    """The manager of the single edition."""

    def current(self) -> "Edition":
        """Return the one Edition, with its number and `due`; its other columns are read when they are used."""
        number, is_due = self.read_current()
        return Edition.of(number, is_due=is_due)

    def read_current(self) -> tuple[int, bool]:
        """Return the number of the edition, and whether its next scheduled change is due by the database's clock.

        Every request begins with this, so it reads nothing else and passes the ORM by. Raises Edition.DoesNotExist.
        """
        try:
            return _fetch_current()
        except (InterfaceError, OperationalError):
            if connection.in_atomic_block or connection.connection is None:
                raise
            connection.close()  # it was lost since the last request
            return _fetch_current()

    def may_show_previous(self, number: int) -> bool:
        """Tell whether a page of the edition before may be shown while its page of edition `number` is being made.

        Only for a moment, and never after anything was withdrawn or has become due.
        """
        opened_after = Now() - STAND_IN_TIME
        return self.filter(number=number, withdrawn_in__lt=number, opened_at__gt=opened_after).exists()


def _fetch_current() -> tuple[int, bool]:
    """Ask the database for the edition's number and whether it is due. Raises Edition.DoesNotExist."""
    database = connections[DEFAULT_DB_ALIAS]
    vars(database)["health_check_done"] = True  # the query itself shows whether the connection works
    with database.cursor() as cursor:
        cursor.execute(_current_sql())
        row = cursor.fetchone()
    if row is None:
        raise Edition.DoesNotExist
    return int(row[0]), bool(row[1])


@cache
def _current_sql() -> str:
    """Compile the query of `_fetch_current` once, because compiling takes longer than running it."""
    query = Edition.objects.annotate(is_due=Q(next_due__lte=Now())).values_list("number", "is_due").query
    sql, parameters = query.sql_with_params()
    return sql % parameters  # without any, this only turns %% into %


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
    """The number of the edition that readers see, and the time of its next scheduled change. One row.

    `withdrawn_in` is the number of the newest edition that withdrew something: no older page may be shown from then on.
    """

    number = models.PositiveBigIntegerField(default=1)
    next_due = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    withdrawn_in = models.PositiveBigIntegerField(default=1)
    # Whether what is read under this number may be stored under it. The middleware sets it for requests that only read.
    cacheable = False

    objects = EditionManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_edition")]

    def __str__(self) -> str:
        return f"edition {self.number}"

    @classmethod
    def of(cls, number: int, *, is_due: bool) -> "Edition":
        """Return the edition with what `EditionManager.read_current` has read of it."""
        edition = cls.from_db(connection.alias, ["id", "number"], [1, number])
        vars(edition)["is_due"] = is_due
        return edition

    @property
    def due(self) -> bool:
        """Whether the next scheduled change was due when `EditionManager.read_current` read the edition."""
        return bool(vars(self)["is_due"])

    @cached_property
    def contents(self) -> EditionContents:
        """What every public page shows around its own subject: sections, info pages, languages, country names.

        Read on first use, unless the middleware has assigned contents that the process remembers.
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
