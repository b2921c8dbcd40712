"""The weights are learned the same way every time, and stories are judged by weights that never saw them."""

import pytest

from articles.lib.geo import suggest
from articles.lib.geo.build import weight_fitter
from articles.lib.geo.suggest.values import Story

LAKES = [
    {"title": f"{name} opens a lake", "text": f"Ministers of {name} swam. {other} sent a boat.", "countries": [code]}
    for name, code, other in [("Kenya", "KE", "Chad"), ("Peru", "PE", "Laos"), ("Japan", "JP", "Mali")] * 8
]
TRACK = weight_fitter.Track("no home", dateline=False, home=None)
EXAMPLES = [weight_fitter.make_example(record, TRACK) for record in LAKES]


def test_what_is_learned_tells_the_subject_from_a_mention():
    weights = weight_fitter.fit(EXAMPLES)
    assert weight_fitter.f1_scores(
        EXAMPLES, [weight_fitter.predict_codes(example, weights) for example in EXAMPLES]
    ) == (
        1.0,
        1.0,
    )
    assert weights == weight_fitter.fit(EXAMPLES)


def test_every_story_is_answered_once_by_weights_fitted_without_it():
    assert [sorted(said) for said in weight_fitter.cross_validate(EXAMPLES)] == [
        record["countries"] for record in LAKES
    ]


def test_figures_count_labels_with_and_without_the_datelines_country():
    (example,) = [weight_fitter.make_example(LAKES[0] | {"dateline_country": "KE"}, TRACK)]
    assert weight_fitter.f1_scores([example], [{"KE", "TD"}]) == (pytest.approx(2 / 3), 0.0)


def test_a_dateline_makes_home_no_matter():
    story = Story("Council meets", paragraphs=["Bus fares rise in Paris and in Texas."], dateline="LIMA, May 3")
    assert suggest(story, home="US") == suggest(story)
