"""What the keys in a Document are called, looked up once for two of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language, gettext

from articles import countries
from articles.document import CountryRole, CreditRole, Document
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


def country(code: str) -> str:
    """A country's name in the language of the page."""
    return countries.name_in(code, get_language() or "")


def country_role(value: str) -> str:
    """What a country is to a story, in words."""
    return str(CountryRole(value).label) if value in CountryRole.values else value


def credit_role(value: str) -> str:
    """What somebody did for a story, in words."""
    return str(CreditRole(value).label) if value in CreditRole.values else value
