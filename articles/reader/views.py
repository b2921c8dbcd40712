"""The reader's pages: function views, each a question to the public record and a template."""

import datetime
from typing import Any, TypeVar
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Exists, Max, Min, Model, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.models import Article, Author, Country, CountryMention, OldAddress, Section, Tag
from articles.reader import listings
from articles.reader import story as stories
from articles.reader.caching import public_list, public_page
from articles.states import Standing

M = TypeVar("M", bound=Model)


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    edition = getattr(request, "edition", None)
    furniture = {
        "site_name": settings.SITE_NAME,
        "canonical": settings.SITE_URL + iri_to_uri(request.path),
        "sections": edition.sections if edition else [],
        "today": timezone.localdate(),
    }
    return render(request, template, {**furniture, **context}, status=status)


def _find(query: QuerySet[M], **lookup: str) -> M:
    """The one row, or a 404 that says nothing of our tables."""
    found = query.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def _listing(request: HttpRequest, query: QuerySet[Article], template: str, **context: Any) -> HttpResponse:
    try:
        page = listings.page(query, cursor=request.GET.get("cursor", ""))
    except listings.BadCursor as error:
        raise Http404(_("This list has no such page.")) from error
    return _page(request, template, page=page, **context)


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return _page(request, "articles/front.html", front=listings.front())


@public_page
def story(request: HttpRequest, slug: str, **_date: str) -> HttpResponse:
    """A story, the notice of a retracted one, 410 for a killed one; an old address redirects."""
    article = Article.objects.addressable().with_record().filter(slug=slug).first()
    if article is None:
        return _redirect_from_old_address(slug)
    if article.standing == Standing.KILLED:
        return _page(request, "410.html", status=410)
    if request.path != unquote(article.get_absolute_url()):
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.standing == Standing.RETRACTED:
        return _page(request, "articles/retracted.html", article=article)
    more = listings.more_like(article)
    return _page(request, "articles/story.html", story=stories.of_record(article), article=article, more=more)


def _redirect_from_old_address(slug: str) -> HttpResponse:
    former = OldAddress.objects.filter(slug=slug).first()
    article = former and Article.objects.addressable().filter(pk=former.article_id).first()
    if not article:
        raise Http404(_("There is no story at this address."))
    return HttpResponsePermanentRedirect(article.get_absolute_url())


@public_list
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one section."""
    found = _find(Section.objects.all(), slug=slug)
    return _listing(request, Article.objects.published().filter(section=found), "articles/section.html", section=found)


@public_list
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """What one author wrote. An author without a published story has no page."""
    written = Article.objects.published().filter(credits__author=OuterRef("pk"))
    found = _find(Author.objects.filter(Exists(written)), slug=slug)
    signed = Article.objects.published().filter(pk__in=found.credits.values("article"))
    return _listing(request, signed, "articles/author.html", author=found)


@public_list
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories with one tag. A tag on no published story has no page."""
    tagged = Article.objects.published().filter(taggings__tag=OuterRef("pk"))
    found = _find(Tag.objects.filter(Exists(tagged)), slug=slug)
    return _listing(request, Article.objects.published().filter(taggings__tag=found), "articles/tag.html", tag=found)


@public_list
def country(request: HttpRequest, code: str) -> HttpResponse:
    """The stories about one country."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(request.path.replace(f"/{code}/", f"/{code.lower()}/"))
    found = _find(Country.objects.all(), pk=code.upper())
    return _listing(request, listings.concerning(found.pk), "articles/country.html", country=found)


@public_list
def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """The stories about both of two countries; either order of them leads to one address."""
    first, second = sorted([one.lower(), other.lower()])
    if first == second:
        return HttpResponsePermanentRedirect(reverse("country", args=[first]))
    if (one, other) != (first, second):
        return HttpResponsePermanentRedirect(reverse("pair", args=[first, second]))
    found = [_find(Country.objects.all(), pk=code.upper()) for code in (first, second)]
    both = listings.concerning(*(country.pk for country in found))
    return _listing(request, both, "articles/pair.html", pair=found)


@public_page
def countries(request: HttpRequest) -> HttpResponse:
    """Every country that a published story is about, by region."""
    about = CountryMention.objects.filter(country=OuterRef("pk"), role="about", article__in=Article.objects.published())
    covered = Country.objects.filter(Exists(about)).order_by("region", "name")
    return _page(request, "articles/countries.html", countries=covered)


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """Every month from the first published story to the newest."""
    span = Article.objects.published().aggregate(first=Min("visible_at"), last=Max("visible_at"))
    months: list[datetime.date] = []
    if span["first"]:
        month, last = timezone.localdate(span["first"]).replace(day=1), timezone.localdate(span["last"])
        while month <= last:
            months.insert(0, month)
            month = _following(month)
    return _page(request, "articles/archive.html", months=months)


def _following(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=31)).replace(day=1)


@public_list
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories of one month, by the newsroom's calendar."""
    try:
        first = datetime.date(int(year), int(month), 1)
        bounds = [_midnight(first), _midnight(_following(first))]
    except (ValueError, OverflowError) as error:
        raise Http404(_("There is no such month.")) from error
    published = Article.objects.published().filter(visible_at__gte=bounds[0], visible_at__lt=bounds[1])
    return _listing(request, published, "articles/month.html", month=first)


def _midnight(day: datetime.date) -> datetime.datetime:
    """The day's beginning in the newsroom's zone, as a moment that any database can hold (UTC)."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)).astimezone(datetime.UTC)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 404 that says what it knows and where to go on."""
    # The resolver's own 404 carries a dict of patterns, which is nobody's business; ours carry a sentence or nothing.
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    response = _page(request, "404.html", status=404, message=said)
    response.headers["Cache-Control"] = "no-cache"
    return response


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 403 with the sentence of whoever refused."""
    return _page(request, "403.html", status=403, message=str(exception))


def session_ended(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form came back without its token: most often, the session has ended meanwhile."""
    message = _("Your session has ended. Log in again in another window, then go back here and send it once more.")
    return _page(request, "403.html", status=403, message=message)


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 that needs nothing that may be broken."""
    return render(request, "500.html", {"site_name": settings.SITE_NAME}, status=500)
