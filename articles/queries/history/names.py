"""Look up the names of the keys in two Documents at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext

from articles.domain.dates import day_in_words
from articles.domain.document import CountryRole, CreditRole, Document, Original
from articles.domain.field_specs import FieldKind, FieldSpec
from articles.lib import geo
from articles.models import Article, Author, Image, Section

_PICTURE = re.compile("picture ([0-9]+)")


@dataclass(frozen=True)
class Names:
    """Names by key; of pictures and stories none are known to readers, for whom they may not be public any more."""

    authors: Mapping[int, str]
    sections: Mapping[int, str]
    pictures: Mapping[int, str] = field(default_factory=dict)
    stories: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *documents: Document) -> "Names":
        """All names; a query each for people, sections, pictures and stories, if there are any."""
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
        """The names that readers may see."""
        people = [line.author for document in documents for line in document.credits]
        sections = [document.section for document in documents if document.section]
        return cls(
            {key: str(author) for key, author in Author.objects.in_bulk(people).items()},
            {key: str(section) for key, section in Section.objects.in_bulk(sections).items()},
        )

    def person(self, key: int) -> str:
        """An author's name."""
        return self.authors.get(key) or gettext("somebody no longer listed")

    def section(self, key: int | None) -> str:
        """A section's name in the language of the page, or that there is none."""
        if key is None:
            return gettext("no section")
        return self.sections.get(key) or gettext("a section that is gone")

    def picture(self, key: int | None) -> str:
        """What a picture is called at the desk; "" where that isn't known."""
        return self.pictures.get(key, "") if key else ""

    def shown(self, reference: str) -> str:
        """What a figure in the body shows, by its reference."""
        found = _PICTURE.fullmatch(reference)
        return self.picture(int(found[1])) if found else reference.partition(" ")[2]

    def story(self, key: int) -> str:
        """A story's headline."""
        return self.stories.get(key) or gettext("a story that is gone")

    def original(self, original: Original) -> str:
        """The version that a story was translated from."""
        parts = {"story": self.story(original.article), "number": original.number}
        return gettext("“%(story)s”, version %(number)s") % parts

    def value(self, spec: FieldSpec, value: Any) -> str:
        """What a field has that has one value at a time; "" for none."""
        if value in {None, ""}:
            return ""
        if spec.choices:
            return choice(spec.choices, value)
        said: Mapping[FieldKind, Callable[[Any], str]] = {
            FieldKind.DATE: day_in_words,
            FieldKind.SECTION: self.section,
            FieldKind.PICTURE: lambda key: self.picture(key) or f"#{key}",
            FieldKind.ORIGINAL: self.original,
        }
        return said.get(spec.kind, str)(value)

    def members(self, kind: FieldKind, value: Sequence[Any]) -> list[str]:
        """The members of credits, countries or tags, in their order."""
        if kind is FieldKind.PEOPLE:
            return [self.member(kind, line.author, line.role) for line in value]
        if kind is FieldKind.COUNTRIES:
            return [self.member(kind, line.code, line.role) for line in value]
        return list(value)

    def member(self, kind: FieldKind, key: Any, said: Any) -> str:
        """One member by its key, with what is said of it: its role or roles, or a tag's spelling; "" where it is not."""
        if said is None:
            return ""
        if kind is FieldKind.TAGS:
            return str(said)
        role = credit_role if kind is FieldKind.PEOPLE else country_role
        return with_roles(self.called(kind, key), map(role, (said,) if isinstance(said, str) else said))

    def called(self, kind: FieldKind, key: Any) -> str:
        """A member by its key alone: an Author's primary key, a country's code, a tag's name."""
        if kind is FieldKind.PEOPLE:
            return self.person(int(key))
        return country(key) if kind is FieldKind.COUNTRIES else str(key)


def country(code: str) -> str:
    """A country's name in the language of the page."""
    return geo.name_in(code, get_language() or "")


def country_role(value: str) -> str:
    """What a country is to a story, in words."""
    return choice(CountryRole, value)


def credit_role(value: str) -> str:
    """What somebody did for a story, in words."""
    return choice(CreditRole, value)


def choice(choices: type[TextChoices], value: str) -> str:
    """One of several choices in words; a value that is not among them as it is."""
    return str(choices(value).label) if value in choices.values else value


def with_roles(name: str, roles: Iterable[str]) -> str:
    """Somebody or something, with what they are to the story."""
    return gettext("%(name)s (%(role)s)") % {"name": name, "role": roles_in_a_row(roles)}


def roles_in_a_row(roles: Iterable[str]) -> str:
    """Roles, one after the other."""
    return pgettext("between roles", ", ").join(roles)
