"""The merge screen: two people's versions combined, with a choice where they conflict.

Plain forms; nothing here needs a script. A person's own version stays an unsaved draft until all of it is in a saved one.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.desk_page import checked_inside, desk_page
from articles.admin.geo.suggestions import decisions_in
from articles.admin.request import DeskRequest, parse_positive_int
from articles.admin.story.editor import working_copy
from articles.admin.story.merge_words import MergeDescription, Versions
from articles.domain.document import InvalidDocument
from articles.models import Article, WorkingCopy
from articles.queries import policy
from articles.queries.history.versions import find_revision
from articles.services import autosave, editing
from articles.services.revisions import MergeResult, StaleDocument, UnresolvedConflicts
from articles.services.revisions.merge_fields import Choice


@desk_page(checked_inside)
def merge_view(request: DeskRequest, pk: int, copy: int) -> HttpResponse:
    """Show the merge of the person’s draft with the newest version; a POST saves it with the posted choices."""
    user = request.user
    article, mine = working_copy.get_own_copy(request, pk, copy)
    if article is None or (objection := policy.why_not_edit(user, article)):
        raise PermissionDenied(objection or "")
    versions = _load_versions(mine, article)
    if versions is None:
        # Something in it can't be saved as it is; the writing page says what.
        return HttpResponseRedirect(f"{working_copy.writing_url(article)}?copy={mine.pk}")
    if request.method != "POST":
        return _render_merge(request, article, versions, {})
    choices = _parse_choices(request, versions.merged)
    seen = parse_positive_int(request.POST.get("theirs", ""))
    if seen != versions.theirs.number:
        return _render_merge(request, article, versions, _carry_over_choices(versions, seen, choices), again=True)
    return _save_merge(request, article, versions, choices)


def _load_versions(copy: WorkingCopy, article: Article) -> Versions | None:
    """Load the three versions to merge; None if the draft is not a valid Document."""
    form = working_copy.build_form(copy, article)
    document, _problems = working_copy.read_document(copy, article)
    if document is None or not form.is_valid() or article.head is None:
        return None
    return Versions(copy, form, document, working_copy.find_base(copy, article), article.head)


def _parse_choices(request: DeskRequest, merged: MergeResult) -> dict[str, Choice]:
    """Parse the posted choices at the merge’s conflicts, by the conflict’s key."""
    posted = {place.key: request.POST.get(f"choose-{place.key}", "") for place in merged.conflicts}
    return {key: value for key, value in posted.items() if value}  # type: ignore[misc] # resolved() refuses other values


def _carry_over_choices(versions: Versions, seen: int, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the choices made against version `seen` for the conflicts that the newest version still has."""
    before = find_revision(versions.theirs.article_id, seen)
    if before is None:
        return {}
    earlier = replace(versions, theirs=before).merged.conflicts
    chosen = {replace(place, key=""): choices[place.key] for place in earlier if place.key in choices}
    found = [(place.key, chosen.get(replace(place, key=""))) for place in versions.merged.conflicts]
    return {key: choice for key, choice in found if choice}


def _save_merge(
    request: DeskRequest, article: Article, versions: Versions, choices: Mapping[str, Choice]
) -> HttpResponse:
    """Save the merge as a new version and redirect to the writing page; if refused, show the merge again."""
    user, window = request.user, autosave.EditorTab(versions.copy.window)
    everything = "theirs" not in choices.values()
    try:
        saved = editing.edit(
            article,
            versions.merged.resolve(choices),
            by=user,
            base=versions.theirs.number,
            particulars=versions.form.particulars(),
            decisions=decisions_in(versions.copy.fields.get("decision", [])),
            window=window if everything else None,
            note=_("Merged with version %(number)s") % {"number": versions.theirs.number},
        )
    except UnresolvedConflicts:
        return _render_merge(request, article, versions, choices, error=_("Choose a version at each marked place."))
    except InvalidDocument as error:
        return _render_merge(request, article, versions, choices, error=" ".join(error.problems.values()))
    except policy.PermissionRefused as refusal:
        return _render_merge(request, article, versions, choices, error=str(refusal))
    except StaleDocument as stale:
        newest = replace(versions, theirs=stale.head)
        return _render_merge(
            request, article, newest, _carry_over_choices(newest, versions.theirs.number, choices), again=True
        )
    messages.success(request, _("Saved as version %(number)s.") % {"number": saved.newest.number})
    if not everything:
        autosave.record_merge(window, by=user, merged_into=saved.newest.number)
        messages.info(request, _("The text of yours that was left out is still in your unsaved draft."))
    return HttpResponseRedirect(working_copy.writing_url(article))


def _render_merge(
    request: DeskRequest,
    article: Article,
    versions: Versions,
    choices: Mapping[str, Choice],
    *,
    error: str = "",
    again: bool = False,
) -> HttpResponse:
    """Render the merge; `again` marks it as repeated because a newer version was saved meanwhile."""
    merged = versions.merged
    description = MergeDescription.of(versions, choices, by=request.user)
    context = {
        "title": _("Two versions"),
        "article": article,
        "copy": versions.copy,
        "base": versions.base,
        "theirs": versions.theirs,
        "who": description.who,
        "is_own": versions.theirs.by_id == request.user.pk,
        "questions": [description.build_question(place) for place in merged.conflicts if place.field != "body"],
        "agreed": list(description.describe_agreed_fields(merged)),
        "body": list(description.describe_body(merged)),
        "open": len(merged.conflicts),
        "error": error,
        "again": again,
        "back": f"{working_copy.writing_url(article)}?copy={versions.copy.pk}",
    }
    status = 409 if again else 200
    return TemplateResponse(request, "admin/articles/article/merge.html", context, status=status)
