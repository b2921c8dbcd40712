"""The Document: the one typed value in which a story's words travel, and its JSON form.

Desk form, importers, preview and exporters all speak Document. References to people, sections and pictures are
primary keys of their tables; countries are ISO 3166-1 alpha-2 codes; tags are names.
"""

import datetime
import re
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.domain.errors import UserFacingError
from articles.lib import geo
from articles.lib.html import sanitiser
from articles.lib.html.figures import depth
from articles.lib.text import measure
from articles.lib.text.plain import block, normalised, one_line
from articles.lib.text.slugs import slugify

SCHEMA = 1
LIMITS = {
    "headline": 250,
    "standfirst": 1000,
    "label": 60,
    "dateline": 100,
    "slug": 80,
    "backstory": 3000,
    "body": 1_000_000,
}
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
    words = re.findall(r"[^\W_]+", one_line(label).lower())
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

    headline: str
    standfirst: str = ""
    label: str = ""
    genre: str = Genre.NEWS.value
    dateline: str = ""
    dated: datetime.date | None = None
    body: str = ""
    credits: tuple[CreditLine, ...] = ()
    section: int | None = None
    tags: tuple[str, ...] = ()
    countries: tuple[CountryLine, ...] = ()
    lead_image: int | None = None
    language: str = Language.EN.value
    slug: str = ""
    backstory: str = ""
    original: Original | None = None

    def cleaned(self) -> "Document":
        """The same words normalised (NFC, no controls) and the body sanitised. Raises InvalidDocument."""
        # Before the work of cleaning it, which deep nesting would make endless.
        if len(self.body) > LIMITS["body"]:
            raise InvalidDocument({"body": _too_long("body", self.body)})
        if depth(self.body) > DEEPEST:
            raise InvalidDocument(
                {"body": gettext("The body has more than %(most)s elements inside one another.") % {"most": DEEPEST}}
            )
        document = replace(
            self,
            headline=one_line(self.headline),
            standfirst=one_line(self.standfirst),
            label=one_line(self.label),
            dateline=one_line(self.dateline),
            body=sanitiser.sanitise(self.body),
            credits=tuple(dict.fromkeys(self.credits)),
            tags=_distinct(self.tags),
            countries=_one_role_each(self.countries),
            slug=slugify(self.slug),
            backstory=block(self.backstory),
        )
        if problems := document.problems():
            raise InvalidDocument(problems)
        return document

    def problems(self) -> dict[str, str]:
        """What keeps this Document from being kept, as {field: sentence}; empty when nothing does."""
        found = {
            name: _too_long(name, getattr(self, name))
            for name, limit in LIMITS.items()
            if len(getattr(self, name)) > limit
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
        return sanitiser.paragraphs(self.body)

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(measure.words(paragraph) for paragraph in self.paragraphs)

    @property
    def pictures(self) -> list[int]:
        """Primary keys of every Image shown, the lead first."""
        lead = [self.lead_image] if self.lead_image else []
        return list(dict.fromkeys(lead + sanitiser.pictures(self.body)))

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready dict with the schema's version."""
        data = asdict(self)
        data["dated"] = self.dated.isoformat() if self.dated else None
        return {"schema": SCHEMA, **data}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """The Document that `to_json` wrote. Raises ValueError on a schema it doesn't know."""
        fields = dict(data)
        if fields.pop("schema", None) != SCHEMA:
            raise ValueError(f"Unknown document schema {data.get('schema')!r}.")
        fields["dated"] = datetime.date.fromisoformat(fields["dated"]) if fields["dated"] else None
        fields["credits"] = tuple(CreditLine(**line) for line in fields["credits"])
        fields["countries"] = _of_today(tuple(CountryLine(**line) for line in fields["countries"]))
        fields["tags"] = tuple(fields["tags"])
        fields["original"] = Original(**fields["original"]) if fields.get("original") else None
        return cls(**fields)


def _too_long(name: str, text: str) -> str:
    return f"The {name} is {len(text):,} characters long; at most {LIMITS[name]:,} fit."


def _distinct(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags normalised, the first spelling of each kept, case not counting."""
    kept: dict[str, str] = {}
    for tag in (normalised(one_line(tag)) for tag in tags):
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())


def no_country(code: str) -> str:
    """A sentence for a code that no country has, with the nearest ones, or those that a retired one was split into."""
    try:
        return gettext("The code “%(code)s” means %(name)s; write it as %(known)s.") % {
            "code": code[:_LONGEST_QUOTE],
            "name": geo.name_in(geo.normalise_code(code), get_language() or ""),
            "known": geo.normalise_code(code),
        }
    except geo.UnknownCountry as error:
        names = [f"{near} ({geo.name_in(near, get_language() or '')})" for near in error.nearest]
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
        code = geo.today(line.code.upper())
        kept.setdefault(code, CountryLine(code, line.role))
    return tuple(kept.values())


def _of_today(lines: tuple[CountryLine, ...]) -> tuple[CountryLine, ...]:
    """Kept countries by today's codes: what was kept is never rewritten, but ISO retires codes."""
    retired = any(geo.today(line.code) != line.code for line in lines)
    return _one_role_each(lines) if retired else lines
