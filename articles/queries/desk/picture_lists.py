"""Lists of pictures: the library, by what each lacks; expiring licences; where a picture is used."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Image, User
from articles.models.pictures import ImageQuerySet
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.newest_first import read_back

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


@dataclass(frozen=True)
class PicturePage:
    """A page of the library: its pictures, newest first, and the primary key before which the next page begins.

    If the time was too short to fill the page, `searched_back_to` is the day down to which was searched.
    """

    pictures: list[Image]
    older: int | None = None
    searched_back_to: datetime.date | None = None


def read_library(search: str, *, selection: str, user: User, before: int | None = None, size: int) -> PicturePage:
    """Read the page of a selection's pictures with all words of `search`, older than primary key `before`."""
    images = SELECTIONS[selection](Image.objects.matching(search), user)
    keys, reached = read_back(images, after=before, wanted=size + 1)
    pictures = list(Image.objects.with_uses().filter(pk__in=keys[:size]).order_by("-pk"))
    if reached is not None:
        return PicturePage(pictures, reached, _day_of(reached))
    return PicturePage(pictures, keys[size - 1] if keys[size:] else None)


def _day_of(key: int) -> datetime.date | None:
    """Return the day on which the newest picture up to a primary key was uploaded."""
    image = Image.objects.filter(pk__lte=key).order_by("-pk").only("created_at").first()
    return timezone.localdate(image.created_at) if image else None


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
