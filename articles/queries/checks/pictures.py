"""Checks for pictures: presence, alt text, credit and licence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.domain.dates import day_in_words
from articles.models import Image
from articles.queries.checks.subject import Copy, Seen


def lead_picture(copy: Copy) -> Iterator[Seen]:
    """Lists show it; without one the paper draws a card of the headline."""
    if not copy.document.lead_image:
        yield Seen("lead_image", _("There is no lead picture."))


def unknown_picture(copy: Copy) -> Iterator[Seen]:
    """What isn't in the library can't be shown."""
    for key in copy.document.pictures:
        if key not in copy.images:
            yield Seen(_field(copy, key), _("Picture %(key)s is not in the library.") % {"key": key})


def alt_text(copy: Copy) -> Iterator[Seen]:
    """Every picture is described for those who can't see it."""
    for image in _known(copy):
        if not image.alt:
            yield Seen(_field(copy, image.pk), _("The picture “%(image)s” has no alt text.") % {"image": image})


def credit_line(copy: Copy) -> Iterator[Seen]:
    """Every picture says who made it."""
    for image in _known(copy):
        if not image.credit_line:
            yield Seen(_field(copy, image.pk), _("The picture “%(image)s” has no credit line.") % {"image": image})


def licence_ended(copy: Copy) -> Iterator[Seen]:
    """A picture may be shown on the day for which the story is looked at."""
    for image in _known(copy):
        if image.licence_until and image.licence_until < copy.day:
            parts = {"image": image, "day": day_in_words(image.licence_until)}
            yield Seen(_field(copy, image.pk), _("The licence of the picture “%(image)s” ran out on %(day)s.") % parts)


def _known(copy: Copy) -> list[Image]:
    return [copy.images[key] for key in copy.document.pictures if key in copy.images]


def _field(copy: Copy, key: int) -> str:
    return "lead_image" if key == copy.document.lead_image else "body"
