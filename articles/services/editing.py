"""Create, edit and restore stories: the only way words enter, from desk or importer.

Policy -> lock -> check -> change -> audit, in one transaction. Saving a draft of a live story never changes what
readers see.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.document import CleanDocument, CountryLine, Document, InvalidDocument
from articles.domain.errors import UserFacingError
from articles.domain.states import Move, Stage
from articles.lib import geo
from articles.models import Article, CountrySuggestion, NoCountryDecision, Revision
from articles.queries import four_eyes, policy
from articles.services import audit, autosave, document_rules, publication, revisions, workflow
from articles.services.edition import open_edition
from articles.services.revisions import LockedArticle

if TYPE_CHECKING:
    from articles.models import User


class Particulars(TypedDict, total=False):
    """What the desk stores of a story besides its Document; a missing key stays unchanged.

    slugline: the working name; word_target: how many words the body should have; embargo: the time before which the
    story is secret.
    """

    slugline: str
    word_target: int | None
    embargo: datetime.datetime | None


class AlreadyFiled(UserFacingError):
    """The same file was filed before, as `article`."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(_("This file was already filed as “%(headline)s”.") % {"headline": article.headline})


def suggest_countries(document: CleanDocument) -> list[geo.Suggestion]:
    """Suggest countries for a Document by its text and the settings HOME_COUNTRY and MERGED_COUNTRIES."""
    story = geo.Story(
        headline=document.headline,
        standfirst=document.standfirst,
        paragraphs=document.paragraphs,
        dateline=document.dateline,
        language=document.language,
    )
    return geo.suggest(story, home=settings.HOME_COUNTRY or None, merged=settings.MERGED_COUNTRIES)


def create(
    document: Document,
    *,
    by: "User",
    particulars: Particulars | None = None,
    decisions: Mapping[str, str] | None = None,
    window: autosave.EditorTab | None = None,
    filed_digest: str = "",
    note: str = "",
    words_of: Collection[int] = (),
) -> Article:
    """Create a story as a draft from a Document. Raises PermissionRefused or InvalidDocument.

    decisions, words_of: as in `edit`; window: the page whose working copy is deleted; filed_digest: as in `create_filed`.
    """
    policy.require(policy.why_not_create(by))
    clean = document.cleaned()
    with transaction.atomic():
        story = _create_draft(clean, by=by, note=note, filed_digest=filed_digest, **(particulars or {}))
        refusals = {} if decisions is None else _save_suggestions(story, clean, decisions, by=by)
        audit.record(story, by=by, action="created", before="", note=note, **refusals, **_name_others(words_of))
        if window:
            autosave.delete_saved_copies(window, by=by)
    return story


def create_filed(
    document: CleanDocument,
    *,
    by: "User",
    digest: str,
    suggestions: Sequence[geo.Suggestion],
    again: bool = False,
    note: str = "",
) -> Article:
    """Create a draft from an imported file. Raises PermissionRefused, and AlreadyFiled unless `again` is true.

    digest: the SHA-256 of the file in hexadecimal; suggestions: what `suggest_countries` returned for the document.
    """
    policy.require(policy.why_not_create(by))
    with transaction.atomic():
        if not again:
            _require_not_filed(digest)
        story = _create_draft(document, by=by, note=note, filed_digest=digest)
        _save_suggestions(story, document, {}, by=by, suggestions=suggestions)
        audit.record(story, by=by, action="created", before="", note=note)
    return story


def _create_draft(document: CleanDocument, *, by: "User", note: str, **columns: Any) -> LockedArticle:
    """Create a story with its first revision and its public record; `columns` are further columns of Article."""
    # No other transaction can see the new row, so it needs no lock.
    story = LockedArticle(Article.objects.create(created_by=by, slug=publication.make_provisional_slug(), **columns))
    document_rules.require_valid(document, of=story)
    revisions.append(story, document, by=by, note=note)
    publication.project(story)
    return story


