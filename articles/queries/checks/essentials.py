"""Checks for parts that every story needs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.domain.document import BYLINE, CountryRole
from articles.lib.text.measure import count_words
from articles.lib.text.spans import TextSpan
from articles.queries.checks.subject import CheckSubject, Problem

MAX_HEADLINE_LENGTH = 110  # characters that search engines and other sites' lists show


def empty_body(subject: CheckSubject) -> Iterator[Problem]:
    """Report a body without any words."""
    if not any(count_words(block.text) for block in subject.blocks):
        yield Problem("body", _("The body is empty."))


def headline_length(subject: CheckSubject) -> Iterator[Problem]:
    """Report a headline that is too long for lists, feeds and search engines."""
    headline = subject.document.headline
    if (over := len(headline) - MAX_HEADLINE_LENGTH) > 0:
        message = ngettext(
            "The headline is %(over)s character too long; lists cut it off after %(most)s.",
            "The headline is %(over)s characters too long; lists cut it off after %(most)s.",
            over,
        )
        spot = TextSpan.of(headline, MAX_HEADLINE_LENGTH, len(headline))
        yield Problem("headline", message % {"over": over, "most": MAX_HEADLINE_LENGTH}, spot=spot)


def standfirst(subject: CheckSubject) -> Iterator[Problem]:
    """Report a missing standfirst, which lists and feeds show."""
    if not subject.document.standfirst:
        yield Problem("standfirst", _("No standfirst."))


def label(subject: CheckSubject) -> Iterator[Problem]:
    """Report a missing kicker, which shows readers whether a story is news or opinion."""
    if not subject.document.label:
        yield Problem("label", _("No kicker."))


def section(subject: CheckSubject) -> Iterator[Problem]:
    """Report a story without a section, on whose page it would be listed."""
    if not subject.document.section:
        yield Problem("section", _("No section set."))


def byline(subject: CheckSubject) -> Iterator[Problem]:
    """Report a story that credits nobody, or nobody as its writer or reporter."""
    if not subject.document.credits:
        yield Problem("credits", _("No byline."))
    elif not any(line.role in BYLINE for line in subject.document.credits):
        yield Problem("credits", _("No byline: nobody is credited as writer or reporter."))


def about(subject: CheckSubject) -> Iterator[Problem]:
    """Report a story that is not about any country."""
    if not any(line.role == CountryRole.ABOUT for line in subject.document.countries):
        yield Problem("about", _("No country set."))
