"""Admin of stories: the list with filters and bulk moves, and the routes of one story's pages."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MAX_SEARCH_WORDS, TableAdmin
from articles.admin.bounded_list import NewestFirstList, NewestFirstPicker
from articles.admin.desk_page import desk_page
from articles.admin.filters import ChoiceFilter, MineFilter, SectionFilter, WorkFilter
from articles.admin.geo import accuracy, coverage, untagged
from articles.admin.pickers import cut_short_result
from articles.admin.request import DeskRequest, desk_request
from articles.admin.schedule import board, calendar
from articles.admin.story import (
    assignments,
    bulk_changes,
    duplicate,
    history,
    link_targets,
    notes,
    share_links,
    writing_page,
)
from articles.admin.story.editor import autosave, edit_sessions, feedback
from articles.admin.story.editor.forms import FilingForm
from articles.admin.story.story_filters import PreciseFilter, StatusFilter
from articles.domain.dates import format_moment, format_short_moment
from articles.domain.document import direction_of
from articles.domain.errors import UserFacingError
from articles.domain.states import MOVES, Move, Stage, Standing
from articles.exchange import filing
from articles.models import Article
from articles.models.story.stories import ArticleQuerySet
from articles.queries import policy
from articles.queries.desk import stories
from articles.queries.desk.newest_first import MAX_COUNTED
from articles.queries.story import story_page as reading
from articles.queries.time_budget import time_budget
from articles.services import editing, workflow
from articles.templatetags.newsroom import flag, in_scripts, names

BULK = tuple(move for move, rule in MOVES.items() if rule.needs_nothing)


def _build_bulk_action(move: Move) -> Callable[[Any, HttpRequest, QuerySet[Article]], None]:
    """Build the bulk action that makes one move on each selected story, with the same checks as its button."""

    def action(_admin: Any, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        """Make the move on each selected story; add a message about those moved and one per refusal."""
        done, refused = 0, []
        selected = list(stories.selected_stories(chosen)[: MAX_COUNTED + 1])
        if len(selected) > MAX_COUNTED:
            number = number_format(MAX_COUNTED, force_grouping=True)
            messages.error(request, gettext("Choose at most %(number)s stories at once.") % {"number": number})
            return
        for article in selected:
            try:
                workflow.make_move(move, article, workflow.MoveRequest(by=desk_request(request).user))
            except (UserFacingError, policy.PermissionRefused) as refusal:
                refused.append((article.headline, str(refusal)))
            else:
                done += 1
        if done:
            words = ngettext("%(move)s: %(n)s story.", "%(move)s: %(n)s stories.", done)
            messages.success(request, words % {"move": move.label, "n": done})
        for headline, sentence in refused:
            messages.error(request, f"“{headline}”: {sentence}")

    action.__name__ = f"move_{move.value}"
    return admin.action(description=move.label)(action)


@admin.register(Article)
class ArticleAdmin(TableAdmin):
    """The desk's list of stories and the way to each of them."""

    list_display = ("story", "state", "in_section", "countries", "writers", "words", "moment")
    list_display_links = ("story",)
    list_filter = (
        StatusFilter,
        PreciseFilter,
        SectionFilter,
        ("genre", ChoiceFilter),
        MineFilter,
        WorkFilter,
    )
    narrowed_by = frozenset(
        {"status", "stage__exact", "stage__in", "standing__exact", "genre__exact", "section", "mine", "work"}
        | set(PreciseFilter.names)
    )
    search_fields = ("headline", "slugline", "standfirst", "slug", "credits__author__name")
    search_help_text = _("Headline, text, slugline, address or author")
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    paginator = NewestFirstPicker
    ordering = ("-last_edited_at", "-pk")
    actions = [*(_build_bulk_action(move) for move in BULK), *bulk_changes.EDITS.values(), bulk_changes.ASSIGN]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer only the bulk moves and changes that this person’s duties cover; each story is still checked."""
        user = desk_request(request).user
        covered = {f"move_{move.value}" for move in BULK if policy.has_duty(user, MOVES[move].duty)}
        covered |= bulk_changes.names_for(user)
        return {name: action for name, action in super().get_actions(request).items() if name in covered}

    def get_queryset(self, request: HttpRequest) -> ArticleQuerySet:  # noqa: ARG002 - Django's signature
        """Load stories with their card and their newest version."""
        return Article.objects.with_card().select_related("head")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[NewestFirstList]:  # noqa: ARG002 - Django's signature
        """Return the list that is as quick however many stories there are."""
        return NewestFirstList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:  # noqa: ARG002 - Django's signature
        """Search for the first MAX_SEARCH_WORDS words, without a join that would find a story more than once."""
        return stories.matching(queryset, _split_words(search_term)), False

    def find_indexed(self, search_term: str) -> list[int]:
        """Return the keys of the public stories with the words of a search, as far as an index has few of them."""
        return stories.find_indexed(_split_words(search_term)) or []

    @admin.display(description=_("story"), ordering="headline")
    def story(self, article: Article) -> str:
        """Return the story’s label, headline and slugline as HTML."""
        language, direction = article.language, direction_of(article.language)
        label, headline = article.label, in_scripts(article.headline, language)
        words = [("row-label", label), ("row-headline", headline)]
        lines = format_html_join(
            "",
            '<bdi class="{}" lang="{}" dir="{}">{}</bdi>',
            ((name, language, direction, text) for name, text in words if text),
        )
        slugline = format_html('<span class="row-slugline">{}</span>', article.slugline) if article.slugline else ""
        return format_html("{}{}", lines, slugline)

    @admin.display(description=_("status"), ordering="stage")
    def state(self, article: Article) -> str:
        """Return the story’s standing and stage as coloured labels in HTML."""
        return format_html_join(" ", '<span class="state state-{}">{}</span>', _list_states(article))

    @admin.display(description=_("section"), ordering="section__name", empty_value="–")
    def in_section(self, article: Article) -> str | None:
        """Return the name of the story’s section; None without a section."""
        return str(article.section) if article.section else None

    @admin.display(description=_("countries"), empty_value="–")
    def countries(self, article: Article) -> str | None:
        """Return the flags of the story’s countries as HTML, with names for tooltips and screen readers."""
        items = ((place["name"], flag(place["code"]), place["name"]) for place in article.places)
        return (
            format_html_join(
                " ",
                '<span title="{}"><span class="flag" aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>',
                items,
            )
            or None
        )

    @admin.display(description=_("byline"), empty_value="–")
    def writers(self, article: Article) -> str | None:
        """Return the names of the credited people; None if there are none."""
        return names(article.credited) or None

    @admin.display(description=_("when"), ordering="last_edited_at")
    def moment(self, article: Article) -> str:
        """Return the time that counts as HTML: when the story is scheduled, was published, or was last edited."""
        if article.stage == Stage.SCHEDULED:
            words, moment = gettext("due"), article.scheduled_change_at or article.visible_at
        elif article.visible_at:
            words, moment = gettext("published"), article.visible_at
        else:
            words, moment = gettext("edited"), article.last_edited_at
        return (
            format_html('{} <span title="{}">{}</span>', words, format_moment(moment), format_short_moment(moment))
            if moment
            else ""
        )

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse to delete stories; they are spiked, retracted or killed instead."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        """Show the writing page instead of Django’s form. Raises PermissionDenied without the right to view."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return writing_page.writing_view(request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Show the story’s versions with their milestones instead of Django’s log."""
        return history.history_view(request, object_id)

    def get_urls(self) -> list[URLPattern]:
        """Add the desk’s pages about stories to Django’s own patterns."""
        wrap = self.admin_site.admin_view
        return [
            path("file/", wrap(file_view), name="file-story"),
            path("tag-names/", wrap(tag_names_view), name="tag-names"),
            path("link-targets/", wrap(link_targets.link_targets_view), name="link-targets"),
            path("feedback/", wrap(feedback.feedback_view), name="story-feedback"),
            path("presence/", wrap(edit_sessions.heartbeat_view), name="story-presence"),
            path("<int:pk>/take-over/", wrap(edit_sessions.take_over_view), name="take-over-story"),
            path("coverage/", wrap(coverage.coverage_view), name="compare-coverage"),
            path("suggestions/judged/", wrap(accuracy.accuracy_view), name="suggestion-accuracy"),
            path("suggestions/untagged/", wrap(untagged.queue_view), name="untagged"),
            path("suggestions/untagged/ahead/", wrap(untagged.next_stories_view), name="untagged-next"),
            path("<int:pk>/duplicate/", wrap(duplicate.duplicate_view), name="duplicate-story"),
            path("<int:pk>/notes/", wrap(notes.notes_view), name="story-notes"),
            *history.urls(wrap),
            *board.urls(wrap),
            *calendar.urls(wrap),
            path("<int:pk>/assignment/", wrap(assignments.assign_view), name="assign-story"),
            *autosave.urls(wrap),
            path("<int:pk>/preview/", wrap(preview_view), name="preview-story"),
            *share_links.urls(wrap),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with a link to the untagged stories for people who may review them."""
        context = {"may_work_through": policy.why_not_review_untagged(desk_request(request).user) is None}
        return super().changelist_view(request, {**context, **(extra_context or {})})


@desk_page(policy.why_not_view_stories)
def tag_names_view(request: DeskRequest) -> JsonResponse:
    """Return tags whose names match `?term=` as JSON, for the tag picker; first those that are probably meant by it."""
    term = request.GET.get("term", "").replace("\0", "").strip()[:100]
    results: list[dict[str, Any]] = []
    with time_budget() as budget:
        similar = [tag.name for tag in stories.find_similar_tags(term)]
        if any(name.casefold() == term.casefold() for name in similar):
            similar = []  # it is known already
        question = gettext("Did you mean “%(tag)s”?")
        results += [{"id": name, "text": name, "question": question % {"tag": name}} for name in similar]
        names = [tag.name for tag in stories.find_tags(term)]
        results += [{"id": name, "text": name} for name in names if name not in similar]
    if budget.is_spent:
        results.append(cut_short_result())
    return JsonResponse({"results": results, "pagination": {"more": False}})


@desk_page(policy.why_not_view_stories)
def preview_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the newest version as readers would see it, uncached. Raises Http404 without a version."""
    article = get_object_or_404(stories.stories_with_head(), pk=pk)
    if article.head is None:
        raise Http404
    page = reading.from_document(article, article.head.document)
    context = {"story": page, "article": article}
    response = TemplateResponse(request, "admin/articles/article/preview.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@desk_page(policy.why_not_create)
def file_view(request: DeskRequest) -> HttpResponse:
    """Show the form to file a text; a POST makes a draft of the uploaded or pasted text."""
    form = FilingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        article = _file_draft(form, request)
        if article:
            messages.success(request, gettext("Filed. Check the suggested countries."))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    context = {"title": gettext("File a text"), "form": form}
    return TemplateResponse(request, "admin/articles/article/file.html", context)


def _split_words(term: str) -> list[str]:
    """Return the first MAX_SEARCH_WORDS words of a search; what stands between quotation marks is one."""
    return [_unquote(word) for word in smart_split(term)][:MAX_SEARCH_WORDS]


def _unquote(word: str) -> str:
    """Return a searched word, or the words that stand between quotation marks."""
    is_quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


def _file_draft(form: FilingForm, request: DeskRequest) -> Article | None:
    """Make a draft of the filed text; return None, with an error on the form, if refused."""
    upload = form.cleaned_data["file"]
    data = upload.read() if upload else form.cleaned_data["text"].encode()
    try:
        name = upload.name if upload else ""
        filed = filing.read_file(data, name=name)
        return filing.create_draft(filed, by=request.user, name=name or gettext("pasted text"), again=False)
    except editing.AlreadyFiled as earlier:
        address = reverse("admin:articles_article_change", args=[earlier.article.pk])
        form.add_error(None, format_html('{} <a href="{}">{}</a>', str(earlier), address, gettext("Open the story")))
    except UserFacingError as refusal:
        form.add_error(None, str(refusal)[:1].upper() + str(refusal)[1:])
    return None


def _list_states(article: Article) -> Iterator[tuple[str, str]]:
    """Yield (CSS class suffix, label) of a published or withdrawn story’s standing and of a stage other than done."""
    if article.standing in {Standing.RETRACTED, Standing.KILLED}:
        yield article.standing, article.get_standing_display()
    elif article.stage == Stage.DONE or (article.standing == Standing.PUBLISHED and article.stage != Stage.SCHEDULED):
        yield Standing.PUBLISHED.value, article.get_standing_display()
    if article.stage != Stage.DONE:
        yield article.stage, article.get_stage_display()
