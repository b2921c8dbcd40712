"""Tags and filters of the public templates."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from html import escape as escape_letters
from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from articles.domain.dates import format_day, format_moment, format_recent_moment
from articles.domain.document import BYLINE, CreditRole, direction_of
from articles.lib import geo
from articles.lib.diff.word_diff import Run
from articles.lib.text.excerpts import ExcerptPiece
from articles.lib.text.scripts import split_scripts
from articles.models import Correction
from articles.queries import rendition_urls

register = template.Library()

_OTHER_CREDITS = {
    CreditRole.PHOTOGRAPHER.value: gettext_lazy("Pictures by %(names)s"),
    CreditRole.TRANSLATOR.value: gettext_lazy("Translated by %(names)s"),
    CreditRole.EDITOR.value: gettext_lazy("Edited by %(names)s"),
}
_SHARE_LINKS = (
    (gettext_lazy("Email"), "mailto:?subject={headline}&body={address}"),
    ("WhatsApp", "https://wa.me/?text={headline}%20{address}"),
    ("Telegram", "https://t.me/share/url?url={address}&text={headline}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={headline}%20{address}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    ("X", "https://x.com/intent/post?text={headline}&url={address}"),
)


def _join_names(names: Sequence[str]) -> SafeString:
    """Join names as the language of the page does, such as "A, B and C", escaping those that are not safe HTML."""
    if not names[1:]:
        return conditional_escape(names[0]) if names else mark_safe("")
    first = format_html_join(pgettext("between names", ", "), "{}", ((name,) for name in names[:-1]))
    words = escape(pgettext("a list of names", "%(names)s and %(last)s"))
    return mark_safe(words % {"names": first, "last": conditional_escape(names[-1])})  # noqa: S308 - all is escaped


def _link_authors(credits: Iterable[Mapping[str, Any]]) -> SafeString:
    """Render the names of credited people with links to their pages, joined as a list."""
    return _join_names(
        [
            format_html('<a rel="author" href="{}">{}</a>', reverse("author", args=[credit["slug"]]), credit["name"])
            for credit in credits
        ]
    )


@register.simple_tag
def byline(credits: Sequence[Mapping[str, Any]]) -> SafeString:
    """Render the byline of the writers, with links; empty if nobody is credited as a writer."""
    writers = [credit for credit in credits if credit["role"] in BYLINE]
    return _insert_names(_("By %(names)s"), _link_authors(writers)) if writers else mark_safe("")


def _insert_names(words: str, names: SafeString) -> SafeString:
    """Insert joined names into a translated pattern with %(names)s, escaping the pattern."""
    return mark_safe(escape(words) % {"names": names})  # noqa: S308 - both parts are escaped


@register.simple_tag
def other_credits(credits: Sequence[Mapping[str, Any]]) -> list[SafeString]:
    """Render one credit line with links for each other role: pictures, translation, editing."""
    lines = []
    for role, words in _OTHER_CREDITS.items():
        if in_role := [credit for credit in credits if credit["role"] == role]:
            lines.append(_insert_names(str(words), _link_authors(in_role)))
    return lines


@register.simple_tag
def names(credits: Sequence[Mapping[str, Any]]) -> str:
    """Render the writers' names without links, for a card."""
    return _join_names([credit["name"] for credit in credits if credit["role"] in BYLINE])


@register.simple_tag
def moment(value: datetime.datetime, *, clock: bool = True) -> SafeString:
    """Render a <time> in the newsroom's time zone; midnight means a date without a time."""
    local = timezone.localtime(value)
    has_time = clock and local.time().replace(microsecond=0) != datetime.time.min
    words = format_moment(local).replace(f" {local:%Z}", f"\u00a0{local:%Z}") if has_time else format_day(local)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.filter
def recent(value: datetime.datetime) -> str:
    """Format a time in a few words: "today, 05:28" or "30 Nov, 05:28"."""
    return format_recent_moment(value)


@register.filter
def ago(value: datetime.datetime) -> str:
    """Format the time that has passed since `value`, such as "2 hours ago"; "just now" within a minute."""
    if timezone.now() - value < datetime.timedelta(minutes=1):
        return _("just now")
    return _("%(when)s ago") % {"when": timesince(value)}


@register.filter
def direction(language: str) -> str:
    """Return a language's writing direction: "rtl" or "ltr"."""
    return direction_of(language)


