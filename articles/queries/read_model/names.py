"""Names in fragments: stored as tokens and put in when a page is read, so that a renaming rewrites nothing.

A token is a noncharacter of Unicode, a letter for what is named, its key, and another noncharacter. Escaping leaves it as
it is; the name that replaces it is escaped for markup or, in JSON, for a string inside a script element.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.conf import settings

from articles.domain.document import Language
from articles.lib import geo
from articles.lib.text.plain import strip_xml_invalid
from articles.models import Author, Section, Tag

_IN_MARKUP, _IN_JSON, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_TOKEN = re.compile(f"([{_IN_MARKUP}{_IN_JSON}][astc][^{_END}]*{_END})")
# In JSON inside a script element, no text may end the element; a token there stands for a name in JSON.
_ESCAPES_IN_SCRIPT: Final = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
    (_IN_MARKUP, _IN_JSON),
)
_MAX_NAMES = 50_000


def author_token(key: int) -> str:
    """Return the token of an author's name."""
    return f"{_IN_MARKUP}a{key}{_END}"


def section_token(key: int) -> str:
    """Return the token of a section's name."""
    return f"{_IN_MARKUP}s{key}{_END}"


def tag_token(key: int) -> str:
    """Return the token of a tag's name."""
    return f"{_IN_MARKUP}t{key}{_END}"


def escape_for_script(text: str) -> str:
    """Escape a JSON text for a script element, and let its tokens stand for names in JSON."""
    for letter, escaped in _ESCAPES_IN_SCRIPT:
        text = text.replace(letter, escaped)
    return text


def mark_json(text: str) -> str:
    """Let the tokens of a JSON text stand for names in JSON."""
    return text.replace(_IN_MARKUP, _IN_JSON)


@cache
def country_tokens() -> Mapping[str, Mapping[str, str]]:
    """Return the token of every country's name in every language, as the newsroom's own names of countries."""
    languages = {*Language.values, *(code for code, _name in settings.LANGUAGES)}
    return {code: dict.fromkeys(languages, f"{_IN_MARKUP}c{code}{_END}") for code in geo.COUNTRIES}


class NameBook:
    """The names that tokens stand for, in one language; they are valid for one edition."""

    def __init__(self, language: str) -> None:
        """Begin an empty book of names in a language."""
        self._language = language
        self._escaped: dict[str, str] = {}

    def fill_in(self, markup: str) -> str:
        """Replace every token by its name, escaped; at most one query for each kind of name that is new to the book."""
        names = self._escaped  # another thread may begin another one
        pieces = _TOKEN.split(markup)  # text, token, text, token, …, text
        missing = {token for token in pieces[1::2] if token not in names}
        if missing:
            names |= self._read(missing)
            if len(names) > _MAX_NAMES:
                self._escaped = {}
        pieces[1::2] = [names[token] for token in pieces[1::2]]
        return "".join(pieces)

    def _read(self, tokens: Iterable[str]) -> dict[str, str]:
        """Read the names that tokens stand for, escaped; the name of something that was deleted is empty."""
        escaped: dict[str, str] = {}
        keys: dict[str, set[str]] = {}
        for token in tokens:
            keys.setdefault(token[1], set()).add(token[2:-1])
        readers = {"a": _author_names, "s": self._section_names, "t": _tag_names, "c": self._country_names}
        names = {kind: readers[kind](found) for kind, found in keys.items() if found}
        for kind, found in keys.items():
            for key in found:
                name = strip_xml_invalid(names[kind].get(key, ""))
                escaped[f"{_IN_MARKUP}{kind}{key}{_END}"] = html.escape(name)
                escaped[f"{_IN_JSON}{kind}{key}{_END}"] = _escape_for_json(name)
        return escaped

    def _section_names(self, keys: set[str]) -> dict[str, str]:
        """Return the names of sections in the book's language, by key."""
        return {str(row.pk): row.name_in(self._language) for row in Section.objects.filter(pk__in=keys)}

    def _country_names(self, codes: set[str]) -> dict[str, str]:
        """Return the names of countries in the book's language, by code."""
        return {code: geo.country_name(code, self._language) for code in codes}


def _author_names(keys: set[str]) -> dict[str, str]:
    """Return the names of authors, by key."""
    return {str(key): name for key, name in Author.objects.filter(pk__in=keys).values_list("pk", "name")}


def _tag_names(keys: set[str]) -> dict[str, str]:
    """Return the names of tags, by key; for a synonym, the name of the tag that it was merged into."""
    rows = Tag.objects.filter(pk__in=keys).values_list("pk", "name", "into__name")
    return {str(key): into or name for key, name, into in rows}


def _escape_for_json(text: str) -> str:
    """Return a text as it stands between the quotes of a JSON string inside a script element."""
    return escape_for_script(json.dumps(text, ensure_ascii=False)[1:-1])
