"""Fit the weights of scores.py: python -m articles.lib.geo.build.weight_fitter LABELLED.jsonl[.gz].

A line holds {"title", "text", "dateline", "dateline_country", "countries"}, in the order of the stories' dates.
Prints the cross-validated figures of every track and writes weights.json. Ten folds of stories that follow each
other, so that the near-duplicates an agency sends on one day stay together. Only the weights are cross-validated:
features and RIDGE were chosen on the same folds, which flatters the figures a little. The same input gives the same
weights. Nothing imports this module at run time.
"""

import gzip
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from articles.lib.geo.suggest.features import KINDS, Features, View, base_country, extract_features, is_local
from articles.lib.geo.suggest.scores import Weights, assign_roles, score
from articles.lib.geo.suggest.story_reader import read_story
from articles.lib.geo.suggest.values import Story

FOLDS: Final = 10
RIDGE: Final = 3.0
CUT: Final = 0.47  # the probability from which a label pays off: a little under half of the expected F1
HOME: Final = "US"
ROUNDS: Final = 25
SETTLED: Final = 1e-6
ABOUT: Final = (
    "Weights of the logistic sum in suggest/scores.py, shifted so that 0.5 is the cut-off. Fitted by build/weight_fitter.py "
    "on 2,000 labelled agency stories of 1987 (Reuters-21578) with the United States as home; "
    "none of their text is included."
)


@dataclass(frozen=True)
class Track:
    """One evaluation setting: whether the dateline is given, and whether home is known.

    It provides the weights of some views only, as it contains too few examples of the others.
    """

    name: str
    dateline: bool
    home: str | None
    teaches: tuple[View, ...] = ()


TRACKS: Final = (
    Track("with dateline", dateline=True, home=None, teaches=("filed", "besides")),
    Track("body only, home known", dateline=False, home=HOME, teaches=("home", "abroad")),
    Track("body only, no home", dateline=False, home=None, teaches=("anywhere",)),
)


@dataclass(frozen=True)
class Example:
    """The features of one story's countries, and the countries its editors filed it under."""

    seen: dict[str, tuple[View, Features]]
    shown: frozenset[str]
    gold: frozenset[str]
    filed: str | None


def main(path: str) -> None:
    """Fit the weights to the labelled stories in a file, print each track's scores and write data/weights.json."""
    records = read_records(path)
    weights: dict[View, dict[str, float]] = {}
    for track in TRACKS:
        examples = [make_example(record, track) for record in records]
        _print_figures(f"{track.name}, cross-validated", examples, cross_validate(examples))
        fitted = fit(examples)
        _print_figures(f"{track.name}, as shipped", examples, [predict_codes(seen, fitted) for seen in examples])
        weights |= {view: fitted[view] for view in track.teaches if view in fitted}
    rounded = {view: {name: round(value, 3) for name, value in own.items()} for view, own in weights.items()}
    text = json.dumps({"about": ABOUT, "weights": rounded}, indent=1, sort_keys=True)
    Path(__file__).parents[1].joinpath("data", "weights.json").write_text(text + "\n", encoding="utf-8")


def read_records(path: str) -> list[dict[str, Any]]:
    """Return the labelled stories of a JSON Lines file, in order."""
    opened: Callable[..., Any] = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _print_figures(name: str, examples: Sequence[Example], predicted: Sequence[set[str]]) -> None:
    """Print one line with both F1 scores of the predicted codes."""
    every, beyond = f1_scores(examples, predicted)
    sys.stdout.write(f"{name}: F1 {every:.4f}, ex-dateline {beyond:.4f}\n")


def make_example(record: dict[str, Any], track: Track) -> Example:
    """Read a labelled story as a track presents it: with or without dateline and home."""
    story = Story(
        str(record.get("title") or ""),
        paragraphs=[part for part in str(record.get("text") or "").split("\n") if part.strip()],
        dateline=str(record.get("dateline") or "") if track.dateline else "",
    )
    reading = read_story(story, home=track.home)
    shown = frozenset(item.code for item in (*reading.text, *reading.dateline) if item.mention.kind in KINDS)
    gold = frozenset(record["countries"])
    return Example(extract_features(reading), shown, gold, record.get("dateline_country"))


