"""What was changed from one Document to another, told for a page: a row a field, its lines as runs of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from articles.admin.forms import StoryForm
from articles.countries import name_in
from articles.document import CountryRole, CreditRole, Document, Genre, Language
from articles.models import Article, Author, Image, Section
from articles.moments import day_in_words
from articles.revisions import compare
from articles.text.differing import differences
from articles.text.rewriting import rewritings

TEXTS = frozenset({"headline", "standfirst", "label", "dateline", "slug", "backstory"})
SETS = ("credits", "countries", "tags")


@dataclass(frozen=True)
class Words:
    """A stretch of a line: words that stayed ("same"), came ("added") or went ("removed"), or the desk's own ("note")."""

    kind: str
    text: str


Line = Sequence[Words]


@dataclass(frozen=True)
class Told:
    """What became of one field; an empty line stands for paragraphs that stayed as they were."""

    name: str
    label: str
    lines: Sequence[Line]


@dataclass
class Names:
    """What the rows are called that Documents refer to by their primary keys; at most four queries for all of them."""

    authors: Mapping[int, Author] = field(default_factory=dict)
    sections: Mapping[int, Section] = field(default_factory=dict)
    images: Mapping[int, Image] = field(default_factory=dict)
    stories: Mapping[int, Article] = field(default_factory=dict)

    @classmethod
    def in_documents(cls, *documents: Document) -> "Names":
        """Everything that these Documents name."""
        return cls(
            Author.objects.in_bulk({line.author for one in documents for line in one.credits}),
            Section.objects.in_bulk({one.section for one in documents if one.section}),
            Image.objects.in_bulk({one.lead_image for one in documents if one.lead_image}),
            Article.objects.in_bulk({one.original.article for one in documents if one.original}),
        )

    def value(self, name: str, value: Any) -> str:
        """A field's one value in words; "" for none."""
        if value in (None, "", ()):
            return ""
        told = {
            "genre": lambda: str(Genre(value).label),
            "language": lambda: str(Language(value).label),
            "dated": lambda: day_in_words(value),
            "section": lambda: self._called(self.sections, value),
            "lead_image": lambda: self._called(self.images, value),
            "original": lambda: (
                _("“%(story)s”, version %(number)s")
                % {"story": self._called(self.stories, value.article), "number": value.number}
            ),
        }
        return told[name]() if name in told else str(value)

    def members(self, name: str, value: Sequence[Any]) -> list[str]:
        """The members of a set in words, in order."""
        if name == "credits":
            return [self.member(name, line.author, line.role) for line in value]
        if name == "countries":
            return [self.member(name, line.code, line.role) for line in value]
        return list(value)

    def member(self, name: str, key: Any, said: Any) -> str:
        """One member in words, with what is said of it: its role or roles, or its spelling; "" where it is not."""
        if said is None:
            return ""
        if name == "tags":
            return str(said)
        roles = (said,) if isinstance(said, str) else said
        kinds: Any = CreditRole if name == "credits" else CountryRole
        between = pgettext("between roles", ", ")
        parts = {"name": self.called(name, key), "role": between.join(str(kinds(role).label) for role in roles)}
        return _("%(name)s (%(role)s)") % parts

    def called(self, name: str, key: Any) -> str:
        """A member of a set by its key alone: an Author's primary key, a country's code, a tag's name."""
        if name == "credits":
            return self._called(self.authors, int(key))
        return name_in(key, get_language() or "") if name == "countries" else str(key)

    @staticmethod
    def _called(rows: Mapping[int, Any], key: int) -> str:
        return str(rows[key]) if key in rows else f"#{key}"


def label_of(name: str) -> str:
    """A field of a Document as the writing page calls it."""
    labels = {"credits": _("Credits"), "countries": _("Countries")}
    return labels.get(name) or str(StoryForm.base_fields[name].label)


def changes(before: Document, after: Document) -> list[Told]:
    """What was changed from one cleaned Document to another, in the order in which the desk shows it."""
    names = Names.in_documents(before, after)
    changed = compare(before, after).changed
    return [told(name, getattr(before, name), getattr(after, name), names) for name in changed]


def told(name: str, before: Any, after: Any, names: Names) -> Told:
    """What became of one field."""
    if name == "body":
        return Told(name, label_of(name), blocks(before, after))
    if name in SETS:
        return Told(name, label_of(name), [items(names.members(name, before), names.members(name, after))])
    old, new = names.value(name, before), names.value(name, after)
    if name in TEXTS:
        return Told(name, label_of(name), [words(old, new)])
    return Told(name, label_of(name), [swapped(old, new)])


def words(old: str, new: str) -> Line:
    """A plain text, word by word."""
    return [Words(run.kind, run.text) for run in differences(old, new)]


def swapped(old: str, new: str) -> Line:
    """One value in place of another."""
    return [one for one in (Words("removed", old), Words("same", " "), Words("added", new)) if one.text]


def items(before: Sequence[str], after: Sequence[str]) -> Line:
    """Members that came and went; when only their order was changed, both orders."""
    comma = pgettext("between the members of a field", ", ")
    if set(before) == set(after):
        return swapped(comma.join(before), comma.join(after))
    line: list[Words] = []
    for one in dict.fromkeys([*after, *before]):
        kind = "same" if one in before and one in after else "added" if one in after else "removed"
        line += [Words("same", comma)] * bool(line) + [Words(kind, one)]
    return line


def blocks(before: str, after: str) -> list[Line]:
    """The paragraphs of a body that were changed, each as its words; an empty line stands for those that were not."""
    lines: list[Line] = []
    for change in rewritings(before, after):
        if change.kind != "same":
            line = [Words(run.kind, run.text) for run in change.runs] or [Words("note", _("A picture or a line"))]
            lines.append([*line, Words("note", _("only the formatting"))] if change.only_formatting else line)
        elif not lines or lines[-1]:
            lines.append([])
    return lines
