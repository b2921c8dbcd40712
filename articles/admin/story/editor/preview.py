"""The live preview: the public page of words that are not saved."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest
from articles.admin.story.editor.typed_document import NO_HEADLINE
from articles.domain.document import CleanDocument
from articles.models import Article
from articles.queries.story import story_page


def render_preview(request: DeskRequest, article: Article | None, document: CleanDocument) -> str:
    """Render a Document as its public page in HTML; changes the article in memory to match the Document."""
    if document.headline == NO_HEADLINE:
        document = replace(document, headline=_("No headline yet"))
    article = article or _build_new_article()
    # The words around the text are in its own language, as readers get them, and not in that of the desk.
    with translation.override(story_page.interface_language(document.language)):
        context = {"story": story_page.from_document(article, document), "article": article, "live": True}
        return render_to_string("admin/articles/article/preview.html", context, request=request)


def _build_new_article() -> Article:
    """Build an unsaved story without a publication time, which otherwise only the database would compute."""
    article = Article()
    article.visible_at = None
    return article
