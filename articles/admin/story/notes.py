"""The notes panel beside the text; every action also works as a plain form.

The service checks the policy; the page only leaves out the buttons that would be refused.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from articles.admin.desk_page import desk_page
from articles.admin.request import NUMBER, DeskRequest
from articles.domain.document import Document
from articles.domain.errors import UserFacingError
from articles.lib.diff.anchors import CONTEXT_CHARACTERS, Passage, TrackedPassage, find_quote
from articles.lib.diff.word_diff import Run, diff_words
from articles.lib.html.blocks import Block, parse_blocks
from articles.models import Article, Note, User
from articles.queries import policy
from articles.queries.desk import story_notes
from articles.queries.desk.stories import stories_with_head
from articles.queries.history.versions import find_revision
from articles.services import notes as notes_service
from articles.services.notes import NoteRefused

_AT = re.compile(r"(@[\w@.+-]+)")


@dataclass(frozen=True)
class NoteText:
    """A note or a reply with its text in pieces, and whether each is a mention."""

    note: Note
    pieces: list[tuple[str, bool]]

    @property
    def markup(self) -> SafeString:
        """The text as HTML, with the mentions in bold."""
        mention = '<strong class="note-mention">{}</strong>'
        return format_html_join(
            "", "{}", ((format_html(mention, text) if is_mention else text,) for text, is_mention in self.pieces)
        )


@dataclass(frozen=True)
class Thread:
    """A note as the panel shows it: its replies, where its passage is now, and what this person may do with it."""

    note: Note
    texts: list[NoteText]
    found: TrackedPassage | None
    before: str
    after: str
    runs: tuple[Run, ...]
    may_resolve: bool
    may_decide: bool
    may_block: bool
    reply: str = ""  # what was typed as a reply that was refused

    @property
    def stands(self) -> bool:
        """Whether the note’s passage is unchanged in the newest version."""
        return self.found is not None and self.found.state == "stands"


@require_http_methods(["GET", "POST"])
@desk_page(policy.why_not_add_note)
def notes_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a story’s notes as a page, or with `?fragment` as the panel only; a POST carries out the pressed button."""
    story = _get_story(pk)
    if request.method != "POST":
        return _render_notes(request, story)
    try:
        message = _apply_button(story, request.POST, by=request.user)
    except UserFacingError as refusal:
        return _render_notes(request, _get_story(pk), error=str(refusal), status=400)
    except policy.PermissionRefused as refusal:
        return _render_notes(request, _get_story(pk), error=str(refusal), status=403)
    if "fragment" in request.GET:
        return _render_notes(request, _get_story(pk), message=message)
    messages.success(request, message)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#notes")


def panel_context(article: Article, *, by: User, typed: Mapping[int, str] | None = None) -> dict[str, Any]:
    """Build the context of the notes panel, in the same few queries however many notes there are.

    `typed` are the replies of a refused form, by their note's key; they stay in their fields.
    """
    typed = typed or {}
    replies: defaultdict[int | None, list[Note]] = defaultdict(list)
    for note in story_notes.notes_of(article):
        replies[note.parent_id].append(note)
    notes = replies[None]
    people = {f"@{person.username}": person for person in story_notes.mentionable_colleagues()}
    document = article.newest.document
    found = notes_service.track_passages((note for note in notes if note.resolved_at is None), document.body)
    can_edit = _can_edit(article, notes, by=by)
    blocks = parse_blocks(document.body)
    threads = [
        _build_thread(
            note,
            replies[note.pk],
            found.get(note.pk),
            blocks,
            names=people.keys(),
            by=by,
            can_edit=can_edit,
            reply=typed.get(note.pk, ""),
        )
        for note in notes
    ]
    return {
        "open": sorted(
            (thread for thread in threads if thread.note.resolved_at is None),
            key=lambda thread: _thread_order(thread, document),
        ),
        "resolved": [thread for thread in threads if thread.note.resolved_at][::-1],
        "people": [{"name": person.get_full_name(), "username": person.username} for person in people.values()],
        "may_block": policy.why_not_block_publication(by) is None,
        "most": notes_service.MAX_NOTE_LENGTH,
    }


def _get_story(pk: int) -> Article:
    """Get a story with its newest version. Raises Http404."""
    return get_object_or_404(stories_with_head(), pk=pk)


def _can_edit(article: Article, notes: list[Note], *, by: User) -> bool:
    """Whether this person may edit the story; checked only if a suggestion is undecided, otherwise False."""
    undecided = any(note.suggestion is not None and note.resolved_at is None for note in notes)
    return undecided and policy.why_not_edit(by, article) is None


def _build_thread(
    note: Note,
    replies: list[Note],
    found: TrackedPassage | None,
    blocks: list[Block],
    *,
    names: Set[str],
    by: User,
    can_edit: bool,
    reply: str,
) -> Thread:
    """Build the view model of a note and its replies: the passage in context and the permitted actions."""
    passage = found and found.passage
    words = blocks[passage.block].text if passage else ""
    return Thread(
        note=note,
        texts=[_split_mentions(each, names) for each in (note, *replies)],
        found=found,
        before=words[max(0, passage.start - CONTEXT_CHARACTERS) : passage.start] if passage else "",
        after=words[passage.end : passage.end + CONTEXT_CHARACTERS] if passage else "",
        runs=diff_words(note.quote, note.suggestion) if note.suggestion is not None else (),
        may_resolve=policy.why_not_resolve_note(by, note) is None and note.outcome != Note.Outcome.ACCEPTED,
        may_decide=can_edit and note.suggestion is not None,
        may_block=policy.why_not_block_publication(by) is None,
        reply=reply,
    )


