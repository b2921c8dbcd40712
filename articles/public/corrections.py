"""The page that shows what a correction changed, word by word, unless withheld.

Only what was public is told: the text before and the text after, nothing of the versions between them.
"""

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Article, Correction, FormerSlug
from articles.public import page_context
from articles.public.page_cache import public_page
from articles.queries.history import told_to_readers
from articles.queries.story import story_page
from articles.queries.story.story_page import address_of_change

_MOST = 10_000  # corrections of one story; a greater number is no correction's


@public_page
def change(request: HttpRequest, slug: str, number: int, **_date: str) -> HttpResponse:
    """The page of a published story's correction; an old address redirects."""
    article = Article.objects.published().filter(slug=slug).first() or _of_old_address(slug)
    correction = _shown(article, number) if article else None
    if article is None or correction is None:
        raise Http404(_("There is no such correction, or its change is not shown."))
    address = address_of_change(article, number)
    if request.path != unquote(address):
        return HttpResponsePermanentRedirect(address)
    with translation.override(story_page.language_for(article.language)):
        context = {
            **page_context.of(request),
            "article": article,
            "correction": correction,
            "told": told_to_readers(correction.before.document, correction.after.document),
        }
        return render(request, "articles/change.html", context)


def _of_old_address(slug: str) -> Article | None:
    former = FormerSlug.objects.filter(slug=slug).first()
    return Article.objects.published().filter(pk=former.article_id).first() if former else None


def _shown(article: Article, number: int) -> Correction | None:
    if not 0 < number <= _MOST:
        return None
    corrections = Correction.objects.filter(article=article).order_by("created_at", "pk")
    found = corrections.select_related("before", "after")[number - 1 : number].first()
    return found if found and found.shown else None
