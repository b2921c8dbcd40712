"""The choices that narrow a list of stories, and how many stories each would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.domain.document import Genre
from articles.domain.story_lists import ListKind
from articles.lib.geo import COUNTRIES, country_name, flag, region_name
from articles.models import Author, Edition, Section, Tag
from articles.queries.edition_cache import remember
from articles.queries.lists.filters import FACETS, REGIONS, ChosenNames, ListKey, StoryFilter, country_kinds
from articles.queries.lists.list_counts import find_largest, find_lists, name_authors, name_lists, name_tags
from articles.queries.read_model.story_lists import current_list_language
from articles.queries.search import Match

MAX_CHOICES: Final = 12  # of one facet, most stories first; chosen ones are always shown
_MAX_NAMED = 40  # of equally many stories, which of them come first depends on their names
_MAX_COUNTRIES = 500
_MAX_LISTS_NAMED = 50_000


@dataclass(frozen=True)
class Choice:
    """One choice of a facet: its value and name, how many stories it would leave (None if unknown), whether it is chosen."""

    value: str
    name: str
    count: int | None
    is_chosen: bool

    def describe(self, facet: str) -> dict[str, Any]:
        """Return what the template shows of the choice, which is one of the facet with this key: strings and a flag."""
        return {
            "facet": facet,
            "value": self.value,
            "name": self.name,
            "flag": flag(self.value.upper()) if facet == "country" and self.value.upper() in COUNTRIES else "",
            "count": "" if self.count is None else str(localize(self.count)),
            "is_chosen": self.is_chosen,
        }


@dataclass(frozen=True)
class Option:
    """One option of a drop-down list."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True)
class Select:
    """A drop-down list for the mode of a facet: whether any or all of its choices must match, or in which role."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Facet:
    """One filter with its choices that lead to any story, and its modes."""

    key: str
    title: str
    choices: list[Choice]
    selects: list[Select]

    def describe(self) -> dict[str, Any]:
        """Return what the template shows of the filter beside its choices: strings, flags and lists."""
        return {"title": self.title, "selects": [asdict(select) for select in self.selects]}


class Tally(NamedTuple):
    """How many stories are on each list, by kind and key; `is_exact` if these are all stories, else the newest of them."""

    stories: Mapping[ListKey, int]
    is_exact: bool


_KINDS: Final[Mapping[str, ListKind]] = {
    "section": ListKind.SECTION,
    "region": ListKind.REGION,
    "tag": ListKind.TAG,
    "author": ListKind.AUTHOR,
    "genre": ListKind.GENRE,
}
_MODELS: Final[Mapping[str, Any]] = {"section": Section, "tag": Tag, "author": Author}
_TITLES: Final[Mapping[str, Any]] = {
    "section": _("Section"),
    "country": _("Country"),
    "region": _("Region"),
    "tag": _("Topic"),
    "author": _("Author"),
    "genre": _("Genre"),
}
_SELECTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "tag": {"tags": _("With")},
    "country": {"countries": _("With"), "role": _("The story is")},
}


def build_facets(data: QueryDict, chosen: ChosenNames, tally_for: Callable[[str], Tally]) -> list[Facet]:
    """Build every facet; `tally_for` counts stories as if nothing were chosen in the facet that it is given."""
    return [
        Facet(key, str(_TITLES[key]), _build_choices(key, data, tally_for(key), chosen), _build_selects(key, data))
        for key in FACETS
    ]


def tally_matches(edition: Edition, matches: Sequence[Match], *, is_exact: bool) -> Tally:
    """Count on how many of these stories' lists each list is."""
    # Counted as text: parsing thousands of short arrays would take longer than finding their stories.
    joined = ", ".join(match.lists for match in matches).replace("[", "").replace("]", "")
    texts = Counter(joined.split(", "))
    counts = {int(text): stories for text, stories in texts.items() if text}
    language = current_list_language()
    book = remember(edition, f"lists:{language}", lambda: _ListBook(language))
    return Tally({key: counts[list_id] for list_id, key in book.find(counts).items()}, is_exact)


