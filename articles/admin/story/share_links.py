"""Preview links: create and revoke them, see visits and comments.

Plain forms; a script only copies the address, which is shown once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
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
from articles.services import share_links

MOST_LINKS, MOST_VISITS = 60, 300


class ShareForm(forms.Form):
    """For whom a link is, for how long, what it shows, and whether its visitor may comment."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=share_links.MOST_LABEL,
        help_text=gettext_lazy("Such as “the lawyer”. Only the desk sees it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say whom the link is for.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Open for how many days"),
        min_value=1,
        max_value=share_links.MOST_DAYS,
        initial=share_links.DAYS,
    )
    shows = forms.ChoiceField(label=gettext_lazy("What it shows"), widget=forms.RadioSelect, initial="newest")
    may_comment = forms.BooleanField(label=gettext_lazy("May comment and approve"), required=False, initial=True)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["number"] = article.newest.number
        number = self["number"].value()
        self.fields["shows"].choices = [  # type: ignore[attr-defined]
            ("newest", _("Always the newest version")),
            ("version", _("Version %(number)s, whatever is written later") % {"number": number}),
        ]


@dataclass
class Row:
    """One link as the desk lists it: what became of it, and who came."""

    link: ShareLink
    is_open: bool
    may_revoke: bool
    visits: list[ShareVisit] = field(default_factory=list)


@dataclass(frozen=True)
class Panel:
    """What the writing page says of a story's open links, and whether this person may make another."""

    links: Sequence[ShareLink]
    may_share: bool


def urls(wrap: Any) -> list[URLPattern]:
    """The address of a story's links at the desk, under that of the stories."""
    return [path("<int:pk>/sharing/", wrap(sharing_view), name="share-story")]


def panel(article: Article, *, by: User) -> Panel:
    """The story's open links for its writing page, in one query."""
    marked = ShareVisit.objects.filter(link=OuterRef("pk"), note__mark__in=Note.Mark.values)
    links = _counted(ShareLink.objects.open().filter(article=article)).annotate(
        mark=Subquery(marked.values("note__mark")[:1]), marked=Subquery(marked.values("revision__number")[:1])
    )
    found = list(links.select_related("revision"))
    for link in found:
        link.said = dict(Note.Mark.choices).get(link.mark, "")  # type: ignore[attr-defined]
    return Panel(found, policy.why_not_share(by, article) is None)


def _counted(links: QuerySet[ShareLink]) -> QuerySet[ShareLink]:
    opened = Q(visits__kind=ShareVisit.Kind.OPENED)
    return links.annotate(openings=Count("visits", filter=opened), last=Max("visits__at", filter=opened))


@desk_page(policy.why_not_look)
def sharing_view(request: DeskRequest, pk: int) -> HttpResponse:
    """A story's links; a POST makes one, and tells its address once, or revokes one."""
    user = request.user
    article = get_object_or_404(Article.objects.select_related("head", "live"), pk=pk)
    if article.head is None:
        raise PermissionDenied
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke(request, article, by=user)
    form = ShareForm(article, request.POST if request.method == "POST" else None)
    shared = _share(form, article, by=user) if form.is_bound and form.is_valid() else None
    if shared:
        form = ShareForm(article)
    return _page(request, article, form, shared=shared, by=user)


def _share(form: ShareForm, article: Article, *, by: User) -> share_links.Shared | None:
    asked = form.cleaned_data
    number = asked["number"] if asked["shows"] == "version" else None
    words = {name: asked[name] for name in ("label", "days", "may_comment")}
    try:
        return share_links.create(article, by=by, number=number, **words)
    except UserFacingError as refusal:
        form.add_error(None, str(refusal))
    return None


def _revoke(request: DeskRequest, article: Article, *, by: User) -> HttpResponse:
    links = ShareLink.objects.select_related("article")
    link = get_object_or_404(links, article=article, pk=parse_key(request.POST["revoke"]))
    share_links.revoke(link, by=by)
    messages.success(request, _("The link for “%(label)s” opens nothing any more.") % {"label": link.label})
    return HttpResponseRedirect(reverse("admin:share-story", args=[article.pk]))


def _page(
    request: DeskRequest, article: Article, form: ShareForm, *, shared: share_links.Shared | None, by: User
) -> HttpResponse:
    objection = policy.why_not_share(by, article)
    embargoed = article.embargo and article.embargo > timezone.now()
    context = {
        "title": _("Share “%(headline)s”") % {"headline": article.headline},
        "article": article,
        "form": form,
        "objection": objection,
        "embargo": format_moment(article.embargo) if embargoed and article.embargo else "",
        "rows": rows(article, by=by),
        "shared": shared.link if shared else None,
        "address": settings.SITE_URL + reverse("preview", args=[shared.token]) if shared else "",
    }
    refused = form.is_bound and not shared
    return TemplateResponse(request, "admin/articles/article/sharing.html", context, status=400 if refused else 200)


def rows(article: Article, *, by: User) -> list[Row]:
    """The story's newest links with their newest visits, in three queries whatever their number."""
    links = _counted(ShareLink.objects.filter(article=article)).select_related("revision", "created_by", "revoked_by")
    open_now = set(ShareLink.objects.open().filter(article=article).values_list("pk", flat=True))
    seen: defaultdict[int, list[ShareVisit]] = defaultdict(list)
    visits = ShareVisit.objects.filter(link__article=article).select_related("revision", "note")
    for visit in visits[:MOST_VISITS]:
        seen[visit.link_id].append(visit)
    found = [
        Row(link, link.pk in open_now, policy.why_not_revoke(by, link) is None, seen[link.pk])
        for link in links[:MOST_LINKS]
    ]
    return sorted(found, key=lambda row: not row.is_open)
