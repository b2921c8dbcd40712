"""The Document: a story's words as one typed value, and its JSON form.

Desk form, importers, preview and exporters all speak Document. References to people, sections and pictures are
primary keys of their tables; countries are ISO 3166-1 alpha-2 codes; tags are names.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.domain.errors import UserFacingError
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, field_specs
from articles.lib import geo
from articles.lib.html import sanitiser
from articles.lib.html.figures import measure_depth
from articles.lib.text import measure
from articles.lib.text.plain import normalise, normalise_line, normalise_text
from articles.lib.text.slugs import slugify

SCHEMA = 1
TAG_LIMIT = 100
DEEPEST = 100
_LONGEST_QUOTE = 40
FIRST_YEAR = 1600  # of newspapers; addresses have four digits


class Genre(TextChoices):
    """What kind of journalism a story is; decides the schema.org type."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    FEATURE = "feature", _("Feature")
    EXPLAINER = "explainer", _("Explainer")
    LIVE = "live", _("Live")


class CreditRole(TextChoices):
    """What a credited person did."""

    WRITER = "writer", _("Writer")
    REPORTER = "reporter", _("Reporter")
    PHOTOGRAPHER = "photographer", _("Photographer")
    TRANSLATOR = "translator", _("Translator")
    EDITOR = "editor", _("Editor")


# Whose names stand in the byline.
BYLINE = frozenset({CreditRole.WRITER.value, CreditRole.REPORTER.value})


class CountryRole(TextChoices):
    """How a story concerns a country."""

    ABOUT = "about", _("About")
    MENTIONED = "mentioned", _("Mentioned")


class Language(TextChoices):
    """Languages in which stories are written (BCP 47)."""

    EN = "en", "English"
    UR = "ur", "اردو"
    AR = "ar", "العربية"
    FR = "fr", "Français"
    ES = "es", "Español"


RIGHT_TO_LEFT = frozenset({Language.UR.value, Language.AR.value})


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The way a language (BCP 47) is written."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


_GENRE_WORDS = {
    "analysis": Genre.ANALYSIS,
    "opinion": Genre.OPINION,
    "comment": Genre.OPINION,
    "commentary": Genre.OPINION,
    "editorial": Genre.OPINION,
    "column": Genre.OPINION,
    "interview": Genre.INTERVIEW,
    "feature": Genre.FEATURE,
    "explainer": Genre.EXPLAINER,
    "explained": Genre.EXPLAINER,
    "live": Genre.LIVE,
}


def genre_of(label: str) -> Genre:
    """The genre that a label names: NEWS ANALYSIS is analysis; a label that names none is news."""
    words = re.findall(r"[^\W_]+", normalise_line(label).lower())
    return next((_GENRE_WORDS[word] for word in reversed(words) if word in _GENRE_WORDS), Genre.NEWS)


