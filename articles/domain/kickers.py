"""What a story's kicker says of its genre."""

import re

from articles.domain.document import Genre
from articles.lib.text.plain import normalise_line

_GENRE_WORDS = {
    "analysis": Genre.ANALYSIS,
    "opinion": Genre.OPINION,
    "comment": Genre.OPINION,
    "commentary": Genre.OPINION,
    "editorial": Genre.OPINION,
    "column": Genre.OPINION,
    "interview": Genre.INTERVIEW,
    "feature": Genre.FEATURE,
    "explainer": Genre.EXPLAINER,
    "explained": Genre.EXPLAINER,
    "live": Genre.LIVE,
}


def genre_of(label: str) -> Genre:
    """Return the genre that a story's label names, such as analysis in "NEWS ANALYSIS"; else Genre.NEWS."""
    words = re.findall(r"[^\W_]+", normalise_line(label).lower())
    return next((_GENRE_WORDS[word] for word in reversed(words) if word in _GENRE_WORDS), Genre.NEWS)
