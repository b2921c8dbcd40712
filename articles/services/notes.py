"""Notes and suggested edits on a story; never public.

Policy -> lock -> check -> change -> audit, in one transaction. A blocking note cancels the schedule of its story.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.domain.document import Document, InvalidDocument
from articles.domain.errors import UserFacingError
from articles.lib.diff.anchors import Passage, PassageTracker, TrackedPassage
from articles.lib.diff.changed_words import find_changed_words
from articles.lib.diff.replacement import replace_passage
from articles.lib.html.blocks import Block, parse_blocks, split_blocks
from articles.lib.text.plain import normalise_line, normalise_text
from articles.models import Article, Note, Revision, User
from articles.queries import policy
from articles.services import audit, editing, revisions, workflow
from articles.services.edition import open_edition
from articles.services.revisions import LockedArticle

MAX_NOTE_LENGTH, MAX_SUGGESTION_LENGTH, MAX_GUEST_NAME_LENGTH = 2000, 5000, 120  # characters
# Log actions about notes. Lists of a story's log leave them out: notes have their own panel and would hide the moves.
ACTIONS = frozenset(
    {
        "noted",
        "note_replied",
        "note_resolved",
        "note_reopened",
        "note_blocks",
        "note_blocks_no_more",
        "suggestion_accepted",
        "suggestion_refused",
    }
)
_MENTION = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")


class NoteRefused(UserFacingError):
    """The note cannot be saved or changed like this."""


def add(
    article: Article,
    text: str,
    *,
    by: User | None = None,
    guest: str = "",
    mark: str = "",
    revision: int | None = None,
    passage: Passage | None = None,
    suggestion: str | None = None,
    blocking: bool = False,
) -> Note:
    """Add a note to a story, or to a passage of revision number `revision` (by default the newest).

    An outside visitor has no account (`by`) but a name (`guest`); their notes suggest nothing, and block publication only
    by the mark that they do not approve the story. Raises PermissionRefused or NoteRefused.
    """
    if by:
        policy.require(policy.why_not_add_note(by))
    if blocking or suggestion is not None:
        _require_account(by)
    if blocking and by:
        policy.require(policy.why_not_block_publication(by))
    words = {"text": _clean_text(text), "mark": _check_mark(mark), "guest": "" if by else _clean_guest_name(guest)}
    suggested = None if suggestion is None else _clean_suggestion(suggestion, passage)
    if not words["text"] and not words["mark"] and suggested is None:
        raise NoteRefused(_("Enter a note."))
    objects = by is None and mark == Note.Mark.NOT_APPROVED
    with transaction.atomic():
        story = revisions.lock(article)
        annotated = _find_revision(story, revision)
        if passage:
            _check_passage(passage, annotated, suggestion=suggested)
        note = Note.objects.create(
            article=story,
            by=by,
            revision=annotated,
            blocking=blocking or objects,
            suggestion=suggested,
            **words,
            **(asdict(passage) if passage else {}),
        )
        has_new_edition = note.blocking and _cancel_schedule(story, by=by)
        action = "not_approved" if objects else "noted"
        _record_new_note(story, note, by=by, action=action, has_new_edition=has_new_edition)
    return note


def suggest_edit(article: Article, document: Document, *, by: User, revision: int) -> int:
    """Suggest what a Document changes in revision number `revision`, a suggestion for each changed block; return how many.

    Raises PermissionRefused, and NoteRefused if it changes nothing, or anything else than words of the body.
    """
    policy.require(policy.why_not_add_note(by))
    with transaction.atomic():
        story = revisions.lock(article)
        before, after = _find_revision(story, revision).document, document.cleaned()
        changes = find_changed_words(before.body, after.body) if after.replace(body=before.body) == before else None
        if not changes:
            more = _("Only changed words of the text can be suggested. Save your other changes, or undo them.")
            raise NoteRefused(_("There are no changes to suggest.") if changes == [] else more)
        for passage, words in changes:
            add(story, "", by=by, revision=revision, passage=passage, suggestion=words)
    return len(changes)


def reply(note: Note, text: str, *, by: User) -> Note:
    """Reply to a note, or to the note that a reply belongs to. Raises PermissionRefused or NoteRefused."""
    policy.require(policy.why_not_add_note(by))
    words = _clean_text(text)
    if not words:
        raise NoteRefused(_("Enter a note."))
    with transaction.atomic():
        story = revisions.lock(note.article)
        answer = Note.objects.create(
            article=story, parent_id=note.parent_id or note.pk, by=by, text=words, revision=story.newest
        )
        _record_new_note(story, answer, by=by, action="note_replied")
    return answer


def resolve(note: Note, *, by: User) -> Note:
    """Resolve a note; a no-op if it is resolved already. Raises PermissionRefused."""
    with transaction.atomic():
        story, note = _lock_note(note)
        policy.require(policy.why_not_resolve_note(by, note))
        if note.resolved_at is None:
            _save_resolution(note, by=by)
            _log_note(story, note, by=by, action="note_resolved")
    return note


def resolve_by_approval(approval: Note, *, earlier: QuerySet[Any]) -> None:
    """Resolve the objections among `earlier` notes (their ids), because their outside reader now approves the story.

    An approval of an older version than the objection's resolves nothing.
    """
    with transaction.atomic():
        story = revisions.lock(approval.article)
        rejected = Note.objects.open().filter(article=story, pk__in=earlier, mark=Note.Mark.NOT_APPROVED)
        for note in rejected.filter(revision__number__lte=approval.revision.number):
            _save_resolution(note, by=None)
            _log_note(story, note, by=None, action="note_resolved", guest=approval.guest)


def reopen(note: Note, *, by: User) -> Note:
    """Reopen a resolved note with its suggestion undecided; a no-op if the note is open.

    Raises PermissionRefused, and NoteRefused for an accepted suggestion.
    """
    with transaction.atomic():
        story, note = _lock_note(note)
        policy.require(policy.why_not_resolve_note(by, note))
        if note.resolved_at is None:
            return note
        if note.outcome == Note.Outcome.ACCEPTED:
            raise NoteRefused(
                _("This suggestion has been accepted and is in the text. Restore an older version instead.")
            )
        note.resolved_at, note.resolved_by, note.outcome = None, None, ""
        note.save(update_fields=["resolved_at", "resolved_by", "outcome"])
        _log_note(story, note, by=by, action="note_reopened")
        if note.blocking and _cancel_schedule(story, by=by):
            open_edition()
    return note


def set_blocking(note: Note, *, by: User, blocking: bool) -> Note:
    """Set whether an open note blocks publication of its story. Raises PermissionRefused or NoteRefused."""
    policy.require(policy.why_not_block_publication(by))
    with transaction.atomic():
        story, note = _lock_note(note)
        if note.resolved_at:
            raise NoteRefused(_("Only open notes can block publishing."))
        if note.blocking == blocking:
            return note
        note.blocking = blocking
        note.save(update_fields=["blocking"])
        _log_note(story, note, by=by, action="note_blocks" if blocking else "note_blocks_no_more")
        if blocking and _cancel_schedule(story, by=by):
            open_edition()
    return note


def accept_suggestion(note: Note, *, by: User) -> Note:
    """Apply a note's suggestion to its passage in a new version of the story, and resolve the note.

    Raises PermissionRefused, and NoteRefused if the passage is no longer in the newest version.
    """
    with transaction.atomic():
        story, note = _lock_note(note)
        policy.require(policy.why_not_edit(by, story))
        if note.blocking:
            policy.require(policy.why_not_resolve_note(by, note))
        _require_undecided(note)
        document = story.newest.document.replace(body=_apply_suggestion(story, note))
        words = {"who": note.author}
        try:
            edited = editing.edit(
                story,
                document,
                by=by,
                base=story.newest.number,
                note=_("Suggested by %(who)s") % words,
                words_of=[note.by_id] if note.by_id else [],
            )
        except InvalidDocument as error:
            raise NoteRefused(" ".join(error.problems.values())) from error
        _save_resolution(note, by=by, outcome=Note.Outcome.ACCEPTED)
        _log_note(edited, note, by=by, action="suggestion_accepted")
    return note


def refuse_suggestion(note: Note, *, by: User) -> Note:
    """Resolve a note without applying its suggestion. Raises PermissionRefused or NoteRefused.

    For people who may edit the story or resolve the note.
    """
    with transaction.atomic():
        story, note = _lock_note(note)
        if policy.why_not_edit(by, story) or note.blocking:
            policy.require(policy.why_not_resolve_note(by, note))
        _require_undecided(note)
        _save_resolution(note, by=by, outcome=Note.Outcome.REFUSED)
        _log_note(story, note, by=by, action="suggestion_refused")
    return note


def track_passages(notes: Iterable[Note], body: str) -> dict[int, TrackedPassage]:
    """Return {note id: tracked passage} in a newer body, for the notes that refer to a passage.

    Select the notes with their revisions; the notes of one revision cost one comparison.
    """
    trackers: dict[int, PassageTracker] = {}
    passages = {}
    cache: dict[str, list[Block]] = {}
    blocks = _parse_body(body, cache=cache)
    for note in notes:
        if passage := note.passage:
            tracker = trackers.get(note.revision_id)
            if tracker is None:
                old_blocks = _parse_body(note.revision.document.body, cache=cache)
                tracker = trackers[note.revision_id] = PassageTracker(old_blocks, blocks)
            passages[note.pk] = tracker.find(passage)
    return passages


def _parse_body(body: str, *, cache: dict[str, list[Block]]) -> list[Block]:
    """Parse a body into blocks; pieces of markup that are in `cache` already are not parsed again."""
    pieces = split_blocks(body)
    for piece in pieces:
        if piece not in cache:
            cache[piece] = parse_blocks(piece)
    return [block for piece in pieces for block in cache[piece]]


def _apply_suggestion(story: Article, note: Note) -> str:
    """Return the story's newest body with a note's suggestion applied. Raises NoteRefused if impossible."""
    body = story.newest.document.body
    tracked = track_passages([note], body)[note.pk]
    if tracked.state != "stands" or tracked.passage is None:
        raise NoteRefused(_("The passage has changed since this was suggested. The suggestion was not applied."))
    new_body = replace_passage(body, tracked.passage, note.suggestion or "")
    if new_body is None:
        raise NoteRefused(_("A suggestion can only replace words of the body text."))
    return new_body


def _require_undecided(note: Note) -> None:
    """Raise NoteRefused unless the note has a suggestion that is neither accepted nor refused."""
    if note.suggestion is None:
        raise NoteRefused(_("This note has no suggestion."))
    if note.resolved_at:
        raise NoteRefused(_("This suggestion has already been accepted or refused."))


def _lock_note(note: Note) -> tuple[LockedArticle, Note]:
    """Lock a note's story, and return both, the note read again; for a reply, the note it belongs to."""
    story = revisions.lock(note.article)
    return story, Note.objects.select_related("by", "revision").get(pk=note.parent_id or note.pk)


