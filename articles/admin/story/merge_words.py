"""Wording of a merge's results and questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from articles.admin.story.editor.forms import StoryForm
from articles.domain.document import CleanDocument
from articles.domain.field_specs import FieldKind, FieldSpec, MergeBy, field_specs
from articles.lib.diff.body_diff import BlockChange, diff_bodies
from articles.lib.diff.paragraph_merge import Resolved
from articles.lib.html.blocks import parse_blocks, split_blocks
from articles.models import Revision, User, WorkingCopy
from articles.models.authors import display_name
from articles.queries.history import Names, change_lines
from articles.queries.history.change_lines import Line, Words
from articles.services import revisions
from articles.services.revisions import MergePlace, MergeResult
from articles.services.revisions.merge_fields import Choice


@dataclass(frozen=True)
class Versions:
    """The three versions of a merge: the person's own, the one it started from, and the newest."""

    copy: WorkingCopy
    form: StoryForm
    mine: CleanDocument
    base: Revision
    theirs: Revision

    @property
    def merged(self) -> MergeResult:
        """The merge of the person’s own version with the newest one."""
        return revisions.merge(self.base.document, self.mine, self.theirs.document)


@dataclass(frozen=True)
class Side:
    """One side of a conflict: its value in the form, whose it is, and its text."""

    value: str
    who: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Question:
    """A conflict: the text before, both sides, and the current choice."""

    key: str
    label: str
    before: str
    sides: Sequence[Side]
    chosen: str
    both: bool


