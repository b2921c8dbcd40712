"""The board: stories as cards in columns by stage; dragging a card makes the move.

It asks the database as little of many stories as of a few: which moves a card has is judged when it is asked for.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.filters import about, is_late
from articles.admin.request import DeskRequest
from articles.admin.story import moves
from articles.domain.dates import format_short_moment, start_of_day
from articles.domain.states import Stage
from articles.lib.geo import COUNTRIES, country_name
from articles.models import Article, User
from articles.models.authors import display_name
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy

SHOWN = 30


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the board."""
    return [
        path("board/", wrap(board_view), name="board"),
        path("<int:pk>/moves/", wrap(moves.moves_view), name="story-moves"),
        path("<int:pk>/move/", wrap(moves.move_view), name="move-story"),
    ]


class NarrowingForm(forms.Form):
    """Which cards the board shows."""

    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[
            ("", gettext_lazy("Anybody")),
            ("me", gettext_lazy("I’m on it")),
            ("nobody", gettext_lazy("Nobody is on it")),
        ],
    )
    late = forms.BooleanField(label=gettext_lazy("Late only"), required=False)

    def __init__(self, *args: Any, sections: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        named = sorted((country_name(code, language), code) for code in COUNTRIES)
        parts = [(part["slug"], part["name"]) for part in sections]
        choices = {"section": parts, "country": [(code, name) for name, code in named]}
        for name, listed in choices.items():
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment] # both are
            field.choices = [("", _("All")), *listed]

    def narrow(self, stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
        """Those of the stories that were asked for; none when what was asked for can't be."""
        if not self.is_valid():
            return stories.none()
        asked = self.cleaned_data
        if asked["section"]:
            stories = stories.filter(section__slug=asked["section"])
        if asked["country"]:
            stories = about(stories, asked["country"])
        if asked["who"]:
            stories = stories.filter(assignment__to=user if asked["who"] == "me" else None)
        return stories.due_before(Now()) if asked["late"] else stories

    @property
    def where(self) -> dict[str, str]:
        """The same in the words of the list of stories."""
        asked = self.cleaned_data if self.is_valid() else {}
        work = "late" if asked.get("late") else asked.get("who", "")
        told = {"section": asked.get("section"), "country": asked.get("country"), "work": work}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Plan:
    """What a column is: where its cards are, how they are sorted, and what an empty one says."""

    stage: Stage
    title: str | Promise
    where: dict[str, str]
    nothing: str | Promise
    pick: Callable[[ArticleQuerySet], ArticleQuerySet]


def _by_due(stories: ArticleQuerySet) -> ArticleQuerySet:
    return stories.by_due()


PLANS = (
    Plan(
        Stage.DRAFT,
        gettext_lazy("Draft"),
        {"stage__exact": "draft"},
        gettext_lazy("Nobody is writing. Write a story, or file a text."),
        _by_due,
    ),
    Plan(
        Stage.IN_REVIEW,
        gettext_lazy("In review"),
        {"stage__exact": "in_review"},
        gettext_lazy("Nothing waits to be read. A reporter submits a draft."),
        _by_due,
    ),
    Plan(
        Stage.APPROVED,
        gettext_lazy("Approved"),
        {"stage__exact": "approved"},
        gettext_lazy("Nothing waits to be published. An editor approves a story."),
        _by_due,
    ),
    Plan(
        Stage.SCHEDULED,
        gettext_lazy("Scheduled"),
        {"stage__exact": "scheduled"},
        gettext_lazy("Nothing is scheduled. Drag an approved story here and choose its moment."),
        lambda stories: stories.by_publication_time(),
    ),
    Plan(
        Stage.DONE,
        gettext_lazy("Published today"),
        {"stage__exact": "done", "standing__exact": "published"},
        gettext_lazy("Nothing has been published today."),
        lambda stories: stories.order_by("-last_edited_at", "-pk"),
    ),
)


@dataclass(frozen=True)
class Card:
    """A story on the board: who is on it, the moment that counts, and what it still lacks."""

    story: Article
    who: str
    is_mine: bool
    moment: str
    is_late: bool
    lacks: list[str]

    @property
    def is_live_change(self) -> bool:
        """Whether it is an unfinished change to a story that readers see already."""
        return bool(self.story.live_id) and self.story.stage not in {Stage.DONE, Stage.SCHEDULED}


@dataclass(frozen=True)
class Column:
    """A column with its first cards, and how many there are in all."""

    plan: Plan
    cards: list[Card]
    count: int
    where: dict[str, str]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)

    @property
    def address(self) -> str:
        """The list of stories, narrowed to what is in this column."""
        return f"{reverse('admin:articles_article_changelist')}?{urlencode({**self.plan.where, **self.where})}"


