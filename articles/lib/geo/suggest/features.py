"""Compute each country's features: the named numbers that scores.py weighs.

scores.py weighs them, build/weight_fitter.py learns the weights. A country is seen in one of five views, each with its own
weights: the country a story was filed from, the others of such a story (besides), the home country of a story without
a dateline, the others of such a story (abroad), and any country if there is neither dateline nor home (anywhere).
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
from articles.lib.geo.suggest.senses import ResolvedMention
from articles.lib.geo.suggest.story_reader import StoryReading

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
_KIND_WEIGHT: Final = {NAME: 1.0, DEMONYM: 0.8, CAPITAL: 0.6, CITY: 0.4, REGION: 0.5}
_POSITION_WEIGHT: Final = {"headline": 3.0, "lead": 2.0, "rest": 1.0}
USUAL_LENGTH: Final = 3000  # characters; in a longer story each mention counts for less
_LIST_FACTOR: Final = 0.5
_MONEY_FACTOR: Final = 0.1
_CORPORATE_FACTOR: Final = 0.5
_EARLY_SCALE: Final = 400.0  # characters after which a first mention counts for a third
_SMOOTHING: Final = 0.3  # added to two weights that are compared, so that zero does not dominate
_MIN_LOCAL: Final = math.log1p(2)  # two words of local news
_MIN_LENGTH: Final = 800  # characters; in a shorter text, coming last means nothing
_STRETCH_LENGTH: Final = 300  # characters of a stretch; a country recurs in as many stretches as mention it


def position_of(item: ResolvedMention) -> str:
    """Return the position of a mention: "headline", "lead" (standfirst or first sentence) or "rest"."""
    if item.mention.place == "headline":
        return "headline"
    return "lead" if item.mention.lead else "rest"


def mention_weight(item: ResolvedMention) -> float:
    """Return the weight that one mention adds to its country."""
    mention = item.mention
    value = _KIND_WEIGHT[mention.kind] * _POSITION_WEIGHT[position_of(item)]
    if mention.money:
        value *= _MONEY_FACTOR
    if mention.corporate:
        value *= _CORPORATE_FACTOR
    return value * _LIST_FACTOR if mention.listed else value


@dataclass(frozen=True)
class StoryContext:
    """What the whole story contains, the background for the features of each country."""

    reading: StoryReading

    @property
    def home(self) -> str | None:
        """The country whose local news the story is, unless something in it says otherwise."""
        return self.reading.home

    @cached_property
    def shown(self) -> dict[str, list[ResolvedMention]]:
        """The mentions of every named country, by code, in the order of first mention."""
        shown: dict[str, list[ResolvedMention]] = {}
        for item in self.reading.text:
            if item.mention.kind in KINDS:
                shown.setdefault(item.code, []).append(item)
        return shown

    @cached_property
    def signs(self) -> Counter[tuple[str, str]]:
        """How often words that only hint at a country occur, by (code, kind of word)."""
        return Counter((item.code, item.mention.kind) for item in self.reading.text if item.mention.kind not in KINDS)

    @cached_property
    def weight(self) -> dict[str, float]:
        """The total weight of each country's mentions, by code."""
        return {code: sum(map(mention_weight, items)) for code, items in self.shown.items()}

    @cached_property
    def order(self) -> dict[str, int]:
        """The rank of each country by first mention, from 0."""
        return {code: rank for rank, code in enumerate(self.shown)}

    @cached_property
    def in_headline(self) -> set[str]:
        """The codes of the countries named in the headline."""
        return {code for code, items in self.shown.items() if any(i.mention.place == "headline" for i in items)}

    @cached_property
    def early(self) -> Counter[str]:
        """How often headline and lead name each country, by code."""
        return Counter(item.code for items in self.shown.values() for item in items if position_of(item) != "rest")

    @cached_property
    def scale(self) -> float:
        """The factor by which counts are reduced in a long story, at most 1."""
        return min(1.0, USUAL_LENGTH / max(1, self.reading.length))

    @cached_property
    def filed(self) -> str | None:
        """The country of the dateline; the widest last place decides, as in "Santa Fe Springs, Calif., Feb 26"."""
        places = [item for item in self.reading.dateline if item.mention.kind in KINDS]
        wider = [item for item in places if item.mention.kind in (NAME, REGION)]
        deciding = wider[-1:] or places[:1]
        return deciding[0].code if deciding else None

    @cached_property
    def base(self) -> str | None:
        """The country that the story is written from: where it was filed, else home; None if unknown."""
        return self.filed or self.home

    def view(self, code: str) -> View:
        """Return the view that a country's weights are taken from, such as "filed", "home" or "abroad"."""
        if self.filed is not None:
            return "filed" if code == self.filed else "besides"
        if self.home is not None:
            return "home" if code == self.home else "abroad"
        return "anywhere"

    def codes(self) -> Iterable[str]:
        """Return the codes of all countries that the story's words or its setting bring up."""
        codes = dict.fromkeys(self.shown)
        codes |= dict.fromkeys(
            code for code, kind in self.signs if kind not in (ABROAD, LOCAL, UNION) and code != UNSETTLED
        )
        if self.base is not None:
            codes.setdefault(self.base)
        return codes


def extract_features(reading: StoryReading) -> dict[str, tuple[View, Features]]:
    """Return the view and the features of each country that a story brings up, by code."""
    context = StoryContext(reading)
    return {
        code: (
            context.view(code),
            _count_features(context, code)
            | _sign_features(context, code)
            | _share_features(context, code)
            | _position_features(context, code)
            | _base_features(context, code),
        )
        for code in context.codes()
    }


