"""View model of a working copy: its owner, form data and the Document it would become."""

from collections.abc import Mapping, Sequence

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest, parse_key
from articles.admin.story.editor import editor_tab
from articles.admin.story.editor.forms import LEAD_TEXTS, MoveForm, StoryForm
from articles.domain.document import CleanDocument, InvalidDocument
from articles.domain.states import MOVES
from articles.models import Article, Revision, WorkingCopy
from articles.queries import policy
from articles.queries.desk.stories import stories_with_head
from articles.queries.history import versions
from articles.services import autosave


def get_own_copy(request: DeskRequest, pk: int | None, copy: int) -> tuple[Article | None, WorkingCopy]:
    """Get one of the person’s working copies and its story. Raises Http404 or PermissionRefused."""
    user = request.user
    article = get_object_or_404(stories_with_head(), pk=pk) if pk else None
    found_copy = autosave.find_working_copy(copy, by=user, article=article)
    if found_copy is None:
        raise Http404(_("This draft no longer exists."))
    policy.require(policy.why_not_autosave(user, article))
    return article, found_copy


def build_form(copy: WorkingCopy, article: Article | None) -> StoryForm:
    """Build the writing page’s form filled with a working copy’s fields."""
    return StoryForm(editor_tab.to_query_dict(copy), article=article)


def read_document(copy: WorkingCopy, article: Article | None) -> tuple[CleanDocument | None, list[str]]:
    """Build the Document that a working copy would be saved as; if invalid, (None, a sentence per problem)."""
    form = build_form(copy, article)
    if form.is_valid():
        try:
            return form.document().cleaned(), []
        except InvalidDocument as error:
            form.add_problems(error.problems)
    problems = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return None, problems or [_("Check the credits: one of them is incomplete.")]


def find_requested(request: DeskRequest, article: Article | None) -> WorkingCopy | None:
    """Find the person’s working copy of the story with the key in `?copy=`; None if not found."""
    key = parse_key(request.GET.get("copy", ""))
    return autosave.find_working_copy(key, by=request.user, article=article) if key else None


def move_input_of(copy: WorkingCopy) -> dict[str, str] | None:
    """Return the move, and its fields, for which something was typed in a working copy; None if nothing was."""
    for move in MOVES:
        typed = {name: (copy.fields.get(f"{move.value}-{name}") or [""])[0] for name in MoveForm.base_fields}
        if any(typed.values()):
            return {"move": move.value, **typed}
    return None


def list_texts(fields: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """List the text fields' labels and values, as typed, without empty ones."""
    typed = [(name, text) for name in (*StoryForm.text_names(), *LEAD_TEXTS) for text in fields.get(name, ()) if text]
    return [(str(StoryForm.base_fields[name].label), text) for name, text in typed]


def writing_url(article: Article | None) -> str:
    """Return the address of a story’s writing page (None: a new story)."""
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article.pk])


def find_base(copy: WorkingCopy, article: Article) -> Revision:
    """Find the revision from which editing a working copy started; the first one if the copy names none."""
    return versions.base_revision(article, copy.base)
