"""The generated lexicon is what build.py makes of its sources."""

import json
from importlib import resources

import pytest

from articles.lib.geo import COUNTRIES
from articles.lib.geo.build.lexicon_builder import build
from articles.lib.geo.reference.lexicon import load_lexicon
from articles.lib.geo.reference.phrase_keys import NAME
from articles.lib.geo.suggest.scores import WEIGHTS

HELD = json.loads(resources.files("articles.lib.geo").joinpath("data", "lexicon.json").read_text(encoding="utf-8"))


def test_the_committed_lexicon_is_what_the_sources_make():
    assert json.loads(json.dumps(build())) == HELD


def test_the_lexicon_names_its_sources_and_their_licences():
    assert [(source["name"].split(",")[0], source["licence"]) for source in HELD["sources"]] == [
        ("Unicode CLDR", "Unicode License v3"),
        ("GeoNames", "CC BY 4.0"),
        ("United Nations M49", "none needed"),
        ("sources/*.toml", "the project's own"),
    ]


def test_every_country_can_be_named():
    named = {code for entry in load_lexicon().phrases.values() if entry.kind == NAME for code in entry.codes}
    assert {code for code in COUNTRIES if code not in named} == set()


def test_every_meaning_is_a_country():
    meant = {code for entry in load_lexicon().phrases.values() for code in entry.codes}
    assert meant - set(COUNTRIES) == {"-"}


@pytest.mark.parametrize(("view", "weights"), WEIGHTS.items(), ids=WEIGHTS)
def test_only_a_story_told_from_somewhere_weighs_where_that_is(view, weights):
    assert ("base share" in weights) == (view in {"besides", "abroad"})
    assert ("alone" in weights) == (view in {"filed", "home"})
