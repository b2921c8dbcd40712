"""The kinds of public lists: what each is a list of, how its pages are read, and what they show."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.safestring import SafeString

from articles.domain.story_lists import ListName
from articles.lib.geo import Region
from articles.models import Article, Author, Collection, Country, Quotation, Section, Tag
from articles.queries.lists.cards import Card
from articles.queries.lists.country_pages import PairProfile, RegionProfile
from articles.queries.lists.list_pages import ListPage, read_list_page
from articles.queries.lists.pagination import MAX_PARTS
from articles.queries.read_model.story_lists import (
    PAGE_SIZE,
    Entry,
)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of published stories, newest first: its title, what it is about, and the template of its page."""

    title: str
    name: ListName
    template: str
    about: str = ""
    card: str = "row"  # the fragment that shows a story

    @property
    def description(self) -> str:
        """One sentence about the list for search engines."""
        return f"{self.title}: {self.about or settings.SITE_NAME}"

    @property
    def feed_query(self) -> str:
        """The query string for the list's feeds; "" for an unfiltered list."""
        return ""

    @property
    def page_query(self) -> str:
        """The query string for the list's pages, without the cursor; "" for an unfiltered list."""
        return ""

    def read_page(self, cursor: str) -> ListPage:
        """Read the page that begins after the cursor, without its cards. Raises CursorRejected."""
        return read_list_page(self.name, cursor=cursor)

    def render_special_cards(self, keys: list[int]) -> dict[int, SafeString]:  # noqa: ARG002 - most lists have none
        """Render the cards that differ in this list from those in others, by the story's primary key."""
        return {}

    def newest_keys(self) -> list[int]:
        """Return the primary keys of the newest stories, for a feed."""
        return self.read_page("").keys


@dataclass(frozen=True, kw_only=True)
class SectionListing(Listing):
    """The stories of one section."""

    section: Section
    template: str = "articles/section.html"


@dataclass(frozen=True, kw_only=True)
class AuthorListing(Listing):
    """The stories in which one author is credited, and what the author is quoted with."""

    author: Author
    quotes: list[Quotation]
    template: str = "articles/author.html"


@dataclass(frozen=True, kw_only=True)
class TagListing(Listing):
    """The stories with one tag."""

    tag: Tag
    template: str = "articles/tag.html"


@dataclass(frozen=True, kw_only=True)
class CountryListing(Listing):
    """The stories about one country, or those that only mention it."""

    country: Country
    region: Region
    is_mentions: bool = False
    template: str = "articles/country.html"


@dataclass(frozen=True, kw_only=True)
class RegionListing(Listing):
    """The stories about any country of one region."""

    region: RegionProfile
    template: str = "articles/region.html"


@dataclass(frozen=True, kw_only=True)
class PairListing(Listing):
    """The stories about both of two countries."""

    countries: list[Country]
    pair: PairProfile
    template: str = "articles/pair.html"
    card: str = "row-3"

    def render_special_cards(self, keys: list[int]) -> dict[int, SafeString]:
        """Render the cards of the pair's key stories, which say so, by primary key."""
        return self.pair.render_key_cards(keys)


@dataclass(frozen=True, kw_only=True)
class MonthListing(Listing):
    """The stories of one month, named by its first day."""

    month: datetime.date
    since: int
    before: int
    template: str = "articles/month.html"

    def read_page(self, cursor: str) -> ListPage:
        """Read the page that begins after the cursor, within the month. Raises CursorRejected."""
        return read_list_page(self.name, cursor=cursor, since=self.since, before=self.before)


@dataclass(frozen=True, kw_only=True)
class SeriesListing(Listing):
    """A series or package in its editor's order, all on one page: such lists are short, and parts are numbered."""

    collection: Collection
    template: str = "articles/collection.html"

    @cached_property
    def parts(self) -> list[Article]:
        """The published parts in order."""
        stories = Article.objects.published().filter(
            collection_items__collection=self.collection, public_story__isnull=False
        )
        in_order = stories.order_by("collection_items__position", "collection_items__pk").with_card()
        return list(in_order.select_related("public_story")[:MAX_PARTS])

    def read_page(self, cursor: str) -> ListPage:  # noqa: ARG002 - there is one page only
        """Read the whole series as one page; the cursor is ignored."""
        return ListPage([Entry(story.pk, story.public_story.place) for story in self.parts])

    def render_special_cards(self, keys: list[int]) -> dict[int, SafeString]:  # noqa: ARG002 - all parts are special
        """Render the cards of all parts, which are numbered, by primary key."""
        return {story.pk: Card.of(story, "row", number=number).html for number, story in enumerate(self.parts, 1)}

    def newest_keys(self) -> list[int]:
        """Return the primary keys of the newest parts, for a feed."""
        newest = sorted(self.read_page("").entries, key=lambda entry: entry.place, reverse=True)
        return [entry.story for entry in newest[:PAGE_SIZE]]
