"""The picture library's grid and search, and the picker that the editor uses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.desk_page import checked_inside, desk_page, holds
from articles.admin.images import licences
from articles.admin.request import KEY, DeskRequest
from articles.models import Image, User
from articles.models.pictures import ImageQuerySet
from articles.queries import policy, rendition_urls

A_SHELF, A_PAGE, A_REQUEST = 48, 12, 50
LONGEST = 200


@dataclass(frozen=True)
class Kind:
    """A way to narrow the library: what it is called, which pictures it keeps, and what it says when there is none."""

    title: str | Promise
    keep: Callable[[ImageQuerySet, User], ImageQuerySet]
    nothing: str | Promise


KINDS = {
    "": Kind(_("All"), lambda images, _user: images, _("There is no picture yet. Upload the first.")),
    "mine": Kind(
        _("Mine"), lambda images, user: images.filter(created_by=user), _("You have not uploaded a picture yet.")
    ),
    "alt": Kind(
        _("Without alt text"), lambda images, _user: images.filter(alt=""), _("Every picture has its alt text.")
    ),
    "credit": Kind(
        _("Without a credit line"),
        lambda images, _user: images.filter(credit_line=""),
        _("Every picture says who made it."),
    ),
    "licence": Kind(
        _("Licence running out"),
        lambda images, _user: images.filter(licence_until__lte=licences.last_day()),
        _("No licence runs out soon."),
    ),
    "unused": Kind(_("Unused"), lambda images, _user: images.unused(), _("Every picture is in some story.")),
}


@dataclass(frozen=True)
class Shown:
    """A picture with what a list says of it."""

    image: Image

    @property
    def thumbnail(self) -> str:
        """Where its smallest cut is."""
        return rendition_urls.thumbnail_url(self.image)

    @property
    def address(self) -> str:
        """Its own page at the desk."""
        return reverse("admin:articles_image_change", args=[self.image.pk])

    @property
    def missing(self) -> list[str]:
        """What is wrong with it, a few words each."""
        found = [] if self.image.alt else [gettext("No alt text")]
        if not self.image.credit_line:
            found.append(gettext("No credit line"))
        return [*found, *filter(None, [licences.ending(self.image)])]


def urls(wrap: Any) -> list[URLPattern]:
    """The address of the list that the editors ask for."""
    return [path("library/", wrap(library_view), name="picture-library")]


@desk_page(checked_inside)
def page(request: DeskRequest) -> HttpResponse:
    """A page of the library, the newest pictures first; one query for them.

    ImageAdmin.changelist_view, in whose place it stands, has checked the permission.
    """
    user = request.user
    words = request.GET.get("q", "")[:LONGEST]
    show = request.GET.get("show", "") if request.GET.get("show", "") in KINDS else ""
    before = request.GET.get("before", "")
    found = KINDS[show].keep(Image.objects.with_uses().matching(words), user).order_by("-pk")
    if KEY.fullmatch(before):
        found = found.filter(pk__lt=int(before))
    images = list(found[: A_SHELF + 1])
    context = {
        "title": gettext("Pictures"),
        "pictures": [Shown(image) for image in images[:A_SHELF]],
        "words": words,
        "show": show,
        "kinds": [(name, kind.title, _address(q=words, show=name)) for name, kind in KINDS.items()],
        "nothing": KINDS[show].nothing,
        "newest": _address(q=words, show=show) if before else "",
        "older": _address(q=words, show=show, before=images[A_SHELF - 1].pk) if len(images) > A_SHELF else "",
        "may_add": policy.why_not_add_picture(user) is None,
    }
    return TemplateResponse(request, "admin/articles/image/shelf.html", context)


def _address(**asked: Any) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('admin:articles_image_changelist')}{'?' if query else ''}{query}"


@desk_page(holds("articles.view_image"))
def library_view(request: DeskRequest) -> JsonResponse:
    """Pictures as JSON: those of `?ids=`, or a page of those whose words match `?term=`."""
    if "ids" in request.GET:
        found = Image.objects.filter(pk__in=keys_in(request.GET["ids"]))
        return JsonResponse({"results": [facts(image) for image in found], "pagination": {"more": False}})
    found = Image.objects.matching(request.GET.get("term", "")[:LONGEST])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return JsonResponse({"results": [facts(image) for image in page], "pagination": {"more": page.has_next()}})


def keys_in(text: str) -> list[int]:
    """The keys in a list with commas, as many as one request may ask for; what is no key is passed over."""
    return [int(key) for key in text.split(",")[:A_REQUEST] if KEY.fullmatch(key)]


def facts(image: Image) -> dict[str, Any]:
    """A picture as the editors' scripts know it."""
    return {
        "id": image.pk,
        "text": str(image),
        "thumbnail": rendition_urls.sources(rendition_urls.as_mapping(image), "card").src,
        "alt": image.alt,
        "caption": image.caption,
        "credit_line": image.credit_line,
    }