def _require_not_filed(digest: str) -> None:
    """Lock a file's digest, and raise AlreadyFiled if a story was created from this file before."""
    revisions.lock_filing(digest)
    earlier = Article.objects.filter(filed_digest=digest).order_by("pk").first()
    if earlier is not None:
        raise AlreadyFiled(earlier)


def edit(
    article: Article,
    document: Document,
    *,
    by: "User",
    base: int,
    particulars: Particulars | None = None,
    decisions: Mapping[str, str] | None = None,
    window: autosave.EditorTab | None = None,
    note: str = "",
    words_of: Collection[int] = (),
) -> Article:
    """Save a Document that was begun from revision number `base` as the story's next revision and a draft.

    An unchanged Document makes no revision. decisions: {country code: a CountrySuggestion.Decision}, saved with the
    suggestions for this text; None saves neither. window: the page whose working copy is deleted. words_of: the primary keys
    of others whose words the edit brings in. Raises PermissionRefused, StaleDocument or InvalidDocument.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        was_due = workflow.apply_schedule(story)
        policy.require(policy.why_not_edit(by, story))
        before = audit.state_of(story)
        clean = document.cleaned()
        changed = clean != story.newest.document
        if changed:
            revisions.require_head(story, clean, base=base)
            document_rules.require_valid(clean, of=story)
            revisions.append(story, clean, by=by, note=note)
            workflow.reopen(story, in_review=policy.is_editor_or_publisher(by))
            if story.live is None:
                publication.project(story)
        refusals = {} if decisions is None else _save_suggestions(story, clean, decisions, by=by)
        if changed:
            audit.record(story, by=by, action="edited", before=before, note=note, **refusals, **_name_others(words_of))
        elif refusals:
            audit.record(story, by=by, action="particulars", before=before, **refusals)
        rescheduled = _save_particulars(story, particulars or {}, by=by)
        if window:
            autosave.delete_saved_copies(window, by=by)
        if was_due or rescheduled:
            open_edition()
    return story


def _name_others(words_of: Collection[int]) -> dict[str, list[int]]:
    """Return the details of a log entry on other people whose words an edit brings in, by primary key."""
    return {four_eyes.WORDS_OF: sorted(words_of)} if words_of else {}


def refused_countries(article: Article) -> frozenset[str]:
    """Return the ISO codes of the countries that an editor refused for this story."""
    refusals = CountrySuggestion.objects.filter(article=article, decision=CountrySuggestion.Decision.REFUSED)
    return frozenset(refusals.values_list("country_id", flat=True))


def _save_suggestions(
    story: LockedArticle,
    document: CleanDocument,
    decisions: Mapping[str, str],
    *,
    by: "User",
    suggestions: Sequence[geo.Suggestion] | None = None,
) -> dict[str, Any]:
    """Save country suggestions for the newest text with the editor's decisions; return new refusals for the log.

    Without `suggestions`, they are made from the document.
    """
    if suggestions is None:
        suggestions = suggest_countries(document)
    now = timezone.now()
    roles = {line.code: line.role for line in document.countries}
    suggested = {suggestion.code: suggestion for suggestion in suggestions}
    stored = {row.country_id: row for row in CountrySuggestion.objects.filter(article=story)}
    before = {code: row.decision for code, row in stored.items()}
    rows = []
    for code in sorted({*suggested, *stored, *decisions}):
        row = stored.get(code) or CountrySuggestion(article=story, country_id=code, version=geo.VERSION, made_at=now)
        if row.decision == CountrySuggestion.Decision.NONE and code in suggested:
            # A suggestion follows the text until someone decides; then it stays as it was on their screen.
            row.role, row.score = suggested[code].role, Decimal(str(round(suggested[code].score, 2)))
            row.version, row.made_at = geo.VERSION, now
        decision = _next_decision(row.decision, decisions.get(code), roles.get(code))
        if decision != row.decision:
            undecided = decision == CountrySuggestion.Decision.NONE
            row.decision, row.by, row.decided_at = (decision, None, None) if undecided else (decision, by, now)
        rows.append(row)
    CountrySuggestion.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article", "country"],
        update_fields=["role", "score", "version", "made_at", "decision", "by", "decided_at"],
    )
    refusal = CountrySuggestion.Decision.REFUSED
    new = [row.country_id for row in rows if row.decision == refusal != before.get(row.country_id)]
    return {"refused": new} if new else {}


def _next_decision(before: str, requested: str | None, role: str | None) -> str:
    """Return the decision on a country from the earlier one, the requested one and its role in the text.

    Without a role, the text does not have the country. The text outranks a refusal.
    """
    decision = CountrySuggestion.Decision
    if requested == decision.NONE:
        return decision.NONE.value
    if role:
        # A filed story comes with its countries; they are not accepted until someone decides.
        decided = before != decision.NONE or requested in {decision.ABOUT, decision.MENTIONED}
        return decision(f"accepted_{role}").value if decided else decision.NONE.value
    return decision.REFUSED.value if decision.REFUSED in {before, requested} else decision.NONE.value


def duplicate(article: Article, *, by: "User") -> Article:
    """Create a draft with a story's newest words and details, but not its address, date and original.

    Raises PermissionRefused or InvalidDocument.
    """
    policy.require(policy.why_not_view_stories(by))
    document = article.newest.document.replace(slug="", dated=None, original=None)
    note = _("Copied from “%(headline)s”") % {"headline": article.headline}
    return create(document, by=by, note=note, words_of=_find_others(article, by=by, upto=article.newest))


def restore(article: Article, revision: Revision, *, by: "User") -> Article:
    """Save the text of an older revision as the story's newest revision, with its present date if that is fixed.

    Raises what `edit` raises, and ValueError for a revision of another story.
    """
    if revision.article_id != article.pk:
        raise ValueError("A story is restored from its own revisions.")
    note = _("Restored from version %(number)s") % {"number": revision.number}
    present: Document = article.newest.document
    document = (
        revision.document.replace(dated=present.dated) if policy.why_not_change_date(article) else revision.document
    )
    others = _find_others(article, by=by, upto=revision)
    return edit(article, document, by=by, base=article.newest.number, note=note, words_of=others)


def _find_others(article: Article, *, by: "User", upto: Revision) -> Collection[int]:
    """Return the primary keys of others who wrote any of a story's revision."""
    return four_eyes.find_writers(article, upto=upto.number) - {by.pk}


