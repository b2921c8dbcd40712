"""The picture library's grid and search, and the picker that the editor uses."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.bounded_list import NewestFirstPicker
from articles.admin.desk_page import checked_inside, desk_page, has_permission
from articles.admin.images import licences
from articles.admin.request import KEY, DeskRequest
from articles.domain.dates import format_day
from articles.lib.images import ACCEPTED_TYPES
from articles.models import Image
from articles.queries import policy, rendition_urls
from articles.queries.desk import picture_lists

GRID_SIZE, PICKER_PAGE_SIZE, MAX_IDS = 48, 12, 50
MAX_SEARCH_LENGTH = 200


@dataclass(frozen=True)
class SelectionSpec:
    """A selection of the library: its title, and what it says if it is empty."""

    title: str | Promise
    empty: str | Promise


# By the names in `picture_lists.SELECTIONS`.
SELECTIONS = {
    "": SelectionSpec(_("All"), _("There are no pictures yet. Upload the first.")),
    "mine": SelectionSpec(_("Mine"), _("You have not uploaded a picture yet.")),
    "alt": SelectionSpec(_("Without alt text"), _("Every picture has alt text.")),
    "credit": SelectionSpec(_("Without a credit line"), _("Every picture has a credit line.")),
    "licence": SelectionSpec(_("Licence expiring"), _("No licence expires soon.")),
    "unused": SelectionSpec(_("Unused"), _("Every picture is used in a story.")),
}


@dataclass(frozen=True)
class PictureItem:
    """A picture in a list."""

    image: Image

    @property
    def thumbnail(self) -> str:
        """The address of the picture’s smallest rendition."""
        return rendition_urls.thumbnail_url(self.image)

    @property
    def address(self) -> str:
        """The address of the picture’s own page at the desk."""
        return reverse("admin:articles_image_change", args=[self.image.pk])

    @property
    def missing(self) -> list[str]:
        """The picture’s problems in a few words each: no alt text, no credit line, an expiring licence."""
        problems = [] if self.image.alt else [gettext("No alt text")]
        if not self.image.credit_line:
            problems.append(gettext("No credit line"))
        return [*problems, *filter(None, [licences.expiry_note(self.image)])]


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL pattern from which the editor’s picker gets pictures; `wrap` is admin_view."""
    return [path("library/", wrap(library_view), name="picture-library")]


@desk_page(checked_inside)
def grid_view(request: DeskRequest) -> HttpResponse:
    """Show a page of the library, filtered by search and selection, newest pictures first.

    ImageAdmin.changelist_view, which calls it, has checked the permission.
    """
    user = request.user
    search = request.GET.get("q", "")[:MAX_SEARCH_LENGTH]
    selection = request.GET.get("show", "") if request.GET.get("show", "") in SELECTIONS else ""
    cursor = request.GET.get("before", "")
    before = int(cursor) if KEY.fullmatch(cursor) else None
    page = picture_lists.read_library(search, selection=selection, user=user, before=before, size=GRID_SIZE)
    context = {
        "title": gettext("Pictures"),
        "pictures": [PictureItem(image) for image in page.pictures],
        "search": search,
        "selection": selection,
        "selections": [(name, spec.title, _grid_address(q=search, show=name)) for name, spec in SELECTIONS.items()],
        "empty": SELECTIONS[selection].empty,
        "newest": _grid_address(q=search, show=selection) if cursor else "",
        "older": _grid_address(q=search, show=selection, before=page.older) if page.older is not None else "",
        "searched_back_to": format_day(page.searched_back_to) if page.searched_back_to else "",
        "accept": ACCEPTED_TYPES,
        "may_add": policy.why_not_add_picture(user) is None,
    }
    return TemplateResponse(request, "admin/articles/image/shelf.html", context)


def _grid_address(**values: Any) -> str:
    """Return the address of the library’s grid with these query values, without the empty ones."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('admin:articles_image_changelist')}{'?' if query else ''}{query}"


@desk_page(has_permission("articles.view_image"))
def library_view(request: DeskRequest) -> JsonResponse:
    """Return pictures as JSON for the editor’s picker: those in `?ids=`, or a page of matches for `?term=`."""
    if "ids" in request.GET:
        images = picture_lists.pictures_by_id(parse_ids(request.GET["ids"]))
        return JsonResponse({"results": [picture_json(image) for image in images], "pagination": {"more": False}})
    images = picture_lists.find_pictures(request.GET.get("term", "")[:MAX_SEARCH_LENGTH])
    page = NewestFirstPicker(images, PICKER_PAGE_SIZE).page(request.GET.get("page"))
    return JsonResponse({"results": [picture_json(image) for image in page], "pagination": {"more": page.has_next()}})


def parse_ids(text: str) -> list[int]:
    """Parse up to MAX_IDS primary keys from a comma-separated list; malformed ones are left out."""
    return [int(key) for key in text.split(",")[:MAX_IDS] if KEY.fullmatch(key)]


def picture_json(image: Image) -> dict[str, Any]:
    """Convert a picture to JSON data for the editor’s scripts: key, title, thumbnail, alt text, caption, credit."""
    return {
        "id": image.pk,
        "text": str(image),
        "thumbnail": rendition_urls.sources(rendition_urls.as_mapping(image), "card").src,
        "alt": image.alt,
        "caption": image.caption,
        "credit_line": image.credit_line,
    }