def tally_whole_archive(data: QueryDict, facet: str, *, chosen: Iterable[ListKey]) -> Tally:
    """Return the stored numbers of stories of a facet's largest lists, and of the chosen ones."""
    counts: dict[ListKey, int] = {}
    for kind in _kinds_of(facet, data):
        # Of countries all: those of both roles are added up.
        counts |= find_largest(kind, limit=_MAX_COUNTRIES if facet == "country" else _MAX_NAMED)
    missing = [key for key in chosen if key not in counts]
    return Tally(counts | {key: stories for key, (_pk, stories) in find_lists(missing).items()}, is_exact=True)


class _ListBook:
    """The kinds and keys of lists in one language that facets show, by primary key, valid for one edition."""

    def __init__(self, language: str) -> None:
        """Begin an empty book of lists in a language."""
        self._language = language
        self._lists: dict[int, ListKey | None] = {}

    def find(self, ids: Iterable[int]) -> dict[int, ListKey]:
        """Return {primary key: (kind, key)} of those of these lists that facets show; one query if any is new."""
        missing = [one for one in ids if one not in self._lists]
        if missing:
            if len(self._lists) > _MAX_LISTS_NAMED:
                self._lists.clear()
            kinds = [*_KINDS.values(), ListKind.ABOUT, ListKind.MENTIONED]
            self._lists |= dict.fromkeys(missing)
            self._lists |= name_lists(missing, language=self._language, kinds=kinds)
        return {one: key for one in ids if (key := self._lists.get(one)) is not None}


def _kinds_of(facet: str, data: QueryDict) -> tuple[ListKind, ...]:
    """Return the kinds of list of which a facet shows the keys."""
    return country_kinds(data.get("role", "")) if facet == "country" else (_KINDS[facet],)


def _build_selects(key: str, data: QueryDict) -> list[Select]:
    """Return the drop-down lists of a facet; their first option is the default."""
    selects = []
    for name, label in _SELECTS.get(key, {}).items():
        (default, default_label), *others = StoryFilter.base_filters[name].extra["choices"]
        options = [Option(default, str(default_label), is_selected=False)]
        options += [Option(value, str(words), is_selected=data.get(name) == value) for value, words in others]
        selects.append(Select(name, str(label), options))
    return selects


def _build_choices(facet: str, data: QueryDict, tally: Tally, chosen: ChosenNames) -> list[Choice]:
    """Build a facet's choices: chosen ones first, then the most frequent."""
    counts: Counter[str] = Counter()
    kinds = _kinds_of(facet, data)
    for (kind, key), stories in tally.stories.items():
        if kind in kinds:
            counts[key] += stories
    frequent = sorted(counts, key=lambda key: (-counts[key], key))[:_MAX_NAMED]
    named = {value: (name, counts[key]) for key, (value, name) in _name_values(facet, frequent).items()}
    values = set(data.getlist(facet))
    # A chosen value must not vanish from the form, however few stories it has.
    rare = _find_keys(facet, values - named.keys())
    named |= {
        value: (chosen.get((facet, value), value), counts.get(rare.get(value, ""), 0))
        for value in values - named.keys()
    }
    in_order = sorted(named, key=lambda value: (value not in values, -named[value][1], named[value][0]))
    return [
        Choice(value, named[value][0], named[value][1] if tally.is_exact else None, value in values)
        for value in in_order[: MAX_CHOICES + len(values)]
    ]


def _name_values(facet: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return {key of a list: (value in the address, name in the reader's language)}, without what no longer exists."""
    language = get_language() or ""
    if facet == "country":
        return {code: (code.lower(), country_name(code, language)) for code in keys}
    if facet == "region":
        return {slug: (slug, region_name(REGIONS[slug], language)) for slug in keys if slug in REGIONS}
    if facet == "genre":
        return {genre: (genre, str(Genre(genre).label)) for genre in keys}
    if facet == "section":
        return {str(row.pk): (row.slug, str(row)) for row in Section.objects.filter(pk__in=keys)}
    return name_tags(keys) if facet == "tag" else name_authors(keys)


def _find_keys(facet: str, values: Iterable[str]) -> dict[str, str]:
    """Return {value in the address: key of its list}."""
    if facet == "country":
        return {value: value.upper() for value in values}
    if facet in {"region", "genre"} or not values:
        return {value: value for value in values}
    rows = _MODELS[facet].objects.filter(slug__in=values).values_list("slug", "pk")
    return {slug: str(pk) for slug, pk in rows}
