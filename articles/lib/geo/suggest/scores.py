"""Score every country from 0 to 1 by a logistic sum of its features.

weights.json holds one set of weights for each view of a country. build/weight_fitter.py fitted them on 2,000 labelled agency
stories of 1987 (Reuters-21578) with the United States as the home country; none of their text is included.
"""

import json
import math
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final

from articles.lib.geo.suggest.features import Features, View

ABOUT: Final = 0.5
PROMINENT: Final = 0.2  # share of the heaviest country's mentions; less is a mention in passing, however long the story
_MAX_LOGIT: Final = 30.0  # beyond this the logistic is 0 or 1 to every digit shown

Weights = Mapping[View, Mapping[str, float]]


def score(view: View, seen: Features, weights: Weights) -> float:
    """Return a country's score, 0 to 1: the logistic of the weighted sum of its features.

    A score below 0.5 means a mention in passing.
    """
    own = weights[view]
    total = sum(own.get(name, 0.0) * value for name, value in seen.items())
    value = 1.0 / (1.0 + math.exp(-max(-_MAX_LOGIT, min(_MAX_LOGIT, total))))
    prominence = seen["against heaviest"]
    if prominence >= PROMINENT or seen["unnamed"] or view in ("home", "filed"):
        return value
    return value * ABOUT * prominence / PROMINENT


def assign_roles(
    scores: Mapping[str, float], shown: Set[str], base: Set[str], *, local: bool = False
) -> dict[str, bool]:
    """Choose the countries worth suggesting: {code: True if the story is about it, False if it is mentioned}.

    ``shown`` are the countries that the story names, ``base`` the one it is written from, if any. A country that is
    only hinted at is suggested if it is likely and no other is named: in a story about India, the Congress is not
    that of the United States. A story that names any country is about the likeliest of them, however faintly (right
    in three of four cases), unless it is ``local`` news: an Irish pub on Main Street is at home. If nothing is named,
    the story is about the country it is written from.
    """
    candidates = set() if shown - base else set(scores)
    likely = {code for code in candidates | base if scores.get(code, 0.0) >= ABOUT}
    named = {code: value for code, value in scores.items() if code in shown or code in likely}
    if not named:
        return dict.fromkeys(base, True)
    if local and base and max(named.values(), default=0.0) < ABOUT:
        return dict.fromkeys(named, False) | dict.fromkeys(base, True)
    threshold = min(ABOUT, max(named.values(), default=ABOUT))
    return {code: value >= threshold for code, value in named.items()}


WEIGHTS: Final[Weights] = json.loads(
    Path(__file__).parents[1].joinpath("data", "weights.json").read_text(encoding="utf-8")
)["weights"]
