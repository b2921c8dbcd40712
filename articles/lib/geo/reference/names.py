"""Names, codes, flags and regions of the 249 countries of ISO 3166-1 and Kosovo.

The one place that knows how this newsroom writes a country's name. Everything comes from the generated lexicon; see
build.py for the sources.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from articles.lib.geo.reference.lexicon import lexicon

_REGIONAL_INDICATOR_A = 0x1F1E6
_LONGEST_QUOTE = 40
_NEAREST = 3

_Row = TypeVar("_Row")
HouseNames = Mapping[str, Mapping[str, str]]
# Held as the active language is: by the request that is being answered, and by no other.
_HOUSE: ContextVar[HouseNames] = ContextVar("house_names", default=MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CountryName:
    """A country as a newspaper writes it.

    code is ISO 3166-1 alpha-2 ("PK"), alpha3 "PAK", m49 three digits ("586"; empty for Kosovo, which M49 lacks).
    region and subregion are UN M49 names ("Asia", "Southern Asia"), the subregion being the finest level.
    """

    code: str
    name: str
    alpha3: str
    m49: str
    region: str
    region_slug: str
    subregion: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region of UN M49 with its number ("034"), the slug of the region around it ("" for none), and its countries."""

    slug: str
    name: str
    m49: str
    around: str
    codes: tuple[str, ...]


class UnknownCountry(ValueError):
    """No country has this code; the message offers the nearest ones, and `nearest` holds their codes."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class _Table(Mapping[str, _Row]):
    """Rows by key, read at the first use: build.py imports this package before it has a lexicon to read."""

    def __init__(self, read: Callable[[], dict[str, _Row]]) -> None:
        self._read = read

    @cached_property
    def _table(self) -> dict[str, _Row]:
        return self._read()

    def __getitem__(self, key: str) -> _Row:
        return self._table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def _countries() -> dict[str, CountryName]:
    return {code: CountryName(code, *fields) for code, fields in lexicon().countries.items()}


def _regions() -> dict[str, Region]:
    held = lexicon().regions
    members: dict[str, list[str]] = {slug: [] for slug in held}
    slugs = {name: slug for slug, (name, _, _) in held.items()}
    for code, country in COUNTRIES.items():
        slug = slugs[country.subregion]
        while slug:
            members[slug].append(code)
            slug = held[slug][2]
    return {slug: Region(slug, *fields, tuple(members[slug])) for slug, fields in held.items()}


COUNTRIES: Mapping[str, CountryName] = _Table(_countries)
REGIONS: Mapping[str, Region] = _Table(_regions)


def flag(code: str) -> str:
    """Return the flag of an alpha-2 code as two regional indicator characters: "PK" gives "🇵🇰".

    Raises UnknownCountry when no country has the code.
    """
    return "".join(chr(_REGIONAL_INDICATOR_A + ord(letter) - ord("A")) for letter in normalise_code(code))


def normalise_code(text: str) -> str:
    """Return the alpha-2 code that a person's " pk", "PAK" or "pakistan" means.

    Accepts alpha-2, alpha-3 and the English display name, in any case, and the flag itself; also a retired code that one
    country took over ("BU" gives "MM"). Raises UnknownCountry, whose message offers the nearest valid codes or the
    countries a retired code was split into, for anything else.
    """
    wanted = unicodedata.normalize("NFKC", text).strip()
    code = _unflag(wanted).upper()
    if code in COUNTRIES:
        return code
    found = _spellings().get(wanted.casefold())
    if found is not None:
        return found
    heirs = successors(code)
    if len(heirs) == 1:
        return heirs[0]
    raise _split(code, heirs) if heirs else _unknown(wanted)


def successors(code: str) -> tuple[str, ...]:
    """Return the codes that stand today for one that ISO retired or split; () for one that is current or unknown."""
    retired = code.strip().upper()
    return () if retired in COUNTRIES else lexicon().retired.get(retired, ())


def today(code: str) -> str:
    """Return the code that stands today for a kept one: its only successor if ISO retired it, or else the code itself."""
    heirs = successors(code)
    return heirs[0] if len(heirs) == 1 else code


def regions_of(code: str) -> tuple[tuple[str, str], ...]:
    """Return a country's regions of UN M49, the widest first: (("142", "Asia"), ("034", "Southern Asia")).

    The world (001) goes without saying. Raises UnknownCountry when no country has the code.
    """
    known = normalise_code(code)
    around = [region for region in REGIONS.values() if known in region.codes]
    return tuple((region.m49, region.name) for region in sorted(around, key=lambda region: -len(region.codes)))


def _unflag(text: str) -> str:
    last = _REGIONAL_INDICATOR_A + 25
    return "".join(
        chr(ord("A") + ord(sign) - _REGIONAL_INDICATOR_A) if _REGIONAL_INDICATOR_A <= ord(sign) <= last else sign
        for sign in text[:_LONGEST_QUOTE]
    )


def _spellings() -> dict[str, str]:
    return {
        spelling.casefold(): country.code
        for country in COUNTRIES.values()
        for spelling in (country.code, country.alpha3, country.name)
    }


def _split(code: str, heirs: tuple[str, ...]) -> UnknownCountry:
    return UnknownCountry(f"The code “{code}” was split; today’s countries are {_offer(heirs)}.", heirs)


def _offer(codes: Iterable[str]) -> str:
    return ", ".join(f"{code} ({COUNTRIES[code].name})" for code in codes)


def _unknown(wanted: str) -> UnknownCountry:
    quoted = wanted if len(wanted) <= _LONGEST_QUOTE else wanted[:_LONGEST_QUOTE] + "…"
    spellings = _spellings()
    close = difflib.get_close_matches(quoted.casefold(), spellings, n=_NEAREST * 3, cutoff=0.0)
    codes = tuple(dict.fromkeys(spellings[spelling] for spelling in close))[:_NEAREST]
    return UnknownCountry(f"No country has the code “{quoted}”. The nearest are {_offer(codes)}.", codes)


def name_in(code: str, language: str) -> str:
    """A country's name, by its code, for readers of a language ("ur", "ar", "fr", "es"); in English for all others.

    The house's own name, where it has one, goes before the lexicon's; see `called`. A split code stands for itself.
    """
    own = _HOUSE.get().get(code, {})
    translated = lexicon().translated.get(language, {})
    known = own.get(language) or translated.get(code) or own.get("en")
    return known or (COUNTRIES[code].name if code in COUNTRIES else code)


@contextmanager
def called(names: HouseNames) -> Iterator[None]:
    """Call countries by the house's own names while in this context: {code: {language: name}}."""
    token = _HOUSE.set(names)
    try:
        yield
    finally:
        _HOUSE.reset(token)


def region_in(region: str, language: str) -> str:
    """A region's name, by its English one, for readers of a language."""
    return lexicon().translated.get(language, {}).get(region, region)
