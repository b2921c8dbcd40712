"""The Document: a story's words as one typed value, and its JSON form.

Desk form, importers, preview and exporters all speak Document. References to people, sections and pictures are
primary keys of their tables; countries are ISO 3166-1 alpha-2 codes; tags are names.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from typing import Any, Literal, NewType

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.domain.errors import UserFacingError
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, field_specs
from articles.lib import geo
from articles.lib.html import sanitiser
from articles.lib.html.figures import ShownPicture, find_pictures, measure_depth
from articles.lib.text import measure
from articles.lib.text.plain import normalise, normalise_line, normalise_text
from articles.lib.text.slugs import slugify

SCHEMA = 1
MAX_TAG_LENGTH = 100
MAX_DEPTH = 100  # of elements inside each other in a body
_MAX_QUOTED = 40  # characters of an invalid code that a message repeats
FIRST_YEAR = 1600  # the first newspapers; addresses have four digits for the year


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


# The roles whose names are printed in the byline.
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
    """Return the writing direction of a language code (BCP 47): "ltr" or "rtl"."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


class InvalidDocument(UserFacingError):
    """A Document that cannot be saved; `problems` maps a field's name to one sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


@dataclass(frozen=True)
class CreditLine:
    """A credit: the primary key of an Author, and a CreditRole's value."""

    author: int
    role: str = CreditRole.WRITER.value


@dataclass(frozen=True)
class CountryLine:
    """A country tag: an ISO 3166-1 alpha-2 code, and a CountryRole's value."""

    code: str
    role: str = CountryRole.ABOUT.value


@dataclass(frozen=True)
class Original:
    """The source of a translation: the primary key of an Article, and the number of its revision."""

    article: int
    number: int


