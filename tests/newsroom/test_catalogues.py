"""The site's own words in other languages: every one is there, and what is compiled is what was written."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

import articles

FOLDER = Path(articles.__file__).parent / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def catalogue(language):
    with (FOLDER / language / "LC_MESSAGES/django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def forms(message):
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language):
    messages = catalogue(language)
    assert len(messages) > 400
    assert [message.id for message in messages if message.fuzzy or not all(forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_places_of_its_sentence(language):
    wrong = []
    for message in catalogue(language):
        wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1]))
        # One and two may be words of their own (Arabic: مادتان); the last form says the number.
        if set(PLACEHOLDER.findall(forms(message)[-1])) != wanted or any(
            not set(PLACEHOLDER.findall(form)) <= wanted for form in forms(message)
        ):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language):
    with (FOLDER / language / "LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    differing = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, str)
        and message.string
        != (compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id))
    ]
    assert differing == []


@pytest.mark.parametrize(("language", "words"), [("ur", "خبر"), ("ar", "مادة"), ("en", "story")])
def test_a_story_has_its_name_in_every_language(language, words):
    with translation.override(language):
        assert translation.gettext("story") == words
