"""/stories/ and /search/: filtered lists and full text search."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib.text import excerpts, search_query
from articles.lib.text.search_query import SearchQuery
from articles.models import Article
from articles.models.story.stories import ArticleQuerySet
from articles.queries import search
from articles.queries.lists import filters, pagination
from articles.queries.lists.listings import Listing

ASKED = frozenset({*filters.NAMES, "cursor", "sort", "typing"})
_BY_MOMENT, _BY_RANK = ("-visible_at", "-pk"), ("-rank", "-pk")


@dataclass
class Finding:
    """What was asked, what was found, and what could be asked instead."""

    question: SearchQuery
    data: QueryDict
    stories: ArticleQuerySet
    pool: ArticleQuerySet
    chips: list[filters.Chip] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    called: filters.Names = field(default_factory=dict)
    answered: bool = False
    better: str = ""
    better_query: str = ""
    loosely: bool = False
    sort: str = "date"
    searched: bool = False

    @cached_property
    def total(self) -> int:
        """How many stories were found."""
        return self.stories.count()

    @cached_property
    def kinds(self) -> list[filters.Kind]:
        """Every kind of choice, counted, once there is an answer; a feed never asks for it."""
        return filters.kinds(self.data, self.pool, self.stories, self.called) if self.answered else []

    @property
    def feed_query(self) -> str:
        """What a feed of the same list is asked with."""
        return without(self.data, "cursor", "sort", "typing")

    @property
    def unsorted(self) -> str:
        """The query string up to how the list is sorted."""
        return f"{self.feed_query}&" if self.feed_query else ""

    @property
    def page_query(self) -> str:
        """The query string of every page of the list, without its cursor."""
        return without(self.data, "cursor", "typing")

    @property
    def overrides_relevance(self) -> bool:
        """Whether the answers to a search are sorted by date, so that the form must say so again."""
        return bool(self.question) and self.sort == "date"

    @property
    def is_answered(self) -> bool:
        """Whether the page says how many stories were found."""
        return bool(self.question) or (not self.searched and not self.complaints)

    @property
    def needs_words(self) -> bool:
        """Whether this is the search page before anything is looked for."""
        return self.searched and not self.question and not self.complaints


def without(data: QueryDict, *names: str) -> str:
    """The query string of what was asked (see `_asked`), without these names and without what nobody asks for."""
    kept = data.copy()
    for name in data:
        if name in names or name not in ASKED:
            del kept[name]
    return kept.urlencode()


def find(request: HttpRequest, *, searched: bool) -> Listing:
    """The list that the address asks for. What can't be understood gives an empty list that says why."""
    data = _asked(request.GET)
    question = search_query.parse_query(data.get("q", ""), typing="typing" in data)
    asked = bool(question) or bool(question.unwanted)
    found = Finding(question, data, Article.objects.none(), _answers(question), searched=searched)
    if question and not found.pool.exists():
        _more_loosely(found)
    question = found.question
    chosen = filters.StoryFilter(data, queryset=found.pool)
    if not chosen.form.is_valid() or (asked and not question) or (searched and not asked):
        found.complaints = _complaints(chosen.form, asked=asked)
    else:
        found.stories, found.answered = chosen.qs, True
        found.called = filters.names_of_chosen(chosen.form)
        found.chips = list(filters.chips(data, found.called))
    stories = found.stories
    found.sort = _sort(data, ranked=bool(question))
    if found.sort == "relevance":
        stories = search.ranked(question)
        if found.chips or not found.answered or get_language() != settings.LANGUAGE_CODE:
            stories = stories.filter(pk__in=found.stories.order_by().values("pk"))
    title = _("Search") if searched else _("Stories")
    unfiltered = request.path + (f"?q={quote(found.question.text)}" if found.question.text else "")
    facts = {"finding": found, "searched": searched, "address": request.path, "unfiltered": unfiltered}
    order = _BY_RANK if found.sort == "relevance" else _BY_MOMENT
    return Listing(_titled(title, found), stories, "articles/stories.html", facts=facts, order=order)


def stories(request: HttpRequest) -> Listing:
    """All stories, narrowed."""
    return find(request, searched=False)


def searched(request: HttpRequest) -> Listing:
    """Stories by their words."""
    return find(request, searched=True)


def _asked(data: QueryDict) -> QueryDict:
    """What was asked, without what is empty or said twice."""
    kept = data.copy()
    for name in data:
        values = list(dict.fromkeys(value for value in data.getlist(name) if value.strip() or name == "typing"))
        kept.setlist(name, values)
        if not values:
            del kept[name]
    return kept


def _answers(question: SearchQuery) -> ArticleQuerySet:
    """The stories of this paper that answer the question; all of them when there is none."""
    if not question:
        return pagination.stories()
    return pagination.stories().filter(pk__in=search.answers(question).values("pk"))


def _more_loosely(found: Finding) -> None:
    """Nothing has the words as they stand: say what the reader may have meant, and take the last word as a beginning."""
    better = search_query.replace_words(found.question.text, search.did_you_mean(found.question))
    if better != found.question.text:
        rest = without(found.data, "q", "cursor", "typing")
        found.better, found.better_query = better, urlencode({"q": better}) + (f"&{rest}" if rest else "")
    loose = search_query.parse_query(found.data.get("q", ""), typing=True)
    pool = _answers(loose)
    if pool.exists():
        found.loosely, found.question, found.pool = True, loose, pool


def _complaints(form: Any, *, asked: bool) -> list[str]:
    sentences = filters.complaints(form)
    if not sentences and asked:
        sentences = [_("Say what to look for, not only what to leave out.")]
    return sentences


def _sort(data: QueryDict, *, ranked: bool) -> str:
    wanted = data.get("sort", "")
    return "relevance" if ranked and wanted != "date" else "date"


def _titled(title: str, found: Finding) -> str:
    parts = [f"“{found.question.text}”"] if found.question.text else []
    return (
        ": ".join([title, ", ".join([*parts, *(chip.name for chip in found.chips)])]) if parts or found.chips else title
    )


def dress(stories: list[Article], question: SearchQuery) -> None:
    """Give each story the passages that answer the question, and its headline with what was found marked."""
    for story in stories:
        story.marked = excerpts.highlight(story.headline, question)  # type: ignore[attr-defined]
        if story.live:
            document = story.live.document
            texts = [document.standfirst, *document.paragraphs]
            story.passages = excerpts.find_excerpts(texts, question)  # type: ignore[attr-defined]
