"""Create, edit and restore stories: the only way words enter, from desk or importer.

Policy -> lock -> check -> change -> audit, in one transaction. Saving a draft of a live story never touches what
readers see.
"""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.document import CountryLine, Document, InvalidDocument
from articles.domain.errors import UserFacingError
from articles.domain.states import Move, Stage
from articles.lib import geo
from articles.models import Article, CountrySuggestion, NoCountryDecision, Revision
from articles.queries import policy
from articles.services import audit, autosave, publication, revisions, workflow
from articles.services.edition import open_edition

if TYPE_CHECKING:
    from articles.models import User


class Particulars(TypedDict, total=False):
    """What the desk keeps of a story beside its words, as far as it is to change.

    The working name, and the moment before which the story stays secret.
    """

    slugline: str
    embargo: datetime.datetime | None


class AlreadyFiled(UserFacingError):
    """The very same file was filed before, as `article`."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(_("This file was filed before, as “%(headline)s”.") % {"headline": article.headline})


def read_by_suggester(document: Document) -> geo.Story:
    """A Document's words as the suggester of countries reads them; it must have been cleaned."""
    return geo.Story(
        headline=document.headline,
        standfirst=document.standfirst,
        paragraphs=document.paragraphs,
        dateline=document.dateline,
        language=document.language,
    )


def suggested(document: Document) -> list[geo.Suggestion]:
    """What is suggested for a cleaned Document in this house: with its home country, and with the codes it merges."""
    return geo.suggest(
        read_by_suggester(document), home=settings.HOME_COUNTRY or None, merged=settings.MERGED_COUNTRIES
    )


def create(
    document: Document,
    *,
    by: "User",
    particulars: Particulars | None = None,
    decisions: Mapping[str, str] | None = None,
    window: autosave.Window | None = None,
    filed_digest: str = "",
    again: bool = True,
    note: str = "",
) -> Article:
    """Begin a story as a draft. Raises NotAllowed, InvalidDocument, and AlreadyFiled unless it may be filed `again`.

    `filed_digest` is the hexadecimal SHA-256 of the file that the words came in, if they came in one; `window` is the page
    that they were typed on, whose working copy is forgotten.
    """
    policy.require(policy.why_not_create(by))
    with transaction.atomic():
        if filed_digest and not again:
            _require_not_filed(filed_digest)
        article = Article.objects.create(
            filed_digest=filed_digest, created_by=by, slug=_provisional_slug(), **(particulars or {})
        )
        _require_original(document, of=article)
        revisions.append(article, document, by=by, note=note)
        publication.project(article)
        refusals = _keep_suggestions(article, decisions, by=by)
        audit.record(article, by=by, action="created", before="", note=note, **refusals)
        if window:
            autosave.forget(window, by=by)
    return article