def cross_validate(examples: Sequence[Example]) -> list[set[str]]:
    """Return the predicted codes of every story, with weights fitted to the other folds only."""
    predicted: list[set[str]] = []
    for fold in range(FOLDS):
        first, last = (len(examples) * edge // FOLDS for edge in (fold, fold + 1))
        weights = fit([*examples[:first], *examples[last:]])
        predicted += [predict_codes(example, weights) for example in examples[first:last]]
    return predicted


def predict_codes(example: Example, weights: Weights) -> set[str]:
    """Return the codes of the countries that these weights would file a story under."""
    scores = {code: score(view, seen, weights) for code, (view, seen) in example.seen.items() if view in weights}
    about = assign_roles(scores, example.shown, base_country(example.seen), local=is_local(example.seen))
    return {code for code, yes in about.items() if yes}


def f1_scores(examples: Sequence[Example], predicted: Sequence[set[str]]) -> tuple[float, float]:
    """Return micro-F1 over all labels, then micro-F1 without the dateline's country on both sides."""
    every = [(example.gold, found) for example, found in zip(examples, predicted, strict=True)]
    beyond = [(gold - {e.filed}, found - {e.filed}) for e, (gold, found) in zip(examples, every, strict=True)]
    return _micro_f1(every), _micro_f1(beyond)


def _micro_f1(pairs: Iterable[tuple[frozenset[str] | set[str | None], set[str]]]) -> float:
    """Return the micro-averaged F1 of pairs of (right codes, predicted codes)."""
    right = wrong = 0
    for gold, found in pairs:
        right += len(gold & found)
        wrong += len(gold ^ found)
    return 2 * right / max(1, 2 * right + wrong)


def fit(examples: Iterable[Example]) -> dict[View, dict[str, float]]:
    """Fit the weights of every view in the examples, shifted so that a probability of CUT becomes one half."""
    rows: dict[View, list[tuple[Features, bool]]] = {}
    for example in examples:
        for code, (view, seen) in example.seen.items():
            rows.setdefault(view, []).append((seen, code in example.gold))
    shift = math.log(CUT / (1 - CUT))
    return {
        view: {name: value - shift * (name == "bias") for name, value in _fit_logistic(own).items()}
        for view, own in rows.items()
    }


def _fit_logistic(rows: Sequence[tuple[Features, bool]]) -> dict[str, float]:
    """Fit the weights of a logistic regression with ridge penalty, by Newton's method."""
    names = sorted({name for seen, _ in rows for name in seen})
    place = {name: index for index, name in enumerate(names)}
    sparse = [([(place[name], value) for name, value in seen.items() if value], label) for seen, label in rows]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        step = _solve_system(*_differentiate_loss(sparse, weights))
        weights = [value - move for value, move in zip(weights, step, strict=True)]
        if max(map(abs, step)) < SETTLED:
            break
    return dict(zip(names, weights, strict=True))


def _differentiate_loss(
    rows: Sequence[tuple[list[tuple[int, float]], bool]], weights: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """Return the second derivatives (matrix) and the first (vector) of the regression's loss."""
    size = len(weights)
    second = [[RIDGE if row == column else 0.0 for column in range(size)] for row in range(size)]
    first = [RIDGE * value for value in weights]
    for seen, label in rows:
        chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(weights[place] * value for place, value in seen)))))
        miss, spread = chance - label, chance * (1 - chance)
        for place, value in seen:
            first[place] += miss * value
            row, scaled = second[place], spread * value
            for other, worth in seen:
                row[other] += scaled * worth
    return second, first


def _solve_system(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric positive definite system of linear equations by Gaussian elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        for below in range(pivot + 1, size):
            factor = rows[below][pivot] / rows[pivot][pivot]
            if factor:
                rows[below] = [value - factor * top for value, top in zip(rows[below], rows[pivot], strict=True)]
    answer = [0.0] * size
    for index in reversed(range(size)):
        known = sum(rows[index][other] * answer[other] for other in range(index + 1, size))
        answer[index] = (rows[index][size] - known) / rows[index][index]
    return answer


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and one file
        sys.exit(
            "Say which labelled stories to learn from: python -m articles.lib.geo.build.weight_fitter LABELLED.jsonl.gz"
        )
    main(sys.argv[1])
