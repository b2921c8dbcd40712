"""Checks for pictures: presence, alt text, credit and licence."""

from collections.abc import Container, Iterator

from django.utils.translation import gettext as _

from articles.domain.dates import format_day
from articles.models import Image
from articles.queries.checks.subject import CheckSubject, Problem


def lead_picture(subject: CheckSubject) -> Iterator[Problem]:
    """Report a missing lead picture; lists then show a card drawn from the headline."""
    if not subject.document.lead_image:
        yield Problem("lead_image", _("No lead picture."))


def unknown_picture(subject: CheckSubject) -> Iterator[Problem]:
    """Report each picture that is not in the library."""
    for key in subject.document.pictures:
        if key not in subject.images:
            yield Problem(_field_of_picture(subject, key), _("Picture %(key)s is not in the library.") % {"key": key})


def alt_text(subject: CheckSubject) -> Iterator[Problem]:
    """Report each picture without an alt text, in the story or in the library."""
    lacking = {shown.key for shown in subject.document.shown_pictures if not shown.alt}
    lacking -= {image.pk for image in _library_pictures(subject) if image.alt}
    return _report_pictures(subject, lacking, _("The picture “%(image)s” has no alt text."))


def credit_line(subject: CheckSubject) -> Iterator[Problem]:
    """Report each picture without a credit line, in the story or in the library."""
    lacking = {shown.key for shown in subject.document.shown_pictures if not shown.credit}
    lacking -= {image.pk for image in _library_pictures(subject) if image.credit_line}
    return _report_pictures(subject, lacking, _("The picture “%(image)s” has no credit line."))


def _report_pictures(subject: CheckSubject, keys: Container[int], sentence: str) -> Iterator[Problem]:
    """Report the library's pictures with these primary keys."""
    for image in _library_pictures(subject):
        if image.pk in keys:
            yield Problem(_field_of_picture(subject, image.pk), sentence % {"image": image})


def licence_ended(subject: CheckSubject) -> Iterator[Problem]:
    """Report each picture whose licence ends before the day of publication."""
    for image in _library_pictures(subject):
        if image.licence_until and image.licence_until < subject.day:
            parts = {"image": image, "day": format_day(image.licence_until)}
            yield Problem(
                _field_of_picture(subject, image.pk),
                _("The licence of the picture “%(image)s” expired on %(day)s.") % parts,
            )


def _library_pictures(subject: CheckSubject) -> list[Image]:
    """Return the story's pictures that are in the library, in the story's order."""
    return [subject.images[key] for key in subject.document.pictures if key in subject.images]


def _field_of_picture(subject: CheckSubject, key: int) -> str:
    """Return the form field that holds the picture with this key: "lead_image" or "body"."""
    return "lead_image" if key == subject.document.lead_image else "body"