def _require_not_filed(filed_digest: str) -> None:
    revisions.lock_filing(filed_digest)
    earlier = Article.objects.filter(filed_digest=filed_digest).order_by("pk").first()
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
    window: autosave.Window | None = None,
    note: str = "",
) -> Article:
    """Save words that started from revision number `base` as the next revision; the head is a draft again.

    Unchanged words make no revision. `decisions` are {country code: a CountrySuggestion.Decision}, kept with what the
    suggester says of these words; None keeps neither. `window` is the page that the words were typed on, whose working
    copy is forgotten. Raises NotAllowed, StaleDocument, InvalidDocument.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        settled = workflow.settle(story)
        policy.require(policy.why_not_edit(by, story))
        before = audit.state_of(story)
        changed = document.cleaned() != story.newest.document
        if changed:
            revisions.require_head(story, document, base=base)
            _require_original(document, of=story)
            revisions.append(story, document, by=by, note=note)
            workflow.reopen(story)
            if story.live is None:
                publication.project(story)
        refusals = _keep_suggestions(story, decisions, by=by)
        if changed:
            audit.record(story, by=by, action="edited", before=before, note=note, **refusals)
        elif refusals:
            audit.record(story, by=by, action="particulars", before=before, **refusals)
        moved = _keep_particulars(story, particulars or {}, by=by)
        if window:
            autosave.forget(window, by=by)
        if settled or moved:
            open_edition()
    return story


def refused(article: Article) -> frozenset[str]:
    """The codes of the countries that an editor refused for this story."""
    kept = CountrySuggestion.objects.filter(article=article, decision=CountrySuggestion.Decision.REFUSED)
    return frozenset(kept.values_list("country_id", flat=True))


def _keep_suggestions(story: Article, decisions: Mapping[str, str] | None, *, by: "User") -> dict[str, Any]:
    """Keep what is suggested for the newest words and what was decided; the new refusals, as the audit log keeps them."""
    if decisions is None:
        return {}
    document, now = story.newest.document, timezone.now()
    roles = {line.code: line.role for line in document.countries}
    found = {one.code: one for one in suggested(document)}
    kept = {row.country_id: row for row in CountrySuggestion.objects.filter(article=story)}
    before = {code: row.decision for code, row in kept.items()}
    rows = []
    for code in sorted({*found, *kept, *decisions}):
        row = kept.get(code) or CountrySuggestion(article=story, country_id=code, version=geo.VERSION, made_at=now)
        if row.decision == CountrySuggestion.Decision.NONE and code in found:
            # What was on the screen when somebody decided stays as it was; until then it follows the words.
            row.role, row.score = found[code].role, Decimal(str(round(found[code].score, 2)))
            row.version, row.made_at = geo.VERSION, now
        decision = _decided(row.decision, decisions.get(code), roles.get(code))
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


def _decided(before: str, asked: str | None, role: str | None) -> str:
    """What a decision is by now. The words are the stronger witness: who tags a country by hand has not refused it."""
    decision = CountrySuggestion.Decision
    if asked == decision.NONE:
        return decision.NONE.value
    if role:
        # A filed story comes with its countries; nobody has accepted them until somebody says so.
        said = before != decision.NONE or asked in {decision.ABOUT, decision.MENTIONED}
        return decision(f"accepted_{role}").value if said else decision.NONE.value
    return decision.REFUSED.value if decision.REFUSED in {before, asked} else decision.NONE.value


def _require_original(document: Document, *, of: Article) -> None:
    """A translation has one original: another story, which is none itself. Raises InvalidDocument."""
    if document.original is None:
        return
    original = Article.objects.filter(pk=document.original.article).first()
    if original is None or original.pk == of.pk:
        raise InvalidDocument({"original": _("Choose another story: the one that this was translated from.")})
    if original.original_id or (original.head and original.head.document.original):
        raise InvalidDocument({"original": _("That story is a translation itself; choose its original.")})


def restore(article: Article, revision: Revision, *, by: "User") -> Article:
    """Save an older revision's words again as the newest; nothing is rewritten."""
    if revision.article_id != article.pk:
        raise ValueError("A story is restored from its own revisions.")
    note = _("Restored from version %(number)s") % {"number": revision.number}
    return edit(article, revision.document, by=by, base=article.newest.number, note=note)


