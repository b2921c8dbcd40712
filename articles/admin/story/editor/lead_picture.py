"""The lead picture field: choose from the library or drop a file."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.request import KEY
from articles.models import Image
from articles.queries import rendition_urls


class LeadPicker(forms.Widget):
    """One picture of the library, its key in a hidden box; what is no key is shown as none and refused by the field."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        """The picture, with the ways to choose another; one query when there is one."""
        image = Image.objects.filter(pk=int(value)).first() if KEY.fullmatch(str(value)) else None
        context = {
            "missing": _missing(image) if image else "",
            "name": name,
            "id": (attrs or {}).get("id", ""),
            "value": "" if value is None else value,
            "image": image,
            "thumbnail": rendition_urls.sources(rendition_urls.as_mapping(image), "card").src if image else "",
        }
        return render_to_string("admin/articles/image/_picker.html", context)


def _missing(image: Image) -> str:
    """What the picture lacks before a story with it can be published, in words."""
    lacks = [(image.alt, _("No alt text")), (image.credit_line, _("No credit line"))]
    return " ".join(words for value, words in lacks if not value)
