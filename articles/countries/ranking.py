"""Weigh what was read: a score from 0 to 1 for every country, by a logistic sum of named features.

weights.json holds one set of weights for stories with a dateline and one for those without. Fitted on 2,000 labelled
agency stories of 1987 (Reuters-21578) with the United States as the home country; no text of theirs is kept.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from articles.countries.reading import Reading
from articles.countries.settling import Settled
from articles.countries.spelling import ABROAD, CAPITAL, CITY, DEMONYM, HINT, HOME_HINT, MONEY, NAME, REGION

_KINDS: Final = {NAME: "name", DEMONYM: "demonym", CAPITAL: "capital", CITY: "city", REGION: "region"}
_WORTH: Final = {NAME: 1.0, DEMONYM: 0.8, CAPITAL: 0.6, CITY: 0.4, REGION: 0.5}
_PLACE_WORTH: Final = {"headline": 3.0, "lead": 2.0, "rest": 1.0}
_USUAL_LENGTH: Final = 3000  # characters; in a longer story each mention counts for less
_LISTED_WORTH: Final = 0.5
_MONEY_WORTH: Final = 0.1
_CORPORATE_WORTH: Final = 0.5

PROMINENT: Final = 0.2  # of the heaviest country's mentions: less is a mention in passing, however long the story

Features = dict[str, float]


def place_of(item: Settled) -> str:
    """Return where a mention stands for the weighing: headline, lead (standfirst, first sentence) or rest."""
    if item.mention.place == "headline":
        return "headline"
    return "lead" if item.mention.lead else "rest"


def worth(item: Settled) -> float:
    """Return what one mention counts in a country's share."""
    mention = item.mention
    value = _WORTH[mention.kind] * _PLACE_WORTH[place_of(item)]
    if mention.money:
        value *= _MONEY_WORTH
    if mention.corporate:
        value *= _CORPORATE_WORTH
    return value * _LISTED_WORTH if mention.listed else value


def features(reading: Reading, *, home: str | None) -> dict[str, Features]:
    """Return the named features of every country that the story or its home setting brings up."""
    shown = [item for item in reading.text if item.mention.kind in _KINDS]
    hints = Counter((item.code, item.mention.kind) for item in reading.text if item.mention.kind not in _KINDS)
    weight: dict[str, float] = defaultdict(float)
    for item in shown:
        weight[item.code] += worth(item)
    scale = min(1.0, _USUAL_LENGTH / max(1, reading.length))
    filed = _filed(reading.dateline)
    codes = dict.fromkeys(item.code for item in shown)
    codes |= dict.fromkeys(code for code, kind in hints if kind in (HINT, MONEY))
    if home is not None:
        codes.setdefault(home)
    if filed is not None:
        codes.setdefault(filed)
    order = {code: rank for rank, code in enumerate(dict.fromkeys(item.code for item in shown))}
    return {
        code: _counts(code, shown, scale)
        | _shares(code, shown, weight, order, scale)
        | {"hints": math.log1p(hints[code, HINT]), "currency": math.log1p(hints[code, MONEY])}
        | _home(code, home, weight, hints)
        | _dateline(code, filed, home, weight)
        for code in codes
    }


def _filed(dateline: list[Settled]) -> str | None:
    """Return the country a story was filed from: what stands last decides in "Santa Fe Springs, Calif., Feb 26"."""
    places = [item for item in dateline if item.mention.kind in _KINDS]
    wider = [item for item in places if item.mention.kind in (NAME, REGION)]
    deciding = wider[-1:] or places[:1]
    return deciding[0].code if deciding else None


def _counts(code: str, shown: list[Settled], scale: float) -> Features:
    counts: Counter[str] = Counter()
    for item in shown:
        if item.code == code:
            if item.mention.corporate:
                counts["corporate"] += 1
            if item.mention.money:
                counts["money"] += 1
            else:
                counts[f"{_KINDS[item.mention.kind]} in {place_of(item)}"] += 1
            if item.mention.listed:
                counts["listed"] += 1
    return {name: math.log1p(count * scale) for name, count in counts.items()}


def _shares(
    code: str, shown: list[Settled], weight: Mapping[str, float], order: Mapping[str, int], scale: float
) -> Features:
    total = sum(weight.values())
    share = weight.get(code, 0.0) / total if total else 0.0
    early = [item.code for item in shown if place_of(item) != "rest"]
    return {
        "bias": 1.0,
        "share": share,
        "share squared": share * share,
        "weight": math.log1p(weight.get(code, 0.0) * scale),
        "early share": early.count(code) / len(early) if early else 0.0,
        "first": 1.0 / (1 + order[code]) if code in order else 0.0,
        "against heaviest": weight.get(code, 0.0) / max(weight.values()) if weight else 0.0,
        "heaviest": float(code in weight and weight.get(code, 0.0) >= max(weight.values())),
        "unnamed": float(code not in weight),
        "others": math.log1p(len(weight) - (code in weight)),
    }


def _home(code: str, home: str | None, weight: Mapping[str, float], hints: Counter[tuple[str, str]]) -> Features:
    if code != home:
        return {}
    others = {other: heavy for other, heavy in weight.items() if other != home}
    rest = sum(others.values())
    total = rest + weight.get(code, 0.0)
    foreign = sum(count for (other, kind), count in hints.items() if other != code and kind in (HINT, MONEY))
    return {
        "home": 1.0,
        "home alone": float(not others),
        "home unnamed": float(weight.get(code, 0.0) <= 0),
        "home share": weight.get(code, 0.0) / total if total else 0.0,
        "home others": math.log1p(rest),
        "home hints": math.log1p(hints[code, HINT]),
        "home words": math.log1p(hints[code, HOME_HINT]),
        "home foreign hints": math.log1p(foreign),
        "home abroad": math.log1p(hints[code, ABROAD]),
    }


def _dateline(code: str, filed: str | None, home: str | None, weight: Mapping[str, float]) -> Features:
    if filed is None:
        return {}
    if code != filed:
        return {"filed elsewhere": 1.0, "home filed elsewhere": float(code == home)}
    return {
        "filed here": 1.0,
        "filed here unnamed": float(weight.get(code, 0.0) <= 0),
        "filed here alone": float(not (len(weight) - (code in weight))),
        "filed here at home": float(code == home),
    }


def score(named: Features, weights: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum of a country's features: 0 to 1, below 0.5 for a mention in passing."""
    total = sum(weights.get(name, 0.0) * value for name, value in named.items())
    value = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    prominence = named["against heaviest"]
    if prominence >= PROMINENT or named["unnamed"] or "home" in named or "filed here" in named:
        return value
    return value * 0.5 * prominence / PROMINENT


WEIGHTS: Final[Mapping[str, Mapping[str, float]]] = json.loads(
    Path(__file__).with_name("weights.json").read_text(encoding="utf-8")
)["weights"]
