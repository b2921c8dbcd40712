"""Preview links: create and revoke them, see visits and comments.

Plain forms; a script only copies the address, which is shown once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest, parse_key
from articles.domain.dates import format_moment
from articles.domain.errors import UserFacingError
from articles.models import Article, Note, ShareLink, ShareVisit, User
from articles.queries import policy
from articles.queries.desk import preview_links
from articles.queries.desk.stories import stories_with_revisions
from articles.services import share_links


class ShareForm(forms.Form):
    """The recipient of a link, how long it works, what it shows, and whether comments are allowed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    label = forms.CharField(
        label=gettext_lazy("Recipient"),
        max_length=share_links.MAX_LABEL_LENGTH,
        help_text=gettext_lazy("For example, “the lawyer”. Only staff see this."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter who the link is for.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until it expires"),
        min_value=1,
        max_value=share_links.MAX_DAYS,
        initial=share_links.DEFAULT_DAYS,
    )
    shows = forms.ChoiceField(label=gettext_lazy("What it shows"), widget=forms.RadioSelect, initial="newest")
    may_comment = forms.BooleanField(label=gettext_lazy("Can comment and sign off"), required=False, initial=True)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["number"] = article.newest.number
        number = self["number"].value()
        cast("forms.ChoiceField", self.fields["shows"]).choices = [
            ("newest", _("Always the newest version")),
            ("version", _("Version %(number)s only") % {"number": number}),
        ]


@dataclass
class LinkRow:
    """One link as the desk lists it, with its visits."""

    link: ShareLink
    is_open: bool
    may_revoke: bool
    visits: list[ShareVisit] = field(default_factory=list)


@dataclass(frozen=True)
class OpenLink:
    """An open link on the writing page, and its last sign-off in words, "" without one."""

    link: ShareLink
    sign_off: str


@dataclass(frozen=True)
class Panel:
    """A story's open links on the writing page, and whether this person may create another."""

    links: Sequence[OpenLink]
    may_share: bool


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL pattern of a story’s preview links; `wrap` is the admin site’s admin_view."""
    return [path("<int:pk>/sharing/", wrap(sharing_view), name="share-story")]


def build_panel(article: Article, *, by: User) -> Panel:
    """Build the writing page’s panel of a story’s open links and their last sign-offs; one query."""
    labels = dict(Note.Mark.choices)
    links = [
        OpenLink(link, str(labels.get(mark or "", ""))) for link, mark in preview_links.open_links_with_marks(article)
    ]
    return Panel(links, policy.why_not_share(by, article) is None)


@desk_page(policy.why_not_view_stories)
def sharing_view(request: DeskRequest, pk: int) -> HttpResponse:
    """List a story’s links; a POST creates one and shows its address once, or revokes one."""
    user = request.user
    article = get_object_or_404(stories_with_revisions(), pk=pk)
    if article.head is None:
        raise PermissionDenied
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke_link(request, article, by=user)
    form = ShareForm(article, request.POST if request.method == "POST" else None)
    shared = _create_link(form, article, by=user) if form.is_bound and form.is_valid() else None
    if shared:
        form = ShareForm(article)
    return _render_links(request, article, form, shared=shared, by=user)


def _create_link(form: ShareForm, article: Article, *, by: User) -> share_links.NewShareLink | None:
    """Create a link from a valid form; return None, with an error on the form, if refused."""
    typed = form.cleaned_data
    number = typed["number"] if typed["shows"] == "version" else None
    words = {name: typed[name] for name in ("label", "days", "may_comment")}
    try:
        return share_links.create(article, by=by, number=number, **words)
    except UserFacingError as refusal:
        form.add_error(None, str(refusal))
    return None


def _revoke_link(request: DeskRequest, article: Article, *, by: User) -> HttpResponse:
    """Revoke the posted link and redirect to the story’s links. Raises Http404 for another story’s link."""
    link = get_object_or_404(preview_links.links_of(article), pk=parse_key(request.POST["revoke"]))
    share_links.revoke(link, by=by)
    messages.success(request, _("The link for “%(label)s” has been revoked.") % {"label": link.label})
    return HttpResponseRedirect(reverse("admin:share-story", args=[article.pk]))


def _render_links(
    request: DeskRequest, article: Article, form: ShareForm, *, shared: share_links.NewShareLink | None, by: User
) -> HttpResponse:
    """Render a story’s links with the form for a new one; `shared` is the link that was just created."""
    objection = policy.why_not_share(by, article)
    embargoed = article.embargo and article.embargo > timezone.now()
    context = {
        "title": _("Share “%(headline)s”") % {"headline": article.headline},
        "article": article,
        "form": form,
        "objection": objection,
        "embargo": format_moment(article.embargo) if embargoed and article.embargo else "",
        "rows": list_rows(article, by=by),
        "shared": shared.link if shared else None,
        "address": settings.SITE_URL + reverse("preview", args=[shared.token]) if shared else "",
    }
    refused = form.is_bound and not shared
    return TemplateResponse(request, "admin/articles/article/sharing.html", context, status=400 if refused else 200)


def list_rows(article: Article, *, by: User) -> list[LinkRow]:
    """Return the story’s newest links, open ones first, with their newest visits; three queries."""
    open_ids = preview_links.open_link_ids(article)
    visits = preview_links.visits_by_link(article)
    links = [
        LinkRow(link, link.pk in open_ids, policy.why_not_revoke_link(by, link) is None, visits.get(link.pk, []))
        for link in preview_links.all_links(article)
    ]
    return sorted(links, key=lambda row: not row.is_open)
