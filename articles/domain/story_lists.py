"""The lists that a public story is on, and its place in them: one number that orders stories by time."""

import datetime
from enum import StrEnum
from typing import Final, NamedTuple

TIES: Final = 2**16  # stories of one millisecond
MAX_PLACE: Final = 2**63 - 1  # of the databases' columns; it is in the year 4460
_START: Final = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
_MILLISECOND: Final = datetime.timedelta(milliseconds=1)


class ListKind(StrEnum):
    """What the stories of a list have in common."""

    ALL = "all"
    SECTION = "section"
    AUTHOR = "author"
    TAG = "tag"
    ABOUT = "about"
    MENTIONED = "mentioned"
    REGION = "region"
    PAIR = "pair"
    GENRE = "genre"
    SPEAKER = "speaker"


class ListName(NamedTuple):
    """Names a list: its kind, what it is a list of, and the language of its stories.

    key: the primary key of a section, author or tag; a country's code; a region's slug; a pair's two codes in order
    ("AF-PK"); a genre; a speaker's slug; "" for all stories. language: "" for stories in every language.
    """

    kind: ListKind
    key: str
    language: str


def first_place(moment: datetime.datetime) -> int:
    """Return the lowest place of stories that became public in this millisecond; places rise with time."""
    return min((moment - _START) // _MILLISECOND * TIES, MAX_PLACE)


def moment_of(place: int) -> datetime.datetime:
    """Return the time at a place, to the millisecond, in UTC."""
    return _START + place // TIES * _MILLISECOND


def pair_key(one: str, other: str) -> str:
    """Return the key of the list about two countries, given by their codes."""
    return "-".join(sorted((one, other)))
