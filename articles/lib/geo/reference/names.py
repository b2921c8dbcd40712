"""Names, codes, flags and regions of the 249 countries of ISO 3166-1 and Kosovo.

The only module that knows how this newsroom writes a country's name. Everything comes from the generated lexicon; see
build/lexicon_builder.py for the sources.
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

from articles.lib.geo.reference.lexicon import load_lexicon

_REGIONAL_INDICATOR_A = 0x1F1E6
_MAX_QUOTE_LENGTH = 40
_MAX_NEAREST = 3

_Row = TypeVar("_Row")
NameOverrides = Mapping[str, Mapping[str, str]]
# A context variable, like the active language: it applies to the current request only.
_NAME_OVERRIDES: ContextVar[NameOverrides] = ContextVar("house_names", default=MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CountryName:
    """A country as the newsroom writes it.

    ``code`` is ISO 3166-1 alpha-2 ("PK"), ``alpha3`` "PAK", ``m49`` three digits ("586"; empty for Kosovo, which M49
    lacks). ``region`` and ``subregion`` are UN M49 names ("Asia", "Southern Asia"), the subregion being the finest
    level.
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
    """A UN M49 region.

    ``m49`` is its number ("034"), ``around`` the slug of the surrounding region ("" for none), ``codes`` its countries.
    """

    slug: str
    name: str
    m49: str
    around: str
    codes: tuple[str, ...]


class UnknownCountry(ValueError):
    """No country has this code; the message offers the nearest ones, whose codes are in ``nearest``."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        """Set the message and the codes of the nearest countries."""
        super().__init__(message)
        self.nearest = nearest


class _Table(Mapping[str, _Row]):
    """A mapping that is loaded on first use: build/lexicon_builder.py imports this package before a lexicon exists."""

    def __init__(self, read: Callable[[], dict[str, _Row]]) -> None:
        """Set the function that loads the rows on first use."""
        self._read = read

    @cached_property
    def _rows(self) -> dict[str, _Row]:
        """The rows, loaded on first use."""
        return self._read()

    def __getitem__(self, key: str) -> _Row:
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _load_countries() -> dict[str, CountryName]:
    """Return the countries by code."""
    return {code: CountryName(code, *fields) for code, fields in load_lexicon().countries.items()}


def _load_regions() -> dict[str, Region]:
    """Return the regions by slug, each with the countries in it and in the regions within."""
    region_fields = load_lexicon().regions
    members: dict[str, list[str]] = {slug: [] for slug in region_fields}
    slugs = {name: slug for slug, (name, _, _) in region_fields.items()}
    for code, country in COUNTRIES.items():
        slug = slugs[country.subregion]
        while slug:
            members[slug].append(code)
            slug = region_fields[slug][2]
    return {slug: Region(slug, *fields, tuple(members[slug])) for slug, fields in region_fields.items()}


COUNTRIES: Mapping[str, CountryName] = _Table(_load_countries)
REGIONS: Mapping[str, Region] = _Table(_load_regions)


def flag(code: str) -> str:
    """Return the flag emoji of a country, such as "🇵🇰" for "PK".

    Raises UnknownCountry if no country has the code.
    """
    return "".join(chr(_REGIONAL_INDICATOR_A + ord(letter) - ord("A")) for letter in normalise_code(code))


def normalise_code(text: str) -> str:
    """Return the alpha-2 code that a user's " pk", "PAK", "pakistan" or flag means.

    Accepts alpha-2, alpha-3 and the English display name, in any case, and the flag itself; also a retired code with
    one successor ("BU" gives "MM"). Raises UnknownCountry for anything else, with a message that offers the nearest
    valid codes or the countries a retired code was split into.
    """
    wanted = unicodedata.normalize("NFKC", text).strip()
    code = _decode_flag(wanted).upper()
    if code in COUNTRIES:
        return code
    by_spelling = _codes_by_spelling().get(wanted.casefold())
    if by_spelling is not None:
        return by_spelling
    successor_codes = successors(code)
    if len(successor_codes) == 1:
        return successor_codes[0]
    raise _build_split_error(code, successor_codes) if successor_codes else _build_unknown_error(wanted)


def successors(code: str) -> tuple[str, ...]:
    """Return the current codes that replaced a code that ISO retired; () for a current or unknown code."""
    retired = code.strip().upper()
    return () if retired in COUNTRIES else load_lexicon().retired.get(retired, ())


def current_code(code: str) -> str:
    """Return the only successor of a retired code; any other code unchanged."""
    successor_codes = successors(code)
    return successor_codes[0] if len(successor_codes) == 1 else code


def regions_of(code: str) -> tuple[tuple[str, str], ...]:
    """Return a country's UN M49 regions, the widest first: (("142", "Asia"), ("034", "Southern Asia")).

    The world (001) is omitted. Raises UnknownCountry if no country has the code.
    """
    known = normalise_code(code)
    around = [region for region in REGIONS.values() if known in region.codes]
    return tuple((region.m49, region.name) for region in sorted(around, key=lambda region: -len(region.codes)))


def _decode_flag(text: str) -> str:
    """Replace a flag emoji's regional indicators by the letters of the code."""
    last = _REGIONAL_INDICATOR_A + 25
    return "".join(
        chr(ord("A") + ord(sign) - _REGIONAL_INDICATOR_A) if _REGIONAL_INDICATOR_A <= ord(sign) <= last else sign
        for sign in text[:_MAX_QUOTE_LENGTH]
    )


