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

from articles.domain.dates import day_in_words, moment_in_words
from articles.domain.document import BYLINE, CreditRole, direction_of
from articles.lib import geo
from articles.lib.diff.word_diff import Run
from articles.lib.text.excerpts import Piece
from articles.models import Correction
from articles.queries import rendition_urls

register = template.Library()

_OTHERS = {
    CreditRole.PHOTOGRAPHER.value: gettext_lazy("Pictures by %(names)s"),
    CreditRole.TRANSLATOR.value: gettext_lazy("Translated by %(names)s"),
    CreditRole.EDITOR.value: gettext_lazy("Edited by %(names)s"),
}
_SHARED = (
    (gettext_lazy("Email"), "mailto:?subject={headline}&body={address}"),
    ("WhatsApp", "https://wa.me/?text={headline}%20{address}"),
    ("Telegram", "https://t.me/share/url?url={address}&text={headline}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={headline}%20{address}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    ("X", "https://x.com/intent/post?text={headline}&url={address}"),
)


def _listed(names: Sequence[str]) -> SafeString:
    """Names in a row, as the language writes it: A, B and C."""
    if not names[1:]:
        return conditional_escape(names[0]) if names else mark_safe("")
    first = format_html_join(pgettext("between names", ", "), "{}", ((name,) for name in names[:-1]))
    words = escape(pgettext("a list of names", "%(names)s and %(last)s"))
    return mark_safe(words % {"names": first, "last": conditional_escape(names[-1])})  # noqa: S308 - all is escaped


def _people(credits: Iterable[Mapping[str, Any]]) -> SafeString:
    return _listed(
        [
            format_html('<a rel="author" href="{}">{}</a>', reverse("author", args=[credit["slug"]]), credit["name"])
            for credit in credits
        ]
    )


@register.simple_tag
def byline(credits: Sequence[Mapping[str, Any]]) -> SafeString:
    """The rendered line of who wrote a story, as links; empty when nobody is credited."""
    writers = [credit for credit in credits if credit["role"] in BYLINE]
    return _said(_("By %(names)s"), _people(writers)) if writers else mark_safe("")


def _said(words: str, names: SafeString) -> SafeString:
    return mark_safe(escape(words) % {"names": names})  # noqa: S308 - both parts are escaped


@register.simple_tag
def other_credits(credits: Sequence[Mapping[str, Any]]) -> list[SafeString]:
    """One line for each other part people had: pictures, translation, editing."""
    lines = []
    for role, words in _OTHERS.items():
        if part := [credit for credit in credits if credit["role"] == role]:
            lines.append(_said(str(words), _people(part)))
    return lines


@register.simple_tag
def names(credits: Sequence[Mapping[str, Any]]) -> str:
    """Who wrote a story, as plain text for a card."""
    return _listed([credit["name"] for credit in credits if credit["role"] in BYLINE])


@register.simple_tag
def moment(value: datetime.datetime, *, clock: bool = True) -> SafeString:
    """A <time> in the newsroom's zone. A story dated by day alone (midnight) shows no hour."""
    local = timezone.localtime(value)
    exact = clock and local.time().replace(microsecond=0) != datetime.time.min
    words = moment_in_words(local).replace(f" {local:%Z}", f"\u00a0{local:%Z}") if exact else day_in_words(local)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.filter
def ago(value: datetime.datetime) -> str:
    """How long ago that was, in words."""
    if timezone.now() - value < datetime.timedelta(minutes=1):
        return _("just now")
    return _("%(when)s ago") % {"when": timesince(value)}


@register.filter
def direction(language: str) -> str:
    """The way a language is written: "rtl" or "ltr"."""
    return direction_of(language)


@register.filter
def flag(code: str) -> str:
    """A country's flag."""
    return geo.flag(code) if code in geo.COUNTRIES else ""


@register.simple_tag
def flag_icon(code: str) -> SafeString:
    """A country's flag beside its name, which screen readers need not be told twice."""
    return format_html('<span class="flag" aria-hidden="true">{}</span>', flag(code))


@register.simple_tag
def picture(image: Any, spec: str, sizes: str, *, eager: bool = False) -> SafeString:
    """A <picture> of a library picture, given as an Image or as facts of the public record, cut as `spec` says."""
    facts = image if isinstance(image, Mapping) else rendition_urls.as_mapping(image)
    sources = rendition_urls.sources(facts, spec)
    loading = mark_safe('fetchpriority="high"') if eager else mark_safe('loading="lazy" decoding="async"')
    *better, (_last, plain) = sources.srcsets.items()
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', ((*one, sizes) for one in better)),
        *(sources.src, plain, sizes, sources.width, sources.height, facts["alt"], loading),
    )


@register.filter
def day(value: datetime.date) -> str:
    """A day in words."""
    return day_in_words(value)


@register.simple_tag
def pieces(found: Iterable[Piece]) -> SafeString:
    """A passage with what was found in <mark>."""
    return mark_safe(  # noqa: S308 - each piece is escaped
        "".join(format_html("<mark>{}</mark>", piece.text) if piece.hit else escape(piece.text) for piece in found)
    )


@register.simple_tag
def rewritten(runs: Iterable[Run]) -> SafeString:
    """Words with what was taken out in <del> and what was put in in <ins>, said aloud too."""
    hidden = '<span class="visually-hidden">{}</span>'
    around = {"same": ("", "")}
    for kind, element, said in (("added", "ins", _("[added:")), ("removed", "del", _("[removed:"))):
        around[kind] = f"<{element}>{hidden.format(escape(said) + ' ')}", f"{hidden.format(']')}</{element}>"
    # A story has thousands of runs; putting strings together is a fraction of format_html's work.
    return mark_safe("".join([around[kind][0] + escape_letters(text) + around[kind][1] for kind, text in runs]))  # noqa: S308 - each run is escaped


_MARKED = {
    "same": "{}",
    "added": "<ins>{}</ins>",
    "removed": "<del>{}</del>",
    "note": ' <em class="line-note">{}</em>',
}


@register.simple_tag
def marked_words(words: Iterable[tuple[str, str]]) -> SafeString:
    """A line of (kind, text) in one piece: line breaks between its words would show where white space is preserved."""
    return format_html_join("", "{}", ((format_html(_MARKED[kind], text),) for kind, text in words))


@register.simple_tag
def share(address: str, headline: str) -> list[tuple[str, str]]:
    """Where a story can be passed on, as (name, address): plain links that tell nobody anything until they are pressed."""
    said = {"address": quote(address, safe=""), "headline": quote(headline, safe="")}
    return [(str(name), pattern.format(**said)) for name, pattern in _SHARED]


@register.simple_tag
def correction_kind(kind: str) -> str:
    """What kind of correction it is, in words."""
    return str(Correction.Kind(kind).label)


@register.filter
def country(code: str) -> str:
    """A country's name in the language of the page, by its code."""
    return geo.name_in(code, get_language() or "")


@register.filter
def region_slug(name: str) -> str:
    """The address part of a region, by its English name."""
    return next(region.slug for region in geo.REGIONS.values() if region.name == name)


@register.simple_tag
def pair(one: str, other: str) -> str:
    """Where the stories about both of two countries are, by their codes in any order."""
    first, second = sorted([one.lower(), other.lower()])
    return reverse("pair", args=[first, second])


@register.filter
def region(name: str) -> str:
    """A region's name in the language of the page, by its English one."""
    return geo.region_in(name, get_language() or "")
