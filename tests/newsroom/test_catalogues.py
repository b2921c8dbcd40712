"""The site's own words in other languages: every one is there, and what is compiled is what was written."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

import articles

FOLDER = Path(articles.__file__).parent / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
SCRIPTS = Path(settings.BASE_DIR) / "static"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALLS_OF_TEMPLATES = re.compile(rf"\b(n?p?gettext|_)\(({LITERAL}(?:, {LITERAL})*)")
SAID_BY_SCRIPTS = re.compile(r'\bn?gettext\(\s*"([^"]+)"')
both_domains = pytest.mark.parametrize("domain", ["django", "djangojs"])


def catalogue(language, domain="django"):
    with (FOLDER / language / f"LC_MESSAGES/{domain}.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def forms(message):
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def first_of(message):
    return message.id if isinstance(message.id, str) else message.id[0]


@both_domains
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language, domain):
    messages = catalogue(language, domain)
    assert len(messages) > {"django": 400, "djangojs": 50}[domain]
    assert [message.id for message in messages if message.fuzzy or not all(forms(message))] == []


def extract_messages() -> set[str]:
    """Every message of the app's modules and templates, plural ones by their singular."""
    found = set()
    for path in Path(articles.__file__).parent.rglob("*.py"):
        for _line, message, *_rest in extract("python", io.BytesIO(path.read_bytes()), KEYWORDS):
            # With a plural, a message is a pair.
            found.add(message if isinstance(message, str) else message[0])
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.*"):
        for name, literals in CALLS_OF_TEMPLATES.findall(templatize(path.read_text(encoding="utf-8"))):
            arguments = ast.literal_eval(f"({literals},)")
            found.add(arguments[1 if "p" in name else 0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_what_the_sources_say_and_nothing_else(language):
    # The framework has no Urdu words for spans of time, so they stand in ours.
    of_django = {"%(num)d " + span for span in ("year", "month", "week", "day", "hour", "minute")}
    assert {first_of(message) for message in catalogue(language)} - of_django == extract_messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_of_the_scripts_has_what_they_say_and_nothing_else(language):
    said = {words for path in SCRIPTS.rglob("*.js") for words in SAID_BY_SCRIPTS.findall(path.read_text())}
    assert {first_of(message) for message in catalogue(language, "djangojs")} == said


@pytest.mark.django_db
def test_a_desk_in_arabic_gives_its_scripts_arabic_words_the_frameworks_too(admin_client):
    def served():
        page = admin_client.get("/admin/jsi18n/").content.decode()
        return '"Make a pull quote": "' in page, '"Today": "' in page

    assert served() == (False, False)
    admin_client.cookies["django_language"] = "ar"
    assert served() == (True, True)


@both_domains
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_places_of_its_sentence(language, domain):
    wrong = []
    for message in catalogue(language, domain):
        wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1]))
        # One and two may be words of their own (Arabic: مادتان); the last form says the number.
        if set(PLACEHOLDER.findall(forms(message)[-1])) != wanted or any(
            not set(PLACEHOLDER.findall(form)) <= wanted for form in forms(message)
        ):
            wrong.append(message.id)
    assert wrong == []


@both_domains
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language, domain):
    with (FOLDER / language / f"LC_MESSAGES/{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    differing = [
        message.id
        for message in catalogue(language, domain)
        if isinstance(message.id, str)
        and message.string
        != (compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id))
    ]
    assert differing == []


@pytest.mark.parametrize(("language", "words"), [("ur", "خبر"), ("ar", "مادة"), ("en", "story")])
def test_a_story_has_its_name_in_every_language(language, words):
    with translation.override(language):
        assert translation.gettext("story") == words
