"""Compute each country's features: the named numbers that scores.py weighs.

A country is looked at in one of five ways, each with weights of its own: the country a story was filed from, the others
of such a story (besides), the home country of a story without a dateline, the others of such a story (abroad), and any
country where there is neither dateline nor home (anywhere).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from articles.lib.geo.reference.phrase_keys import (
    ABROAD,
    CAPITAL,
    CITY,
    DEMONYM,
    FIRM,
    HINT,
    HOME_HINT,
    LOCAL,
    MONEY,
    NAME,
    REGION,
    TICKER,
    UNION,
    UNSETTLED,
)
from articles.lib.geo.suggest.senses import Settled
from articles.lib.geo.suggest.story_reader import Reading

View = Literal["filed", "besides", "home", "abroad", "anywhere"]
Features = dict[str, float]

KINDS: Final = {NAME: "name", DEMONYM: "demonym", CAPITAL: "capital", CITY: "city", REGION: "region"}
SIGNS: Final = {
    HINT: "hints",
    FIRM: "firms",
    TICKER: "tickers",
    MONEY: "currency",
    UNION: "unions",
    HOME_HINT: "home words",
    LOCAL: "local words",
}
_WORTH: Final = {NAME: 1.0, DEMONYM: 0.8, CAPITAL: 0.6, CITY: 0.4, REGION: 0.5}
_PLACE_WORTH: Final = {"headline": 3.0, "lead": 2.0, "rest": 1.0}
USUAL_LENGTH: Final = 3000  # characters; in a longer story each mention counts for less
_LISTED_WORTH: Final = 0.5
_MONEY_WORTH: Final = 0.1
_CORPORATE_WORTH: Final = 0.5
_EARLY: Final = 400.0  # characters after which a first mention counts for a third
_FAINT: Final = 0.3  # added to two weights that are compared, so that nothing against little is not everything
_LOCAL: Final = math.log1p(2)  # two words of local news make a story local
_SHORT: Final = 800  # characters; in less, to come last is no sign
_STRETCH: Final = 300  # characters: how often a country comes back is counted in stretches of the text


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


@dataclass(frozen=True)
class Scene:
    """What a whole story shows, against which each of its countries is seen."""

    reading: Reading

    @property
    def home(self) -> str | None:
        """The country whose local news the story is, as far as nothing in it says otherwise."""
        return self.reading.home

    @cached_property
    def shown(self) -> dict[str, list[Settled]]:
        """The mentions of every country that is named, in the order of their first mention."""
        shown: dict[str, list[Settled]] = {}
        for item in self.reading.text:
            if item.mention.kind in KINDS:
                shown.setdefault(item.code, []).append(item)
        return shown

    @cached_property
    def signs(self) -> Counter[tuple[str, str]]:
        """How often words of each kind that only hint at a country hint at it."""
        return Counter((item.code, item.mention.kind) for item in self.reading.text if item.mention.kind not in KINDS)

    @cached_property
    def weight(self) -> dict[str, float]:
        """What all the mentions of a country count."""
        return {code: sum(map(worth, items)) for code, items in self.shown.items()}

    @cached_property
    def order(self) -> dict[str, int]:
        """The rank of a country by its first mention."""
        return {code: rank for rank, code in enumerate(self.shown)}

    @cached_property
    def in_headline(self) -> set[str]:
        """The countries that the headline names."""
        return {code for code, items in self.shown.items() if any(i.mention.place == "headline" for i in items)}

    @cached_property
    def early(self) -> Counter[str]:
        """How often the headline and the lead name a country."""
        return Counter(item.code for items in self.shown.values() for item in items if place_of(item) != "rest")

    @cached_property
    def scale(self) -> float:
        """What a mention counts in a story of this length."""
        return min(1.0, USUAL_LENGTH / max(1, self.reading.length))

    @cached_property
    def filed(self) -> str | None:
        """The country of the dateline: what stands last decides in "Santa Fe Springs, Calif., Feb 26"."""
        places = [item for item in self.reading.dateline if item.mention.kind in KINDS]
        wider = [item for item in places if item.mention.kind in (NAME, REGION)]
        deciding = wider[-1:] or places[:1]
        return deciding[0].code if deciding else None

    @cached_property
    def base(self) -> str | None:
        """The country the story is told from: where it was filed, else home."""
        return self.filed or self.home

    def view(self, code: str) -> View:
        """Return how a country of this story is to be looked at."""
        if self.filed is not None:
            return "filed" if code == self.filed else "besides"
        if self.home is not None:
            return "home" if code == self.home else "abroad"
        return "anywhere"

    def codes(self) -> Iterable[str]:
        """Every country the story or its setting brings up."""
        found = dict.fromkeys(self.shown)
        found |= dict.fromkeys(
            code for code, kind in self.signs if kind not in (ABROAD, LOCAL, UNION) and code != UNSETTLED
        )
        if self.base is not None:
            found.setdefault(self.base)
        return found


def describe(reading: Reading) -> dict[str, tuple[View, Features]]:
    """Return how each country of a story is looked at, and what is seen."""
    scene = Scene(reading)
    return {
        code: (
            scene.view(code),
            _counts(scene, code)
            | _signs(scene, code)
            | _shares(scene, code)
            | _places(scene, code)
            | _base(scene, code),
        )
        for code in scene.codes()
    }


def told_from(described: Mapping[str, tuple[View, Features]]) -> set[str]:
    """Return the country a story is told from, where it was filed or home; empty where neither is known."""
    return {code for code, (view, _) in described.items() if view in ("filed", "home")}


def is_local(described: Mapping[str, tuple[View, Features]]) -> bool:
    """Tell whether a story reads like the local news of its home."""
    return any(
        view == "home" and seen["local"] + seen.get("local words", 0.0) >= _LOCAL for view, seen in described.values()
    )


def _counts(scene: Scene, code: str) -> Features:
    counts: defaultdict[str, float] = defaultdict(float)
    for item in scene.shown.get(code, ()):
        mention = item.mention
        if mention.money:
            counts[f"money in {place_of(item)}"] += 1
        else:
            counts[f"{KINDS[mention.kind]} in {place_of(item)}"] += 1
            counts["acting"] += mention.acts
        counts["governing"] += mention.governs
        counts["trading"] += mention.trades
        counts["corporate"] += mention.corporate
        counts["listed"] += bool(mention.listed)
    return {name: math.log1p(count * scene.scale) for name, count in counts.items()}


def _signs(scene: Scene, code: str) -> Features:
    own = {name: math.log1p(scene.signs[code, kind]) for kind, name in SIGNS.items() if scene.signs[code, kind]}
    besides = (code, scene.base)
    return own | {
        "shares": math.log1p(_number(scene, TICKER)),
        "shares of others": math.log1p(_number(scene, TICKER, besides=besides)),
        "firms of others": math.log1p(_number(scene, FIRM, besides=besides)),
        "business of base": math.log1p(scene.signs[scene.base or "", FIRM] + scene.signs[scene.base or "", TICKER]),
    }


def _number(scene: Scene, *kinds: str, besides: tuple[str | None, ...] = ()) -> int:
    """Return how many words of these kinds hint at a country, those that hint at `besides` left out."""
    return sum(count for (code, kind), count in scene.signs.items() if kind in kinds and code not in besides)


def _shares(scene: Scene, code: str) -> Features:
    weight, own = scene.weight, scene.weight.get(code, 0.0)
    total = sum(weight.values())
    others = {other: heavy for other, heavy in weight.items() if other not in (code, scene.base)}
    share = own / total if total else 0.0
    besides = own + sum(others.values())
    return {
        "bias": 1.0,
        "share": share,
        "share squared": share * share,
        "weight": math.log1p(own * scene.scale),
        "early share": scene.early[code] / scene.early.total() if scene.early else 0.0,
        "against heaviest": own / max(weight.values()) if weight else 0.0,
        "heaviest": float(own > 0 and own >= max(weight.values())),
        "unnamed": float(code not in weight),
        "weight of others": math.log1p(sum(others.values()) * scene.scale),
        "share besides": own / besides if besides else 0.0,
        "heaviest besides": float(own > 0 and own >= max(others.values(), default=0.0)),
        "against second": math.log((own + _FAINT) / (max(others.values(), default=0.0) + _FAINT)),
        "rank": 1.0 / (1 + sum(heavy > own for heavy in others.values())),
    }


def _places(scene: Scene, code: str) -> Features:
    items = scene.shown.get(code, ())
    stretches = {item.mention.at // _STRETCH for item in items if item.mention.place != "headline"}
    length = max(1, scene.reading.length)
    headed = code in scene.in_headline
    at = min((item.mention.at for item in items), default=length)
    last = max((item.mention.at for item in items), default=0)
    return {
        "first": 1.0 / (1 + scene.order[code]) if items else 0.0,
        "how early": math.exp(-at / _EARLY) if items else 0.0,
        "how late": last / max(length, _SHORT),
        "comes back": len(stretches) / (1 + length // _STRETCH),
        "length": math.log(length / USUAL_LENGTH),
        "weight by length": math.log1p(scene.weight.get(code, 0.0) * scene.scale) * math.log(length / USUAL_LENGTH),
        "headline alone": float(headed and len(scene.in_headline) == 1),
        "opens": float(any(item.mention.start == 0 and place_of(item) != "rest" for item in items)),
        "headline of nobody": float(not scene.in_headline),
        "headline of others": float(not headed and bool(scene.in_headline - {scene.base})),
    }


def _base(scene: Scene, code: str) -> Features:
    """What the country the story is told from says about this one."""
    base = scene.base
    if base is None:
        return {}
    own = scene.weight.get(base, 0.0)
    total = sum(scene.weight.values())
    if code != base:
        return {
            "base share": own / total if total else 0.0,
            "base unnamed": float(base not in scene.weight),
            "base headed": float(base in scene.in_headline),
        }
    return {
        "alone": float(not (set(scene.weight) - {code})),
        "foreign signs": math.log1p(_number(scene, HINT, MONEY, FIRM, besides=(code,))),
        "foreign tickers": math.log1p(_number(scene, TICKER, besides=(code,))),
        "foreign unions": math.log1p(_number(scene, UNION, besides=(code,))),
        "abroad": math.log1p(scene.signs[code, ABROAD]),
        "local": math.log1p(scene.signs[UNSETTLED, LOCAL]),
    }
