"""Notes and suggested edits on a story; never public.

Policy -> lock -> check -> change -> audit, in one transaction. A note that blocks takes its story off the clock.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.document import InvalidDocument
from articles.domain.errors import UserFacingError
from articles.lib.diff.anchors import Passage, PassageTracker, TrackedPassage
from articles.lib.diff.replacement import replace_passage
from articles.lib.html.blocks import Block, parse_blocks, split_blocks
from articles.lib.text.plain import normalise_line, normalise_text
from articles.models import Article, Note, Revision
from articles.models import User as Account
from articles.queries import policy
from articles.services import audit, editing, revisions, workflow
from articles.services.edition import open_edition
from articles.services.revisions import LockedArticle

if TYPE_CHECKING:
    from articles.models import User

MOST, MOST_SUGGESTED, MOST_GUEST = 2000, 5000, 120  # characters
# What the log keeps of notes: they have a place of their own at the desk, and would push the moves out of sight.
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
    """The note can't be kept or changed so."""


def add(
    article: Article,
    text: str,
    *,
    by: "User | None" = None,
    guest: str = "",
    mark: str = "",
    revision: int | None = None,
    passage: Passage | None = None,
    suggestion: str | None = None,
    blocking: bool = False,
) -> Note:
    """Leave a note on the story, or on a passage of revision number `revision` (the newest, if not given).

    `by` is empty for a visitor from outside: then `guest` is their name, and the note neither blocks nor suggests.
    Raises NotAllowed or NoteRefused.
    """
    if by:
        policy.require(policy.why_not_note(by))
    if blocking or suggestion is not None:
        _require_colleague(by)
    if blocking and by:
        policy.require(policy.why_not_block(by))
    words = {"text": _said(text), "mark": _mark(mark), "guest": "" if by else _named(guest)}
    proposed = None if suggestion is None else _suggested(suggestion, passage)
    if not words["text"] and not words["mark"] and proposed is None:
        raise NoteRefused(_("Write what you want to say."))
    with transaction.atomic():
        story = revisions.lock(article)
        read = _revision(story, revision)
        if passage:
            _require_there(passage, read, proposed=proposed)
        note = Note.objects.create(
            article=story,
            by=by,
            revision=read,
            blocking=blocking,
            suggestion=proposed,
            **words,
            **(asdict(passage) if passage else {}),
        )
        _finish(story, note, by=by, action="noted", changed=blocking and _hold(story, by=by))
    return note


def reply(note: Note, text: str, *, by: "User") -> Note:
    """Answer a note; an answer to an answer stands under the same note. Raises NotAllowed or NoteRefused."""
    policy.require(policy.why_not_note(by))
    said = _said(text)
    if not said:
        raise NoteRefused(_("Write what you want to say."))
    with transaction.atomic():
        story = revisions.lock(note.article)
        answer = Note.objects.create(
            article=story, parent_id=note.parent_id or note.pk, by=by, text=said, revision=story.newest
        )
        _finish(story, answer, by=by, action="note_replied")
    return answer


def resolve(note: Note, *, by: "User") -> Note:
    """Close a note; closing what is closed changes nothing. Raises NotAllowed."""
    with transaction.atomic():
        story, kept = _locked(note)
        policy.require(policy.why_not_resolve(by, kept))
        if kept.resolved_at is None:
            _close(kept, by=by)
            _record(story, kept, by=by, action="note_resolved")
    return kept


def reopen(note: Note, *, by: "User") -> Note:
    """Open a closed note again; a suggestion is then undecided. Raises NotAllowed, NoteRefused for an accepted one."""
    with transaction.atomic():
        story, kept = _locked(note)
        policy.require(policy.why_not_resolve(by, kept))
        if kept.resolved_at is None:
            return kept
        if kept.outcome == Note.Outcome.ACCEPTED:
            raise NoteRefused(
                _("This suggestion was accepted and stands in the text; restore an older version instead.")
            )
        kept.resolved_at, kept.resolved_by, kept.outcome = None, None, ""
        kept.save(update_fields=["resolved_at", "resolved_by", "outcome"])
        _record(story, kept, by=by, action="note_reopened")
        if kept.blocking and _hold(story, by=by):
            open_edition()
    return kept


