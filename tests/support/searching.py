"""Asks the search, and looks into its index."""

from django.db import connection

from articles.lib.text import search_query
from articles.models import SearchWord
from articles.queries import search


def search_headlines(text, *, typing=False):
    """The headlines of the stories that answer a question, in no order."""
    return sorted(search.find_matches(search_query.parse_query(text, typing=typing)).values_list("headline", flat=True))


def rank_headlines(text):
    """The same, the best answer first."""
    return [story.headline for story in search.rank_matches(search_query.parse_query(text))]


def suggest_spelling(text):
    return search.suggest_spellings(search_query.parse_query(text))


def paragraphs_html(*paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def read_index():
    """What the index holds: its stories, and its words with how many stories have them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_search")
        keys = sorted(key for (key,) in cursor.fetchall())
    return keys, dict(SearchWord.objects.values_list("word", "stories"))
