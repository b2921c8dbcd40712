"""Admin of series and packages."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import transaction
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.admin.base import PublicTableAdmin
from articles.admin.request import desk_request
from articles.admin.tables.slug_form import TitleSlugForm
from articles.domain.roles import Duty
from articles.models import Collection, CollectionItem
from articles.queries import policy
from articles.services.edition import open_edition


class CollectionItemFormSet(BaseInlineFormSet[CollectionItem, Collection, ModelForm[CollectionItem]]):
    """The rows of a series; the box that deletes one has a name."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add Django’s own fields to a row, and name the one that deletes it."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class CollectionItemInline(admin.TabularInline[CollectionItem, Collection]):
    """The stories of a series in their order."""

    model = CollectionItem
    formset = CollectionItemFormSet
    extra = 1
    autocomplete_fields = ("article",)
    fields = ("position", "article")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each box for those who don’t see the head of its column, and offer nothing but the choice of a story."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
            widget = widget.widget
        widget.attrs["aria-label"] = capfirst(field.label)
        return field


@admin.register(Collection)
class CollectionAdmin(PublicTableAdmin):
    """Series and packages."""

    list_display = ("title", "kind", "slug")
    list_filter = ("kind",)
    narrowed_by = frozenset({"kind__exact"})
    search_fields = ("title",)
    form = TitleSlugForm
    inlines = (CollectionItemInline,)

    class Media:
        js = (Script("desk/pickers.js", type="module"),)

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> tuple[str, ...]:
        """Lock the words of a series, which readers see at once, to all but publishers; its parts anybody may arrange."""
        is_locked = obj is not None and not policy.has_duty(desk_request(request).user, Duty.PUBLISH)
        return ("kind", "title", "slug", "about") if is_locked else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save the stories of the series and open a new edition in one transaction."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            open_edition()