@dataclass(frozen=True)
class Document:
    """A story's text and metadata, as typed or imported. Immutable; only a CleanDocument may be saved."""

    # Declared in the order of the JSON form, in which revisions are stored: new fields go to the end.
    headline: str = field(
        metadata=FieldSpec(_("Headline"), FieldKind.TEXT, limit=250, desk_order=1, above_body=2).metadata
    )
    standfirst: str = field(
        default="", metadata=FieldSpec(_("Standfirst"), FieldKind.TEXT, limit=1000, desk_order=2, above_body=3).metadata
    )
    label: str = field(
        default="", metadata=FieldSpec(_("Kicker"), FieldKind.TEXT, limit=60, desk_order=3, above_body=1).metadata
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
        metadata=FieldSpec(
            _("Body"), FieldKind.BODY, limit=1_000_000, merge=MergeBy.PARAGRAPHS, desk_order=12
        ).metadata,
    )
    credits: tuple[CreditLine, ...] = field(
        default=(), metadata=FieldSpec(_("Credits"), FieldKind.PEOPLE, merge=MergeBy.MEMBERS, desk_order=5).metadata
    )
    section: int | None = field(
        default=None, metadata=FieldSpec(_("Section"), FieldKind.SECTION, desk_order=13).metadata
    )
    tags: tuple[str, ...] = field(
        default=(), metadata=FieldSpec(_("Tags"), FieldKind.TAGS, merge=MergeBy.MEMBERS, desk_order=15).metadata
    )
    countries: tuple[CountryLine, ...] = field(
        default=(),
        metadata=FieldSpec(_("Countries"), FieldKind.COUNTRIES, merge=MergeBy.MEMBERS, desk_order=14).metadata,
    )
    lead_image: int | None = field(
        default=None, metadata=FieldSpec(_("Lead picture"), FieldKind.PICTURE, desk_order=8).metadata
    )
    language: str = field(
        default=Language.EN.value,
        metadata=FieldSpec(
            _("Language"), FieldKind.CHOICE, choices=Language, readers_see=False, desk_order=16
        ).metadata,
    )
    slug: str = field(
        default="",
        metadata=FieldSpec(
            _("URL slug"), FieldKind.TEXT, limit=80, readers_see=False, clean=slugify, desk_order=18
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
            desk_order=19,
        ).metadata,
    )
    original: Original | None = field(
        default=None,
        metadata=FieldSpec(_("Translation of"), FieldKind.ORIGINAL, readers_see=False, desk_order=17).metadata,
    )
    # What the lead picture is called in this story and language; without one, as in the library.
    lead_caption: str = field(
        default="",
        metadata=FieldSpec(_("Lead picture: caption"), FieldKind.TEXT, limit=500, desk_order=9).metadata,
    )
    lead_alt: str = field(
        default="",
        metadata=FieldSpec(_("Lead picture: alt text"), FieldKind.TEXT, limit=300, desk_order=10).metadata,
    )
    lead_credit: str = field(
        default="",
        metadata=FieldSpec(_("Lead picture: credit line"), FieldKind.TEXT, limit=200, desk_order=11).metadata,
    )

    def cleaned(self) -> "CleanDocument":
        """Return a CleanDocument: every field normalised, the body sanitised. Raises InvalidDocument."""
        specs = field_specs(type(self))
        # Checked first: sanitising a huge or deeply nested body would take too long.
        if len(self.body) > LIMITS["body"]:
            raise InvalidDocument({"body": _describe_excess(specs["body"], self.body)})
        if measure_depth(self.body) > MAX_DEPTH:
            raise InvalidDocument(
                {"body": gettext("The body has more than %(most)s levels of nested elements.") % {"most": MAX_DEPTH}}
            )
        document = replace(self, **{name: _clean_value(spec, getattr(self, name)) for name, spec in specs.items()})
        if problems := document.find_problems():
            raise InvalidDocument(problems)
        return CleanDocument(document)

    def replace(self, **changes: Any) -> "Document":
        """Return a copy with some fields changed, which must be cleaned again before it is saved."""
        return replace(self, **changes)

    def find_problems(self) -> dict[str, str]:
        """Check lengths, headline, date, codes and roles; return {field name: sentence on what is invalid}."""
        problems = {
            name: _describe_excess(spec, getattr(self, name))
            for name, spec in field_specs(type(self)).items()
            if spec.limit is not None and len(getattr(self, name)) > spec.limit
        }
        if not self.headline:
            problems["headline"] = gettext("A story needs a headline.")
        if self.dated and self.dated.year < FIRST_YEAR:
            problems["dated"] = gettext("A story can’t be dated before the year %(year)s.") % {"year": FIRST_YEAR}
        if any(len(tag) > MAX_TAG_LENGTH for tag in self.tags):
            problems["tags"] = gettext("A tag may have at most %(most)s characters.") % {"most": MAX_TAG_LENGTH}
        if self.genre not in Genre.values:
            sentence = gettext("“%(genre)s” isn’t a genre; choose one of %(genres)s.")
            problems["genre"] = sentence % {"genre": self.genre, "genres": ", ".join(Genre.values)}
        if any(line.role not in CreditRole.values for line in self.credits):
            sentence = gettext("The role of a credit must be one of %(roles)s.")
            problems["credits"] = sentence % {"roles": ", ".join(CreditRole.values)}
        if any(line.role not in CountryRole.values for line in self.countries):
            sentence = gettext("The role of a country must be one of %(roles)s.")
            problems["countries"] = sentence % {"roles": ", ".join(CountryRole.values)}
        if unknown := [line.code for line in self.countries if line.code not in geo.COUNTRIES]:
            problems["countries"] = describe_unknown_country(unknown[0])
        if self.language not in Language.values:
            sentence = gettext("“%(language)s” isn’t a language of this newsroom.")
            problems["language"] = sentence % {"language": self.language}
        return problems

    @property
    def paragraphs(self) -> list[str]:
        """The blocks of the body as plain text, in order."""
        return sanitiser.extract_paragraphs(self.body)

    @property
    def words(self) -> int:
        """The number of words in the body."""
        return sum(measure.count_words(paragraph) for paragraph in self.paragraphs)

    @property
    def pictures(self) -> list[int]:
        """The primary keys of all Images shown, each once, the lead picture first."""
        return list(dict.fromkeys(picture.key for picture in self.shown_pictures))

    @property
    def shown_pictures(self) -> list[ShownPicture]:
        """The pictures as the story shows them, the lead picture first; one that is shown twice is listed twice."""
        lead = ShownPicture(self.lead_image or 0, self.lead_alt, self.lead_caption, self.lead_credit)
        return [*([lead] if self.lead_image else []), *find_pictures(self.body)]

    def to_json(self) -> dict[str, Any]:
        """Return the Document as a dict ready for JSON, with the version of the schema as "schema"."""
        specs = field_specs(type(self))
        data = {name: _to_plain(getattr(self, name)) for name in specs}
        dates = {
            name: value.isoformat() for name, value in data.items() if value and specs[name].kind is FieldKind.DATE
        }
        return {"schema": SCHEMA, **data, **dates}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """Build a Document from a dict that `to_json` returned. Raises ValueError for an unknown schema."""
        values = dict(data)
        if values.pop("schema", None) != SCHEMA:
            raise ValueError(f"Unknown document schema {data.get('schema')!r}.")
        for name, spec in field_specs(cls).items():
            if name in values and spec.kind in _FROM_JSON:
                values[name] = _FROM_JSON[spec.kind](values[name])
        return cls(**values)


def _to_plain(value: Any) -> Any:
    """Return the value of a field with dicts in place of its lines; `asdict` would copy each string."""
    if isinstance(value, tuple):
        return tuple(map(_to_plain, value))
    return dict(vars(value)) if is_dataclass(value) else value


