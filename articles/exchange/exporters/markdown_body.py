"""Convert a sanitised body to CommonMark with footnotes, escaping what would be read as markup."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest
from urllib.parse import urljoin

from articles.lib.html.sanitiser import FOOTNOTE

_STRESS: Mapping[str, str] = {"em": "*", "strong": "**"}
_VOID = frozenset({"br", "hr"})
_INLINE = frozenset({"strong", "em", "a", "sup", "br"})
_BLANKS = re.compile(r"[ \t\n]+")
_MARKS = re.compile(r"[\\`*_\[\]<>&~|]")
_NOTE = re.compile(r"\[\^\d+\]")
_BREAK = "\\\n"
_ANGLES = re.compile("[<>]")
_AS_WRITTEN = r"\\\g<0>"
# What means something at the beginning of a line only.
_AT_START = re.compile(r"^(?:(#{1,6}|[-+=]+)(?=\s|$|-|=)|(\d{1,9})([.)])(?=\s|$))")


@dataclass
class _Element:
    """An element of the body, its attributes, and what is in it."""

    tag: str
    facts: Mapping[str, str] = field(default_factory=dict)
    inside: list["_Element | str"] = field(default_factory=list)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


@dataclass
class _Writer:
    """Writes blocks; the notes met on the way wait for the end."""

    pictures: Mapping[str, Mapping[str, str]]
    address: str
    notes: list[str] = field(default_factory=list)

    def blocks(self, inside: Iterable[_Element | str]) -> list[str]:
        """Each block as its lines; words between blocks are a paragraph of their own."""
        found: list[str] = []
        loose: list[_Element | str] = []
        for part in inside:
            if isinstance(part, str) or part.tag in _INLINE:
                loose.append(part)
                continue
            found += [self._paragraph(loose), *self._block(part)]
            loose = []
        return [block for block in [*found, self._paragraph(loose)] if block]

    def _block(self, element: _Element) -> list[str]:
        if element.tag in {"h2", "h3"}:
            words = self._paragraph(element.inside).replace(_BREAK, " ")
            return [f"{'#' * int(element.tag[1])} {words}"] if words else []
        if element.tag in {"ul", "ol"}:
            return [self._list(element)]
        if element.tag in {"blockquote", "aside"}:
            return [self._quote(element)]
        if element.tag == "figure":
            return list(self._figure(element))
        if element.tag == "hr":
            return ["***"]
        return self.blocks(element.inside)

    def _paragraph(self, inside: Iterable[_Element | str]) -> str:
        text, _before, _after = _edges(self._inline(inside))
        return "\n".join(_AT_START.sub(_escaped_start, line.strip(" ")) for line in text.split("\n"))

    def _inline(self, inside: Iterable[_Element | str]) -> str:
        parts = list(inside)
        written = ""
        for part, following in zip_longest(parts, parts[1:]):
            if isinstance(part, str):
                # Before a link it would make a picture of it.
                written += re.sub("!$", r"\!", _escaped(_BLANKS.sub(" ", part)))
            elif part.tag in _STRESS:
                written += self._stress(part, before=written[-1:], after=_first(following))
            else:
                written += self._mark(part)
        return written

    def _mark(self, element: _Element) -> str:
        if element.tag == "br":
            return _BREAK
        if element.tag == "sup" and element.facts.get("class") == FOOTNOTE:
            number = len(self.notes) + 1
            self.notes.append("")  # its place, before a note in it takes the same
            self.notes[number - 1] = f"[^{number}]: {self._paragraph(element.inside)}"
            return f"[^{number}]"
        words, before, after = _edges(self._inline(element.inside))
        if words and element.tag == "a":
            # A note is a link itself, and none stands in another.
            notes = "".join(_NOTE.findall(words))
            words = f"[{_NOTE.sub('', words)}]({self._target(element.facts.get('href', ''))}){notes}"
        elif words and element.tag == "sup":
            words = f"<sup>{words}</sup>"
        return before + words + after

    def _stress(self, element: _Element, *, before: str, after: str) -> str:
        """Asterisks, or the element itself where asterisks would not be read as marks."""
        words, ahead, behind = _edges(self._inline(element.inside))
        if not words:
            return ahead + words + behind
        before, after = "" if ahead else before, "" if behind else after
        clear = "*" not in {words[0], words[-1], before, after} and not (
            (_is_letter(before) and not _is_letter(words[0])) or (_is_letter(after) and not _is_letter(words[-1]))
        )
        mark = _STRESS[element.tag]
        stressed = f"{mark}{words}{mark}" if clear else f"<{element.tag}>{words}</{element.tag}>"
        return ahead + stressed + behind

    def _target(self, address: str) -> str:
        try:
            whole = urljoin(self.address, address)
        except ValueError:  # an address that is none stays as it was written
            whole = address
        return f"<{_ANGLES.sub(_AS_WRITTEN, whole)}>" if re.search(r"[\s()<>]", whole) else whole

    def _list(self, element: _Element) -> str:
        number = int(element.facts.get("start") or 1)
        items = []
        for part in element.inside:
            if isinstance(part, str):
                continue
            mark = f"{number}. " if element.tag == "ol" else "- "
            number += 1
            words = "\n\n".join(self.blocks(part.inside))
            items.append(mark + words.replace("\n", "\n" + " " * len(mark)).replace(" " * len(mark) + "\n", "\n"))
        return "\n".join(items)

    def _quote(self, element: _Element) -> str:
        said = [element.facts[name] for name in ("data-speaker", "data-role", "data-where") if element.facts.get(name)]
        speaker = [f"— {_escaped(', '.join(said))}"] if element.facts.get("data-speaker") else []
        text = "\n\n".join([*self.blocks(element.inside), *speaker])
        return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))

    def _figure(self, element: _Element) -> Iterator[str]:
        """The picture, or the address that is shown, and what stands under it; a picture that is missing is left out."""
        picture = self.pictures.get(element.facts.get("data-picture", ""))
        shown = element.facts.get("data-embed")
        if shown:
            yield f"<{shown}>"
        elif picture:
            yield f"![{_escaped(picture['alt'])}]({self._target(picture['address'])})"
        yield from self.blocks(element.inside)
        if picture and picture["credit"] and not shown:
            yield _escaped(picture["credit"])


def _escaped(words: str) -> str:
    return _MARKS.sub(_AS_WRITTEN, words)


def _edges(text: str) -> tuple[str, str, str]:
    """Words without the blanks and breaks at their ends, those before and those after: a mark must touch a word."""
    start, end = 0, len(text)
    while text.startswith((" ", _BREAK), start):
        start += 1 if text[start] == " " else len(_BREAK)
    while end > start and (text[end - 1] == " " or text.endswith(_BREAK, start, end)):
        end -= 1 if text[end - 1] == " " else len(_BREAK)
    return text[start:end], text[:start], text[end:]


def _first(part: _Element | str | None) -> str:
    """What will stand behind a mark: a letter, or what counts as one."""
    if isinstance(part, _Element):
        return "*" if part.tag in _STRESS else "["
    return part[:1] if part else ""


def _is_letter(sign: str) -> bool:
    """Whether a sign is neither a blank nor punctuation, as CommonMark counts them."""
    return bool(sign.strip()) and unicodedata.category(sign)[0] not in "PS"


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def as_markdown(body: str, pictures: Mapping[str, Mapping[str, str]], *, address: str) -> str:
    """The body as Markdown. `pictures` are {primary key: address, alt, credit}; short addresses lean on `address`."""
    tree = _Tree()
    tree.feed(body)
    tree.close()
    writer = _Writer(pictures, address)
    blocks = writer.blocks(tree.root.inside)
    return "\n\n".join([*blocks, *writer.notes]) + "\n"