@desk_page(policy.why_not_look)
def board_view(request: DeskRequest) -> HttpResponse:
    """The page with the columns."""
    user = request.user
    form = NarrowingForm(request.GET, sections=request.edition.sections_in(get_language() or ""))
    context = {
        "title": _("Board"),
        "form": form,
        "columns": _columns(form, user),
        "narrowed": bool(form.where),
        "may_write": policy.why_not_create(user) is None,
    }
    return TemplateResponse(request, "admin/articles/article/board.html", context)


def _in(plan: Plan, stories: ArticleQuerySet) -> ArticleQuerySet:
    """What is in a column."""
    if plan.stage != Stage.DONE:
        return stories.filter(stage=plan.stage)
    today = start_of_day(timezone.localdate())
    return stories.published().filter(Q(visible_at__gte=today) | Q(publicly_updated_at__gte=today), stage=Stage.DONE)


def _columns(form: NarrowingForm, user: User) -> list[Column]:
    stories = form.narrow(Article.objects.all(), user)
    stages = [plan.stage for plan in PLANS if plan.stage != Stage.DONE]
    told = stories.filter(stage__in=stages).order_by().values_list("stage").annotate(Count("pk"))
    counts = {**dict(told), Stage.DONE: _in(PLANS[-1], stories).count()}
    columns = []
    for plan in PLANS:
        found = plan.pick(_in(plan, stories).with_card().with_open_notes().select_related("assignment__to"))
        shown = found.annotate(version=F("head__number"))[:SHOWN]
        cards = [_card(story, user) for story in shown]
        columns.append(Column(plan, cards, max(counts.get(plan.stage, 0), len(cards)), form.where))
    return columns


def _card(story: Article, user: User) -> Card:
    try:
        assignment = story.assignment
    except ObjectDoesNotExist:
        assignment = None
    to = assignment.to if assignment else None
    return Card(
        story=story,
        who=display_name(to) if to else "",
        is_mine=to == user,
        moment=_moment(story, assignment.due_at if assignment else None),
        is_late=bool(assignment and is_late(story, assignment)),
        lacks=_lacks(story),
    )


def _moment(story: Article, due: datetime.datetime | None) -> str:
    if story.stage == Stage.SCHEDULED and (moment := story.scheduled_change_at or story.visible_at):
        return _("public %(moment)s") % {"moment": format_short_moment(moment)}
    if story.stage == Stage.DONE and (moment := story.publicly_updated_at or story.visible_at):
        return f"{timezone.localtime(moment):%H:%M}"
    return _("due %(moment)s") % {"moment": format_short_moment(due)} if due else ""


def _lacks(story: Article) -> list[str]:
    """What a story needs before readers should see it, as far as its card can tell."""
    notes = [ngettext("%(n)s note open", "%(n)s notes open", story.open_notes) % {"n": story.open_notes}]
    return [*_picture_lacks(story), *(notes if story.open_notes else [])]


def _picture_lacks(story: Article) -> list[str]:
    if story.stage == Stage.DONE:
        return []
    picture = story.lead_image
    if picture is None:
        return [_("no picture")]
    return [
        words
        for there, words in ((picture.alt, _("no alt text")), (picture.credit_line, _("no credit line")))
        if not there
    ]
