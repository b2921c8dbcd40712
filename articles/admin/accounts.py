"""Admin pages for staff accounts, at the addresses of the newsroom's user model."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path, reverse

from articles.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Accounts, their groups and permissions."""


def former_urls() -> list[URLPattern]:
    """Where 0.1 had these pages."""
    return [path("auth/user/", redirect_view), path("auth/user/<path:rest>", redirect_view)]


def redirect_view(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Lead a bookmark of 0.1 to the same page of today."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("admin:articles_user_changelist") + rest
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
