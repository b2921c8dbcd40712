"""The body editor's schema, derived from the sanitiser's allow-list, and the check that they agree."""

from collections.abc import Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django_prose_editor.config import EXTENSION_MAPPING

from articles.lib.html import sanitiser

# Which extension writes which elements, with what attributes.
WRITES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "Paragraph": {"p": frozenset()},
    "Heading": {"h2": frozenset(), "h3": frozenset()},
    "Bold": {"strong": frozenset()},
    "Italic": {"em": frozenset()},
    "Link": {"a": frozenset({"href"})},
    "BulletList": {"ul": frozenset()},
    "OrderedList": {"ol": frozenset({"start"})},
    "ListItem": {"li": frozenset()},
    "Quotation": {"blockquote": frozenset({"data-speaker", "data-role", "data-where"})},
    "HorizontalRule": {"hr": frozenset()},
    "HardBreak": {"br": frozenset()},
    "PullQuote": {"aside": frozenset({"class"})},
    "Picture": {
        "figure": frozenset({"data-picture", "data-width", "data-alt", "data-credit"}),
        "figcaption": frozenset(),
    },
    "Embed": {"figure": frozenset({"data-embed"}), "figcaption": frozenset()},
    "Footnote": {"sup": frozenset({"class"})},
    "Superscript": {"sup": frozenset()},
    "Subscript": {"sub": frozenset()},
    "Strike": {"s": frozenset()},
    "Table": {"table": frozenset(), "caption": frozenset(), "tbody": frozenset()},
    "TableRow": {"tr": frozenset()},
    "TableHeader": {"th": frozenset({"colspan", "rowspan"})},
    "TableCell": {"td": frozenset({"colspan", "rowspan"})},
}
_SETTINGS: Mapping[str, Any] = {"Heading": {"levels": [2, 3]}}
# What writes no element: the editor's own behaviour. The second line is static/desk/editor/.
_BEHAVIOUR = (
    *("Document", "Text", "History", "Dropcursor", "Gapcursor", "SpecialCharacters"),
    *("CleanPaste", "FindReplace", "SmartQuotes", "TextBox", "Toolbar", "WordCount"),
)
_OWN = frozenset({"PullQuote", "Picture", "Embed", "Quotation", "Footnote"})


def list_extensions() -> dict[str, Any]:
    """Return the editor’s extensions with their settings: its behaviour, and writers of allowed elements."""
    writing = [name for name, elements in WRITES.items() if set(elements) & set(sanitiser.ALLOWED)]
    return {name: _SETTINGS.get(name, True) for name in (*_BEHAVIOUR, *writing)}


def find_mismatches() -> list[str]:
    """Compare the editor’s elements with the sanitiser’s; return a sorted sentence for each difference."""
    written: dict[str, set[str]] = {}
    for elements in WRITES.values():
        for element, attributes in elements.items():
            written.setdefault(element, set()).update(attributes)
    found = [
        f"The editor writes <{element}>, which the sanitiser removes."
        for element in written.keys() - sanitiser.ALLOWED.keys()
    ]
    found += [
        f"The sanitiser allows <{element}>, which the editor can’t write."
        for element in sanitiser.ALLOWED.keys() - written.keys()
    ]
    found += [
        f"Editor and sanitiser disagree on the attributes of <{element}>."
        for element in written.keys() & sanitiser.ALLOWED.keys()
        if written[element] != set(sanitiser.ALLOWED[element])
    ]
    found += [
        f"The editor has no extension called {name}." for name in WRITES if name not in _OWN | set(EXTENSION_MAPPING)
    ]
    return sorted(found)


def check_vocabulary(**_kwargs: Any) -> list[CheckMessage]:
    """Report each difference between editor and sanitiser as an error of Django’s system checks."""
    return [Error(sentence, id="articles.E001") for sentence in find_mismatches()]


def register_check() -> None:
    """Register `check_vocabulary` as one of Django’s system checks."""
    register(check_vocabulary)
