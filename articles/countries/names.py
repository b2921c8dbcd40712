"""Name countries: the 249 of ISO 3166-1 and Kosovo, their regions, flags and codes.

The one place that knows how this newsroom writes a country's name. Everything comes from the generated lexicon; see
build.py for the sources.
"""

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.countries.lexicon import lexicon

_REGIONAL_INDICATOR_A = 0x1F1E6
_LONGEST_QUOTE = 40
_NEAREST = 3


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


class UnknownCountry(ValueError):
    """No country has this code; the message offers the nearest ones."""


class _Countries(Mapping[str, CountryName]):
    """All countries by code, read at the first use: build.py imports this package before it has a lexicon to read."""

    @cached_property
    def _table(self) -> dict[str, CountryName]:
        return {code: CountryName(code, *fields) for code, fields in lexicon().countries.items()}

    def __getitem__(self, code: str) -> CountryName:
        return self._table[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


COUNTRIES: Mapping[str, CountryName] = _Countries()


def flag(code: str) -> str:
    """Return the flag of an alpha-2 code as two regional indicator characters: "PK" gives "🇵🇰".

    Raises UnknownCountry when no country has the code.
    """
    return "".join(chr(_REGIONAL_INDICATOR_A + ord(letter) - ord("A")) for letter in normalise_code(code))


def normalise_code(text: str) -> str:
    """Return the alpha-2 code that a person's " pk", "PAK" or "pakistan" means.

    Accepts alpha-2, alpha-3 and the English display name, in any case, and the flag itself. Raises UnknownCountry,
    whose message offers the nearest valid codes, for anything else.
    """
    wanted = unicodedata.normalize("NFKC", text).strip()
    code = _unflag(wanted).upper()
    if code in COUNTRIES:
        return code
    found = _spellings().get(wanted.casefold())
    if found is None:
        raise UnknownCountry(_explain_unknown(wanted))
    return found


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


def _explain_unknown(wanted: str) -> str:
    quoted = wanted if len(wanted) <= _LONGEST_QUOTE else wanted[:_LONGEST_QUOTE] + "…"
    spellings = _spellings()
    close = difflib.get_close_matches(quoted.casefold(), spellings, n=_NEAREST * 3, cutoff=0.0)
    codes = list(dict.fromkeys(spellings[spelling] for spelling in close))[:_NEAREST]
    offered = ", ".join(f"{code} ({COUNTRIES[code].name})" for code in codes)
    return f"No country has the code “{quoted}”. The nearest are {offered}."


def name_in(code: str, language: str) -> str:
    """A country's name, by its code, for readers of a language ("ur", "ar"); in English for all others."""
    translated = lexicon().translated.get(language, {})
    return translated.get(code) or COUNTRIES[code].name


def region_in(region: str, language: str) -> str:
    """A region's name, by its English one, for readers of a language."""
    return lexicon().translated.get(language, {}).get(region, region)