@dataclass(frozen=True)
class Agreed:
    """A field, or paragraphs of the body, without a conflict: whose change it is, and the text.

    `side` is mine, theirs or both; "" where nobody changed anything.
    """

    label: str
    side: str
    who: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class MergeDescription:
    """Describes one merge; `who` is whose the other version is, `choices` what is chosen so far."""

    versions: Versions
    names: Names
    choices: Mapping[str, Choice]
    who: str

    @classmethod
    def of(cls, versions: Versions, choices: Mapping[str, Choice], *, by: User) -> "MergeDescription":
        """Describe a merge for the person who chooses; the newest version may be their own, from another window."""
        names = Names.of(versions.base.document, versions.mine, versions.theirs.document)
        other = versions.theirs.by
        return cls(versions, names, choices, _("You, in another window") if other.pk == by.pk else display_name(other))

    def build_question(self, place: MergePlace) -> Question:
        """Build the question for a conflict: its label, the text before, both sides, and the choice so far."""
        sides = [
            Side("mine", _("Yours"), self._describe_value(place, place.mine)),
            Side("theirs", self.who, self._describe_value(place, place.theirs)),
        ]
        spec, key = self._specs[place.field], place.key.partition(".")[2]
        label = str(spec.label)
        if key and spec.merge is MergeBy.MEMBERS:
            label = f"{label}: {self.names.member_name(spec.kind, key)}"
        before = "\n".join("".join(word.text for word in line) for line in self._describe_value(place, place.base))
        return Question(place.key, label, before, sides, self.choices.get(place.key, ""), "both" in place.choices)

    def describe_agreed_fields(self, merged: MergeResult) -> Iterator[Agreed]:
        """Yield a description of each field, except the body, that was changed without a conflict."""
        base, mine, theirs = self._documents
        for name, field in merged.fields.items():
            spec, before = self._specs[name], getattr(base, name)
            if spec.kind is FieldKind.BODY or field.conflicts or field.resolve({}) == before:
                continue
            side = self._attribute_change(mine=getattr(mine, name) != before, theirs=getattr(theirs, name) != before)
            yield Agreed(str(spec.label), *side, [change_lines.field_line(spec, before, field.resolve({}), self.names)])

    def describe_body(self, merged: MergeResult) -> Iterator[Agreed | Question]:
        """Yield the whole body in order: changed blocks and conflicts one by one, unchanged blocks together."""
        for alike, parts in groupby(
            self._walk_body(merged), key=lambda part: isinstance(part, Agreed) and not part.side
        ):
            if alike:
                yield Agreed("", "", "", [line for part in parts if isinstance(part, Agreed) for line in part.lines])
            else:
                yield from parts

    @property
    def _specs(self) -> Mapping[str, FieldSpec]:
        """The specifications of the Document’s fields by name."""
        return field_specs(type(self.versions.mine))

    @property
    def _documents(self) -> tuple[CleanDocument, CleanDocument, CleanDocument]:
        """The Documents of the three versions: base, mine, theirs."""
        return self.versions.base.document, self.versions.mine, self.versions.theirs.document

    def _walk_body(self, merged: MergeResult) -> Iterator[Agreed | Question]:
        """Yield every block of the merged body and every conflict, in the order of the text."""
        base, at = split_blocks(self._documents[0].body), 0
        settled: list[str] = []
        between: list[tuple[int, MergePlace]] = []
        for part in merged.body:
            if isinstance(part, Resolved):
                settled += split_blocks("".join(part.blocks))
                continue
            here: Any = part.base
            if not here:
                between.append((len(settled), part))
                continue
            end = _find_blocks(base, here, at)
            yield from self._describe_stretch(base[at:end], settled, between)
            yield self.build_question(part)
            at, settled, between = end + len(here), [], []
        yield from self._describe_stretch(base[at:], settled, between)

    def _describe_stretch(
        self, before: Sequence[str], after: Sequence[str], between: Sequence[tuple[int, MergePlace]]
    ) -> Iterator[Agreed | Question]:
        """Yield the blocks between two conflicts; `between` are pure insertions, each after a number of blocks."""
        waiting = [(len(parse_blocks("".join(after[:count]))), place) for count, place in between]
        seen = 0
        _base, mine, theirs = (frozenset(parse_blocks(document.body)) for document in self._documents)
        for change in diff_bodies("".join(before), "".join(after)):
            while waiting and waiting[0][0] <= seen:
                yield self.build_question(waiting.pop(0)[1])
            seen += change.after is not None
            yield self._describe_settled(change, mine=mine, theirs=theirs)
        for _count, place in waiting:
            yield self.build_question(place)

    def _describe_settled(self, change: BlockChange, *, mine: frozenset[object], theirs: frozenset[object]) -> Agreed:
        """Describe one block without a conflict, and whose change it is."""
        line = change_lines.block_line(change)
        if change.kind == "same":
            return Agreed("", "", "", [line])
        if change.after is None:
            side = self._attribute_change(mine=change.before not in mine, theirs=change.before not in theirs)
        else:
            side = self._attribute_change(mine=change.after in mine, theirs=change.after in theirs)
        return Agreed("", *side, [line])

    def _attribute_change(self, *, mine: bool, theirs: bool) -> tuple[str, str]:
        """Return the side and the name of a change’s author; if in both versions or neither, of both."""
        if mine == theirs:
            return "both", _("Both of you")
        return ("mine", _("Yours")) if mine else ("theirs", self.who)

    def _describe_value(self, place: MergePlace, value: Any) -> Sequence[Line]:
        """Describe one version’s value at a conflict as lines that show how it differs from the base."""
        base: Any = place.base
        spec, key = self._specs[place.field], place.key.partition(".")[2]
        nothing: Sequence[Line] = [[Words("note", _("nothing"))]]
        if spec.kind is FieldKind.BODY:
            old, new = ("".join(version) for version in (base, value))
            changed = [change_lines.block_line(change) for change in diff_bodies(old, new) if change.kind != "same"]
            return changed or _unchanged_lines(new)
        if spec.merge is MergeBy.PARAGRAPHS:
            old, new = ("\n\n".join(version) for version in (base, value))
            return [change_lines.text_line(old, new)] if old or new else nothing
        if spec.merge is MergeBy.MEMBERS:
            text = self._join_names(spec.kind, value) if not key else self.names.member(spec.kind, key, value)
            return [[Words("same", text)]] if text else nothing
        new = self.names.value(spec, value)
        if spec.kind is FieldKind.TEXT:
            return [change_lines.text_line(self.names.value(spec, place.base), new)] if new else nothing
        return [[Words("same", new)]] if new else nothing

    def _join_names(self, kind: FieldKind, keys: Sequence[Any]) -> str:
        """Join the names of people, countries or tags in the order of their keys."""
        return change_lines.join_members([self.names.member_name(kind, key) for key in keys])


def _find_blocks(base: Sequence[str], sought: Sequence[str], at: int) -> int:
    """Return the index of the sought blocks in the base, searching from `at`; the base’s length if not found."""
    places = range(at, len(base) - len(sought) + 1)
    return next((place for place in places if tuple(base[place : place + len(sought)]) == tuple(sought)), len(base))


def _unchanged_lines(body: str) -> Sequence[Line]:
    """Return a body’s paragraphs as lines without changes; “nothing” for an empty body."""
    texts = [block.text for block in parse_blocks(body) if block.text]
    return [[Words("same", text)] for text in texts] or [[Words("note", _("nothing"))]]
