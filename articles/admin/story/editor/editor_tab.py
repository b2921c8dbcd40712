"""The open writing page as it reports itself: person, story, form data and caret."""

import re
import secrets
from dataclasses import dataclass

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.admin.request import DeskRequest, parse_key, parse_positive_int
from articles.domain.errors import UserFacingError
from articles.models import Article, User, WorkingCopy
from articles.models.authors import display_name
from articles.queries import policy
from articles.queries.desk.stories import stories_with_head
from articles.services.autosave import MAX_KEY_LENGTH, EditorTab

_TURN = re.compile("[0-9]{1,15}")


class TabRefused(UserFacingError):
    """This person may store nothing for this page; `status` is the HTTP status of the answer."""

    def __init__(self, sentence: str, *, status: int) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True)
class OpenTab:
    """A writing page that posts: its person, its story (None for a new one) and its key."""

    user: User
    article: Article | None
    window: EditorTab


def read_tab(request: DeskRequest) -> OpenTab:
    """Read the posting person, story and tab. Raises Http404, or TabRefused if the person may not autosave."""
    user = request.user
    if request.POST.get("_person") != str(user.pk):
        # Somebody else has logged in beside the page; these words are not theirs.
        words = {"name": display_name(user)}
        raise TabRefused(
            _("You are logged in as %(name)s now. This page was opened by someone else.") % words, status=409
        )
    key = request.POST.get("_story", "")
    article = get_object_or_404(stories_with_head(), pk=parse_key(key)) if key else None
    objection = policy.why_not_autosave(user, article)
    if objection:
        raise TabRefused(objection, status=403)
    return OpenTab(user, article, parse_window(request))


def parse_window(request: DeskRequest) -> EditorTab:
    """Parse the key of the posting editor tab and the draft it was opened with; a new key if none is posted."""
    key = request.POST.get("_window", "").replace("\0", "")[:MAX_KEY_LENGTH] or new_key()
    opened, _dot, turn = request.POST.get("_opened_with", "").replace("\0", "").rpartition(".")
    return EditorTab(key, (opened[:MAX_KEY_LENGTH], parse_positive_int(turn, _TURN)) if opened else None)


def new_key() -> str:
    """Generate a random key for an editor tab."""
    return secrets.token_urlsafe(16)


def parse_turn(request: DeskRequest) -> int | None:
    """Parse the posted sequence number of an autosave in its tab; None from a browser without scripts."""
    turn = request.POST.get("_turn", "")
    return parse_positive_int(turn, _TURN) if turn else None


def form_fields(request: DeskRequest) -> dict[str, list[str]]:
    """Return the posted form fields and their values, without fields about the page, which begin with "_"."""
    names = [name for name in request.POST if not name.startswith("_") and name != "csrfmiddlewaretoken"]
    return {name.replace("\0", ""): [str(value) for value in request.POST.getlist(name)] for name in names}


def parse_base(request: DeskRequest) -> int:
    """Parse the posted number of the revision that editing started from; 0 if missing or invalid."""
    return parse_positive_int(request.POST.get("base", ""))


def to_query_dict(copy: WorkingCopy) -> QueryDict:
    """Convert a working copy’s fields to a QueryDict, as if its form had been posted."""
    data = QueryDict(mutable=True)
    for name, values in copy.fields.items():
        data.setlist(name, values)
    return data
