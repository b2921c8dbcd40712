"""Warnings about expiring licences: on a picture, on live stories and on the start page."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.dates import format_day
from articles.domain.states import Standing
from articles.models import Article, Image, User
from articles.queries import policy, rendition_urls

AHEAD = 14  # days
SHOWN = 8


@dataclass(frozen=True)
class Warned:
    """A picture that readers see, with the sentence that says until when they may."""

    image: Image
    sentence: str
    thumbnail: str


def last_day() -> datetime.date:
    """The day up to which an end is near."""
    return timezone.localdate() + datetime.timedelta(days=AHEAD)


def ending(image: Image) -> str:
    """A few words on a licence that has run out or soon will; "" on any other."""
    if image.licence_until is None or image.licence_until > last_day():
        return ""
    day = format_day(image.licence_until)
    if image.licence_until < timezone.localdate():
        return _("Licence ran out on %(day)s") % {"day": day}
    return _("Licence runs out on %(day)s") % {"day": day}


def of_story(article: Article) -> list[Warned]:
    """The pictures of a live story whose licence has run out or soon will; one query, none for any other story."""
    if article.standing != Standing.PUBLISHED:
        return []
    return _warned(list(Image.objects.with_expiring_licence(within=AHEAD).filter(uses__article=article)))


def waiting_for(user: User) -> list[Warned]:
    """The most urgent pictures that readers see, for those who can do something about it; one query."""
    if not policy.is_editor_or_publisher(user):
        return []
    return _warned(list(Image.objects.with_expiring_licence(within=AHEAD)[:SHOWN]))


def _warned(images: list[Image]) -> list[Warned]:
    return [Warned(image, _sentence(image), rendition_urls.thumbnail_url(image)) for image in images]


def _sentence(image: Image) -> str:
    if image.licence_until is None:
        return ""
    parts = {"image": image, "day": format_day(image.licence_until)}
    if image.licence_until < timezone.localdate():
        return _("The licence of the picture “%(image)s” expired on %(day)s.") % parts
    return _("The licence of the picture “%(image)s” runs out on %(day)s.") % parts
