"""Edit captions and credits of many pictures in one form, saved together or not at all."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.desk_page import desk_page, has_permission
from articles.admin.images import grid
from articles.admin.request import DeskRequest
from articles.models import Image
from articles.queries import policy
from articles.queries.desk import picture_lists
from articles.services.media import picture_library

_FOCUS = forms.NumberInput(attrs={"type": "range", "min": "0", "max": "1", "step": "0.01"})
WIDGETS: dict[str, forms.Widget] = {
    "alt": forms.Textarea(attrs={"rows": 2}),
    "caption": forms.Textarea(attrs={"rows": 2}),
    "licence_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "focal_x": _FOCUS,
    "focal_y": _FOCUS,
}


class CaptionForm(forms.ModelForm[Image]):
    """Caption, credit and licence of one picture among others."""

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit_line", "licence", "licence_until")
        widgets = WIDGETS

    def __init__(self, image: Image, data: QueryDict | None, *, words_locked: str = "") -> None:
        """Build the form of a picture; `words_locked` says why its words can't be changed here."""
        super().__init__(data, instance=image, prefix=f"p{image.pk}")
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.disabled = bool(words_locked) and name in picture_library.WORDS
            field.help_text = words_locked if field.disabled and name == picture_library.WORDS[0] else ""


@dataclass(frozen=True)
class CaptionRow:
    """One picture: its form, or why the person may not change it, and its near-duplicates."""

    picture: grid.PictureItem
    form: CaptionForm
    objection: str
    alike: list[grid.PictureItem]


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL pattern of the captions form, where `?ids=` names the pictures; `wrap` is admin_view."""
    return [path("describe/", wrap(captions_view), name="edit-captions")]


@desk_page(has_permission("articles.view_image"))
def captions_view(request: DeskRequest) -> HttpResponse:
    """Show a caption form per picture in `?ids=`; a POST saves all of them, or none if one is invalid."""
    rows = _build_rows(request)
    if not rows:
        messages.error(request, _("Choose at least one picture."))
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    open_forms = [row.form for row in rows if not row.objection]
    if request.method == "POST" and not [form for form in open_forms if not form.is_valid()]:
        return _save_captions(request, open_forms)
    for form in open_forms[:1]:
        form.fields["alt"].widget.attrs["autofocus"] = True
    status = 400 if request.method == "POST" else 200
    context = {
        "title": _("Captions and credits"),
        "rows": rows,
        "may_save": bool(open_forms),
        "has_errors": request.method == "POST",
        "several": len(open_forms) > 1,
    }
    return TemplateResponse(request, "admin/articles/image/describe.html", context, status=status)


def _build_rows(request: DeskRequest) -> list[CaptionRow]:
    """Build a row for each picture in `?ids=` in the order of upload; five queries, however many there are."""
    ids = grid.parse_ids(",".join(request.GET.getlist("ids")))
    images = list(picture_lists.pictures_by_id(ids).order_by("pk"))
    objections = policy.why_not_change_pictures(request.user, images)
    locked = policy.why_not_change_words_of_pictures(request.user, images)
    alike = picture_library.find_similar(images)
    data = request.POST if request.method == "POST" else None
    return [
        CaptionRow(
            grid.PictureItem(image),
            CaptionForm(image, data if image.pk not in objections else None, words_locked=locked.get(image.pk, "")),
            objections.get(image.pk, ""),
            [grid.PictureItem(other) for other in alike[image.pk]],
        )
        for image in images
    ]


def _save_captions(request: DeskRequest, caption_forms: list[CaptionForm]) -> HttpResponse:
    """Save the changed captions in one transaction and redirect to the library with a message."""
    changed = [form for form in caption_forms if form.changed_data]
    with transaction.atomic():
        for form in changed:
            facts = {name: form.cleaned_data[name] for name in form.changed_data}
            picture_library.describe(form.instance, facts, by=request.user)
    sentence = ngettext("Saved %(n)s picture.", "Saved %(n)s pictures.", len(changed))
    messages.success(request, sentence % {"n": len(changed)} if changed else _("No changes."))
    return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