def base_country(described: Mapping[str, tuple[View, Features]]) -> set[str]:
    """Return the code of the country that a story is written from, as a set; empty if unknown."""
    return {code for code, (view, _) in described.items() if view in ("filed", "home")}


def is_local(described: Mapping[str, tuple[View, Features]]) -> bool:
    """Return whether a story reads like local news of its home country."""
    return any(
        view == "home" and seen["local"] + seen.get("local words", 0.0) >= _MIN_LOCAL
        for view, seen in described.values()
    )


def _count_features(context: StoryContext, code: str) -> Features:
    """Return the logarithmic counts of a country's mentions by kind and position."""
    counts: defaultdict[str, float] = defaultdict(float)
    for item in context.shown.get(code, ()):
        mention = item.mention
        if mention.money:
            counts[f"money in {position_of(item)}"] += 1
        else:
            counts[f"{KINDS[mention.kind]} in {position_of(item)}"] += 1
            counts["acting"] += mention.acts
        counts["governing"] += mention.governs
        counts["trading"] += mention.trades
        counts["corporate"] += mention.corporate
        counts["listed"] += bool(mention.listed)
    return {name: math.log1p(count * context.scale) for name, count in counts.items()}


def _sign_features(context: StoryContext, code: str) -> Features:
    """Return the features of words that only hint at this or at other countries."""
    own = {name: math.log1p(context.signs[code, kind]) for kind, name in SIGNS.items() if context.signs[code, kind]}
    besides = (code, context.base)
    return own | {
        "shares": math.log1p(_count_signs(context, TICKER)),
        "shares of others": math.log1p(_count_signs(context, TICKER, besides=besides)),
        "firms of others": math.log1p(_count_signs(context, FIRM, besides=besides)),
        "business of base": math.log1p(
            context.signs[context.base or "", FIRM] + context.signs[context.base or "", TICKER]
        ),
    }


def _count_signs(context: StoryContext, *kinds: str, besides: tuple[str | None, ...] = ()) -> int:
    """Count the words of these kinds that hint at any country not in ``besides``."""
    return sum(count for (code, kind), count in context.signs.items() if kind in kinds and code not in besides)


def _share_features(context: StoryContext, code: str) -> Features:
    """Return a country's share of all mentions, and its weight compared with other countries'."""
    weight, own = context.weight, context.weight.get(code, 0.0)
    total = sum(weight.values())
    others = {other: other_weight for other, other_weight in weight.items() if other not in (code, context.base)}
    share = own / total if total else 0.0
    besides = own + sum(others.values())
    return {
        "bias": 1.0,
        "share": share,
        "share squared": share * share,
        "weight": math.log1p(own * context.scale),
        "early share": context.early[code] / context.early.total() if context.early else 0.0,
        "against heaviest": own / max(weight.values()) if weight else 0.0,
        "heaviest": float(own > 0 and own >= max(weight.values())),
        "unnamed": float(code not in weight),
        "weight of others": math.log1p(sum(others.values()) * context.scale),
        "share besides": own / besides if besides else 0.0,
        "heaviest besides": float(own > 0 and own >= max(others.values(), default=0.0)),
        "against second": math.log((own + _SMOOTHING) / (max(others.values(), default=0.0) + _SMOOTHING)),
        "rank": 1.0 / (1 + sum(other_weight > own for other_weight in others.values())),
    }


def _position_features(context: StoryContext, code: str) -> Features:
    """Return features of where in the text a country is mentioned."""
    items = context.shown.get(code, ())
    stretches = {item.mention.at // _STRETCH_LENGTH for item in items if item.mention.place != "headline"}
    length = max(1, context.reading.length)
    in_headline = code in context.in_headline
    first = min((item.mention.at for item in items), default=length)
    last = max((item.mention.at for item in items), default=0)
    return {
        "first": 1.0 / (1 + context.order[code]) if items else 0.0,
        "how early": math.exp(-first / _EARLY_SCALE) if items else 0.0,
        "how late": last / max(length, _MIN_LENGTH),
        "comes back": len(stretches) / (1 + length // _STRETCH_LENGTH),
        "length": math.log(length / USUAL_LENGTH),
        "weight by length": math.log1p(context.weight.get(code, 0.0) * context.scale) * math.log(length / USUAL_LENGTH),
        "headline alone": float(in_headline and len(context.in_headline) == 1),
        "opens": float(any(item.mention.start == 0 and position_of(item) != "rest" for item in items)),
        "headline of nobody": float(not context.in_headline),
        "headline of others": float(not in_headline and bool(context.in_headline - {context.base})),
    }


def _base_features(context: StoryContext, code: str) -> Features:
    """Return what the country that the story is written from implies for this one."""
    base = context.base
    if base is None:
        return {}
    own = context.weight.get(base, 0.0)
    total = sum(context.weight.values())
    if code != base:
        return {
            "base share": own / total if total else 0.0,
            "base unnamed": float(base not in context.weight),
            "base headed": float(base in context.in_headline),
        }
    return {
        "alone": float(not (set(context.weight) - {code})),
        "foreign signs": math.log1p(_count_signs(context, HINT, MONEY, FIRM, besides=(code,))),
        "foreign tickers": math.log1p(_count_signs(context, TICKER, besides=(code,))),
        "foreign unions": math.log1p(_count_signs(context, UNION, besides=(code,))),
        "abroad": math.log1p(context.signs[code, ABROAD]),
        "local": math.log1p(context.signs[UNSETTLED, LOCAL]),
    }
