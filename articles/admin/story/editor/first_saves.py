"""Remember which stories were made on the page of a new story, so that the same page never makes a second one.

A browser that goes back shows the form again as it was posted, and one that never got the answer posts it again. The
memory is the session's; it holds the newest few stories.
"""

import hashlib
import json
from typing import Final

from articles.admin.request import DeskRequest
from articles.admin.story.editor import editor_tab
from articles.models import Article

_STORIES: Final = "first_saves"
_SAVED_BY_FORM: Final = "saved_by_form"
_MAX_STORIES: Final = 20


def remember(request: DeskRequest, article: Article, *, by_form: bool) -> None:
    """Remember that this post made a story; `by_form` if the browser keeps the page of the new story to go back to."""
    made = [request.POST.get("_window", ""), _digest(request), article.pk]
    request.session[_STORIES] = [made, *request.session.get(_STORIES, [])][:_MAX_STORIES]
    if by_form:
        request.session[_SAVED_BY_FORM] = True


def find_story(request: DeskRequest) -> int | None:
    """Find the key of the story that the posting page, or the very same words, have made; None if they made none."""
    window, digest = request.POST.get("_window", ""), _digest(request)
    for made_in, made_from, key in request.session.get(_STORIES, []):
        if digest == made_from or (window and window == made_in):
            return int(key)
    return None


def take_saved_by_form(request: DeskRequest) -> bool:
    """Return once, after a story was saved by the form itself, that the browser must not fill the next form with it."""
    return bool(request.session.pop(_SAVED_BY_FORM, False)) if _SAVED_BY_FORM in request.session else False


def _digest(request: DeskRequest) -> str:
    """Return the SHA-256 of the posted fields in hexadecimal."""
    return hashlib.sha256(json.dumps(editor_tab.form_fields(request), sort_keys=True).encode()).hexdigest()
