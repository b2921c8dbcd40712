"""The picture library at the desk, and the list of it that the body editor asks for."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import audit, policy, publishing, renditions
from articles.admin.people import user_of
from articles.admin.tables import TableAdmin
from articles.imaging import PictureRefused, open_picture
from articles.models import Article, Image
from articles.states import Standing

A_PAGE, A_REQUEST = 12, 50
_KEY = re.compile(r"[0-9]{1,18}")


class ImageForm(forms.ModelForm[Image]):
    """A picture's facts; a new one comes with its file, which is opened with distrust before anything is kept."""

    upload = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP or AVIF, at most 30 MB."))

    field_order = ("upload",)

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit_line", "licence", "licence_until", "focal_x", "focal_y")
        widgets = {"licence_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean_upload(self) -> bytes:
        """The file's bytes, once they have been seen to be a picture."""
        data: bytes = self.cleaned_data["upload"].read()
        try:
            open_picture(data)
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data


@admin.register(Image)
class ImageAdmin(TableAdmin):
    """Pictures: what each shows, who made it, under which licence."""

    form = ImageForm
    list_display = ("thumbnail", "caption", "alt", "credit_line", "licence")
    list_display_links = ("thumbnail", "caption")
    search_fields = ("caption", "alt", "credit_line")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:  # noqa: ARG002 - Django’s signature
        """The file is chosen once; what is kept of it never changes."""
        return [name for name in ImageForm.base_fields if obj is None or name != "upload"]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        """A small cut of the picture."""
        sources = renditions.sources(renditions.as_mapping(image), "card")
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" width="120" height="80" loading="lazy">', sources.src, image.alt
        )

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """What readers see of a picture is changed by those who may edit what readers see."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or policy.why_not_change_picture(user_of(request), obj) is None

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        with transaction.atomic():
            if change:
                super().save_model(request, obj, form, change)
                for article in Article.objects.filter(picture_uses__image=obj).exclude(standing=Standing.UNPUBLISHED):
                    audit.record(
                        article, by=user_of(request), action="picture", before=audit.state_of(article), picture=obj.pk
                    )
                publishing.open_edition()
            else:
                renditions.take_in(obj, form.cleaned_data["upload"], by=user_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Revisions point at pictures for ever; nobody deletes one."""
        return False

    def get_urls(self) -> list[URLPattern]:
        library = path("library/", self.admin_site.admin_view(self.library_view), name="picture-library")
        return [library, *super().get_urls()]

    def library_view(self, request: HttpRequest) -> JsonResponse:
        """Pictures as JSON: those of `?ids=`, or a page of those whose words match `?term=`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if "ids" in request.GET:
            keys = [int(key) for key in request.GET["ids"].split(",")[:A_REQUEST] if _KEY.fullmatch(key)]
            return JsonResponse(
                {
                    "results": [_facts(image) for image in Image.objects.filter(pk__in=keys)],
                    "pagination": {"more": False},
                }
            )
        term = request.GET.get("term", "").strip()
        found = Image.objects.filter(
            Q(caption__icontains=term) | Q(alt__icontains=term) | Q(credit_line__icontains=term)
        )
        page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
        return JsonResponse({"results": [_facts(image) for image in page], "pagination": {"more": page.has_next()}})


def _facts(image: Image) -> dict[str, Any]:
    return {
        "id": image.pk,
        "text": str(image),
        "thumbnail": renditions.sources(renditions.as_mapping(image), "card").src,
        "alt": image.alt,
        "caption": image.caption,
        "credit_line": image.credit_line,
    }
