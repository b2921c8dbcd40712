"""Admin pages for staff accounts, at the addresses of the newsroom's user model."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import search_folded
from articles.admin.bounded_list import BoundedList
from articles.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Accounts and their groups; what people may do follows from those."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("first_name", "last_name", "email")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
    )
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the few groups that there are as boxes to tick."""
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple(), **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search for words as in the desk’s other tables."""
        return search_folded(queryset, search_term, columns=self.get_search_fields(request)), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoundedList]:  # noqa: ARG002 - Django's signature
        """Return the list of the desk’s other tables, which the templates of lists are written for."""
        return BoundedList


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    """Groups and their permissions, in one plain list: Django’s own two lists can’t be read by everybody."""

    filter_horizontal = ()
