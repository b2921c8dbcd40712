"""The weights are learned the same way every time, and stories are judged by weights that never saw them."""

import pytest

from articles.countries import fit, suggest
from articles.countries.story import Story

LAKES = [
    {"title": f"{name} opens a lake", "text": f"Ministers of {name} swam. {other} sent a boat.", "countries": [code]}
    for name, code, other in [("Kenya", "KE", "Chad"), ("Peru", "PE", "Laos"), ("Japan", "JP", "Mali")] * 8
]
TRACK = fit.Track("no home", dateline=False, home=None)
EXAMPLES = [fit.example(record, TRACK) for record in LAKES]


def test_what_is_learned_tells_the_subject_from_a_mention():
    weights = fit.fit(EXAMPLES)
    assert fit.figures(EXAMPLES, [fit.labels(example, weights) for example in EXAMPLES]) == (1.0, 1.0)
    assert weights == fit.fit(EXAMPLES)


def test_every_story_is_answered_once_by_weights_fitted_without_it():
    assert [sorted(said) for said in fit.cross_validated(EXAMPLES)] == [record["countries"] for record in LAKES]


def test_figures_count_labels_with_and_without_the_datelines_country():
    (example,) = [fit.example(LAKES[0] | {"dateline_country": "KE"}, TRACK)]
    assert fit.figures([example], [{"KE", "TD"}]) == (pytest.approx(2 / 3), 0.0)


def test_a_dateline_makes_home_no_matter():
    story = Story("Council meets", paragraphs=["Bus fares rise in Paris and in Texas."], dateline="LIMA, May 3")
    assert suggest(story, home="US") == suggest(story)
