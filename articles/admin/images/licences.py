"""Warnings about expiring licences: on a picture, on live stories and on the start page."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.domain.dates import format_day
from articles.domain.states import Standing
from articles.models import Article, Image, User
from articles.queries import policy, rendition_urls
from articles.queries.desk import picture_lists

MAX_WARNINGS = 8  # on the start page


@dataclass(frozen=True)
class LicenceWarning:
    """A published picture, with the sentence that says when its licence expires or expired."""

    image: Image
    sentence: str
    thumbnail: str

    @classmethod
    def of(cls, image: Image) -> "LicenceWarning":
        """Build the warning for a picture whose licence expires soon or has expired."""
        return cls(image, _warning_sentence(image), rendition_urls.thumbnail_url(image))


def expiry_note(image: Image) -> str:
    """Return a few words about a picture’s licence that has expired or soon will; "" otherwise."""
    if image.licence_until is None or image.licence_until > picture_lists.last_warning_day():
        return ""
    day = format_day(image.licence_until)
    if image.licence_until < timezone.localdate():
        return _("Licence expired on %(day)s") % {"day": day}
    return _("Licence expires on %(day)s") % {"day": day}


def warnings_of(article: Article) -> list[LicenceWarning]:
    """Return the licence warnings for a published story’s pictures in one query; none for other stories."""
    if article.standing != Standing.PUBLISHED:
        return []
    return [LicenceWarning.of(image) for image in picture_lists.expiring_pictures_of(article)]


def warnings_for(user: User) -> list[LicenceWarning]:
    """Return the most urgent licence warnings for an editor or publisher in one query; none for other people."""
    if not policy.is_editor_or_publisher(user):
        return []
    return [LicenceWarning.of(image) for image in picture_lists.expiring_pictures()[:MAX_WARNINGS]]


def _warning_sentence(image: Image) -> str:
    """Describe in one sentence when a picture’s licence expires or expired; "" if it has no end."""
    if image.licence_until is None:
        return ""
    words = {"image": image, "day": format_day(image.licence_until)}
    if image.licence_until < timezone.localdate():
        return _("The licence of the picture “%(image)s” expired on %(day)s.") % words
    return _("The licence of the picture “%(image)s” expires on %(day)s.") % words
