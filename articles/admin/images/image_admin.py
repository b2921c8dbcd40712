"""Admin of one picture; its list is replaced by the library's grid."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles.admin.base import TableAdmin
from articles.admin.images import descriptions, grid, licences, uploads
from articles.admin.request import KEY, DeskRequest, desk_request
from articles.lib.images import MAX_BYTES, PictureRefused, open_picture
from articles.models import Article, Image
from articles.queries import policy, rendition_urls
from articles.services.media import picture_library

USES_SHOWN = 12
CROPS = (("card", _("Cards, 3:2")), ("wide", _("Wide, 16:9")), ("square", _("Square")))


class ImageForm(forms.ModelForm[Image]):
    """A picture's facts; a new one comes with its file, which is opened with distrust before anything is kept."""

    upload = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP or AVIF, at most 30 MB."))

    field_order = ("upload",)

    class Meta:
        model = Image
        fields = picture_library.DESCRIPTION_FIELDS
        widgets = descriptions.WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]
            for field in self.fields.values():
                # What was changed is told by what the page held, so that two people's changes don't undo each other.
                field.show_hidden_initial = True

    def clean_upload(self) -> bytes:
        """The file's bytes, once they have been seen to be a picture."""
        data: bytes = self.cleaned_data["upload"].read(MAX_BYTES + 1)
        try:
            open_picture(data)
        except PictureRefused as refusal:
            raise forms.ValidationError(uploads.sentence(refusal)) from refusal
        return data


@admin.register(Image)
class ImageAdmin(TableAdmin):
    """Pictures: what each shows, who made it, under which licence."""

    form = ImageForm
    search_fields = ("caption", "alt", "credit_line")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:  # noqa: ARG002 - Django’s signature
        """The file is chosen once; what is kept of it never changes."""
        return [name for name in ImageForm.base_fields if obj is None or name != "upload"]

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """What readers see of a picture is changed by those who may edit what readers see."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or policy.why_not_change_picture(desk_request(request).user, obj) is None

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Revisions point at pictures for ever; nobody deletes one."""
        return False

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        facts = {name: form.cleaned_data[name] for name in picture_library.DESCRIPTION_FIELDS}
        if change:
            changed = {name: facts[name] for name in form.changed_data if name in facts}
            picture_library.describe(Image.objects.get(pk=obj.pk), changed, by=desk_request(request).user)
        else:
            obj.pk = picture_library.add_picture(form.cleaned_data["upload"], by=desk_request(request).user, **facts).pk

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [*grid.urls(wrap), *uploads.urls(wrap), *descriptions.urls(wrap), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """The library in place of the stock list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return grid.page(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One picture, with what it looks like in each shape, where it is used, and what looks like it."""
        image = (
            Image.objects.with_uses().select_related("created_by").filter(pk=object_id).first()
            if KEY.fullmatch(object_id)
            else None
        )
        shown = _beside(image, desk_request(request)) if image else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})


def _beside(image: Image, request: DeskRequest) -> dict[str, Any]:
    """What the page of a picture shows beside its words; four queries at most."""
    stories = Article.objects.filter(picture_uses__image=image).order_by("-last_edited_at", "-pk")[:USES_SHOWN]
    return {
        "picture": image,
        "show_save_and_add_another": False,
        "preview": rendition_urls.sources(rendition_urls.as_mapping(image), "full"),
        "stories": stories,
        "more_stories": max(0, image.times_used - USES_SHOWN),
        "alike": [grid.Shown(other) for other in picture_library.find_similar([image])[image.pk]],
        "ending": licences.ending(image),
        "crops": CROPS,
        "objection": policy.why_not_change_picture(request.user, image),
    }