def tag_countries(
    article: Article,
    lines: tuple[CountryLine, ...],
    *,
    by: "User",
    base: int,
    decisions: Mapping[str, str],
    note: str = "",
) -> Article:
    """Set only a story's countries: by an edit if nothing is live, otherwise by the move TAG_COUNTRIES.

    decisions: as in `edit`; "none" removes a decision. Raises PermissionRefused, MoveRefused or StaleDocument.
    """
    with transaction.atomic():
        story = _lock_taggable(article, by=by, seen=base)
        if story.live is None:
            document = story.newest.document.replace(countries=lines)
            return edit(story, document, by=by, base=base, decisions=decisions, note=note)
        before = audit.state_of(story)
        moved = workflow.tag_countries(story, by=by, seen=base, countries=lines, note=note)
        if refusals := _save_suggestions(story, moved.newest.document, decisions, by=by):
            audit.record(moved, by=by, action="particulars", before=before, **refusals)
    return moved


def undo_tag_countries(article: Article, *, by: "User", seen: int) -> Article:
    """Undo this person's `tag_countries` that made revision number `seen`, with its country decisions.

    Raises what `tag_countries` raises, and MoveRefused unless that revision is this person's and changed only countries.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        revision = story.newest
        revisions.require_head(story, revision.document, base=seen)
        earlier = Revision.objects.filter(article=story, number=seen - 1).first()
        countries_before = earlier.document.countries if earlier else ()
        if (
            earlier is None
            or revision.by_id != by.pk
            or revision.document.replace(countries=countries_before) != earlier.document
        ):
            raise workflow.MoveRefused(_("You have no change to undo here."))
        since = CountrySuggestion.objects.filter(article=story, by=by, decided_at__gte=revision.created_at)
        decisions = dict.fromkeys(since.values_list("country_id", flat=True), CountrySuggestion.Decision.NONE.value)
        note = _("Restored from version %(number)s") % {"number": earlier.number}
        return tag_countries(story, countries_before, by=by, base=seen, decisions=decisions, note=note)


def mark_no_country(article: Article, *, by: "User", seen: int) -> Article:
    """Record the decision that revision number `seen` concerns no country. Raises what `tag_countries` raises."""
    with transaction.atomic():
        story = _lock_taggable(article, by=by, seen=seen)
        document = story.newest.document
        if document.countries:
            raise workflow.MoveRefused(_("The story has countries now."))
        _decision, is_new = NoCountryDecision.objects.get_or_create(revision=story.newest, defaults={"by": by})
        _save_suggestions(story, document, {}, by=by)
        if is_new:
            audit.record(story, by=by, action="no_country", before=audit.state_of(story))
    return story


def unmark_no_country(article: Article, *, by: "User", seen: int) -> Article:
    """Delete the decision that revision number `seen` concerns no country.

    Raises what `tag_countries` raises.
    """
    with transaction.atomic():
        story = _lock_taggable(article, by=by, seen=seen)
        deleted, _rows = NoCountryDecision.objects.filter(revision=story.newest).delete()
        if deleted:
            audit.record(story, by=by, action="country_after_all", before=audit.state_of(story))
    return story


def _lock_taggable(article: Article, *, by: "User", seen: int) -> LockedArticle:
    """Lock a story whose countries this person may change alone and whose newest revision is number `seen`.

    Raises PermissionRefused, MoveRefused or StaleDocument.
    """
    story = revisions.lock(article)
    revisions.require_head(story, story.newest.document, base=seen)
    _require_taggable(story, by=by)
    return story


def _require_taggable(story: Article, *, by: "User") -> None:
    """Raise PermissionRefused or MoveRefused unless this person may change only the story's countries now.

    That is possible in a draft, or in what readers see; at other stages others are at work.
    """
    if story.live:
        policy.require(policy.why_not_move(by, Move.TAG_COUNTRIES, story))
        workflow.require_possible(Move.TAG_COUNTRIES, story)
        return
    policy.require(policy.why_not_edit(by, story))
    if story.stage != Stage.DRAFT:
        raise workflow.MoveRefused(_("This story is no longer a draft, so its countries can’t be changed here."))


def _save_particulars(story: LockedArticle, particulars: Particulars, *, by: "User") -> bool:
    """Save and log a story's changed particulars, such as its embargo; return whether readers could notice.

    Raises PermissionRefused or InvalidDocument.
    """
    before = audit.state_of(story)
    changed = [name for name, value in particulars.items() if getattr(story, name) != value]
    if not changed:
        return False
    if "embargo" in changed:
        if workflow.is_public(story):
            sentence = _("Readers have seen this story; an embargo can’t hide it again. Retract it.")
            raise InvalidDocument({"embargo": sentence})
        policy.require(policy.why_not_embargo(by, story, particulars["embargo"]))
    for name, value in particulars.items():
        setattr(story, name, value)
    story.save(update_fields=changed)
    story.refresh_from_db(fields=["visible_at"])
    embargo = story.embargo.isoformat() if story.embargo else None
    details: dict[str, Any] = {"slugline": story.slugline, "word_target": story.word_target, "embargo": embargo}
    audit.record(story, by=by, action="particulars", before=before, **details)
    return "embargo" in changed and story.publish_at is not None
