"""Live preview: form data in, the story's public page out, nothing stored.

Whoever may not save these words may not see them set either; the same policy answers both.
"""

from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.request import DeskRequest
from articles.admin.story.editor.forms import StoryForm, initial_of
from articles.domain.document import Document, InvalidDocument
from articles.models import Article
from articles.queries import policy
from articles.queries.story import story_page

MOST_BYTES: Final = 2_000_000


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the live preview at the desk, of a story and of one that isn't saved yet."""
    return [
        path("live-preview/", wrap(live_view), name="live-preview-of-new"),
        path("<int:pk>/live-preview/", wrap(live_view), name="live-preview"),
    ]


@require_POST
@desk_page(checked_inside)
def live_view(request: DeskRequest, pk: int | None = None) -> HttpResponse:
    """The page of the posted words; one sentence when they can't be a story yet, or when they aren't this person's."""
    user = request.user
    article = get_object_or_404(Article.objects.select_related("head", "live"), pk=pk) if pk else None
    objection = policy.why_not_edit(user, article) if article else policy.why_not_create(user)
    if objection:
        return _plain(objection, status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _plain(_("The text is too long for a live preview."), status=413)
    form = StoryForm(_with_headline(request.POST), initial=initial_of(article) if article else {})
    if not form.is_valid():
        return _plain(_first_problem(form))
    try:
        document = form.document().cleaned()
    except InvalidDocument as error:
        return _plain(next(iter(error.problems.values())))
    return _set(request, article or _unborn(), document)


def _unborn() -> Article:
    """A story that isn't saved; the database, which works out when it is public, has yet to see it."""
    article = Article()
    article.visible_at = None
    return article


def _with_headline(posted: QueryDict) -> QueryDict:
    """A headline isn't written first; until it is, the page says so."""
    if posted.get("headline", "").strip():
        return posted
    words = posted.copy()
    words["headline"] = _("No headline yet")
    return words


def _first_problem(form: StoryForm) -> str:
    for name, sentences in form.errors.items():
        field = form.fields.get(name)
        return f"{field.label}: {sentences[0]}" if field else str(sentences[0])
    return _("Look at the credits: one of them is not complete.")


def _plain(sentence: str, *, status: int = 400) -> HttpResponse:
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


def _set(request: DeskRequest, article: Article, document: Document) -> HttpResponse:
    # The words around the text are in its own language, as readers get them, and not in that of the desk.
    with translation.override(story_page.language_for(document.language)):
        context = {"story": story_page.of_document(article, document), "article": article, "live": True}
        return render(request, "admin/articles/article/preview.html", context)