def _split_mentions(note: Note, names: Set[str]) -> NoteText:
    """Split a note’s text at mentions of the given user names, which begin with @."""
    return NoteText(note, [(piece, bool(names & {piece, piece.rstrip("@.+-")})) for piece in _AT.split(note.text)])


def _thread_order(thread: Thread, document: Document) -> tuple[int, int, int]:
    """Return the sort key of a thread in the order of the text; whole-story notes first, lost passages last."""
    if thread.found is None:
        return (-1, 0, thread.note.pk)
    passage = thread.found.passage
    return (passage.block, passage.start, thread.note.pk) if passage else (document.words + 1, 0, thread.note.pk)


def _render_notes(
    request: DeskRequest,
    story: Article,
    *,
    error: str = "",
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the notes as a page, or with `?fragment` as the panel only; an error restores what was typed."""
    context: dict[str, Any] = {
        "article": story,
        "notes": panel_context(story, by=request.user, typed=_parse_replies(request.POST) if error else None),
        "error": error,
        "message": message,
        "typed": request.POST.dict() if error else {},
    }
    if "fragment" in request.GET:
        return render(request, "admin/articles/article/_notes.html", context, status=status)
    context |= {
        "title": pgettext("of colleagues", "Notes"),
    }
    return TemplateResponse(request, "admin/articles/article/notes.html", context, status=status)


def _parse_replies(posted: QueryDict) -> dict[int, str]:
    """Parse the posted replies by the primary key of their note; malformed names are left out."""
    replies = {name.removeprefix("reply-"): posted.get(name, "") for name in posted if name.startswith("reply-")}
    return {int(key): text for key, text in replies.items() if NUMBER.fullmatch(key)}


def _apply_button(story: Article, posted: QueryDict, *, by: User) -> str:
    """Carry out the pressed button and return a message. Raises NoteRefused, PermissionRefused or Http404."""
    press, _colon, key = posted.get("press", "").partition(":")
    if press == "add":
        _add_note(story, posted, by=by)
        return _("Note added.")
    if press not in _ACTIONS or not NUMBER.fullmatch(key):
        raise Http404
    note = get_object_or_404(story_notes.notes_of(story), pk=int(key))
    act, describe = _ACTIONS[press]
    act(note, posted, by)
    return describe()


_ACTIONS: Mapping[str, tuple[Callable[[Note, QueryDict, User], object], Callable[[], str]]] = {
    "reply": (
        lambda note, posted, by: notes_service.reply(note, posted.get(f"reply-{note.pk}", ""), by=by),
        lambda: _("Reply added."),
    ),
    "resolve": (lambda note, _posted, by: notes_service.resolve(note, by=by), lambda: _("Note resolved.")),
    "reopen": (lambda note, _posted, by: notes_service.reopen(note, by=by), lambda: _("Note reopened.")),
    "accept": (
        lambda note, _posted, by: notes_service.accept_suggestion(note, by=by),
        lambda: _("Suggestion accepted and saved as a new version."),
    ),
    "refuse": (
        lambda note, _posted, by: notes_service.refuse_suggestion(note, by=by),
        lambda: _("Suggestion declined. The text is unchanged."),
    ),
    "block": (
        lambda note, _posted, by: notes_service.set_blocking(note, by=by, blocking=True),
        lambda: _("The story can’t be published until this note is resolved."),
    ),
    "unblock": (
        lambda note, _posted, by: notes_service.set_blocking(note, by=by, blocking=False),
        lambda: _("The note no longer blocks publishing."),
    ),
}


def _add_note(story: Article, posted: QueryDict, *, by: User) -> Note:
    """Add the posted note to a story, to the quoted passage if there is a quote. Raises NoteRefused."""
    number = posted.get("revision", "")
    revision = int(number) if NUMBER.fullmatch(number) else story.newest.number
    quote = posted.get("quote", "").strip()
    return notes_service.add(
        story,
        posted.get("text", ""),
        by=by,
        revision=revision,
        passage=_find_passage(story, posted, quote, revision) if quote else None,
        suggestion=posted.get("suggestion", "") if "suggests" in posted else None,
        blocking="blocking" in posted,
    )


def _find_passage(story: Article, posted: QueryDict, quote: str, number: int) -> Passage:
    """Find the quoted passage in version `number` of the story. Raises NoteRefused, or Http404 without that version."""
    shown = find_revision(story, number)
    if shown is None:
        raise Http404
    block = posted.get("block", "")
    spots = find_quote(
        shown.document.body,
        quote,
        before=posted.get("before", ""),
        after=posted.get("after", ""),
        block=int(block) if NUMBER.fullmatch(block) else None,
    )
    if not spots:
        message = _("“%(quote)s” is not in version %(number)s. Save the story, then add the note.")
        raise NoteRefused(message % {"quote": quote[:60], "number": number})
    if len(spots) > 1:
        raise NoteRefused(
            _("“%(quote)s” appears more than once. Select more of the text around it.") % {"quote": quote[:60]}
        )
    return spots[0]
