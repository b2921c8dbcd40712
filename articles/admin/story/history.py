"""A story's history: list versions, compare any two, restore any one.

Milestones come from the audit log, joined to the version they concern. Every page costs the same however long the
history is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import KEY, DeskRequest, parse_positive_int
from articles.admin.story import move_effects
from articles.domain.errors import UserFacingError
from articles.domain.states import Move
from articles.models import Article, AuditEntry, Correction, Revision, User
from articles.queries import history, policy
from articles.queries.desk.stories import stories_with_revisions
from articles.queries.history import versions as revision_reads
from articles.services import editing
from articles.services.audit import PUBLISHING_ACTIONS
from articles.services.revisions import StaleDocument

PAGE = 40
MILESTONES = PUBLISHING_ACTIONS | {Move.SUBMIT, Move.APPROVE, Move.RETRACT, Move.KILL, Move.REINSTATE}
SHOWN_ACTIONS = frozenset({*Move.values, "failed", "settled"})


@dataclass(frozen=True)
class Event:
    """An entry of the audit log that concerns a version."""

    entry: AuditEntry

    @property
    def is_milestone(self) -> bool:
        """Whether the event is one of MILESTONES, which the list highlights."""
        return self.entry.action in MILESTONES

    @property
    def kind(self) -> str:
        """The label of a correction’s kind; "" for an event that is not a correction."""
        kind = self.entry.details.get("kind", "")
        return str(Correction.Kind(kind).label) if kind in Correction.Kind.values else ""


@dataclass(frozen=True)
class Version:
    """A version as the list shows it."""

    revision: Revision
    events: list[Event]
    is_live: bool
    is_newest: bool

    @property
    def stands_out(self) -> bool:
        """Whether the version is live or a publishing action concerned it."""
        return self.is_live or any(event.entry.action in PUBLISHING_ACTIONS for event in self.events)


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of comparing and restoring versions; `wrap` is the admin site’s admin_view."""
    return [
        path("<int:pk>/compare/", wrap(compare_view), name="compare-versions"),
        path("<int:pk>/restore/", wrap(restore_view), name="restore-version"),
    ]


@desk_page(policy.why_not_view_stories)
def history_view(request: DeskRequest, object_id: str) -> HttpResponse:
    """List a story’s versions, newest first; `?before=` starts below that version number."""
    article = _get_story(object_id)
    before = parse_positive_int(request.GET.get("before", ""))
    revisions = list(revision_reads.revisions_before(article, before)[: PAGE + 1])
    versions = _build_versions(article, revisions[:PAGE])
    context = {
        "title": _("History"),
        "article": article,
        "versions": versions,
        "older": versions[-1].revision.number if len(revisions) > PAGE else 0,
        "is_first": not before,
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def _get_story(object_id: str) -> Article:
    """Get a story with its revisions by the key in an address. Raises Http404."""
    if not KEY.fullmatch(object_id):
        raise Http404
    return get_object_or_404(stories_with_revisions(), pk=int(object_id))


def _build_versions(article: Article, revisions: Sequence[Revision]) -> list[Version]:
    """Build the list’s versions from revisions, each with its events of SHOWN_ACTIONS."""
    events: defaultdict[int | None, list[Event]] = defaultdict(list)
    for entry in revision_reads.entries_of(article, revisions, actions=SHOWN_ACTIONS):
        events[entry.revision_id].insert(0, Event(entry))
    return [
        Version(
            revision,
            events[revision.pk],
            is_live=revision.pk == article.live_id,
            is_newest=revision.pk == article.head_id,
        )
        for revision in revisions
    ]


@desk_page(policy.why_not_view_stories)
def compare_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Compare the versions numbered `?from=` and `?to=`, inline or with `?as=sides`; status 400 if unknown."""
    article = _get_story(str(pk))
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    older, newer = sorted(map(parse_positive_int, numbers))
    revisions = revision_reads.find_revisions(article, {older, newer})
    known = older in revisions and newer in revisions
    context = {
        "title": _("Compare versions"),
        "article": article,
        "numbers": numbers,
        "complaint": "" if known else _describe_number_range(article),
        "sides": request.GET.get("as") == "sides",
        **(_comparison_context(article, revisions[older], revisions[newer], by=request.user) if known else {}),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context, status=200 if known else 400)


def _describe_number_range(article: Article) -> str:
    """Return a sentence that names the range of version numbers to choose from."""
    return _("Choose two versions from 1 to %(newest)s.") % {"newest": article.newest.number}


def _comparison_context(article: Article, older: Revision, newer: Revision, *, by: User) -> dict[str, Any]:
    """Return the context of a comparison: changes, versions this person may restore, and neighbouring numbers."""
    newest = article.newest.number
    past = [revision for revision in {older.pk: older, newer.pk: newer}.values() if revision.pk != article.head_id]
    return {
        "older": older,
        "newer": newer,
        "changes": history.describe_changes(older.document, newer.document),
        "restorable": past if policy.why_not_edit(by, article) is None else [],
        "objection": policy.why_not_edit(by, article) if past else None,
        "warning": move_effects.edit_warning(article, by=by),
        "will_be": newest + 1,
        "earlier": older.number - 1,
        "later": newer.number + 1 if newer.number < newest else 0,
    }


@require_POST
@desk_page(policy.why_not_view_stories)
def restore_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Restore the posted version as the newest, unless someone saved another after the page was opened."""
    article = _get_story(str(pk))
    revision = revision_reads.find_revision(article, parse_positive_int(request.POST.get("number", "")))
    if revision is None:
        raise Http404
    refusal = _try_restore(article, revision, request.POST, by=request.user)
    if refusal:
        messages.error(request, refusal)
        pair = f"?from={revision.number}&to={article.newest.number}"
        return HttpResponseRedirect(reverse("admin:compare-versions", args=[pk]) + pair)
    words = {"number": revision.number}
    messages.success(request, _("Version %(number)s was restored as a new draft.") % words)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def _try_restore(article: Article, revision: Revision, posted: QueryDict, *, by: User) -> str:
    """Restore a revision as the newest version; return "" or a sentence why it was not restored."""
    newest = article.newest.number
    if parse_positive_int(posted.get("seen", "")) != newest:
        return _("Version %(number)s was saved after you opened this page. Check it before restoring.") % {
            "number": newest
        }
    try:
        restored = editing.restore(article, revision, by=by)
    except (UserFacingError, policy.PermissionRefused) as refusal:
        return str(refusal)
    except StaleDocument as stale:
        words = {"number": stale.head.number}
        return _("Version %(number)s was saved after you opened this page. Check it before restoring.") % words
    return "" if restored.newest.number != newest else _("There are no changes to save.")
