"""Upload pictures: several in one plain form, or one per request from a script."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.images import grid
from articles.admin.request import DeskRequest
from articles.lib.images import PictureRefused
from articles.models import Image
from articles.queries import policy
from articles.services.media import picture_library

MOST_FILES = 50
# The pure tool says them in English; here they are known to the catalogues.
SENTENCES = (
    gettext_lazy("This file is not a JPEG, PNG, WebP or AVIF picture."),
    gettext_lazy("This file is empty."),
    gettext_lazy("This file is larger than 30 MB; please save a smaller version."),
    gettext_lazy("This picture has more than 50 megapixels; please save it at a smaller size."),
    gettext_lazy("This picture is damaged or incomplete; please save it again and send the new file."),
    gettext_lazy("This picture is animated; please send a still picture."),
)


def urls(wrap: Any) -> list[URLPattern]:
    """The one address that takes files."""
    return [path("upload/", wrap(upload_view), name="upload-pictures")]


def sentence(refusal: PictureRefused) -> str:
    """Why a file was refused, in the desk's language."""
    return _(str(refusal))


@require_POST
@desk_page(policy.why_not_add_picture)
def upload_view(request: DeskRequest) -> HttpResponse:
    """Take in the posted files, each by itself; answer as JSON when a script asks, which sends one at a time."""
    files = request.FILES.getlist("files")
    if request.headers.get("Accept") == "application/json":
        return _answer(files[0], request) if files else JsonResponse({"refused": _("Choose a file.")}, status=400)
    return _take_all(files, request)


def _answer(file: "UploadedFile[bytes]", request: DeskRequest) -> JsonResponse:
    try:
        image = _take(file, request)
    except PictureRefused as refusal:
        return JsonResponse({"refused": sentence(refusal)}, status=400)
    others = [grid.Shown(other) for other in picture_library.find_similar([image])[image.pk]]
    return JsonResponse(
        {
            **grid.facts(image),
            "address": grid.Shown(image).address,
            "alike": [
                {"text": str(other.image), "address": other.address, "thumbnail": other.thumbnail} for other in others
            ],
        }
    )


def _take(file: "UploadedFile[bytes]", request: DeskRequest) -> Image:
    return picture_library.add_picture(file, by=request.user)  # type: ignore[arg-type] # an uploaded file reads like any other


def _take_all(files: "list[UploadedFile[bytes]]", request: DeskRequest) -> HttpResponse:
    """Take in what a plain form sent; on to the words of what was kept, or back when nothing was."""
    kept = []
    for file in files[:MOST_FILES]:
        try:
            kept.append(_take(file, request).pk)
        except PictureRefused as refusal:
            messages.error(request, f"“{file.name}”: {sentence(refusal)}")
    for file in files[MOST_FILES:]:
        messages.error(request, _("“%(name)s”: too many files at once; send it again.") % {"name": file.name})
    if not files:
        messages.error(request, _("Choose at least one file."))
    if not kept:
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    return HttpResponseRedirect(f"{reverse('admin:describe-pictures')}?ids={','.join(map(str, kept))}")
