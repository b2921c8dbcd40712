"""Tags and filters of the reader's templates."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import countries, renditions
from articles.document import CreditRole
from articles.moments import DAY

register = template.Library()

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "sd", "ur"}
_WRITERS = {CreditRole.WRITER.value, CreditRole.REPORTER.value}
_OTHERS = {
    CreditRole.PHOTOGRAPHER.value: gettext_lazy("Pictures by"),
    CreditRole.TRANSLATOR.value: gettext_lazy("Translated by"),
    CreditRole.EDITOR.value: gettext_lazy("Edited by"),
}


def _people(credits: Iterable[Mapping[str, Any]]) -> SafeString:
    people = [
        format_html('<a rel="author" href="{}">{}</a>', reverse("author", args=[credit["slug"]]), credit["name"])
        for credit in credits
    ]
    if not people[1:]:
        return people[0] if people else mark_safe("")
    return format_html(
        "{} {} {}", format_html_join(", ", "{}", ((name,) for name in people[:-1])), _("and"), people[-1]
    )


@register.simple_tag
def byline(credits: Sequence[Mapping[str, Any]]) -> SafeString:
    """The rendered line of who wrote a story, as links; empty when nobody is credited."""
    writers = [credit for credit in credits if credit["role"] in _WRITERS]
    return format_html("{} {}", _("By"), _people(writers)) if writers else mark_safe("")


@register.simple_tag
def other_credits(credits: Sequence[Mapping[str, Any]]) -> list[SafeString]:
    """One line for each other part people had: pictures, translation, editing."""
    lines = []
    for role, words in _OTHERS.items():
        if part := [credit for credit in credits if credit["role"] == role]:
            lines.append(format_html("{} {}", words, _people(part)))
    return lines


@register.simple_tag
def names(credits: Sequence[Mapping[str, Any]]) -> str:
    """Who wrote a story, as plain text for a card."""
    writers = [credit["name"] for credit in credits if credit["role"] in _WRITERS]
    return _(" and ").join([", ".join(writers[:-1]), writers[-1]] if len(writers) > 1 else writers)


@register.simple_tag
def moment(value: datetime.datetime, *, clock: bool = True) -> SafeString:
    """A <time> in the newsroom's zone. A story dated by day alone (midnight) shows no hour."""
    local = timezone.localtime(value)
    words = date_format(local, DAY)
    if clock and (local.hour or local.minute or local.second):
        words = f"{words}, {date_format(local, 'H:i')}\u00a0{local:%Z}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.filter
def direction(language: str) -> str:
    """The way a language is written: "rtl" or "ltr"."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@register.filter
def flag(code: str) -> str:
    """A country's flag."""
    return countries.flag(code)


@register.simple_tag
def picture(image: Any, spec: str, sizes: str, *, eager: bool = False) -> SafeString:
    """An <img> of a library picture, given as an Image or as facts of the public record, cut as `spec` says."""
    facts = image if isinstance(image, Mapping) else renditions.as_mapping(image)
    sources = renditions.sources(facts, spec)
    loading = mark_safe('fetchpriority="high"') if eager else mark_safe('loading="lazy" decoding="async"')
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>',
        *(sources.src, sources.srcset, sizes, sources.width, sources.height, facts["alt"], loading),
    )
