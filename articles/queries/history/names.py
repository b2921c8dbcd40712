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
    """Names by key; readers get none of pictures and stories, which may no longer be public."""

    authors: Mapping[int, str]
    sections: Mapping[int, str]
    pictures: Mapping[int, str] = field(default_factory=dict)
    stories: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *documents: Document) -> "Names":
        """Look up all names; one query each for people, sections, pictures and stories, if there are any."""
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
        """Look up the names that readers may see."""
        people = [line.author for document in documents for line in document.credits]
        sections = [document.section for document in documents if document.section]
        return cls(
            {key: str(author) for key, author in Author.objects.in_bulk(people).items()},
            {key: str(section) for key, section in Section.objects.in_bulk(sections).items()},
        )

    def person(self, key: int) -> str:
        """An author's name."""
        return self.authors.get(key) or gettext("a deleted author")

    def section(self, key: int | None) -> str:
        """A section's name in the language of the page, or words for none."""
        if key is None:
            return gettext("no section")
        return self.sections.get(key) or gettext("a deleted section")

    def picture(self, key: int | None) -> str:
        """A picture's name at the desk; "" if it is not known."""
        return self.pictures.get(key, "") if key else ""

    def shown(self, reference: str) -> str:
        """What a figure in the body shows, by its reference."""
        match = _PICTURE.fullmatch(reference)
        return self.picture(int(match[1])) if match else reference.partition(" ")[2]

    def story(self, key: int) -> str:
        """A story's headline."""
        return self.stories.get(key) or gettext("a deleted story")

    def original(self, original: Original) -> str:
        """The version that a story was translated from."""
        parts = {"story": self.story(original.article), "number": original.number}
        return gettext("“%(story)s”, version %(number)s") % parts

    def value(self, spec: FieldSpec, value: Any) -> str:
        """The value of a field that has one value; "" for none."""
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
        """The members of credits, countries or tags, in their order."""
        if kind is FieldKind.PEOPLE:
            return [self.member(kind, line.author, line.role) for line in value]
        if kind is FieldKind.COUNTRIES:
            return [self.member(kind, line.code, line.role) for line in value]
        return list(value)

    def member(self, kind: FieldKind, key: Any, detail: Any) -> str:
        """One member by its key, with its role or roles, or a tag in its spelling; "" without a detail."""
        if detail is None:
            return ""
        if kind is FieldKind.TAGS:
            return str(detail)
        role = credit_role if kind is FieldKind.PEOPLE else country_role
        return with_roles(self.member_name(kind, key), map(role, (detail,) if isinstance(detail, str) else detail))

    def member_name(self, kind: FieldKind, key: Any) -> str:
        """A member by its key alone: an Author's primary key, a country's code, a tag's name."""
        if kind is FieldKind.PEOPLE:
            return self.person(int(key))
        return country(key) if kind is FieldKind.COUNTRIES else str(key)


def country(code: str) -> str:
    """A country's name in the language of the page."""
    return geo.country_name(code, get_language() or "")


def country_role(value: str) -> str:
    """The name of a country's role."""
    return choice(CountryRole, value)


def credit_role(value: str) -> str:
    """The name of a credit's role."""
    return choice(CreditRole, value)


def choice(choices: type[TextChoices], value: str) -> str:
    """The label of a choice; an unknown value as it is."""
    return str(choices(value).label) if value in choices.values else value


def with_roles(name: str, roles: Iterable[str]) -> str:
    """A name with its roles in brackets."""
    return gettext("%(name)s (%(role)s)") % {"name": name, "role": join_roles(roles)}


def join_roles(roles: Iterable[str]) -> str:
    """Join roles by the language's comma."""
    return pgettext("between roles", ", ").join(roles)
