"""Raised and lowered digits in plain text: 10⁶, km² and H₂O, which would mean something else without their markup."""

from collections.abc import Mapping

_PLAIN = "0123456789+-−=()"
_SIGNS: Mapping[str, Mapping[int, str]] = {
    "sup": dict(zip(map(ord, _PLAIN), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", strict=True)),
    "sub": dict(zip(map(ord, _PLAIN), "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)),
}
_NO_SIGNS: Mapping[int, str] = {}


def raise_digits(text: str, element: str) -> str:
    """Return text as it is written in a sup or sub element, with the Unicode character for each digit and sign.

    Letters stay as they are, and so does the text of any other element. The length never changes.
    """
    return text.translate(_SIGNS.get(element, _NO_SIGNS))