@register.filter
def in_scripts(words: Any, language: str = "") -> SafeString:
    """Render words with each name in Arabic script marked as such, so that it gets a font and a direction of its own.

    In a `language` that is itself written from right to left, nothing needs a mark.
    """
    if language and direction_of(language) == "rtl":
        return conditional_escape(words)
    marked = '<bdi lang="{1}" dir="rtl">{0}</bdi>'
    return format_html_join(
        "", "{}", ((format_html(marked, *part) if part[1] else part[0],) for part in split_scripts(str(words)))
    )


@register.filter
def isolated_in(sentence: str, language: str) -> SafeString:
    """Render a sentence whose isolated part, such as a headline, is in `language`; see `in_scripts` for other words."""
    before, opened, rest = sentence.partition("\u2068")
    inside, closed, after = rest.rpartition("\u2069")
    if not (language and opened and closed):
        return in_scripts(sentence)
    element = format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', language, direction_of(language), in_scripts(inside, language)
    )
    return format_html("{}{}{}", in_scripts(before), element, in_scripts(after))


@register.filter
def flag(code: str) -> str:
    """Return a country's flag as an emoji; "" for an unknown code."""
    return geo.flag(code) if code in geo.COUNTRIES else ""


@register.simple_tag
def flag_icon(code: str) -> SafeString:
    """Render a country's flag beside its name, hidden from screen readers."""
    return format_html('<span class="flag" aria-hidden="true">{}</span>', flag(code))


@register.simple_tag
def picture(image: Any, spec: str, sizes: str, *, eager: bool = False) -> SafeString:
    """Render a <picture> of an Image, or of a picture's mapping in the public record, in the rendition `spec`."""
    mapping = image if isinstance(image, Mapping) else rendition_urls.as_mapping(image)
    sources = rendition_urls.sources(mapping, spec)
    loading = mark_safe('fetchpriority="high"') if eager else mark_safe('loading="lazy" decoding="async"')
    *modern, (_jpeg, plain) = sources.srcsets.items()
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', ((*source, sizes) for source in modern)),
        *(sources.src, plain, sizes, sources.width, sources.height, mapping["alt"], loading),
    )


@register.filter
def day(value: datetime.date) -> str:
    """Format a day in words, in the language of the page."""
    return format_day(value)


@register.simple_tag
def pieces(passage: Iterable[ExcerptPiece]) -> SafeString:
    """Render a passage of text with the matches of a search in <mark>."""
    return mark_safe(  # noqa: S308 - each piece is escaped
        "".join(format_html("<mark>{}</mark>", piece.text) if piece.hit else escape(piece.text) for piece in passage)
    )


@register.simple_tag
def rewritten(runs: Iterable[Run]) -> SafeString:
    """Render the runs of a word comparison with <del> and <ins>, which screen readers announce too."""
    hidden = '<span class="visually-hidden">{}</span>'
    tags = {"same": ("", "")}
    for kind, element, announcement in (("added", "ins", _("[added:")), ("removed", "del", _("[removed:"))):
        tags[kind] = f"<{element}>{hidden.format(escape(announcement) + ' ')}", f"{hidden.format(']')}</{element}>"
    # A story has thousands of runs; joining strings is far faster than format_html.
    return mark_safe("".join([tags[kind][0] + escape_letters(text) + tags[kind][1] for kind, text in runs]))  # noqa: S308 - each run is escaped


_LINE_MARKUP = {
    "same": "{}",
    "added": "<ins>{}</ins>",
    "removed": "<del>{}</del>",
    "note": ' <em class="line-note">{}</em>',
}


@register.simple_tag
def marked_words(words: Iterable[tuple[str, str]]) -> SafeString:
    """Render one line of (kind, text) parts without line breaks, which would show where white space is preserved."""
    return format_html_join("", "{}", ((format_html(_LINE_MARKUP[kind], text),) for kind, text in words))


@register.simple_tag
def share(address: str, headline: str) -> list[tuple[str, str]]:
    """Return (name, address) of each link to share a story; no service is contacted before a click."""
    values = {"address": quote(address, safe=""), "headline": quote(headline, safe="")}
    return [(str(name), pattern.format(**values)) for name, pattern in _SHARE_LINKS]


@register.simple_tag
def correction_kind(kind: str) -> str:
    """Return the translated name of a kind of correction."""
    return str(Correction.Kind(kind).label)


@register.filter
def country(code: str) -> str:
    """Return a country's name in the language of the page, from its code."""
    return geo.country_name(code, get_language() or "")


@register.simple_tag
def pair(one: str, other: str) -> str:
    """Return the address of the stories about two countries, given by their codes in any order."""
    first, second = sorted([one.lower(), other.lower()])
    return reverse("pair", args=[first, second])