CleanDocument = NewType("CleanDocument", Document)
"""A Document that may be saved: text in NFC without control characters, a sanitised body, country codes of today,
each tag, credit and country once, and no field longer than its limit.

Only `Document.cleaned`, `with_countries` and `Revision.document` make one. A revision was cleaned by the rules of its
time, so a service that saves its text again cleans it again. To change one, use `Document.replace`: it returns a plain
Document, while `dataclasses.replace` would keep the type.
"""


LIMITS = {name: spec.limit for name, spec in field_specs(Document).items() if spec.limit is not None}


def with_countries(document: CleanDocument, countries: tuple[CountryLine, ...]) -> CleanDocument:
    """Return a CleanDocument with other countries, all else not cleaned again. Raises InvalidDocument."""
    changed = document.replace(countries=_deduplicate_countries(countries))
    if problems := changed.find_problems():
        raise InvalidDocument(problems)
    return CleanDocument(changed)


def _clean_value(spec: FieldSpec, value: Any) -> Any:
    """Clean a field's value by its spec's own function, else by the function for its kind, if any."""
    clean = spec.clean or _CLEANING.get(spec.kind)
    return clean(value) if clean else value


def _describe_excess(spec: FieldSpec, text: str) -> str:
    """Return the sentence that a field's text is over its limit, with both numbers of characters."""
    sentence = gettext("“%(field)s” has %(length)s characters; the limit is %(most)s.")
    return sentence % {"field": spec.label, "length": f"{len(text):,}", "most": f"{spec.limit:,}"}


def _deduplicate_credits(lines: tuple[CreditLine, ...]) -> tuple[CreditLine, ...]:
    """Return the credits in order, each pair of author and role once."""
    return tuple(dict.fromkeys(lines))


def _deduplicate_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the normalised tag names, each once (ignoring case) in its first spelling, without empty ones."""
    spellings: dict[str, str] = {}
    for tag in (normalise(normalise_line(tag)) for tag in tags):
        if tag:
            spellings.setdefault(tag.casefold(), tag)
    return tuple(spellings.values())


def describe_unknown_country(code: str) -> str:
    """Return a sentence on an invalid country code, with its current code or the nearest known codes.

    For a code that was split, it lists the codes of its successors.
    """
    try:
        return gettext("The code “%(code)s” means %(name)s; write it as %(known)s.") % {
            "code": code[:_MAX_QUOTED],
            "name": geo.country_name(geo.normalise_code(code), get_language() or ""),
            "known": geo.normalise_code(code),
        }
    except geo.UnknownCountry as error:
        names = [f"{near} ({geo.country_name(near, get_language() or '')})" for near in error.nearest]
        split = gettext("The code “%(code)s” was split; today’s countries are %(nearest)s.")
        unknown = gettext("No country has the code “%(code)s”. The nearest are %(nearest)s.")
        parts = {"code": code[:_MAX_QUOTED], "nearest": pgettext("between countries", ", ").join(names)}
        return (split if geo.successors(code) else unknown) % parts


def _deduplicate_countries(lines: tuple[CountryLine, ...]) -> tuple[CountryLine, ...]:
    """Return each country once under its current ISO code; role `about` precedes and outranks `mentioned`."""
    ranked = sorted(lines, key=lambda line: line.role != CountryRole.ABOUT)
    by_code: dict[str, CountryLine] = {}
    for line in ranked:
        code = geo.current_code(line.code.upper())
        by_code.setdefault(code, CountryLine(code, line.role))
    return tuple(by_code.values())


def _replace_retired_codes(lines: tuple[CountryLine, ...]) -> tuple[CountryLine, ...]:
    """Replace retired ISO country codes in the countries of a stored revision by their successors.

    Stored revisions are never rewritten, but ISO retires codes.
    """
    retired = any(geo.current_code(line.code) != line.code for line in lines)
    return _deduplicate_countries(lines) if retired else lines


_CLEANING: Mapping[FieldKind, Callable[[Any], Any]] = {
    FieldKind.TEXT: normalise_line,
    FieldKind.BODY: sanitiser.sanitise,
    FieldKind.PEOPLE: _deduplicate_credits,
    FieldKind.TAGS: _deduplicate_tags,
    FieldKind.COUNTRIES: _deduplicate_countries,
}
# For values without a JSON type. A revision older than a field lacks it, and gets its default.
_FROM_JSON: Mapping[FieldKind, Callable[[Any], Any]] = {
    FieldKind.DATE: lambda day: datetime.date.fromisoformat(day) if day else None,
    FieldKind.PEOPLE: lambda lines: tuple(CreditLine(**line) for line in lines),
    FieldKind.COUNTRIES: lambda lines: _replace_retired_codes(tuple(CountryLine(**line) for line in lines)),
    FieldKind.TAGS: tuple,
    FieldKind.ORIGINAL: lambda original: Original(**original) if original else None,
}
