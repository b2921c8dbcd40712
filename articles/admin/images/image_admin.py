"""Admin of one picture; its list is replaced by the library's grid."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles.admin.base import TableAdmin
from articles.admin.bounded_list import NewestFirstPicker
from articles.admin.images import captions, grid, licences, shape, uploads
from articles.admin.request import KEY, DeskRequest, desk_request
from articles.lib.images import MAX_BYTES, PictureRefused, open_picture
from articles.models import Image
from articles.queries import policy, rendition_urls
from articles.queries.desk import picture_lists
from articles.services.media import picture_library

MAX_USES = 12
CROPS = (("card", _("Cards, 3:2")), ("wide", _("Wide, 16:9")), ("square", _("Square")))


class ImageForm(forms.ModelForm[Image]):
    """A picture's caption, credit and licence; a new one comes with its file, which is checked before it is stored."""

    upload = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP, AVIF or HEIC, at most 30 MB."))

    field_order = ("upload",)

    class Meta:
        model = Image
        fields = picture_library.DESCRIPTION_FIELDS
        widgets = captions.WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]
            for field in self.fields.values():
                # A change is judged by what the page showed, so that two people's changes don't undo each other.
                field.show_hidden_initial = True

    def clean_upload(self) -> bytes:
        """Return the uploaded file’s bytes. Raises ValidationError unless they are a picture that can be used."""
        data: bytes = self.cleaned_data["upload"].read(MAX_BYTES + 1)
        try:
            open_picture(data)
        except PictureRefused as refusal:
            raise forms.ValidationError(uploads.translate_refusal(refusal)) from refusal
        return data


@admin.register(Image)
class ImageAdmin(TableAdmin):
    """Pictures: what each shows, who made it, under which licence."""

    form = ImageForm
    search_fields = ("caption", "alt", "credit_line")
    paginator = NewestFirstPicker

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:  # noqa: ARG002 - Django’s signature
        """Offer the file field for a new picture only; a stored file never changes."""
        return [name for name in ImageForm.base_fields if obj is None or name != "upload"]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """Lock the words of a picture that readers see to all but publishers."""
        return picture_library.WORDS if obj and _words_objection(obj, desk_request(request)) else ()

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Refuse a picture that a published story uses, except to editors and publishers."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or policy.why_not_change_picture(desk_request(request).user, obj) is None

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse to delete pictures, since revisions refer to them for ever."""
        return False

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Add a new picture with its description, or write only the changed descriptions of a stored one."""
        facts = {
            name: form.cleaned_data[name] for name in form.cleaned_data if name in picture_library.DESCRIPTION_FIELDS
        }
        if change:
            changed = {name: facts[name] for name in form.changed_data if name in facts}
            picture_library.describe(Image.objects.get(pk=obj.pk), changed, by=desk_request(request).user)
        else:
            obj.pk = picture_library.add_picture(form.cleaned_data["upload"], by=desk_request(request).user, **facts).pk

    def get_urls(self) -> list[URLPattern]:
        """Add the picker, uploads and the captions form to Django’s own patterns."""
        wrap = self.admin_site.admin_view
        return [*grid.urls(wrap), *uploads.urls(wrap), *captions.urls(wrap), *shape.urls(wrap), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Show the library’s grid instead of Django’s list. Raises PermissionDenied without the right to view."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return grid.grid_view(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one picture with its crops, the stories that use it, and its near-duplicates."""
        image = picture_lists.picture_with_uses(int(object_id)) if KEY.fullmatch(object_id) else None
        context = _picture_context(image, desk_request(request)) if image else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})


def _words_objection(image: Image, request: DeskRequest) -> str:
    """Return why the person may not change a picture’s words; "" if they may."""
    return policy.why_not_change_words_of_pictures(request.user, [image]).get(image.pk, "")


def _picture_context(image: Image, request: DeskRequest) -> dict[str, Any]:
    """Return the context of a picture’s page: preview, uses, near-duplicates and licence; at most four queries."""
    return {
        "picture": image,
        "show_save_and_add_another": False,
        "preview": rendition_urls.sources(rendition_urls.as_mapping(image), "full"),
        "stories": picture_lists.stories_using(image, limit=MAX_USES),
        "more_stories": max(0, image.times_used - MAX_USES),
        "alike": [grid.PictureItem(other) for other in picture_library.find_similar([image])[image.pk]],
        "licence_note": licences.expiry_note(image),
        "crops": CROPS,
        "shape": None if policy.why_not_reshape_picture(request.user, image) else shape.build_form(image),
        "objection": policy.why_not_change_picture(request.user, image) or _words_objection(image, request),
    }