def _save_resolution(note: Note, *, by: User | None, outcome: str = "") -> None:
    """Save that a person, or the outside reader, resolves a note now, with the outcome of its suggestion if any."""
    note.resolved_at, note.resolved_by, note.outcome = timezone.now(), by, outcome
    note.save(update_fields=["resolved_at", "resolved_by", "outcome"])


def _cancel_schedule(story: LockedArticle, *, by: User | None) -> bool:
    """Cancel a story's schedule because of a blocking note; return whether readers could notice."""
    with translation.override(settings.LANGUAGE_CODE):  # a visitor's page may speak another one than the desk's log
        return workflow.cancel_schedule(story, by=by, reason=_("A blocking note is open."))


def _record_new_note(
    story: Article, note: Note, *, by: User | None, action: str, has_new_edition: bool = False
) -> None:
    """Save whom a new note mentions, log the note, and open an edition if readers could notice."""
    mentioned = _find_mentioned(note.text) if by else []
    note.mentions.set(mentioned)
    _log_note(story, note, by=by, action=action, mentions=[person.pk for person in mentioned])
    if has_new_edition:
        open_edition()


def _log_note(story: Article, note: Note, *, by: User | None, action: str, **details: object) -> None:
    """Log an action on a note, with the first 300 characters of the note's text."""
    with translation.override(settings.LANGUAGE_CODE):
        words = note.text or note.get_mark_display() or note.suggestion or ""
    guest = {} if by else {"guest": note.guest}
    about = {"about": note.pk, **guest, **details}
    audit.record(story, by=by, action=action, before=audit.state_of(story), note=words[:300], **about)


