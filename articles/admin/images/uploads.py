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

MAX_FILES = 50
# The messages of `lib.images`, which is without Django; here makemessages finds them.
SENTENCES = (
    gettext_lazy("This file is not a JPEG, PNG, WebP, AVIF or HEIC picture."),
    gettext_lazy("This file is empty."),
    gettext_lazy("This file is larger than 30 MB; please save a smaller version."),
    gettext_lazy("This picture has more than 50 megapixels; please save it at a smaller size."),
    gettext_lazy("This picture is damaged or incomplete; please save it again and send the new file."),
    gettext_lazy("This picture is animated; please send a still picture."),
)


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL pattern that receives uploaded pictures; `wrap` is the admin site’s admin_view."""
    return [path("upload/", wrap(upload_view), name="upload-pictures")]


def translate_refusal(refusal: PictureRefused) -> str:
    """Return the reason why a picture was refused in the desk’s language."""
    return _(str(refusal))


@require_POST
@desk_page(policy.why_not_add_picture)
def upload_view(request: DeskRequest) -> HttpResponse:
    """Add the posted files to the library; a script sends one file at a time and gets JSON."""
    files = request.FILES.getlist("files")
    if request.headers.get("Accept") == "application/json":
        return (
            _add_and_answer_json(files[0], request)
            if files
            else JsonResponse({"refused": _("Choose a file.")}, status=400)
        )
    return _add_pictures(files, request)


def _add_and_answer_json(file: "UploadedFile[bytes]", request: DeskRequest) -> JsonResponse:
    """Add one file and return the picture and its near-duplicates as JSON, or status 400 with the reason."""
    try:
        image = _add_picture(file, request)
    except PictureRefused as refusal:
        return JsonResponse({"refused": translate_refusal(refusal)}, status=400)
    others = [grid.PictureItem(other) for other in picture_library.find_similar([image])[image.pk]]
    return JsonResponse(
        {
            **grid.picture_json(image),
            "address": grid.PictureItem(image).address,
            "alike": [
                {"text": str(other.image), "address": other.address, "thumbnail": other.thumbnail} for other in others
            ],
        }
    )


def _add_picture(file: "UploadedFile[bytes]", request: DeskRequest) -> Image:
    """Add an uploaded file to the library as the person’s picture. Raises PictureRefused."""
    return picture_library.add_picture(file, by=request.user)  # type: ignore[arg-type] # an uploaded file reads like any other


def _add_pictures(files: "list[UploadedFile[bytes]]", request: DeskRequest) -> HttpResponse:
    """Add the files of a plain form and redirect to their captions, or to the library if none was added."""
    added = []
    for file in files[:MAX_FILES]:
        try:
            added.append(_add_picture(file, request).pk)
        except PictureRefused as refusal:
            messages.error(request, f"“{file.name}”: {translate_refusal(refusal)}")
    for file in files[MAX_FILES:]:
        messages.error(
            request, _("“%(name)s” was not uploaded: too many files at once. Upload it again.") % {"name": file.name}
        )
    if not files:
        messages.error(request, _("Choose at least one file."))
    if not added:
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    return HttpResponseRedirect(f"{reverse('admin:edit-captions')}?ids={','.join(map(str, added))}")
