"""The desk's admin site: its name, and the start page that shows what waits for me."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.people import user_of
from articles.models import Article
from articles.models.stories import ArticleQuerySet
from articles.roles import Duty
from articles.states import Stage, Standing

SHOWN = 8


@dataclass(frozen=True)
class Tray:
    """One list on the start page: stories, where to see all of them, and what an empty one says."""

    title: str
    stories: list[Article]
    more: str
    nothing: str
    mine: bool = False


class Desk(admin.AdminSite):
    """Django's admin as the newsroom's desk."""

    site_url = None  # the paper is in the desk's own navigation
    index_template = "admin/start.html"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = settings.SITE_NAME
        return {**super().each_context(request), "site_header": name, "site_title": name, "paper": name}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The start page: what waits for this person first."""
        trays = trays_for(request)
        context = {"title": "", "trays": trays, "may_write": policy.why_not_create(user_of(request)) is None}
        return super().index(request, {**context, **(extra_context or {})})


def trays_for(request: HttpRequest) -> list[Tray]:
    """The start page's lists, in the order of this person's duties."""
    user = user_of(request)
    if not user.has_perm("articles.view_article"):
        return []
    stories = Article.objects.with_card().select_related("head__by", "section", "created_by")
    mine = stories.filter(created_by=user.pk)
    trays = []
    if policy.has_duty(user, Duty.EDIT):
        waiting = stories.filter(stage=Stage.IN_REVIEW)
        trays.append(
            _tray(
                _("Waiting for an editor"), waiting, "stage__exact=in_review", _("Nothing waits to be read."), mine=True
            )
        )
    if policy.has_duty(user, Duty.PUBLISH):
        waiting = stories.filter(stage=Stage.APPROVED)
        trays.append(
            _tray(
                _("Approved, to be published"),
                waiting,
                "stage__exact=approved",
                _("Nothing waits to be published."),
                mine=True,
            )
        )
    if policy.has_duty(user, Duty.WRITE):
        drafts = mine.filter(stage=Stage.DRAFT)
        trays.append(
            _tray(
                _("My drafts"),
                drafts,
                "stage__exact=draft&mine=yes",
                _("You have no draft. Write a story, or file a text."),
                mine=True,
            )
        )
        handed_in = mine.filter(stage__in=[Stage.IN_REVIEW, Stage.APPROVED])
        trays.append(
            _tray(
                _("Mine, handed in"),
                handed_in,
                "stage__in=in_review,approved&mine=yes",
                _("Nothing of yours is being read."),
            )
        )
    scheduled = stories.filter(stage=Stage.SCHEDULED).order_by(Coalesce("change_at", "visible_at"), "pk")
    trays.append(_tray(_("Scheduled"), scheduled, "stage__exact=scheduled", _("Nothing is scheduled.")))
    live = stories.filter(standing=Standing.PUBLISHED, stage=Stage.DONE).newest_first()
    trays.append(
        _tray(_("Latest in the paper"), live, "standing__exact=published", _("Nothing has been published yet."))
    )
    return trays


def _tray(title: str, stories: ArticleQuerySet, query: str, nothing: str, *, mine: bool = False) -> Tray:
    address = f"{reverse('admin:articles_article_changelist')}?{query}"
    return Tray(title, list(stories[:SHOWN]), address, nothing, mine)