def _find_mentioned(text: str) -> list[User]:
    """Return the active staff who may view stories and whose usernames follow an @ in the text.

    Punctuation that ends a sentence is not part of a name.
    """
    names = {form for name in _MENTION.findall(text) for form in (name, name.rstrip("@.+-"))}
    if not names:
        return []
    colleagues = User.objects.filter(username__in=names, is_active=True, is_staff=True).order_by("pk")
    return [colleague for colleague in colleagues if policy.why_not_view_stories(colleague) is None]


def _clean_text(text: str) -> str:
    """Return a note's text normalised. Raises NoteRefused above MAX_NOTE_LENGTH."""
    words = normalise_text(text)
    if len(words) > MAX_NOTE_LENGTH:
        message = _("The note has %(length)s characters; the limit is %(max)s.")
        raise NoteRefused(message % {"length": len(words), "max": MAX_NOTE_LENGTH})
    return words


def _check_mark(mark: str) -> str:
    """Return a visitor's verdict unchanged. Raises NoteRefused unless it is empty or a Note.Mark."""
    if mark not in {"", *Note.Mark.values}:
        raise NoteRefused(_("Unknown verdict."))
    return mark


def _clean_guest_name(guest: str) -> str:
    """Return a visitor's name normalised. Raises NoteRefused if it is empty or too long."""
    name = normalise_line(guest)
    if not name or len(name) > MAX_GUEST_NAME_LENGTH:
        raise NoteRefused(_("Enter your name, in at most %(max)s characters.") % {"max": MAX_GUEST_NAME_LENGTH})
    return name


