"""Key stories of two countries: find them, mark turning points, add a line of context.

Plain forms, one a story; nothing here needs a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest, parse_key
from articles.domain.document import CountryRole
from articles.domain.errors import UserFacingError
from articles.domain.states import Standing
from articles.lib.geo import country_name
from articles.models import Article, Country, CountryMention, KeyStory, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy
from articles.queries.lists import pagination
from articles.services import key_stories
from articles.services.key_stories import MAX_CONTEXT_LENGTH
from articles.services.workflow import is_public

# Of a story about very many countries, the pairs of the first few are offered; all others are a choice away.
OFFERED, FREQUENT, NEWEST = 4, 12, 1000
WORDS, LONGEST = 8, 200


@dataclass(frozen=True)
class Pair:
    """Two countries by their codes, with how many stories are about both and how many of these are key stories."""

    first: str
    second: str
    stories: int = 0
    keys: int = 0

    @property
    def name(self) -> str:
        """Both names in the desk's language."""
        one, other = (country_name(code, get_language() or "") for code in (self.first, self.second))
        return _("%(one)s and %(other)s") % {"one": one, "other": other}

    @property
    def address(self) -> str:
        """The pair's page at the desk."""
        return reverse("admin:key-stories", args=[self.first.lower(), self.second.lower()])


def _in_order(one: str, other: str) -> Pair:
    return Pair(min(one, other), max(one, other))


