"""Look up the names of the keys in two Documents at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext

from articles.domain.dates import format_day
from articles.domain.document import CountryRole, CreditRole, Document, Original
from articles.domain.field_specs import FieldKind, FieldSpec
from articles.lib import geo
from articles.models import Article, Author, Image, Section

_PICTURE = re.compile("picture ([0-9]+)")


@dataclass(frozen=True)
class Names:
    """Names by key; readers see no names of pictures and stories, which may no longer be public."""

    authors: Mapping[int, str]
    sections: Mapping[int, str]
    pictures: Mapping[int, str] = field(default_factory=dict)
    stories: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *documents: Document) -> "Names":
        """Look up all names in these Documents; one query each for people, sections, pictures and stories, if any."""
        pictures = [key for document in documents for key in document.pictures]
        stories = [document.original.article for document in documents if document.original]
        known = cls.for_readers(*documents)
        return cls(
            known.authors,
            known.sections,
            {key: str(image) for key, image in Image.objects.in_bulk(pictures).items()},
            dict(Article.objects.filter(pk__in=stories).values_list("pk", "headline")) if stories else {},
        )

    @classmethod
    def for_readers(cls, *documents: Document) -> "Names":
        """Look up the names in these Documents that readers may see: authors and sections."""
        people = [line.author for document in documents for line in document.credits]
        sections = [document.section for document in documents if document.section]
        return cls(
            {key: str(author) for key, author in Author.objects.in_bulk(people).items()},
            {key: str(section) for key, section in Section.objects.in_bulk(sections).items()},
        )

    def person(self, key: int) -> str:
        """Return an author's name by primary key, or words for a deleted author."""
        return self.authors.get(key) or gettext("a deleted author")

    def section(self, key: int | None) -> str:
        """Return a section's name in the page's language, or words for a missing or deleted one."""
        if key is None:
            return gettext("no section")
        return self.sections.get(key) or gettext("a deleted section")

    def picture(self, key: int | None) -> str:
        """Return a picture's name at the desk; "" if unknown."""
        return self.pictures.get(key, "") if key else ""

    def figure_contents(self, reference: str) -> str:
        """Return what a figure shows: a picture's name for "picture 12", the address for "embed https://…"."""
        match = _PICTURE.fullmatch(reference)
        return self.picture(int(match[1])) if match else reference.partition(" ")[2]

    def story(self, key: int) -> str:
        """Return a story's headline by primary key, or words for a deleted story."""
        return self.stories.get(key) or gettext("a deleted story")

    def original(self, original: Original) -> str:
        """Name the story and version that another story was translated from."""
        parts = {"story": self.story(original.article), "number": original.number}
        return gettext("“%(story)s”, version %(number)s") % parts

    def value(self, spec: FieldSpec, value: Any) -> str:
        """Return the value of a field with a single value as words; "" for an empty value."""
        if value in {None, ""}:
            return ""
        if spec.choices:
            return choice(spec.choices, value)
        formats: Mapping[FieldKind, Callable[[Any], str]] = {
            FieldKind.DATE: format_day,
            FieldKind.SECTION: self.section,
            FieldKind.PICTURE: lambda key: self.picture(key) or f"#{key}",
            FieldKind.ORIGINAL: self.original,
        }
        return formats.get(spec.kind, str)(value)

    def members(self, kind: FieldKind, value: Sequence[Any]) -> list[str]:
        """Return the members of credits, countries or tags as words, in the given order."""
        if kind is FieldKind.PEOPLE:
            return [self.member(kind, line.author, line.role) for line in value]
        if kind is FieldKind.COUNTRIES:
            return [self.member(kind, line.code, line.role) for line in value]
        return list(value)

    def member(self, kind: FieldKind, key: Any, detail: Any) -> str:
        """Return a member by key, with its role or roles, or a tag in its spelling; "" without a `detail`."""
        if detail is None:
            return ""
        if kind is FieldKind.TAGS:
            return str(detail)
        role = credit_role if kind is FieldKind.PEOPLE else country_role
        return with_roles(self.member_name(kind, key), map(role, (detail,) if isinstance(detail, str) else detail))

    def member_name(self, kind: FieldKind, key: Any) -> str:
        """Return a member's name by key: an Author's primary key, a country code, or a tag's name."""
        if kind is FieldKind.PEOPLE:
            return self.person(int(key))
        return country(key) if kind is FieldKind.COUNTRIES else str(key)


def country(code: str) -> str:
    """Return a country's name in the language of the page."""
    return geo.country_name(code, get_language() or "")


def country_role(value: str) -> str:
    """Return the label of a CountryRole value."""
    return choice(CountryRole, value)


def credit_role(value: str) -> str:
    """Return the label of a CreditRole value."""
    return choice(CreditRole, value)


def choice(choices: type[TextChoices], value: str) -> str:
    """Return the label of a value among `choices`; an unknown value is returned unchanged."""
    return str(choices(value).label) if value in choices.values else value


def with_roles(name: str, roles: Iterable[str]) -> str:
    """Return a name with its roles in brackets."""
    return gettext("%(name)s (%(role)s)") % {"name": name, "role": join_roles(roles)}


def join_roles(roles: Iterable[str]) -> str:
    """Join roles with the comma of the page's language."""
    return pgettext("between roles", ", ").join(roles)
