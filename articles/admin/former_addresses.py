"""Redirects from admin addresses of models that have been renamed, so that bookmarks keep working."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path, reverse

# The former folder, and the URL name of the list that has replaced it.
FORMER: Mapping[str, str] = {
    "auth/user/": "admin:articles_user_changelist",
    "articles/housepage/": "admin:articles_infopage_changelist",
}


def urls() -> list[URLPattern]:
    """Return the URL patterns that redirect each former folder in FORMER and every page below it."""
    return [
        path(f"{folder}{rest}", redirect_view, {"name": name})
        for folder, name in FORMER.items()
        for rest in ("", "<path:rest>")
    ]


def redirect_view(request: HttpRequest, name: str, rest: str = "") -> HttpResponse:
    """Redirect permanently to the list called `name` plus the rest of the path and the query string."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name) + rest
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
