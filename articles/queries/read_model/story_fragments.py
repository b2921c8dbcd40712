"""Make the fragments of a public story: what its page shows, and its card in each size.

A fragment shows the story alone: names of others are tokens (see names), and links to other stories are slots.
"""

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from articles.lib import geo
from articles.models import Article
from articles.queries.addresses import absolute_url
from articles.queries.lists.cards import Card, Size
from articles.queries.read_model.names import author_token, country_tokens, section_token, tag_token
from articles.queries.read_model.related import find_earlier
from articles.queries.story import story_page, structured_data
from articles.queries.story.feed_entry import picture_of
from articles.queries.story.story_page import interface_language

Maker = Callable[[Article], str]


@dataclass(frozen=True)
class PageParts:
    """The parts of a story's page that are stored: markup, and its structured data, both as they are written."""

    title: str
    about: str
    meta: str
    main: str
    facts: str
    breadcrumbs: str


def stories_to_show(keys: Iterable[int]) -> list[Article]:
    """Read public stories with all that their fragments show, and replace the names of others by tokens."""
    stories = Article.objects.published().filter(pk__in=list(keys)).with_record().select_related("public_story")
    return [_replace_names(story) for story in stories]


def _replace_names(story: Article) -> Article:
    """Replace the names of authors, section and tags of a story in memory by tokens."""
    story.credited = [{**credit, "name": author_token(credit["id"])} for credit in story.credited]
    story.topics = [{**topic, "name": tag_token(topic["id"])} for topic in story.topics]
    if story.section:
        story.section = copy.copy(story.section)
        story.section.name, story.section.names = section_token(story.section.pk), {}
    return story


def in_its_language(make: Maker) -> Maker:
    """Let a fragment be made in the language of the page that shows it, with tokens for the names of countries."""

    def make_in_language(story: Article) -> str:
        """Make the fragment of a story."""
        with translation.override(interface_language(story.language)), geo.override_names(country_tokens()):
            return make(story)

    return make_in_language


def load_parts(fragment: str) -> PageParts:
    """Return the parts of a page from its fragment."""
    return PageParts(**json.loads(fragment))


@in_its_language
def _make_page(story: Article) -> str:
    """Make the parts of a story's page as JSON."""
    page = story_page.from_record(story)
    context: dict[str, Any] = {
        "story": page,
        "article": story,
        "canonical": absolute_url(story.get_absolute_url()),
        "picture": picture_of(story, page.document),
        "shared": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    parts = PageParts(
        title=render_to_string("articles/story/_title.html", context).strip(),
        about=render_to_string("articles/story/_about.html", context).strip(),
        meta=render_to_string("articles/story/_meta.html", context),
        main=render_to_string("articles/_story.html", context),
        facts=structured_data.write_facts(structured_data.describe_article(page)),
        breadcrumbs=structured_data.write_facts(structured_data.story_breadcrumbs(story)),
    )
    return json.dumps(asdict(parts), ensure_ascii=False)


def draw_card(story: Article, *, size: Size, level: int = 0, is_bare: bool = False) -> str:
    """Draw a story's card."""
    return Card.of(story, size, level=level, is_bare=is_bare).html.strip()


def draw_headline(story: Article) -> str:
    """Draw a story's headline with a link to it."""
    return render_to_string("articles/front/_headline.html", {"story": story}).strip()


@in_its_language
def _make_timeline_item(story: Article) -> str:
    """Make a story's line among the earlier stories on a subject."""
    return render_to_string("articles/story/_timeline_item.html", {"earlier": story}).strip()


def _list_earlier(story: Article) -> str:
    """List the earlier stories on a story's subject, as JSON."""
    return json.dumps(find_earlier(story))


# What lists and the front page show of a story, drawn in the language of the page.
CARDS: Final[Mapping[str, Maker]] = {
    "headline": draw_headline,
    "row": partial(draw_card, size="row"),
    "row-3": partial(draw_card, size="row", level=3),
    "lead": partial(draw_card, size="lead"),
    "second": partial(draw_card, size="second"),
    "second-bare": partial(draw_card, size="second", is_bare=True),
    "under": partial(draw_card, size="under"),
    "dense": partial(draw_card, size="dense"),
    "opinion": partial(draw_card, size="opinion"),
    "strip": partial(draw_card, size="strip"),
}
MAKERS: Final[Mapping[str, Maker]] = {
    "page": _make_page,
    "earlier": _list_earlier,
    "timeline": _make_timeline_item,
    **{name: in_its_language(draw) for name, draw in CARDS.items()},
}
MADE_AT_PUBLICATION: Final = ("page", "earlier", "row")
