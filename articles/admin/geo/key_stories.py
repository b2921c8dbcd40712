"""Key stories of two countries: choose the pair, mark turning points, add a line of context.

Plain forms, one per story; nothing here needs a script.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest, parse_key
from articles.domain.document import CountryRole
from articles.domain.errors import UserFacingError
from articles.domain.states import Standing
from articles.lib.geo import country_name
from articles.models import Article, User
from articles.queries import policy
from articles.queries.desk.geo import key_story_pairs
from articles.queries.lists import pagination
from articles.services import key_stories
from articles.services.key_stories import MAX_CONTEXT_LENGTH
from articles.services.workflow import is_public

# Of a story about very many countries, the pairs of the first few are offered; all others can be chosen.
MAX_COUNTRIES_OFFERED = 4
MAX_FREQUENT_PAIRS, COUNTED_STORIES = 12, 1000
MAX_SEARCH_LENGTH = 200


@dataclass(frozen=True)
class CountryPair:
    """Two countries by their codes, with how many stories are about both and how many of these are key stories."""

    first: str
    second: str
    stories: int = 0
    key_stories: int = 0

    @classmethod
    def of(cls, one: str, other: str) -> "CountryPair":
        """Build the pair from two country codes in any order."""
        return cls(min(one, other), max(one, other))

    @property
    def codes(self) -> tuple[str, str]:
        """The two country codes in alphabetical order."""
        return self.first, self.second

    @property
    def name(self) -> str:
        """The names of both countries in the desk’s language."""
        one, other = (country_name(code, get_language() or "") for code in self.codes)
        return _("%(one)s and %(other)s") % {"one": one, "other": other}

    @property
    def address(self) -> str:
        """The address of the pair’s page at the desk."""
        return reverse("admin:key-stories", args=[code.lower() for code in self.codes])


@dataclass
class RejectedContext:
    """The line of context that was refused for a story (by key), shown again where it was typed."""

    article: int = 0
    context: str = ""
    error: str = ""


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of key stories; `wrap` is the admin site’s admin_view."""
    return [
        path("pair/", wrap(chooser_view), name="key-story-pairs"),
        path("pair/<slug:one>/<slug:other>/", wrap(pair_view), name="key-stories"),
    ]


@desk_page(policy.why_not_mark_key_stories)
def chooser_view(request: DeskRequest) -> HttpResponse:
    """Show a form for two countries and the most frequent pairs; a valid choice redirects to the pair’s page."""
    one, other = (request.GET.get(name, "")[:2].upper() for name in ("one", "other"))
    countries = key_story_pairs.countries_by_code()
    if one in countries and other in countries and one != other:
        return HttpResponseRedirect(CountryPair.of(one, other).address)
    error = ""
    if other:
        error = _("Choose two different countries.") if one == other else _("One of the countries is unknown.")
    frequent = key_story_pairs.frequent_pairs(among=COUNTED_STORIES, limit=MAX_FREQUENT_PAIRS)
    context = {
        "title": _("Country-pair timelines"),
        "countries": sorted(countries.values(), key=str),
        "one": one,
        "other": other,
        "error": error,
        "frequent": [CountryPair(*counts) for counts in frequent],
    }
    return TemplateResponse(request, "admin/articles/country/pairs.html", context)


@desk_page(policy.why_not_mark_key_stories)
def pair_view(request: DeskRequest, one: str, other: str) -> HttpResponse:
    """List the stories about both countries, newest first; a POST marks or unmarks one as a key story."""
    pair = CountryPair.of(one.upper(), other.upper())
    if pair.first == pair.second or not key_story_pairs.are_countries(pair.codes):
        raise Http404(_("Unknown pair of countries."))
    if request.method != "POST":
        if request.path != pair.address:
            return HttpResponseRedirect(pair.address)
        return _render_pair(request, pair, RejectedContext())
    article = get_object_or_404(Article, pk=parse_key(request.POST.get("story", "")))
    context = request.POST.get("context", "")
    try:
        sentence = _mark_or_unmark(pair, article, context, unmark="unmark" in request.POST, by=request.user)
    except UserFacingError as refusal:
        return _render_pair(request, pair, RejectedContext(article.pk, context, str(refusal)))
    messages.success(request, sentence)
    query = {name: value for name in ("q", "cursor", "key") if (value := request.GET.get(name))}
    return HttpResponseRedirect(f"{pair.address}{'?' if query else ''}{urlencode(query)}#story-{article.pk}")


def _mark_or_unmark(pair: CountryPair, article: Article, context: str, *, unmark: bool, by: User) -> str:
    """Mark or unmark the story as a key story of the pair and return a message. Raises KeyStoryRejected."""
    words = {"story": article.headline}
    if unmark:
        key_stories.unmark(article, pair=pair.codes, by=by)
        return _("“%(story)s” is no longer a key story.") % words
    key_stories.mark(article, pair=pair.codes, by=by, context=context)
    return _("“%(story)s” is now a key story.") % words


def _render_pair(request: DeskRequest, pair: CountryPair, rejected: RejectedContext) -> HttpResponse:
    """Render a pair’s stories with their marks, and the refused line of context if there is one."""
    search, only_key_stories = request.GET.get("q", "")[:MAX_SEARCH_LENGTH], bool(request.GET.get("key"))
    stories = key_story_pairs.stories_about_both(*pair.codes, search=search, only_key_stories=only_key_stories)
    try:
        page = pagination.read_page(stories.with_card(), cursor=request.GET.get("cursor", ""))
    except pagination.CursorRejected as error:
        raise Http404(_("Page not found.")) from error
    marks = key_story_pairs.key_stories_by_article(*pair.codes, articles=page.stories)
    filters = {"q": search, "key": "yes" if only_key_stories else ""}
    context = {
        "title": pair.name,
        "pair": pair,
        "rows": [
            (story, marks.get(story.pk), rejected if rejected.article == story.pk else None) for story in page.stories
        ],
        "page": page,
        "search": search,
        "only_key_stories": only_key_stories,
        "filters": urlencode({name: value for name, value in filters.items() if value}),
        "here": f"{pair.address}?{request.GET.urlencode()}" if request.GET else pair.address,
        "error": rejected.error,
        "max_context_length": MAX_CONTEXT_LENGTH,
    }
    status = 400 if rejected.error else 200
    return TemplateResponse(request, "admin/articles/country/pair.html", context, status=status)


def pairs_for(article: Article, *, by: User) -> list[tuple[CountryPair, str, bool]]:
    """Return each pair a public story can be a key story of, the address to mark it, and whether it is marked.

    A story that isn’t public has no pairs, nor has a person who may not mark key stories.
    """
    if policy.why_not_mark_key_stories(by) or article.standing != Standing.PUBLISHED or not is_public(article):
        return []
    document = (article.live or article.newest).document
    about = [line.code for line in document.countries if line.role == CountryRole.ABOUT]
    pairs = [CountryPair.of(*codes) for codes in combinations(about[:MAX_COUNTRIES_OFFERED], 2)]
    if not pairs:
        return []
    marked = key_story_pairs.pairs_of_key_story(article)
    query = urlencode({"q": article.headline[:MAX_SEARCH_LENGTH]})
    return [(pair, f"{pair.address}?{query}", pair.codes in marked) for pair in pairs]
