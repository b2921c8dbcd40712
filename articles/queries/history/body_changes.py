"""Describe the changes of a body by block, folding long unchanged stretches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from articles.lib.diff.body_diff import BlockChange, StyleChange
from articles.lib.diff.word_diff import Run
from articles.lib.html.blocks import FOOTNOTE_STYLE, Block, Style
from articles.queries.history.names import Names

MIN_FOLDED = 4  # unchanged blocks in a row; the first and last stay visible
_MAX_QUOTE_LENGTH = 80

_ELEMENTS: Mapping[str, Promise] = {
    "p": gettext_lazy("Paragraph"),
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Subheading"),
    "li": gettext_lazy("List item"),
    "hr": gettext_lazy("Rule"),
    "cite": gettext_lazy("Speaker"),
    "figure": gettext_lazy("Picture"),
    "table": gettext_lazy("Table"),
}
_STYLES: Mapping[str, Promise] = {
    "strong": gettext_lazy("bold"),
    "em": gettext_lazy("italic"),
    "sup": gettext_lazy("superscript"),
    "sub": gettext_lazy("subscript"),
    "s": gettext_lazy("struck through"),
    "a": gettext_lazy("a link"),
}


@dataclass(frozen=True)
class ShownBlock:
    """One block with its text; `label` names anything but a plain paragraph, `shows` says what a figure shows."""

    change: BlockChange
    label: str
    shows: str
    marks: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The change in a word, such as "added"; a moved block is "moved" at its old place and "arrived" at the new one."""
        if self.change.moved is not None:
            return "moved" if self.change.kind == "removed" else "arrived"
        return "restyled" if self.change.only_formatting else self.change.kind

    @property
    def is_change(self) -> bool:
        """Whether the block changed in any way."""
        return self.change.kind != "same"

    @property
    def element(self) -> str:
        """The name of the block's HTML element."""
        return self.change.block.element

    @property
    def within(self) -> str:
        """The CSS classes for the quotation or list around the block."""
        return " ".join(f"within-{name}" for name in self.change.block.within)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The block's text in runs; at the old place of a moved block, without changes."""
        if self.kind == "moved":
            return tuple(Run("same", run.text) for run in self.change.runs)
        return self.change.runs

    @property
    def before_runs(self) -> list[Run]:
        """The runs of the block in the earlier version; [] if it had no place there."""
        return [] if self.kind == "arrived" else [run for run in self.runs if run.kind != "added"]

    @property
    def after_runs(self) -> list[Run]:
        """The runs of the block in the later version; [] if it has no place there."""
        return [] if self.kind in {"moved", "removed"} else [run for run in self.runs if run.kind != "removed"]


@dataclass(frozen=True)
class Stretch:
    """Consecutive blocks; folded if they are unchanged and many."""

    blocks: tuple[ShownBlock, ...]
    folded: bool = False


def stretches(changes: tuple[BlockChange, ...], names: Names) -> Iterator[Stretch]:
    """Split the whole body into stretches, in order; long unchanged ones are folded."""
    shown = [_build_shown_block(place, change, names) for place, change in enumerate(changes)]
    for is_change, group in groupby(shown, key=lambda block: block.is_change):
        blocks = tuple(group)
        if is_change or len(blocks) < MIN_FOLDED:
            yield Stretch(blocks)
        else:
            yield Stretch(blocks[:1])
            yield Stretch(blocks[1:-1], folded=True)
            yield Stretch(blocks[-1:])


def _build_shown_block(place: int, change: BlockChange, names: Names) -> ShownBlock:
    """Build the view of block number `place` from its change."""
    block = change.block
    is_plain = block.element == "p" and not block.within
    return ShownBlock(
        change,
        label="" if is_plain else _name_block(block),
        shows=names.figure_contents(block.reference) if block.element == "figure" else "",
        marks=tuple(_name_marks(place, change)),
        remarks=tuple(_describe_remarks(change)),
    )


def _name_block(block: Block) -> str:
    """Return the name of a kind of block, such as "Picture" or "Pull quote", in the language of the page."""
    if block.element == "figure":
        return gettext("Embed") if block.reference.startswith("embed") else gettext("Picture")
    if block.element == "p" and "blockquote" in block.within:
        return gettext("Quotation")
    if block.element == "p" and "aside" in block.within:
        return gettext("Pull quote")
    return str(_ELEMENTS.get(block.element, block.element))


def _name_marks(place: int, change: BlockChange) -> Iterator[str]:
    """Yield the change of block number `place` in a word, for readers who can't see the colours."""
    if change.moved is not None:
        down = change.moved > place
        if change.kind == "removed":
            yield gettext("Moved down") if down else gettext("Moved up")
        else:
            yield gettext("Moved here from below") if down else gettext("Moved here from above")
    elif change.kind == "added":
        yield gettext("New")
    elif change.kind == "removed":
        yield gettext("Removed")
    if change.only_formatting:
        yield gettext("Only the formatting")


def _describe_remarks(change: BlockChange) -> Iterator[str]:
    """Yield a sentence for a new kind of block, a replaced picture, and each change of styling."""
    before, after = change.before, change.after
    if before and after and before != after:
        if (before.element, before.within) != (after.element, after.within):
            parts = {"before": _name_block(before), "after": _name_block(after)}
            yield gettext("“%(before)s” became “%(after)s”") % parts
        elif before.element == "figure" and before.reference != after.reference:
            yield gettext("The picture was replaced.")
        elif change.changes_words_of_picture:
            yield from _describe_words_of_picture(before, after)
    for restyled in change.restyled:
        yield from _describe_restyling(restyled)


def _describe_words_of_picture(before: Block, after: Block) -> Iterator[str]:
    """Yield a sentence for the alt text and the credit line of a picture, each only if it changed."""
    names = (gettext("Alt text: “%(before)s” became “%(after)s”."), gettext("Credit: “%(before)s” became “%(after)s”."))
    for sentence, old, new in zip(names, before.own_words, after.own_words, strict=True):
        if old != new:
            yield sentence % {"before": old, "after": new}


def _describe_restyling(restyled: StyleChange) -> Iterator[str]:
    """Yield a sentence for each style or link that some words gained or lost."""
    words = restyled.words if len(restyled.words) <= _MAX_QUOTE_LENGTH else f"{restyled.words[:_MAX_QUOTE_LENGTH]}…"
    linked = [style.value for style in restyled.gained if style.element == "a"]
    for style in restyled.gained:
        if style.element == "a":
            yield gettext("“%(words)s” now leads to %(address)s.") % {"words": words, "address": style.value}
        else:
            yield gettext("“%(words)s” is now %(style)s.") % {"words": words, "style": _name_style(style)}
    for style in restyled.lost:
        if style.element != "a" or not linked:
            yield gettext("“%(words)s” is no longer %(style)s.") % {"words": words, "style": _name_style(style)}


def _name_style(style: Style) -> str:
    """Return the name of a style, such as "a footnote", in the language of the page."""
    if style == FOOTNOTE_STYLE:
        return gettext("a footnote")
    return str(_STYLES.get(style.element, style.element))
