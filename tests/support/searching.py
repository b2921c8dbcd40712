"""Asks the search, and looks into its index."""

from dataclasses import replace

from django.db import connection

from articles.lib.text import search_query
from articles.models import Article, PublicStory, SearchWord, StoryList
from articles.queries import search


def search_headlines(text, *, typing=False):
    """The headlines of the stories that answer a question, in no order."""
    return sorted(search.find_matches(search_query.parse_query(text, typing=typing)).values_list("headline", flat=True))


def ask_archive(text, *, typing=False, **changes):
    """The question for a text to stories in every language; `changes` are to what is known of its words."""
    measured = search.measure_query(search_query.parse_query(text, typing=typing))
    everything = StoryList.objects.filter(kind="all", language="").first()
    on = (search.OnAnyOf((everything.pk,), everything.stories),)
    return search.Question(on, replace(measured, **changes))


def read_headlines(matches):
    headlines = dict(Article.objects.values_list("pk", "headline"))
    return [headlines[match.story] for match in matches]


def rank_headlines(text, *, typing=False, **changes):
    """The headlines of the stories that answer a question, the best answer first."""
    question = ask_archive(text, typing=typing, **changes)
    if not question.measured.query:
        return []
    return read_headlines(search.read_by_relevance(question, size=100).matches)


def newest_headlines(text, *, typing=False, **changes):
    """The same, the newest first."""
    question = ask_archive(text, typing=typing, **changes)
    if not question.measured.query:
        return []
    found = search.find_newest(question, limit=100)
    assert found.is_complete
    return read_headlines(found.matches)


def suggest_spelling(text):
    return search.suggest_spellings(search_query.parse_query(text))


def paragraphs_html(*paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def read_index():
    """What the index holds: its stories, and its words with how many stories have them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_search")
        places = [place for (place,) in cursor.fetchall()]
    keys = sorted(PublicStory.objects.filter(place__in=places).values_list("pk", flat=True))
    assert len(keys) == len(places)
    return keys, dict(SearchWord.objects.values_list("word", "stories"))
