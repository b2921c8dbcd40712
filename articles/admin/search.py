"""Search the desk: the page behind the box in the header, and the choices of the palette that Ctrl+K opens.

The palette also finds the desk's pages by their names.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.domain.dates import format_short_moment
from articles.lib.text.search_words import fold_line
from articles.models import Article, Author, Image, Tag, User
from articles.queries import policy
from articles.queries.desk import search_everything
from articles.queries.desk.search_everything import Finds

MAX_CHARACTERS: Final = 200


@dataclass(frozen=True)
class Find:
    """One find: its words, a few more about it, and its page."""

    text: str
    address: str
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """The finds of one kind, and the list that has all of them."""

    name: str
    finds: list[Find]
    all_words: str = ""
    all_address: str = ""


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of the search; `wrap` is the admin site’s admin_view."""
    return [
        path("search/", wrap(search_view), name="search"),
        path("search/palette/", wrap(palette_view), name="search-palette"),
    ]


@desk_page(policy.why_not_view_stories)
def search_view(request: DeskRequest) -> HttpResponse:
    """Show a few finds of each kind for ?q=."""
    term = read_term(request)
    groups = list(_search(term, user=request.user)) if term else []
    context = {"title": _("Search"), "term": term, "groups": groups}
    return TemplateResponse(request, "admin/search.html", context)


@desk_page(policy.why_not_view_stories)
def palette_view(request: DeskRequest) -> HttpResponse:
    """Return the palette’s choices for ?q= as HTML: the desk’s pages, then finds."""
    term = read_term(request)
    pages = [page for page in _list_pages(request) if fold_line(term) in fold_line(page.text)]
    groups = [Group(_("Pages"), pages[: search_everything.FEW] if term else pages)] if pages else []
    groups += _search(term, user=request.user) if term else []
    response = TemplateResponse(request, "admin/_palette_choices.html", {"term": term, "groups": groups})
    response.headers["Cache-Control"] = "no-store"
    return response


def read_term(request: DeskRequest) -> str:
    """Return what is searched for."""
    return " ".join(request.GET.get("q", "").replace("\0", " ")[:MAX_CHARACTERS].split())


@dataclass(frozen=True)
class _Kind:
    """A kind of what can be found: who may see it, how it is searched, and how one of it is described."""

    name: str | Promise
    may_see: Callable[[User], bool]
    search: Callable[[list[str]], Finds]
    describe: Callable[[Any], Find]
    table: str


def _search(term: str, *, user: User) -> Iterator[Group]:
    """Yield a group for each kind that the person may see and of which something was found."""
    words = term.split()[: search_everything.MAX_WORDS]
    for kind in _KINDS:
        if not kind.may_see(user):
            continue
        finds = kind.search(words)
        name = str(kind.name)
        if finds.count is None:
            all_words = _("All in %(list)s") % {"list": name}
        else:
            all_words = _("All %(number)s in %(list)s") % {"number": finds.count, "list": name}
        address = f"{reverse(f'admin:articles_{kind.table}_changelist')}?{urlencode({'q': term})}"
        if finds.rows or finds.count is None:
            yield Group(name, [kind.describe(row) for row in finds.rows], all_words, address)


def _describe_story(story: Article) -> Find:
    """Describe a story by its headline, section and the time of its last edit."""
    details = [str(story.section) if story.section else "", format_short_moment(story.last_edited_at)]
    return Find(story.headline, _page_of(story), " · ".join(filter(None, details)))


def _describe_author(author: Author) -> Find:
    """Describe an author by name and place."""
    return Find(author.name, _page_of(author), author.based_in)


def _describe_tag(tag: Tag) -> Find:
    """Describe a tag; a synonym leads to the tag that it was merged into."""
    target = tag.into or tag
    return Find(target.name, _page_of(target), tag.name if tag.into else "")


def _describe_picture(image: Image) -> Find:
    """Describe a picture by its caption or alt text and its credit line."""
    return Find(image.caption or image.alt or str(image), _page_of(image), image.credit_line)


def _page_of(row: Any) -> str:
    """Return the address of a row’s page at the desk."""
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])  # noqa: SLF001 - documented interface


def _may_view(table: str, user: User) -> bool:
    """Return whether a person may open a table."""
    return user.has_perm(f"articles.view_{table}") or user.has_perm(f"articles.change_{table}")


_KINDS: Final = (
    _Kind(gettext_lazy("Stories"), lambda _user: True, search_everything.search_stories, _describe_story, "article"),
    _Kind(
        gettext_lazy("Authors"),
        partial(_may_view, "author"),
        search_everything.search_authors,
        _describe_author,
        "author",
    ),
    _Kind(gettext_lazy("Tags"), partial(_may_view, "tag"), search_everything.search_tags, _describe_tag, "tag"),
    _Kind(
        gettext_lazy("Pictures"),
        partial(_may_view, "image"),
        search_everything.search_pictures,
        _describe_picture,
        "image",
    ),
)


def _list_pages(request: DeskRequest) -> list[Find]:
    """Return the desk’s pages that this person may open, the most used first."""
    user = request.user
    pages = [(_("Start page"), "index"), (_("Board"), "board"), (_("Calendar"), "calendar"), (_("Inbox"), "inbox")]
    if policy.why_not_create(user) is None:
        pages += [(_("Write a story"), "articles_article_add"), (_("File a text"), "file-story")]
    if policy.why_not_change_front_page(user) is None:
        pages.append((_("Front page"), "front-page"))
    finds = [Find(name, reverse(f"admin:{address}")) for name, address in pages]
    for app in admin.site.get_app_list(request):
        finds += [
            Find(str(capfirst(model["name"])), model["admin_url"]) for model in app["models"] if model["admin_url"]
        ]
    return list({find.address: find for find in finds}.values())