@dataclass
class Asked:
    """What was asked for a story and refused: shown again where it was typed."""

    article: int = 0
    context: str = ""
    sentence: str = ""


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of key stories at the desk, under that of the countries."""
    return [
        path("pair/", wrap(chooser_view), name="key-pairs"),
        path("pair/<slug:one>/<slug:other>/", wrap(pair_view), name="key-stories"),
    ]


@desk_page(policy.why_not_mark)
def chooser_view(request: DeskRequest) -> HttpResponse:
    """Choose two countries, or go to a pair that is often written about."""
    one, other = (request.GET.get(name, "")[:2].upper() for name in ("one", "other"))
    countries = {country.code: country for country in Country.objects.all()}
    if one in countries and other in countries and one != other:
        return HttpResponseRedirect(_in_order(one, other).address)
    complaint = ""
    if other:
        complaint = _("Choose two different countries.") if one == other else _("One of the countries is not known.")
    context = {
        "title": _("Key stories of two countries"),
        "countries": sorted(countries.values(), key=str),
        "one": one,
        "other": other,
        "complaint": complaint,
        "frequent": frequent(),
    }
    return TemplateResponse(request, "admin/articles/country/pairs.html", context)


def frequent() -> list[Pair]:
    """The pairs that the newest stories are most often about, and how many key stories each has; two queries."""
    newest = Article.objects.published().newest_first().values("pk")[:NEWEST]
    together = CountryMention.objects.filter(role="about", article__in=newest).filter(
        article__country_mentions__role="about", article__country_mentions__country__gt=F("country")
    )
    pairs = together.values_list("country", "article__country_mentions__country").order_by()
    counted = pairs.annotate(stories=Count("pk")).order_by("-stories", "country", "article__country_mentions__country")
    marked = KeyStory.objects.order_by().values_list("first", "second").annotate(keys=Count("pk"))
    keys = {(first, second): count for first, second, count in marked}
    return [Pair(one, other, stories, keys.get((one, other), 0)) for one, other, stories in counted[:FREQUENT]]


@desk_page(policy.why_not_mark)
def pair_view(request: DeskRequest, one: str, other: str) -> HttpResponse:
    """The stories about both countries, the newest first; a POST marks one of them as a key story or takes its mark off."""
    pair = _in_order(one.upper(), other.upper())
    if pair.first == pair.second or Country.objects.filter(pk__in=[pair.first, pair.second]).count() != len(
        [one, other]
    ):
        raise Http404(_("There are no such two countries."))
    if request.method != "POST":
        if request.path != pair.address:
            return HttpResponseRedirect(pair.address)
        return _page(request, pair, Asked())
    article = get_object_or_404(Article, pk=parse_key(request.POST.get("story", "")))
    asked = Asked(article.pk, request.POST.get("context", ""))
    try:
        messages.success(request, _change(pair, article, asked.context, off="unmark" in request.POST, by=request.user))
    except UserFacingError as refusal:
        asked.sentence = str(refusal)
        return _page(request, pair, asked)
    where = {name: value for name in ("q", "cursor", "key") if (value := request.GET.get(name))}
    return HttpResponseRedirect(f"{pair.address}{'?' if where else ''}{urlencode(where)}#story-{article.pk}")


def _change(pair: Pair, article: Article, context: str, *, off: bool, by: User) -> str:
    """Do what was asked; the sentence that says what is so now. Raises KeyStoryRejected."""
    words = {"story": article.headline}
    if off:
        key_stories.unmark(article, pair=(pair.first, pair.second), by=by)
        return _("“%(story)s” is no key story any more.") % words
    key_stories.mark(article, pair=(pair.first, pair.second), by=by, context=context)
    return _("“%(story)s” is a key story.") % words


def _page(request: DeskRequest, pair: Pair, asked: Asked) -> HttpResponse:
    words, only = request.GET.get("q", "")[:LONGEST], bool(request.GET.get("key"))
    stories = _found(pair, words, only_keys=only)
    try:
        page = pagination.read_page(stories.with_card(), cursor=request.GET.get("cursor", ""))
    except pagination.CursorRejected as error:
        raise Http404(_("This list has no such page.")) from error
    marks = _marks(pair, page.stories)
    narrowed = urlencode({name: value for name, value in (("q", words), ("key", "yes" if only else "")) if value})
    context = {
        "title": pair.name,
        "pair": pair,
        "rows": [(story, marks.get(story.pk), asked if asked.article == story.pk else None) for story in page.stories],
        "page": page,
        "words": words,
        "only_keys": only,
        "narrowed": narrowed,
        "here": f"{pair.address}?{request.GET.urlencode()}" if request.GET else pair.address,
        "asked": asked,
        "most": MAX_CONTEXT_LENGTH,
    }
    status = 400 if asked.sentence else 200
    return TemplateResponse(request, "admin/articles/country/pair.html", context, status=status)


def _found(pair: Pair, words: str, *, only_keys: bool) -> ArticleQuerySet:
    """The whole paper's stories about both, whatever language the desk is read in, whose headlines have the words."""
    with translation.override(None):
        found = pagination.published_about(pair.first, pair.second)
    for word in words.replace("\x00", " ").split()[:WORDS]:
        found = found.filter(headline__icontains=word)
    if only_keys:
        found = found.filter(pk__in=KeyStory.objects.filter(first=pair.first, second=pair.second).values("article"))
    return found


def _marks(pair: Pair, stories: Sequence[Article]) -> dict[int, KeyStory]:
    marks = KeyStory.objects.filter(first=pair.first, second=pair.second, article__in=stories)
    return {mark.article_id: mark for mark in marks.select_related("by")}


def offered(article: Article, *, by: User) -> list[tuple[Pair, str, bool]]:
    """The pairs that a public story may be a key story of, where each is marked, and whether it is; for the writing page."""
    if policy.why_not_mark(by) or article.standing != Standing.PUBLISHED or not is_public(article):
        return []
    document = (article.live or article.newest).document
    about = [line.code for line in document.countries if line.role == CountryRole.ABOUT]
    pairs = [_in_order(*two) for two in combinations(about[:OFFERED], 2)]
    if not pairs:
        return []
    marked = set(KeyStory.objects.filter(article=article).order_by().values_list("first", "second"))
    asks = urlencode({"q": article.headline[:LONGEST]})
    return [(pair, f"{pair.address}?{asks}", (pair.first, pair.second) in marked) for pair in pairs]