class InvalidDocument(UserFacingError):
    """The words can't be kept as they are; `problems` maps a field's name to one sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


@dataclass(frozen=True)
class CreditLine:
    """A person's part in a story: the primary key of an Author, and a CreditRole's value."""

    author: int
    role: str = CreditRole.WRITER.value


@dataclass(frozen=True)
class CountryLine:
    """A country's part in a story: an ISO 3166-1 alpha-2 code, and a CountryRole's value."""

    code: str
    role: str = CountryRole.ABOUT.value


@dataclass(frozen=True)
class Original:
    """What a translation was made from: the primary key of an Article, and the number of its revision."""

    article: int
    number: int


@dataclass(frozen=True)
class Document:
    """A story's words and all that readers learn of it. Immutable; `cleaned()` gives the form that may be kept."""

    # Declared in the order of the JSON form, in which revisions are stored: new fields go to the end.
    headline: str = field(
        metadata=FieldSpec(_("Headline"), FieldKind.TEXT, limit=250, desk_order=1, above_body=2).metadata
    )
    standfirst: str = field(
        default="", metadata=FieldSpec(_("Standfirst"), FieldKind.TEXT, limit=1000, desk_order=2, above_body=3).metadata
    )
    label: str = field(
        default="", metadata=FieldSpec(_("Label"), FieldKind.TEXT, limit=60, desk_order=3, above_body=1).metadata
    )
    genre: str = field(
        default=Genre.NEWS.value,
        metadata=FieldSpec(_("Genre"), FieldKind.CHOICE, choices=Genre, readers_see=False, desk_order=4).metadata,
    )
    dateline: str = field(
        default="", metadata=FieldSpec(_("Dateline"), FieldKind.TEXT, limit=100, desk_order=6, above_body=4).metadata
    )
    dated: datetime.date | None = field(
        default=None, metadata=FieldSpec(_("Story’s date"), FieldKind.DATE, readers_see=False, desk_order=7).metadata
    )
    body: str = field(
        default="",
        metadata=FieldSpec(_("Body"), FieldKind.BODY, limit=1_000_000, merge=MergeBy.PARAGRAPHS, desk_order=9).metadata,
    )
    credits: tuple[CreditLine, ...] = field(
        default=(), metadata=FieldSpec(_("Credits"), FieldKind.PEOPLE, merge=MergeBy.MEMBERS, desk_order=5).metadata
    )
    section: int | None = field(
        default=None, metadata=FieldSpec(_("Section"), FieldKind.SECTION, desk_order=10).metadata
    )
    tags: tuple[str, ...] = field(
        default=(), metadata=FieldSpec(_("Tags"), FieldKind.TAGS, merge=MergeBy.MEMBERS, desk_order=12).metadata
    )
    countries: tuple[CountryLine, ...] = field(
        default=(),
        metadata=FieldSpec(_("Countries"), FieldKind.COUNTRIES, merge=MergeBy.MEMBERS, desk_order=11).metadata,
    )
    lead_image: int | None = field(
        default=None, metadata=FieldSpec(_("Lead picture"), FieldKind.PICTURE, desk_order=8).metadata
    )
    language: str = field(
        default=Language.EN.value,
        metadata=FieldSpec(
            _("Language"), FieldKind.CHOICE, choices=Language, readers_see=False, desk_order=13
        ).metadata,
    )
    slug: str = field(
        default="",
        metadata=FieldSpec(
            _("Address"), FieldKind.TEXT, limit=80, readers_see=False, clean=slugify, desk_order=15
        ).metadata,
    )
    backstory: str = field(
        default="",
        metadata=FieldSpec(
            _("How we reported this"),
            FieldKind.TEXT,
            limit=3000,
            merge=MergeBy.PARAGRAPHS,
            clean=normalise_text,
            desk_order=16,
        ).metadata,
    )
    original: Original | None = field(
        default=None,
        metadata=FieldSpec(_("Translation of"), FieldKind.ORIGINAL, readers_see=False, desk_order=14).metadata,
    )

    def cleaned(self) -> "Document":
        """The same words normalised (NFC, no controls) and the body sanitised. Raises InvalidDocument."""
        # Before the work of cleaning it, which deep nesting would make endless.
        if len(self.body) > LIMITS["body"]:
            raise InvalidDocument({"body": _too_long("body", self.body, LIMITS["body"])})
        if measure_depth(self.body) > DEEPEST:
            raise InvalidDocument(
                {"body": gettext("The body has more than %(most)s elements inside one another.") % {"most": DEEPEST}}
            )
        specs = field_specs(type(self))
        document = replace(self, **{name: _clean(spec, getattr(self, name)) for name, spec in specs.items()})
        if problems := document.problems():
            raise InvalidDocument(problems)
        return document

    def problems(self) -> dict[str, str]:
        """What keeps this Document from being kept, as {field: sentence}; empty when nothing does."""
        found = {
            name: _too_long(name, getattr(self, name), spec.limit)
            for name, spec in field_specs(type(self)).items()
            if spec.limit is not None and len(getattr(self, name)) > spec.limit
        }
        if not self.headline:
            found["headline"] = gettext("A story needs a headline.")
        if self.dated and self.dated.year < FIRST_YEAR:
            found["dated"] = gettext("A story can’t be dated before the year %(year)s.") % {"year": FIRST_YEAR}
        if any(len(tag) > TAG_LIMIT for tag in self.tags):
            found["tags"] = gettext("A tag may have at most %(most)s characters.") % {"most": TAG_LIMIT}
        if self.genre not in Genre.values:
            found["genre"] = f"“{self.genre}” is no genre; choose one of {', '.join(Genre.values)}."
        if any(line.role not in CreditRole.values for line in self.credits):
            found["credits"] = f"A credit has one of the roles {', '.join(CreditRole.values)}."
        if any(line.role not in CountryRole.values for line in self.countries):
            found["countries"] = f"A country has one of the roles {', '.join(CountryRole.values)}."
        if unknown := [line.code for line in self.countries if line.code not in geo.COUNTRIES]:
            found["countries"] = no_country(unknown[0])
        if self.language not in Language.values:
            found["language"] = gettext("“%(language)s” is no language of this newsroom.") % {"language": self.language}
        return found

    @property
    def paragraphs(self) -> list[str]:
        """The body's blocks as plain text."""
        return sanitiser.extract_paragraphs(self.body)

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(measure.count_words(paragraph) for paragraph in self.paragraphs)

    @property
    def pictures(self) -> list[int]:
        """Primary keys of every Image shown, the lead first."""
        lead = [self.lead_image] if self.lead_image else []
        return list(dict.fromkeys(lead + sanitiser.find_picture_ids(self.body)))

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready dict with the schema's version."""
        specs, data = field_specs(type(self)), asdict(self)
        dates = {
            name: value.isoformat() for name, value in data.items() if value and specs[name].kind is FieldKind.DATE
        }
        return {"schema": SCHEMA, **data, **dates}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """The Document that `to_json` wrote. Raises ValueError on a schema it doesn't know."""
        values = dict(data)
        if values.pop("schema", None) != SCHEMA:
            raise ValueError(f"Unknown document schema {data.get('schema')!r}.")
        for name, spec in field_specs(cls).items():
            if name in values and spec.kind in _FROM_JSON:
                values[name] = _FROM_JSON[spec.kind](values[name])
        return cls(**values)


