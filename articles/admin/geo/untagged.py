"""The queue of stories without a country, one story and one key press at a time.

Whether somebody may decide, and whether the story is still what was seen, drafting finds out under its lock; here it
becomes a sentence. The page works by plain forms; the desk's script posts the same forms and asks for JSON.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.desk_page import desk_page
from articles.admin.geo.untagged_story import REFUSED, ROLES, Shown, Typed, shown
from articles.admin.request import KEY, DeskRequest, parse_key, parse_positive_int
from articles.domain.dates import start_of_day
from articles.domain.document import CountryLine, Language
from articles.domain.errors import UserFacingError
from articles.domain.roles import Duty
from articles.lib import geo
from articles.models import Article, User
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy
from articles.services import editing
from articles.services.revisions import StaleDocument

PORTION: Final = 4  # stories that the script fetches ahead
MOST: Final = 1000  # counted to the last one; beyond it there are "more"
_YEAR = re.compile("[0-9]{4}")
_UNDO = re.compile("(tag|none)-([0-9]{1,18})-([0-9]{1,9})")
_CHANGED = gettext_lazy("Somebody changed this story; here it is again.")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a narrower queue, and the story that it goes on after (the queue falls by key)."""

    section: str = ""
    language: str = ""
    year: str = ""
    after: str = ""
    undo: str = ""

    @classmethod
    def of(cls, request: DeskRequest) -> "Asked":
        """As the address says."""
        return cls(**{name: request.GET.get(name, "").strip()[:120] for name in cls.__dataclass_fields__})

    def address(self, **changed: Any) -> str:
        """The queue's address with the same filters and something else."""
        parts = {name: str(value) for name, value in vars(replace(self, **{"undo": "", **changed})).items() if value}
        return f"{reverse('admin:untagged')}?{urlencode(parts)}" if parts else reverse("admin:untagged")

    @property
    def filters(self) -> str:
        """The filters as the beginning of a query string, to which the story to go on after is added."""
        parts = {name: value for name in ("section", "language", "year") if (value := getattr(self, name))}
        return f"{urlencode(parts)}&" if parts else ""

    def problem(self, sections: Iterable[dict[str, Any]]) -> str:
        """Why the address asks for something that there is not; "" when it doesn't."""
        if self.section not in {"", "-", *(section["slug"] for section in sections)}:
            return _("There is no section “%(section)s”.") % {"section": self.section}
        if self.language not in {"", *Language.values}:
            return _("“%(language)s” isn’t a language of this newsroom.") % {"language": self.language}
        if self.year and not (_YEAR.fullmatch(self.year) and 1 < int(self.year) < datetime.MAXYEAR):
            return _("“%(year)s” is no year: write four digits.") % {"year": self.year}
        return ""

    def narrowed(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Those of the stories that the filters let through."""
        if self.section:
            stories = (
                stories.filter(section__slug=self.section) if self.section != "-" else stories.filter(section=None)
            )
        if self.language:
            stories = stories.filter(language=self.language)
        if self.year:
            begin, end = (start_of_day(datetime.date(int(self.year) + more, 1, 1)) for more in (0, 1))
            stories = stories.filter(
                Q(visible_at__gte=begin, visible_at__lt=end)
                | Q(visible_at=None, created_at__gte=begin, created_at__lt=end)
            )
        return stories

    def onward(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """What comes after the cursor, the newest first."""
        if KEY.fullmatch(self.after):
            stories = stories.filter(pk__lt=int(self.after))
        return stories.select_related("head", "section").order_by("-pk")


@dataclass(frozen=True)
class Outcome:
    """What came of a press: a sentence, the token that takes it back, and the story if it is to be seen again.

    `typed` says that the story is seen with what was typed, of which nothing is kept yet.
    """

    said: str = ""
    undo: str = ""
    again: Shown | None = None
    failed: bool = False
    typed: bool = False


@desk_page(policy.why_not_work_through)
def queue_view(request: DeskRequest) -> HttpResponse:
    """The page with the next story; or what was decided on the last one, and then the page."""
    user, asked = request.user, Asked.of(request)
    if request.method != "POST":
        return _page(request, user, asked)
    article = _posted(request)
    outcome = _decide(request, user, article)
    if request.headers.get("Accept") == "application/json":
        again = _fragment(request, asked, outcome.again) if outcome.again else ""
        return JsonResponse({"said": outcome.said, "undo": outcome.undo, "story": again, "failed": outcome.failed})
    if outcome.typed:
        return _page(request, user, asked, again=outcome.again)
    (messages.error if outcome.failed else messages.success)(request, outcome.said)
    after = article.pk + 1 if outcome.again else article.pk
    return HttpResponseRedirect(asked.address(after=after, undo=outcome.undo))


@require_safe
@desk_page(policy.why_not_work_through)
def ahead_view(request: DeskRequest) -> HttpResponse:
    """The next few stories as forms, for the script to have at hand."""
    asked = Asked.of(request)
    stories = (
        Article.objects.none() if asked.problem(_sections(request)) else asked.narrowed(_within_reach(request.user))
    )
    context = {"stories": shown(asked.onward(stories)[:PORTION]), "asked": asked}
    return render(request, "admin/articles/article/_untagged_ahead.html", context)


def _within_reach(user: User) -> ArticleQuerySet:
    """The untagged stories that this person may decide on."""
    stories = Article.objects.untagged()
    if not policy.has_duty(user, Duty.PUBLISH):
        return stories.filter(live=None)
    return stories if policy.has_duty(user, Duty.WRITE) else stories.exclude(live=None)


def _sections(request: DeskRequest) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = request.edition.sections_in(get_language() or "")
    return sections


def _page(request: DeskRequest, user: User, asked: Asked, *, again: Shown | None = None) -> HttpResponse:
    problem = asked.problem(_sections(request))
    stories = asked.narrowed(_within_reach(user)) if not problem else Article.objects.none()
    left = stories.order_by()[: MOST + 1].count()
    language = get_language() or ""
    context = {
        "title": _("Stories without a country"),
        "asked": asked,
        "begin": asked.address(after=""),
        "problem": problem,
        "story": again or next(iter(shown(asked.onward(stories)[:1])), None),
        "left": min(left, MOST),
        "more": left > MOST,
        "may_publish": policy.has_duty(user, Duty.PUBLISH),
        "may_judge": policy.why_not_judge(user) is None,
        "sections": _sections(request),
        "languages": Language.choices,
        "undo": _UNDO.fullmatch(asked.undo),
        "names": sorted(geo.country_name(code, language) for code in geo.COUNTRIES),
    }
    return TemplateResponse(request, "admin/articles/article/untagged.html", context)


def _fragment(request: DeskRequest, asked: Asked, story: Shown) -> str:
    return render_to_string("admin/articles/article/_untagged.html", {"story": story, "asked": asked}, request=request)


def _posted(request: DeskRequest) -> Article:
    """The story that the press is about."""
    key = request.POST.get("story", "")
    return get_object_or_404(Article.objects.select_related("head", "section"), pk=parse_key(key))


def _decide(request: DeskRequest, user: User, article: Article) -> Outcome:
    """Do what was pressed; a refusal becomes a sentence, and the story is shown again if it is still to be decided on."""
    base = request.POST.get("base", "")
    seen = parse_positive_int(base)
    press, _colon, offered = request.POST.get("do", "").partition(":")
    try:
        if press == "none":
            editing.mark_no_country(article, by=user, seen=seen)
            told = _("“%(headline)s” concerns no country.") % {"headline": article.headline}
            return Outcome(told, undo=f"none-{article.pk}-{seen}")
        if press == "undo":
            return _undo(request, user, article)
        if press in {"accept", "add"}:
            return _accept(request, user, article, seen=seen, adding=press == "add", offered=offered)
    except StaleDocument:
        return _anew(user, article, str(_CHANGED))
    except (UserFacingError, policy.NotAllowed) as refusal:
        return Outcome(f"“{article.headline}”: {refusal}", failed=True)
    raise SuspiciousOperation(_("There is no such button."))


def _anew(user: User, article: Article, said: str) -> Outcome:
    fresh = _within_reach(user).select_related("head", "section").filter(pk=article.pk)
    again = next(iter(shown(fresh)), None)
    return Outcome(said if again else _("Somebody has decided on this story meanwhile."), again=again, failed=True)


def _accept(request: DeskRequest, user: User, article: Article, *, seen: int, adding: bool, offered: str) -> Outcome:
    """Keep the countries as they were shown and toggled; or only put one more among them."""
    words = request.POST
    roles = {key[5:]: role for key, role in words.items() if key.startswith("role-") and role in ROLES}
    roles = {code: role for code, role in roles.items() if code in geo.COUNTRIES}
    typed = offered or words.get("add", "").strip()
    if typed:
        try:
            roles.setdefault(_code_of(typed), ROLES[0])
        except geo.UnknownCountry as unknown:
            problem = _("No country is called “%(typed)s”. Is it one of these?") % {"typed": typed[:60]}
            return _once_more(article, Typed(roles, typed, problem, unknown.nearest))
    if adding:
        return _once_more(article, Typed(roles, problem="" if typed else _("Write the country’s name or its code.")))
    lines = tuple(CountryLine(code, role) for code, role in roles.items() if role != REFUSED)
    if not lines:
        problem = _("No country is chosen. Choose one, or say that the story concerns none.")
        return _once_more(article, Typed(roles, problem=problem))
    decisions = {code: role if role == REFUSED else f"accepted_{role}" for code, role in roles.items()}
    tagged = editing.tag_countries(article, lines, by=user, base=seen, decisions=decisions)
    language = get_language() or ""
    names = ", ".join(geo.country_name(line.code, language) for line in lines)
    told = _("“%(headline)s”: %(countries)s.") % {"headline": article.headline, "countries": names}
    return Outcome(told, undo=f"tag-{tagged.pk}-{tagged.newest.number}")


def _once_more(article: Article, typed: Typed) -> Outcome:
    (again,) = shown([article], typed=typed)
    return Outcome(again=again, failed=bool(typed.problem), typed=True)


def _code_of(typed: str) -> str:
    """The code that a code or a name, in English or in the desk's language, means. Raises UnknownCountry."""
    language = get_language() or ""
    wanted = typed.casefold()
    named = (code for code in geo.COUNTRIES if geo.country_name(code, language).casefold() == wanted)
    return next(named, None) or geo.normalise_code(typed)


def _undo(request: DeskRequest, user: User, article: Article) -> Outcome:
    token = _UNDO.fullmatch(request.POST.get("undo", ""))
    if token is None or int(token[2]) != article.pk:
        raise SuspiciousOperation(_("There is nothing to take back."))
    take_back = editing.undo_tag_countries if token[1] == "tag" else editing.unmark_no_country
    take_back(article, by=user, seen=int(token[3]))
    return replace(_anew(user, article, _("Taken back: here it is again.")), failed=False)
