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


def get_own_copy(request: DeskRequest, pk: int | None, copy: int) -> tuple[Article | None, WorkingCopy]:
    """Get one of this person's working copies with its story. Raises Http404 for anybody else's."""
    user = request.user
    article = get_object_or_404(stories_with_head(), pk=pk) if pk else None
    found_copy = autosave.find_working_copy(copy, by=user, article=article)
    if found_copy is None:
        raise Http404(_("This draft no longer exists."))
    policy.require(policy.why_not_autosave(user, article))
    return article, found_copy


def build_form(copy: WorkingCopy, article: Article | None) -> StoryForm:
    """Build the writing page's form with the copy's fields."""
    return StoryForm(editor_tab.to_query_dict(copy), initial=initial_of(article) if article else {})


def read_document(copy: WorkingCopy, article: Article | None) -> tuple[CleanDocument | None, list[str]]:
    """Read the Document that a copy would be saved as; None and a sentence a problem if it can't be."""
    form = build_form(copy, article)
    if form.is_valid():
        try:
            return form.document().cleaned(), []
        except InvalidDocument as error:
            form.add_problems(error.problems)
    problems = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return None, problems or [_("Check the credits: one of them is incomplete.")]


def find_requested(request: DeskRequest, article: Article | None) -> WorkingCopy | None:
    """Find the working copy that the address names, if it is this person's."""
    key = parse_key(request.GET.get("copy", ""))
    return autosave.find_working_copy(key, by=request.user, article=article) if key else None


def move_input_of(copy: WorkingCopy) -> dict[str, str] | None:
    """Return what was typed for a move when the copy was stored; None if nothing was."""
    for move in MOVES:
        typed = {name: (copy.fields.get(f"{move.value}-{name}") or [""])[0] for name in MoveForm.base_fields}
        if any(typed.values()):
            return {"move": move.value, **typed}
    return None


def list_texts(fields: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """List the text fields' labels and values, as typed, without empty ones."""
    typed = [(name, text) for name in StoryForm.text_names() for text in fields.get(name, ()) if text]
    return [(str(StoryForm.base_fields[name].label), text) for name, text in typed]


def writing_url(article: Article | None) -> str:
    """The address of a story's writing page; None is a new story."""
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article.pk])


def find_base(copy: WorkingCopy, article: Article) -> Revision:
    """Find the revision that editing started from; the first if the copy names none."""
    return versions.base_revision(article, copy.base)