LIMITS = {name: spec.limit for name, spec in field_specs(Document).items() if spec.limit is not None}


def _clean(spec: FieldSpec, value: Any) -> Any:
    clean = spec.clean or _CLEANING.get(spec.kind)
    return clean(value) if clean else value


def _too_long(name: str, text: str, limit: int) -> str:
    return f"The {name} is {len(text):,} characters long; at most {limit:,} fit."


def _each_once(lines: tuple[CreditLine, ...]) -> tuple[CreditLine, ...]:
    return tuple(dict.fromkeys(lines))


def _distinct(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags normalised, the first spelling of each kept, case not counting."""
    kept: dict[str, str] = {}
    for tag in (normalise(normalise_line(tag)) for tag in tags):
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())


def no_country(code: str) -> str:
    """A sentence for a code that no country has, with the nearest ones, or those that a retired one was split into."""
    try:
        return gettext("The code “%(code)s” means %(name)s; write it as %(known)s.") % {
            "code": code[:_LONGEST_QUOTE],
            "name": geo.country_name(geo.normalise_code(code), get_language() or ""),
            "known": geo.normalise_code(code),
        }
    except geo.UnknownCountry as error:
        names = [f"{near} ({geo.country_name(near, get_language() or '')})" for near in error.nearest]
        split = geo.successors(code)
        said = gettext("The code “%(code)s” was split; today’s countries are %(nearest)s.")
        unknown = gettext("No country has the code “%(code)s”. The nearest are %(nearest)s.")
        parts = {"code": code[:_LONGEST_QUOTE], "nearest": pgettext("between countries", ", ").join(names)}
        return (said if split else unknown) % parts


def _one_role_each(lines: tuple[CountryLine, ...]) -> tuple[CountryLine, ...]:
    """Each country once: the role named first counts, except that `about` outranks `mentioned`."""
    ranked = sorted(lines, key=lambda line: line.role != CountryRole.ABOUT)
    kept: dict[str, CountryLine] = {}
    for line in ranked:
        code = geo.current_code(line.code.upper())
        kept.setdefault(code, CountryLine(code, line.role))
    return tuple(kept.values())


def _of_today(lines: tuple[CountryLine, ...]) -> tuple[CountryLine, ...]:
    """Kept countries by today's codes: what was kept is never rewritten, but ISO retires codes."""
    retired = any(geo.current_code(line.code) != line.code for line in lines)
    return _one_role_each(lines) if retired else lines


_CLEANING: Mapping[FieldKind, Callable[[Any], Any]] = {
    FieldKind.TEXT: normalise_line,
    FieldKind.BODY: sanitiser.sanitise,
    FieldKind.PEOPLE: _each_once,
    FieldKind.TAGS: _distinct,
    FieldKind.COUNTRIES: _one_role_each,
}
# Values that JSON has no type for; revisions from before a field was declared lack it, and get its default.
_FROM_JSON: Mapping[FieldKind, Callable[[Any], Any]] = {
    FieldKind.DATE: lambda day: datetime.date.fromisoformat(day) if day else None,
    FieldKind.PEOPLE: lambda lines: tuple(CreditLine(**line) for line in lines),
    FieldKind.COUNTRIES: lambda lines: _of_today(tuple(CountryLine(**line) for line in lines)),
    FieldKind.TAGS: tuple,
    FieldKind.ORIGINAL: lambda original: Original(**original) if original else None,
}
