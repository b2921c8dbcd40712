"""Lists of pictures: the library, by what each lacks; expiring licences; where a picture is used."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Image, User
from articles.models.pictures import ImageQuerySet
from articles.models.story.stories import ArticleQuerySet

LICENCE_WARNING_DAYS: Final = 14  # before a licence expires


def last_warning_day() -> datetime.date:
    """Return the day up to which an expiring licence gets a warning."""
    return timezone.localdate() + datetime.timedelta(days=LICENCE_WARNING_DAYS)


SELECTIONS: Final[Mapping[str, Callable[[ImageQuerySet, User], ImageQuerySet]]] = {
    "": lambda images, _user: images,
    "mine": lambda images, user: images.filter(created_by=user),
    "alt": lambda images, _user: images.filter(alt=""),
    "credit": lambda images, _user: images.filter(credit_line=""),
    "licence": lambda images, _user: images.filter(licence_until__lte=last_warning_day()),
    "unused": lambda images, _user: images.unused(),
}


def library_pictures(search: str, *, selection: str, user: User, before: int | None = None) -> ImageQuerySet:
    """Return a selection's pictures with all words of `search`, newest first, older than primary key `before`."""
    images = SELECTIONS[selection](Image.objects.with_uses().matching(search), user).order_by("-pk")
    return images if before is None else images.filter(pk__lt=before)


def find_pictures(search: str) -> ImageQuerySet:
    """Return the pictures with all the words of `search`."""
    return Image.objects.matching(search)


def pictures_by_id(ids: Iterable[int]) -> QuerySet[Image]:
    """Return the pictures with these primary keys."""
    return Image.objects.filter(pk__in=ids)


def picture_with_uses(image_id: int) -> Image | None:
    """Find a picture, with its uploader and ``times_used``, the number of stories with it; None if unknown."""
    return Image.objects.with_uses().select_related("created_by").filter(pk=image_id).first()


def stories_using(image: Image, *, limit: int) -> ArticleQuerySet:
    """Return at most `limit` stories that use a picture, the last edited first."""
    return Article.objects.filter(picture_uses__image=image).order_by("-last_edited_at", "-pk")[:limit]


def expiring_pictures() -> ImageQuerySet:
    """Return published pictures whose licence has expired or soon will, the most urgent first."""
    return Image.objects.with_expiring_licence(within=LICENCE_WARNING_DAYS)


def expiring_pictures_of(article: Article) -> ImageQuerySet:
    """Return the pictures of one story whose licence has expired or soon will."""
    return expiring_pictures().filter(uses__article=article)