def _codes_by_spelling() -> dict[str, str]:
    """Return country codes by case-folded alpha-2 code, alpha-3 code and English name."""
    return {
        spelling.casefold(): country.code
        for country in COUNTRIES.values()
        for spelling in (country.code, country.alpha3, country.name)
    }


def _build_split_error(code: str, successor_codes: tuple[str, ...]) -> UnknownCountry:
    """Return the error for a retired code that was split into several current ones."""
    return UnknownCountry(
        f"The code “{code}” was split; today’s countries are {_list_codes(successor_codes)}.", successor_codes
    )


def _list_codes(codes: Iterable[str]) -> str:
    """Join codes with names for a message: "PK (Pakistan), IN (India)"."""
    return ", ".join(f"{code} ({COUNTRIES[code].name})" for code in codes)


def _build_unknown_error(wanted: str) -> UnknownCountry:
    """Return the error for an unknown code; its message offers the nearest codes."""
    quoted = wanted if len(wanted) <= _MAX_QUOTE_LENGTH else wanted[:_MAX_QUOTE_LENGTH] + "…"
    spellings = _codes_by_spelling()
    close = difflib.get_close_matches(quoted.casefold(), spellings, n=_MAX_NEAREST * 3, cutoff=0.0)
    codes = tuple(dict.fromkeys(spellings[spelling] for spelling in close))[:_MAX_NEAREST]
    return UnknownCountry(f"No country has the code “{quoted}”. The nearest are {_list_codes(codes)}.", codes)


def country_name(code: str, language: str) -> str:
    """Return a country's name in "ur", "ar", "fr" or "es"; in English for any other language.

    A name set by ``override_names`` takes precedence. A retired code that was split is returned as it is.
    """
    overrides = _NAME_OVERRIDES.get().get(code, {})
    translated = load_lexicon().translated.get(language, {})
    known = overrides.get(language) or translated.get(code) or overrides.get("en")
    return known or (COUNTRIES[code].name if code in COUNTRIES else code)


@contextmanager
def override_names(names: NameOverrides) -> Iterator[None]:
    """Use the newsroom's own country names within this context: {code: {language: name}}."""
    token = _NAME_OVERRIDES.set(names)
    try:
        yield
    finally:
        _NAME_OVERRIDES.reset(token)


def region_name(region: str, language: str) -> str:
    """Translate a region's English name into a language; unchanged if there is no translation."""
    return load_lexicon().translated.get(language, {}).get(region, region)
