"""Crop and turn a picture; its original stays as it was."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.admin.desk_page import checked_inside, desk_page, has_permission
from articles.admin.request import DeskRequest
from articles.lib.images import Crop, render_crop, reshape_master
from articles.models import Image
from articles.queries import policy
from articles.queries.desk.stories import all_images
from articles.services.media import picture_library, renditions

SHOWN_WIDTH: Final = 960  # pixels
_PERCENT: Final = 100


class ShapeForm(forms.Form):
    """How a picture is turned, and how much is cut off each side of it then, in percent."""

    turns = forms.TypedChoiceField(
        label=gettext_lazy("Turn"),
        coerce=int,
        choices=[
            (0, gettext_lazy("Not turned")),
            (1, gettext_lazy("To the right")),
            (2, gettext_lazy("Upside down")),
            (3, gettext_lazy("To the left")),
        ],
    )
    left = forms.IntegerField(label=gettext_lazy("Cut off left, in percent"), min_value=0, max_value=90)
    right = forms.IntegerField(label=gettext_lazy("Cut off right, in percent"), min_value=0, max_value=90)
    top = forms.IntegerField(label=gettext_lazy("Cut off top, in percent"), min_value=0, max_value=90)
    bottom = forms.IntegerField(label=gettext_lazy("Cut off bottom, in percent"), min_value=0, max_value=90)

    def clean(self) -> dict[str, Any]:
        """Build the crop. Raises ValidationError if nothing of the picture would be left."""
        data: dict[str, Any] = super().clean() or {}
        try:
            sides = {side: data[side] / _PERCENT for side in ("left", "top", "right", "bottom") if side in data}
            data["crop"] = Crop(**sides)
        except ValueError as error:
            raise forms.ValidationError(_("Nothing of the picture would be left.")) from error
        return data


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns for cropping and for the picture as it was before; `wrap` is admin_view."""
    return [
        path("<int:pk>/shape/", wrap(shape_view), name="shape-picture"),
        path("<int:pk>/original/", wrap(original_view), name="original-picture"),
    ]


def build_form(image: Image) -> ShapeForm:
    """Build the form with a picture's present shape; each field belongs to the form of the page with that id."""
    left, top, right, bottom = image.crop or (0.0, 0.0, 0.0, 0.0)
    sides = {"left": left, "top": top, "right": right, "bottom": bottom}
    form = ShapeForm(
        initial={"turns": image.turns, **{side: round(cut * _PERCENT) for side, cut in sides.items()}},
        auto_id="shape_%s",
    )
    for field in form.fields.values():
        field.widget.attrs["form"] = "shape-form"
    return form


@require_POST
@desk_page(checked_inside)
def shape_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Crop and turn a picture as posted; the service checks whether the person may."""
    image = get_object_or_404(all_images(), pk=pk)
    form = ShapeForm(request.POST)
    if form.is_valid():
        try:
            picture_library.reshape(
                image, turns=form.cleaned_data["turns"], crop=form.cleaned_data["crop"], by=request.user
            )
            messages.success(request, _("The picture is shown like this from now on. The original is unchanged."))
        except policy.PermissionRefused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return HttpResponseRedirect(reverse("admin:articles_image_change", args=[pk]))


@require_safe
@desk_page(has_permission("articles.view_image"))
def original_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Return a picture as it was before cropping, turned by `?turns=` quarter turns."""
    image = get_object_or_404(all_images(), pk=pk)
    turns = request.GET.get("turns", "0")
    try:
        data = renditions.read_original(image)
    except FileNotFoundError as error:
        raise Http404 from error
    turned = reshape_master(data, turns=int(turns), crop=Crop()).data if turns in {"1", "2", "3"} else data
    shown = render_crop(turned, width=SHOWN_WIDTH, ratio=None, focal=(0.5, 0.5), format="jpeg")
    response = HttpResponse(shown.data, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response
