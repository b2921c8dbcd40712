"""The kinds of public lists: what each is a list of, how its pages are read, and what they show."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.domain.story_lists import ListName
from articles.lib.geo import Region, region_name
from articles.models import Article, Author, Collection, Country, Quotation, Section, Tag
from articles.queries.lists.cards import Card
from articles.queries.lists.country_pages import (
    PairProfile,
    RegionProfile,
    describe_counted_country,
    describe_country,
)
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

    def describe(self, page: ListPage) -> dict[str, Any]:  # noqa: ARG002 - most lists say the same on every page
        """Return what the template shows of the list around the cards of a page: strings and flags."""
        return {"title": self.title, "description": self.description, "about": self.about}

    def join_cards(self, page: ListPage) -> SafeString:
        """Return the markup of all cards of a page."""
        return page.joined_cards

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

    def describe(self, page: ListPage) -> dict[str, Any]:
        """Return what the template shows, with what the author is quoted with."""
        quotes = render_to_string("articles/_quotes.html", {"quotes": self.quotes}) if self.quotes else ""
        return {**super().describe(page), "based_in": self.author.based_in, "quotes": quotes}


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

    def describe(self, page: ListPage) -> dict[str, Any]:
        """Return what the template shows, with the country, its region, and the addresses of its two lists."""
        about = self.country.get_absolute_url()
        return {
            **super().describe(page),
            **describe_country(self.country),
            "region": region_name(self.region.name, get_language() or ""),
            "region_address": reverse("region", args=[self.region.slug]),
            "about_address": about,
            "mentioned_address": f"{about}mentioned/",
            "is_mentions": self.is_mentions,
        }


@dataclass(frozen=True, kw_only=True)
class RegionListing(Listing):
    """The stories about any country of one region."""

    region: RegionProfile
    template: str = "articles/region.html"

    def describe(self, page: ListPage) -> dict[str, Any]:
        """Return what the template shows, with the regions around and inside this one, and its countries."""
        around = self.region.around
        return {
            **super().describe(page),
            "around": around.name if around else "",
            "around_address": reverse("region", args=[around.region.slug]) if around else "",
            "inside": [
                {"name": inner.name, "address": reverse("region", args=[inner.region.slug])}
                for inner in self.region.inside
            ],
            "countries": [describe_counted_country(row.country, row.stories) for row in self.region.countries],
        }


@dataclass(frozen=True, kw_only=True)
class PairListing(Listing):
    """The stories about both of two countries."""

    countries: list[Country]
    pair: PairProfile
    template: str = "articles/pair.html"
    card: str = "row-3"

    def describe(self, page: ListPage) -> dict[str, Any]:
        """Return what the template shows, with both countries and their key moments."""
        moments = self.pair.key_moments
        context = {"moments": moments, "on_page": page.keys}
        return {
            **super().describe(page),
            "one": describe_country(self.countries[0]),
            "other": describe_country(self.countries[1]),
            "key_moments": render_to_string("articles/_key_moments.html", context) if moments else "",
        }

    def join_cards(self, page: ListPage) -> SafeString:
        """Return the markup of all cards of a page, by month."""
        return (
            render_to_string("articles/_months_of_cards.html", {"months": page.months})
            if page.entries
            else SafeString()
        )

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

    def describe(self, page: ListPage) -> dict[str, Any]:
        """Return what the template shows, with whether this is a series or a package."""
        return {**super().describe(page), "kind": self.collection.get_kind_display()}

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
