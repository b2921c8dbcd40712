"""The parameters of /stories/ and /search/."""

from django.http import QueryDict

from articles.queries.lists import filters

PARAMETERS = frozenset({*filters.PARAMETERS, "cursor", "sort", "typing"})


def clean_parameters(data: QueryDict) -> QueryDict:
    """Return the query parameters without empty and repeated values."""
    cleaned = data.copy()
    for name in data:
        values = list(dict.fromkeys(value for value in data.getlist(name) if value.strip() or name == "typing"))
        cleaned.setlist(name, values)
        if not values:
            del cleaned[name]
    return cleaned


def query_string(data: QueryDict, *, without: set[str]) -> str:
    """Encode the known query parameters except those in `without`."""
    remaining = data.copy()
    for name in data:
        if name in without or name not in PARAMETERS:
            del remaining[name]
    return remaining.urlencode()
