"""Admin pages for staff accounts, at the addresses of the newsroom's user model."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from articles.admin.base import search_folded
from articles.admin.bounded_list import BoundedList
from articles.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Accounts, their groups and permissions."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search for words as in the desk’s other tables."""
        return search_folded(queryset, search_term, columns=self.get_search_fields(request)), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoundedList]:  # noqa: ARG002 - Django's signature
        """Return the list of the desk’s other tables, which the templates of lists are written for."""
        return BoundedList