def set_blocking(note: Note, *, by: "User", blocking: bool) -> Note:
    """Let an open note keep its story from being published, or no longer. Raises NotAllowed or NoteRefused."""
    policy.require(policy.why_not_block(by))
    with transaction.atomic():
        story, kept = _locked(note)
        if kept.resolved_at:
            raise NoteRefused(_("Only an open note can keep a story from being published."))
        if kept.blocking == blocking:
            return kept
        kept.blocking = blocking
        kept.save(update_fields=["blocking"])
        _record(story, kept, by=by, action="note_blocks" if blocking else "note_blocks_no_more")
        if blocking and _hold(story, by=by):
            open_edition()
    return kept


def accept(note: Note, *, by: "User") -> Note:
    """Put the suggested words in place of the passage, as a new version, and close the note.

    Raises NotAllowed, and NoteRefused when the passage no longer stands in the newest version; nothing is lost then.
    """
    with transaction.atomic():
        story, kept = _locked(note)
        policy.require(policy.why_not_edit(by, story))
        if kept.blocking:
            policy.require(policy.why_not_resolve(by, kept))
        _require_undecided(kept)
        document = story.newest.document.replace(body=_with_suggestion(story, kept))
        words = {"who": kept.author}
        try:
            edited = editing.edit(
                story, document, by=by, base=story.newest.number, note=_("Suggested by %(who)s") % words
            )
        except InvalidDocument as error:
            raise NoteRefused(" ".join(error.problems.values())) from error
        _close(kept, by=by, outcome=Note.Outcome.ACCEPTED)
        _record(edited, kept, by=by, action="suggestion_accepted")
    return kept


def refuse(note: Note, *, by: "User") -> Note:
    """Close a suggestion and leave the text as it is: for who may edit the story or resolve the note.

    Raises NotAllowed or NoteRefused.
    """
    with transaction.atomic():
        story, kept = _locked(note)
        if policy.why_not_edit(by, story) or kept.blocking:
            policy.require(policy.why_not_resolve(by, kept))
        _require_undecided(kept)
        _close(kept, by=by, outcome=Note.Outcome.REFUSED)
        _record(story, kept, by=by, action="suggestion_refused")
    return kept


def whereabouts(notes: Iterable[Note], body: str) -> dict[int, TrackedPassage]:
    """What became, in this body, of the passage of each note that has one, by the note's key.

    Notes must come with their revisions; those of one revision cost one comparison.
    """
    trails: dict[int, PassageTracker] = {}
    found = {}
    known: dict[str, list[Block]] = {}
    now = _read(body, known)
    for note in notes:
        if passage := note.passage:
            trail = trails.get(note.revision_id)
            if trail is None:
                trail = trails[note.revision_id] = PassageTracker(_read(note.revision.document.body, known), now)
            found[note.pk] = trail.find(passage)
    return found


def _read(body: str, known: dict[str, list[Block]]) -> list[Block]:
    """The body's blocks; what versions have in common, which is most of them, is read once."""
    pieces = split_blocks(body)
    for piece in pieces:
        if piece not in known:
            known[piece] = parse_blocks(piece)
    return [block for piece in pieces for block in known[piece]]


def _with_suggestion(story: Article, note: Note) -> str:
    body = story.newest.document.body
    found = whereabouts([note], body)[note.pk]
    if found.state != "stands" or found.passage is None:
        raise NoteRefused(
            _("The passage was changed since this was suggested. Nothing was changed; the suggestion stays.")
        )
    written = replace_passage(body, found.passage, note.suggestion or "")
    if written is None:
        raise NoteRefused(_("Only words of the text itself can be replaced."))
    return written


def _require_undecided(note: Note) -> None:
    if note.suggestion is None:
        raise NoteRefused(_("This note suggests no text."))
    if note.resolved_at:
        raise NoteRefused(_("This suggestion has been dealt with already."))


