"""Bulk changes from the list of stories: section, tag, assignee. Each story is changed, or refused, by itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.request import desk_request
from articles.admin.story.assignments import PersonField
from articles.domain.document import Document
from articles.domain.errors import UserFacingError
from articles.models import Article, Section, Tag, User
from articles.queries import policy
from articles.queries.desk import stories
from articles.queries.desk.newest_first import MAX_COUNTED
from articles.queries.desk.story_filters import find_tags
from articles.queries.desk.tag_merges import synonyms_of
from articles.services import assignments, editing

Change = Callable[[Article, Any, User], bool]


class SectionChangeForm(forms.Form):
    """The section that the stories go to."""

    value = forms.ModelChoiceField(
        Section.objects.none(), label=_("Section"), required=False, empty_label=_("No section")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = stories.all_sections()  # type: ignore[attr-defined] # it has one


class TagChangeForm(forms.Form):
    """The tag that the stories get or lose."""

    value = forms.CharField(label=_("Tag"), max_length=100)

    def clean_value(self) -> Tag:
        """Return the tag that is meant. Raises ValidationError unless there is exactly one."""
        name = self.cleaned_data["value"].strip()
        found = find_tags(name)
        if not found:
            raise forms.ValidationError(gettext("There is no tag “%(name)s”.") % {"name": name})
        if len(found) > 1:
            names = ", ".join(tag.name for tag in found)
            raise forms.ValidationError(gettext("Which one: %(names)s?") % {"names": names})
        return found[0]


class AssigneeChangeForm(forms.Form):
    """The person to whom the stories are assigned."""

    value = PersonField(policy.assignable().none(), label=_("Assigned to"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = policy.assignable()  # type: ignore[attr-defined] # it has one


def set_section(article: Article, section: Section | None, by: User) -> bool:
    """Save a version in this section; return whether it is another one."""
    return _save(article, article.newest.document.replace(section=section.pk if section else None), by=by)


def add_tag(article: Article, tag: Tag, by: User) -> bool:
    """Save a version with this tag; return whether it is new there."""
    document = article.newest.document
    if _names_of(tag) & {name.casefold() for name in document.tags}:
        return False
    return _save(article, document.replace(tags=(*document.tags, tag.name)), by=by)


def remove_tag(article: Article, tag: Tag, by: User) -> bool:
    """Save a version without this tag and its synonyms; return whether it had one."""
    document, names = article.newest.document, _names_of(tag)
    remaining = tuple(name for name in document.tags if name.casefold() not in names)
    return _save(article, document.replace(tags=remaining), by=by)


def assign(article: Article, to: User | None, by: User) -> bool:
    """Assign the story with the due time that it has; return whether it was assigned otherwise."""
    now = assignments.current_assignment(article)
    if now.to == to:
        return False
    assignments.assign(article, to=to, due=now.due_at, by=by, seen=now.number)
    return True


def _save(article: Article, document: Document, *, by: User) -> bool:
    """Save a Document as the story's next version; return whether it differs from the newest."""
    before = article.newest.number
    return editing.edit(article, document, by=by, base=before).newest.number != before


def _names_of(tag: Tag) -> set[str]:
    """Return the tag's name and those of its synonyms, in small letters."""
    return {tag.name.casefold(), *(synonym.name.casefold() for synonym in synonyms_of(tag.pk))}


def _build_action(name: str, label: str | Promise, form_type: type[forms.Form], change: Change) -> Callable[..., Any]:
    """Build the bulk action that first shows a page with the form, and then makes the change to each story."""

    def action(_admin: Any, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        """Show the page, or change every chosen story and say what was refused."""
        selected = list(stories.selected_stories(chosen).select_related("head")[: MAX_COUNTED + 1])
        if len(selected) > MAX_COUNTED:
            number = number_format(MAX_COUNTED, force_grouping=True)
            messages.error(request, gettext("Choose at most %(number)s stories at once.") % {"number": number})
            return None
        is_answer = "confirmed" in request.POST
        form = form_type(request.POST if is_answer else None)
        if is_answer and form.is_valid():
            _change_all(request, selected, change, form.cleaned_data["value"], label=label)
            return None
        context = {
            **admin.site.each_context(request),
            "title": label,
            "form": form,
            "stories": selected,
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
            "makes_versions": change is not assign,
        }
        return TemplateResponse(request, "admin/articles/article/bulk_change.html", context)

    action.__name__ = name
    return admin.action(description=label)(action)  # type: ignore[arg-type] # a translation


def _change_all(
    request: HttpRequest, selected: list[Article], change: Change, value: Any, *, label: str | Promise
) -> None:
    """Make the change to each story; add a message about those changed, one about the others, and one per refusal."""
    changed, refused = 0, []
    for article in selected:
        try:
            changed += change(article, value, desk_request(request).user)
        except (UserFacingError, policy.PermissionRefused) as refusal:
            refused.append((article.headline, str(refusal)))
    unchanged = len(selected) - changed - len(refused)
    if changed:
        words = ngettext("%(change)s: %(n)s story.", "%(change)s: %(n)s stories.", changed)
        messages.success(request, words % {"change": str(label).rstrip(" …"), "n": changed})
    if unchanged:
        words = ngettext("%(n)s story needed no change.", "%(n)s stories needed no change.", unchanged)
        messages.info(request, words % {"n": unchanged})
    for headline, sentence in refused:
        messages.error(request, f"“{headline}”: {sentence}")


EDITS = {
    "change_section": _build_action("change_section", _("Change the section …"), SectionChangeForm, set_section),
    "add_tag": _build_action("add_tag", _("Add a tag …"), TagChangeForm, add_tag),
    "remove_tag": _build_action("remove_tag", _("Remove a tag …"), TagChangeForm, remove_tag),
}
ASSIGN = _build_action("assign", _("Assign …"), AssigneeChangeForm, assign)


def names_for(user: User) -> set[str]:
    """Return the names of the bulk changes that a person may make to some story; each story is still checked."""
    names = set(EDITS) if policy.why_not_create(user) is None else set()
    return names | ({"assign"} if policy.may_assign(user) else set())
