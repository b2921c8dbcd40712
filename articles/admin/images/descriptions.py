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

from articles.admin.desk_page import desk_page, holds
from articles.admin.images import grid
from articles.admin.request import DeskRequest
from articles.models import Image
from articles.queries import policy
from articles.services.media import picture_library

_FOCUS = forms.NumberInput(attrs={"type": "range", "min": "0", "max": "1", "step": "0.01"})
WIDGETS: dict[str, forms.Widget] = {
    "alt": forms.Textarea(attrs={"rows": 2}),
    "caption": forms.Textarea(attrs={"rows": 2}),
    "licence_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "focal_x": _FOCUS,
    "focal_y": _FOCUS,
}


class WordsForm(forms.ModelForm[Image]):
    """The words of one picture among others."""

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit_line", "licence", "licence_until")
        widgets = WIDGETS

    def __init__(self, image: Image, data: QueryDict | None) -> None:
        super().__init__(data, instance=image, prefix=f"p{image.pk}")
        for field in self.fields.values():
            field.show_hidden_initial = True
            field.help_text = ""


@dataclass(frozen=True)
class Row:
    """One picture: its form, or why there is none, and what looks like it."""

    shown: grid.Shown
    form: WordsForm
    objection: str
    alike: list[grid.Shown]


def urls(wrap: Any) -> list[URLPattern]:
    """The address of the rows; `?ids=` says of which pictures, several with commas or one each."""
    return [path("describe/", wrap(describe_view), name="describe-pictures")]


@desk_page(holds("articles.view_image"))
def describe_view(request: DeskRequest) -> HttpResponse:
    """Show the rows, or save what was typed into them."""
    rows = _rows(request)
    if not rows:
        messages.error(request, _("Choose at least one picture."))
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    open_rows = [row.form for row in rows if not row.objection]
    if request.method == "POST" and not [form for form in open_rows if not form.is_valid()]:
        return _save(request, open_rows)
    status = 400 if request.method == "POST" else 200
    context = {
        "title": _("Words of pictures"),
        "rows": rows,
        "may_save": bool(open_rows),
        "refused": request.method == "POST",
        "several": len(open_rows) > 1,
    }
    return TemplateResponse(request, "admin/articles/image/describe.html", context, status=status)


def _rows(request: DeskRequest) -> list[Row]:
    """The pictures asked for, in the order in which they came in; four queries, however many they are."""
    keys = grid.keys_in(",".join(request.GET.getlist("ids")))
    images = list(Image.objects.filter(pk__in=keys).order_by("pk"))
    objections = policy.why_not_change_pictures(request.user, images)
    alike = picture_library.find_similar(images)
    data = request.POST if request.method == "POST" else None
    return [
        Row(
            grid.Shown(image),
            WordsForm(image, data if image.pk not in objections else None),
            objections.get(image.pk, ""),
            [grid.Shown(other) for other in alike[image.pk]],
        )
        for image in images
    ]


def _save(request: DeskRequest, rows: list[WordsForm]) -> HttpResponse:
    changed = [form for form in rows if form.changed_data]
    with transaction.atomic():
        for form in changed:
            facts = {name: form.cleaned_data[name] for name in form.changed_data}
            picture_library.describe(form.instance, facts, by=request.user)
    words = ngettext("Saved the words of %(n)s picture.", "Saved the words of %(n)s pictures.", len(changed))
    messages.success(request, words % {"n": len(changed)} if changed else _("Nothing was changed."))
    return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
