"""Parse numbers in submitted data: row ids and version numbers, within the databases' limits."""

import re
from typing import Final

KEY: Final = re.compile("[0-9]{1,18}")
NUMBER: Final = re.compile("[0-9]{1,9}")


def number_in(text: str, form: re.Pattern[str] = NUMBER) -> int:
    """The number that a text is, such as a version's; 0, which none has, for what is no number of this form."""
    return int(text) if form.fullmatch(text) else 0


def key_in(text: str) -> int:
    """The primary key that a text is; 0, which is nobody's, for what is none."""
    return number_in(text, KEY)
