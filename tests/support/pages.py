"""Parses a page once and answers questions about it by CSS selector, as a browser would find things."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from selectolax.lexbor import LexborHTMLParser, LexborNode

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "del", "em", "img", "ins", "mark", "s", "span", "strong", "sub", "sup", "time"}
UNSEEN = ("script", "style", "template")
CONTROLS = "input[name], textarea[name], select[name], button[name]"
NOT_POSTED = {"submit", "button", "checkbox", "radio", "file"}  # boxes and files are what a test chooses itself

Attributes = dict[str, str | None]


@dataclass
class Form:
    """What a browser would post from a form before anybody ticks a box, and its named buttons."""

    attributes: Attributes = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page:
    """A parsed page, or one element of it."""

    def __init__(self, source: str | LexborNode) -> None:
        self.html = source if isinstance(source, str) else source.html or ""
        self._tree = LexborHTMLParser(source) if isinstance(source, str) else None
        self._root = self._tree.root if self._tree else source

    def select(self, selector: str) -> list["Page"]:
        """Find the elements inside this one that match, in their order."""
        return [Page(node) for node in self._root.css(selector) if node.mem_id != self._root.mem_id]

    def one(self, selector: str) -> "Page":
        """Find the only element that matches."""
        (found,) = self.select(selector)
        return found

    @property
    def attributes(self) -> Attributes:
        return dict(self._root.attributes)

    @property
    def tag(self) -> str:
        return self._root.tag

    def __getitem__(self, attribute: str) -> str:
        return self._root.attributes[attribute] or ""

    @cached_property
    def text(self) -> str:
        """The words as they are read: those of an inline element join their neighbours, blocks stand apart."""
        body = self._root.css_first("body") if self._tree else self._root
        return " ".join("".join(_words(body)).split()) if body else ""

    @cached_property
    def separate_text(self) -> str:
        """The words with a space between any two elements, the title among them."""
        tree = LexborHTMLParser(self.html)
        tree.strip_tags(list(UNSEEN))
        return " ".join(tree.root.text(separator=" ").split()) if tree.root else ""

    @property
    def own_text(self) -> str:
        """The words that stand in the element itself and not in one inside it."""
        return " ".join((self._root.text(deep=False) or "").split())

    @property
    def inner_html(self) -> str:
        return self._root.inner_html or ""

    def texts(self, selector: str) -> list[str]:
        """Read the text of each element that matches."""
        return [found.text for found in self.select(selector)]

    def values_of(self, selector: str, attribute: str) -> list[str]:
        """Read an attribute of each element that matches."""
        return [found[attribute] for found in self.select(selector)]

    def every(self, tag: str, **attributes: str) -> list[Attributes]:
        """List the attributes of the elements of a tag that have all of these."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        found = [node.attributes for node in self._root.css(tag)]
        return [dict(facts) for facts in found if wanted.items() <= facts.items()]

    @cached_property
    def elements(self) -> list[tuple[str, Attributes]]:
        """Every element's tag and attributes, in document order."""
        return [(node.tag, dict(node.attributes)) for node in self._root.css("*")]

    @property
    def title(self) -> str:
        found = self._root.css_first("head > title")
        return found.text() if found else ""

    @property
    def ids(self) -> list[str]:
        return [node.attributes["id"] or "" for node in self._root.css("[id]")]

    @property
    def links(self) -> list[str]:
        """The addresses of the page's links."""
        return [node.attributes["href"] or "" for node in self._root.css("a[href]")]

    @property
    def inline_scripts(self) -> list[Attributes]:
        """Scripts without an address; structured data is not one of them, browsers don't run it."""
        data = "application/ld+json"
        return [found for found in self.every("script") if "src" not in found and found.get("type") != data]

    @property
    def picture_addresses(self) -> set[str]:
        """Every address that a picture of the page may be had at."""
        shown = [*self.every("img"), *self.every("source")]
        cuts = {part.split()[0] for found in shown for part in (found["srcset"] or "").split(",")}
        return cuts | {found["src"] or "" for found in shown if "src" in found}

    @cached_property
    def forms(self) -> list[Form]:
        """The page's forms; a control may stand outside of the form that it names."""
        owners = {node.mem_id: Form(dict(node.attributes)) for node in self._root.css("form")}
        by_id = {form.attributes["id"]: form for form in owners.values() if "id" in form.attributes}
        for control in self._root.css(CONTROLS):
            named = control.attributes.get("form")
            owner = by_id.get(named) if named else _owner(control, owners)
            if owner:
                _add_control(owner, control)
        return list(owners.values())

    def form(self, id: str) -> Form:
        """Find a form by its id."""
        return next(form for form in self.forms if form.attributes.get("id") == id)

    def form_with(self, name: str) -> Form:
        """Find the first form that has a field of this name."""
        return next(form for form in self.forms if name in form.values)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The named buttons of all forms, as (name, value)."""
        return [button for form in self.forms for button in form.buttons]

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with the markup's nesting, which a parser would silently repair."""
        return _Nesting(self.html).problems


def _words(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False)
        elif child.tag not in UNSEEN:
            apart = "" if child.tag in INLINE else " "
            yield apart
            yield from _words(child)
            yield apart


def _owner(control: LexborNode, owners: dict[int, Form]) -> Form | None:
    node = control.parent
    while node is not None and node.mem_id not in owners:
        node = node.parent
    return owners[node.mem_id] if node is not None else None


def _add_control(form: Form, control: LexborNode) -> None:
    facts, tag = control.attributes, control.tag
    name = facts["name"] or ""
    if tag == "button":
        form.buttons.append((name, facts.get("value") or ""))
    elif tag == "select":
        form.values.setdefault(name, []).extend(_selected(control))
        if not form.values[name]:
            del form.values[name]
    elif tag == "textarea":
        form.values.setdefault(name, []).append(control.text())
    elif facts.get("type") not in NOT_POSTED:
        form.values.setdefault(name, []).append(facts.get("value") or "")


def _selected(control: LexborNode) -> list[str]:
    options = control.css("option")
    chosen = [option for option in options if "selected" in option.attributes]
    if not chosen and "multiple" not in control.attributes:
        chosen = options[:1]
    return [option.attributes.get("value") or "" for option in chosen]


class _Nesting(HTMLParser):
    """Finds tags that are never closed, or closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.problems += [f"<{name}> is never closed" for name in self._open]

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1:] == [tag]:
            self._open.pop()
        else:
            self.problems.append(f"</{tag}> closes {self._open[-1:]}")


def parse(response) -> Page:
    """Parse a response; the page is kept with it, for the next call."""
    if not hasattr(response, "parsed_page"):
        response.parsed_page = Page(response.content.decode())
    return response.parsed_page


def read_marks(page: Page) -> list[list[str]]:
    """List the words that a comparison marks as taken out, and those that it marks as put in.

    The legend is left out, and what only a screen reader says.
    """
    tree = LexborHTMLParser(page.html)
    for node in tree.css(".visually-hidden, .changes-legend"):
        node.decompose()
    return [[mark.text() for mark in tree.css(tag)] for tag in ("del", "ins")]
