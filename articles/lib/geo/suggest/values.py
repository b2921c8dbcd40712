"""Input and output of the suggester: plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "demonym", "capital", "city"]
Place = Literal["headline", "standfirst", "first_paragraph", "body", "dateline"]
Role = Literal["about", "mentioned"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story as plain text, without markup; every part but the headline may be empty.

    language is that of the text: "ar", "es", "fr" and "ur" are read as such, all others as English.
    """

    headline: str
    standfirst: str = ""
    paragraphs: Sequence[str] = ()
    dateline: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that point at a country.

    text is field[start:end] of the field it stands in, in characters: the headline, standfirst or dateline, or, for
    the places first_paragraph and body, the paragraph number index (from 0; 0 for the other fields).

    The kind "city" is any place inside the country but its capital, states and provinces too; "capital" includes the
    houses that stand for a government (the Kremlin); "demonym" is the people and, only where nothing else names the
    country, what is theirs: their money and institutions (sterling, the Nikkei).
    """

    text: str
    kind: Kind
    place: Place
    start: int
    end: int
    index: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A country to tag: what the story is about or merely mentions.

    score is from 0 to 1, the estimated chance that an editor would file the story under the country. evidence is in
    reading order (headline, standfirst, paragraphs, dateline) and empty only for a home country that nothing in the
    story names.
    """

    code: str
    name: str
    role: Role
    score: float
    evidence: tuple[Evidence, ...]