def tag_countries(
    article: Article,
    lines: tuple[CountryLine, ...],
    *,
    by: "User",
    base: int,
    decisions: Mapping[str, str],
    note: str = "",
) -> Article:
    """Give a story these countries and change nothing else: a draft by an edit, a live story by the move for it.

    `decisions` are as in `edit`; "none" takes one back. Raises NotAllowed, MoveRefused (somebody has it), StaleDocument.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        document = replace(story.newest.document, countries=lines)
        revisions.require_head(story, document, base=base)
        _require_taggable(story, by=by)
        if story.live is None:
            return edit(story, document, by=by, base=base, decisions=decisions, note=note)
        before = audit.state_of(story)
        story = workflow.tag_countries(story, by=by, seen=base, countries=lines, note=note)
        if refusals := _keep_suggestions(story, decisions, by=by):
            audit.record(story, by=by, action="particulars", before=before, **refusals)
    return story


def untag_countries(article: Article, *, by: "User", seen: int) -> Article:
    """Take back `tag_countries`, which made revision number `seen`, with what was decided then.

    Raises what it raises, and MoveRefused unless that revision is this person's and changed countries alone.
    """
    with transaction.atomic():
        story = revisions.lock(article)
        made = story.newest
        revisions.require_head(story, made.document, base=seen)
        earlier = Revision.objects.filter(article=story, number=seen - 1).first()
        countries_before = earlier.document.countries if earlier else ()
        if (
            earlier is None
            or made.by_id != by.pk
            or replace(made.document, countries=countries_before) != earlier.document
        ):
            raise workflow.MoveRefused(_("There is nothing of yours here to take back."))
        since = CountrySuggestion.objects.filter(article=story, by=by, decided_at__gte=made.created_at)
        decisions = dict.fromkeys(since.values_list("country_id", flat=True), CountrySuggestion.Decision.NONE.value)
        note = _("Restored from version %(number)s") % {"number": earlier.number}
        return tag_countries(story, countries_before, by=by, base=seen, decisions=decisions, note=note)


def say_no_country(article: Article, *, by: "User", seen: int) -> Article:
    """Keep that revision number `seen` concerns no country. Raises what `tag_countries` raises."""
    with transaction.atomic():
        story = _lock_taggable(article, by=by, seen=seen)
        if story.newest.document.countries:
            raise workflow.MoveRefused(_("The story has countries by now."))
        _told, is_new = NoCountryDecision.objects.get_or_create(revision=story.newest, defaults={"by": by})
        _keep_suggestions(story, {}, by=by)
        if is_new:
            audit.record(story, by=by, action="no_country", before=audit.state_of(story))
    return story


def unsay_no_country(article: Article, *, by: "User", seen: int) -> Article:
    """Take back `say_no_country`. Raises what `tag_countries` raises."""
    with transaction.atomic():
        story = _lock_taggable(article, by=by, seen=seen)
        forgotten, _rows = NoCountryDecision.objects.filter(revision=story.newest).delete()
        if forgotten:
            audit.record(story, by=by, action="country_after_all", before=audit.state_of(story))
    return story


def _lock_taggable(article: Article, *, by: "User", seen: int) -> Article:
    story = revisions.lock(article)
    revisions.require_head(story, story.newest.document, base=seen)
    _require_taggable(story, by=by)
    return story


def _require_taggable(story: Article, *, by: "User") -> None:
    """Countries alone are changed in a draft, or in what readers see; elsewhere it would undo what somebody is doing."""
    if story.live:
        policy.require(policy.why_not_move(by, Move.TAG_COUNTRIES, story))
        workflow.require_possible(Move.TAG_COUNTRIES, story)
        return
    policy.require(policy.why_not_edit(by, story))
    if story.stage != Stage.DRAFT:
        raise workflow.MoveRefused(_("Somebody has taken up this story meanwhile; its countries are theirs to change."))


def _provisional_slug() -> str:
    """A unique slug for the moment until the projection finds the story's own."""
    return f"new-{secrets.token_hex(16)}"


def _keep_particulars(story: Article, particulars: Particulars, *, by: "User") -> bool:
    """Keep what is to change; whether readers could notice it."""
    before = audit.state_of(story)
    changed = [name for name, value in particulars.items() if getattr(story, name) != value]
    if not changed:
        return False
    if "embargo" in changed:
        if workflow.is_public(story):
            sentence = _("Readers have seen this story; an embargo can’t hide it again. Retract it.")
            raise InvalidDocument({"embargo": sentence})
        policy.require(policy.why_not_embargo(by, story, particulars["embargo"]))
    for name in changed:
        setattr(story, name, particulars[name])  # type: ignore[literal-required] # the names are the TypedDict's own
    story.save(update_fields=changed)
    story.refresh_from_db(fields=["visible_at"])
    embargo = story.embargo.isoformat() if story.embargo else None
    audit.record(story, by=by, action="particulars", before=before, slugline=story.slugline, embargo=embargo)
    return "embargo" in changed and story.publish_at is not None
