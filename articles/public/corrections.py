"""The page that shows what a correction changed, word by word, unless withheld.

It compares the two texts that were public, never the versions between them.
"""

from urllib.parse import unquote

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from articles.public.page_cache import public_page
from articles.public.page_context import page_context
from articles.queries.corrections import find_shown_correction
from articles.queries.history import describe_public_changes
from articles.queries.site_request import ReaderRequest
from articles.queries.story import lookup, story_page


@public_page
def correction_changes(request: ReaderRequest, slug: str, number: int, **_date: str) -> HttpResponse:
    """Serve the changes that one correction made to a published story; redirect from the story's former addresses."""
    article = lookup.published_with_slug(slug).first()
    correction = find_shown_correction(article, number=number) if article else None
    if article is None or correction is None:
        raise Http404(_("There is no such correction, or its change is not shown."))
    address = story_page.correction_address(article, number)
    if request.path != unquote(address):
        return HttpResponsePermanentRedirect(address)
    with translation.override(story_page.interface_language(article.language)):
        changes = describe_public_changes(correction.before.document, correction.after.document)
        context = {**page_context(request), "article": article, "correction": correction, "changes": changes}
        return render(request, "articles/change.html", context)
