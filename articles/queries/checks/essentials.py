"""Checks for parts that every story needs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.domain.document import BYLINE, CountryRole
from articles.lib.text.measure import words
from articles.lib.text.spans import Spot
from articles.queries.checks.subject import Copy, Seen

LONGEST_HEADLINE = 110  # characters; what search engines and other papers' lists show of it


def empty_body(copy: Copy) -> Iterator[Seen]:
    """A story without a word is not a story."""
    if not any(words(block.text) for block in copy.blocks):
        yield Seen("body", _("The body is empty."))


def headline_length(copy: Copy) -> Iterator[Seen]:
    """A headline that lists, feeds and search engines show whole."""
    headline = copy.document.headline
    if (over := len(headline) - LONGEST_HEADLINE) > 0:
        message = ngettext(
            "The headline is %(over)s character too long; lists cut it off after %(most)s.",
            "The headline is %(over)s characters too long; lists cut it off after %(most)s.",
            over,
        )
        spot = Spot.of(headline, LONGEST_HEADLINE, len(headline))
        yield Seen("headline", message % {"over": over, "most": LONGEST_HEADLINE}, spot=spot)


def standfirst(copy: Copy) -> Iterator[Seen]:
    """Lists and feeds say with it what the story is."""
    if not copy.document.standfirst:
        yield Seen("standfirst", _("There is no standfirst."))


def label(copy: Copy) -> Iterator[Seen]:
    """Readers learn from it whether they read news or views."""
    if not copy.document.label:
        yield Seen("label", _("There is no label."))


def section(copy: Copy) -> Iterator[Seen]:
    """A story is found by its section."""
    if not copy.document.section:
        yield Seen("section", _("The story is in no section."))


def byline(copy: Copy) -> Iterator[Seen]:
    """Somebody answers for it by name."""
    if not copy.document.credits:
        yield Seen("credits", _("Nobody is credited."))
    elif not any(line.role in BYLINE for line in copy.document.credits):
        yield Seen("credits", _("Nobody is credited as its writer or reporter, so it has no byline."))


def about(copy: Copy) -> Iterator[Seen]:
    """A foreign story is about a country."""
    if not any(line.role == CountryRole.ABOUT for line in copy.document.countries):
        yield Seen("about", _("The story is about no country."))