def _locked(note: Note) -> tuple[LockedArticle, Note]:
    """The story, held until the transaction ends, and the note as it is by then; of a reply, the note that it answers."""
    story = revisions.lock(note.article)
    return story, Note.objects.select_related("by", "revision").get(pk=note.parent_id or note.pk)


def _close(note: Note, *, by: "User", outcome: str = "") -> None:
    note.resolved_at, note.resolved_by, note.outcome = timezone.now(), by, outcome
    note.save(update_fields=["resolved_at", "resolved_by", "outcome"])


def _hold(story: LockedArticle, *, by: "User | None") -> bool:
    return by is not None and workflow.cancel_schedule(story, by=by, reason=_("A blocking note is open."))


def _finish(story: Article, note: Note, *, by: "User | None", action: str, changed: bool = False) -> None:
    """What every new note is followed by: who is mentioned in it, the log, and an edition if readers could notice."""
    mentioned = _mentioned(note.text) if by else []
    note.mentions.set(mentioned)
    _record(story, note, by=by, action=action, mentions=[person.pk for person in mentioned])
    if changed:
        open_edition()


def _record(story: Article, note: Note, *, by: "User | None", action: str, **details: object) -> None:
    words = note.text or note.get_mark_display() or note.suggestion or ""
    who = {} if by else {"guest": note.guest}
    audit.record(
        story, by=by, action=action, before=audit.state_of(story), note=words[:300], about=note.pk, **who, **details
    )


def _mentioned(text: str) -> list[Account]:
    """The colleagues whose names stand in the text after an @; a sign that ends the sentence is not part of the name."""
    names = {form for name in _MENTION.findall(text) for form in (name, name.rstrip("@.+-"))}
    if not names:
        return []
    colleagues = Account.objects.filter(username__in=names, is_active=True, is_staff=True).order_by("pk")
    return [one for one in colleagues if policy.why_not_look(one) is None]


def _said(text: str) -> str:
    words = normalise_text(text)
    if len(words) > MOST:
        message = _("The note has %(length)s characters; there is room for %(most)s.")
        raise NoteRefused(message % {"length": len(words), "most": MOST})
    return words


def _mark(mark: str) -> str:
    if mark not in {"", *Note.Mark.values}:
        raise NoteRefused(_("There is no such mark."))
    return mark


def _named(guest: str) -> str:
    name = normalise_line(guest)
    if not name or len(name) > MOST_GUEST:
        raise NoteRefused(_("Say who you are, in at most %(most)s characters.") % {"most": MOST_GUEST})
    return name


def _suggested(suggestion: str, passage: Passage | None) -> str:
    words = normalise_line(suggestion)
    if passage is None:
        raise NoteRefused(_("Choose the passage that the suggestion replaces."))
    if words == passage.quote:
        raise NoteRefused(_("The suggestion is what the text says already."))
    if len(words) > MOST_SUGGESTED:
        message = _("The suggestion has %(length)s characters; there is room for %(most)s.")
        raise NoteRefused(message % {"length": len(words), "most": MOST_SUGGESTED})
    return words


def _require_colleague(by: "User | None") -> None:
    if by is None:
        raise policy.NotAllowed(_("Only colleagues suggest text or keep a story from being published."))


def _revision(story: Article, number: int | None) -> Revision:
    if number is None or number == story.newest.number:
        return story.newest
    found: Revision | None = Revision.objects.filter(article=story, number=number).first()
    if found is None:
        raise NoteRefused(_("There is no version %(number)s of this story.") % {"number": number})
    return found


def _require_there(passage: Passage, revision: Revision, *, proposed: str | None) -> None:
    body = revision.document.body
    read = parse_blocks(body)
    said = read[passage.block].text if 0 <= passage.block < len(read) else ""
    if not passage.quote.strip() or passage.start < 0 or said[passage.start : passage.end] != passage.quote:
        words = {"number": revision.number}
        raise NoteRefused(_("These words don’t stand there in version %(number)s. Save the story first.") % words)
    if proposed is not None and replace_passage(body, passage, proposed) is None:
        raise NoteRefused(_("Only words of the text itself can be replaced."))
