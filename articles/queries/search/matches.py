"""The stories that match a query as a queryset, for commands; and the comparison of the index with the read model."""

from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from articles.lib.text.search_query import SearchQuery
from articles.models import Article, PublicStory, SearchEntry
from articles.queries.search.syntax import match_stored_text, write_query
from articles.queries.time_budget import time_budget

if TYPE_CHECKING:
    from articles.models.story.stories import ArticleQuerySet

_FEW_SHARE = 0.2  # of the time budget, to find out whether there are few matches


def find_matches(query: SearchQuery) -> "ArticleQuerySet":
    """Find all published stories that match the query, unordered, however long it takes; an empty query matches none."""
    if not query:
        return Article.objects.none()
    found = SearchEntry.objects.filter(_phrase_condition(query), words__matches=write_query(query, {}))
    return Article.objects.published().filter(public_story__place__in=found.values("place"))


def find_few_matches(query: SearchQuery, *, most: int) -> list[int] | None:
    """Find the primary keys of the public stories that match a query, unordered; two queries.

    None if they are more than `most`, or if a share of the time budget is too short to know.
    """
    if not query:
        return []
    places: list[int] = []
    with time_budget(share=_FEW_SHARE) as budget:
        found = SearchEntry.objects.filter(_phrase_condition(query), words__matches=write_query(query, {}))
        places = list(found.values_list("place", flat=True)[: most + 1])
    if budget.is_spent or len(places) > most:
        return None
    return list(PublicStory.objects.filter(place__in=places).order_by().values_list("pk", flat=True))


def is_match_at(query: SearchQuery, *, place: OuterRef) -> Exists:
    """Return the condition that the story at a place matches the query, at a cost that the archive can't raise."""
    text = match_stored_text(query, {})
    return Exists(SearchEntry.objects.filter(RawSQL(text.sql, text.parameters, BooleanField()), place=place))  # noqa: S611 - our own SQL


def compare_index() -> dict[str, list[int]]:
    """Compare the search index with the read model.

    Returns ids of stories `missing` from the index, and the places `surplus` in it, where no public story is.
    """
    # Side by side in the order of places, since a large archive's places need not fit into memory.
    public = PublicStory.objects.order_by("place").values_list("place", "pk").iterator()
    indexed = ((place, 0) for place in SearchEntry.objects.order_by("place").values_list("place", flat=True).iterator())
    missing, surplus = [], []
    for place, entries in groupby(merge(public, indexed), key=itemgetter(0)):
        keys = [key for _place, key in entries]
        if keys == [0]:
            surplus.append(place)
        elif 0 not in keys:
            missing += keys
    return {"missing": sorted(missing), "surplus": surplus}


def _phrase_condition(query: SearchQuery) -> Q:
    """Return the condition for phrases on PostgreSQL, whose index does not know which words are adjacent."""
    condition = Q()
    if connection.vendor == "postgresql":
        for terms, wanted in ((query.wanted, True), (query.unwanted, False)):
            for term in terms:
                if len(term.folded) > 1:
                    text = " " + " ".join(term.folded) + ("" if term.beginning else " ")
                    beside = Q(side_by_side__contains=text)
                    condition &= beside if wanted else ~beside
    return condition
