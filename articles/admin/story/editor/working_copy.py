"""View model of a working copy: its owner, form data and the Document it would become."""

from collections.abc import Mapping, Sequence

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest, parse_key
from articles.admin.story.editor import editor_tab
from articles.admin.story.editor.forms import MoveForm, StoryForm, initial_of
from articles.domain.document import CleanDocument, Document, InvalidDocument
from articles.domain.field_specs import FieldKind, field_specs
from articles.domain.states import MOVES
from articles.models import Article, Revision, WorkingCopy
from articles.queries import policy
from articles.queries.desk.stories import stories_with_head
from articles.queries.history import versions
from articles.services import autosave


def own_copy(request: DeskRequest, pk: int | None, copy: int) -> tuple[Article | None, WorkingCopy]:
    """A copy of this person's, with its story. Raises Http404 for anybody else's."""
    user = request.user
    article = get_object_or_404(stories_with_head(), pk=pk) if pk else None
    kept = autosave.find_working_copy(copy, by=user, article=article)
    if kept is None:
        raise Http404(_("This draft no longer exists."))
    policy.require(policy.why_not_autosave(user, article))
    return article, kept


def form_of(copy: WorkingCopy, article: Article | None) -> StoryForm:
    """The writing page's form with the copy's words in it."""
    return StoryForm(editor_tab.to_query_dict(copy), initial=initial_of(article) if article else {})


def document_of(copy: WorkingCopy, article: Article | None) -> tuple[CleanDocument | None, list[str]]:
    """The Document that a copy would be saved as; or what keeps it from being one, a sentence each."""
    form = form_of(copy, article)
    if form.is_valid():
        try:
            return form.document().cleaned(), []
        except InvalidDocument as error:
            form.take_problems(error.problems)
    found = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return None, found or [_("Check the credits: one of them is incomplete.")]


def asked_for(request: DeskRequest, article: Article | None) -> WorkingCopy | None:
    """The copy that the writing page is asked to open with, if it is this person's."""
    key = parse_key(request.GET.get("copy", ""))
    return autosave.find_working_copy(key, by=request.user, article=article) if key else None


def asked_in(copy: WorkingCopy) -> dict[str, str] | None:
    """What a move was about to be asked with when the copy was kept."""
    for move in MOVES:
        asked = {name: (copy.fields.get(f"{move.value}-{name}") or [""])[0] for name in MoveForm.base_fields}
        if any(asked.values()):
            return {"move": move.value, **asked}
    return None


def texts_in(fields: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What stands in the fields for words, as it was typed, each with its field's label."""
    typed = [(name, text) for name in _words_in_page_order() for text in fields.get(name, ()) if text]
    return [(str(StoryForm.base_fields[name].label), text) for name, text in typed]


def _words_in_page_order() -> list[str]:
    """The form's fields for words that readers see, but for the dateline, which stands among the particulars."""
    specs = field_specs(Document)
    words = {name for name, spec in specs.items() if spec.kind in {FieldKind.TEXT, FieldKind.BODY} and spec.readers_see}
    return [name for name in StoryForm.base_fields if name in words - {"dateline"}]


def address_of(article: Article | None) -> str:
    """The writing page of a story, or of a new one."""
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article.pk])


def base_of(copy: WorkingCopy, article: Article) -> Revision:
    """The revision that a copy's words started from; the first, if its page named none."""
    return versions.base_revision(article, copy.base)
