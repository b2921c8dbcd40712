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
from articles.services.autosave import LONGEST_KEY, Window

_TURN = re.compile("[0-9]{1,15}")


class NotHeard(UserFacingError):
    """What a page's script asked is refused; `status` is the answer's."""

    def __init__(self, sentence: str, *, status: int) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True)
class Heard:
    """A page whose script speaks: its person, its story (None for a new one), itself."""

    user: User
    article: Article | None
    window: Window


def heard(request: DeskRequest) -> Heard:
    """Who speaks, and of which story. Raises NotHeard, unless this person may keep words for it."""
    user = request.user
    if request.POST.get("_person") != str(user.pk):
        # Somebody else has logged in beside the page; these words are not theirs.
        words = {"name": display_name(user)}
        raise NotHeard(_("You are logged in as %(name)s now; this page is somebody else’s.") % words, status=409)
    key = request.POST.get("_story", "")
    stories = Article.objects.select_related("head__by")
    article = get_object_or_404(stories, pk=parse_key(key)) if key else None
    objection = policy.why_not_keep(user, article)
    if objection:
        raise NotHeard(objection, status=403)
    return Heard(user, article, window_of(request))


def window_of(request: DeskRequest) -> Window:
    """The page that was posted from; one of its own for a post that names none."""
    key = request.POST.get("_window", "").replace("\0", "")[:LONGEST_KEY] or new_key()
    opened, _dot, turn = request.POST.get("_opened_with", "").replace("\0", "").rpartition(".")
    return Window(key, (opened[:LONGEST_KEY], parse_positive_int(turn, _TURN)) if opened else None)


def new_key() -> str:
    """The random key of a page that has none yet."""
    return secrets.token_urlsafe(16)


def turn_of(request: DeskRequest) -> int | None:
    """The turn that the page's script counted, if it did."""
    turn = request.POST.get("_turn", "")
    return parse_positive_int(turn, _TURN) if turn else None


def typed_in(request: DeskRequest) -> dict[str, list[str]]:
    """What stands in the form's fields; what begins with a low line is about the page."""
    names = [name for name in request.POST if not name.startswith("_") and name != "csrfmiddlewaretoken"]
    return {name.replace("\0", ""): [str(value) for value in request.POST.getlist(name)] for name in names}


def base_of(request: DeskRequest) -> int:
    """The number of the revision that the words started from."""
    return parse_positive_int(request.POST.get("base", ""))


def as_posted(copy: WorkingCopy) -> QueryDict:
    """A copy's fields as the form would have posted them."""
    data = QueryDict(mutable=True)
    for name, values in copy.fields.items():
        data.setlist(name, values)
    return data