def _clean_suggestion(suggestion: str, passage: Passage | None) -> str:
    """Return a suggested text normalised. Raises NoteRefused without a passage, without a change or if too long."""
    words = normalise_line(suggestion)
    if passage is None:
        raise NoteRefused(_("Select the passage that the suggestion replaces."))
    if words == passage.quote:
        raise NoteRefused(_("The suggestion is the same as the text."))
    if len(words) > MAX_SUGGESTION_LENGTH:
        message = _("The suggestion has %(length)s characters; the limit is %(max)s.")
        raise NoteRefused(message % {"length": len(words), "max": MAX_SUGGESTION_LENGTH})
    return words


def _require_account(by: User | None) -> None:
    """Raise PermissionRefused if there is no user: visitors may add no suggestions and no blocking notes."""
    if by is None:
        raise policy.PermissionRefused(_("Only staff can suggest text or block publishing."))


def _find_revision(story: Article, number: int | None) -> Revision:
    """Return the story's revision with this number (None: the newest). Raises NoteRefused if it does not exist."""
    if number is None or number == story.newest.number:
        return story.newest
    revision: Revision | None = Revision.objects.filter(article=story, number=number).first()
    if revision is None:
        raise NoteRefused(_("There is no version %(number)s of this story.") % {"number": number})
    return revision


def _check_passage(passage: Passage, revision: Revision, *, suggestion: str | None) -> None:
    """Raise NoteRefused unless the passage is in the revision, and can be replaced if there is a suggestion."""
    body = revision.document.body
    blocks = parse_blocks(body)
    text = blocks[passage.block].text if 0 <= passage.block < len(blocks) else ""
    if not passage.quote.strip() or passage.start < 0 or text[passage.start : passage.end] != passage.quote:
        words = {"number": revision.number}
        raise NoteRefused(_("These words are not there in version %(number)s. Save the story first.") % words)
    if suggestion is not None and replace_passage(body, passage, suggestion) is None:
        raise NoteRefused(_("A suggestion can only replace words of the body text."))
