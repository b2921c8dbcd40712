"""Where the admin's pages stood before their models were renamed: bookmarks go on working."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path, reverse

# The former folder, and the name of today's list of the same things.
FORMER: Mapping[str, str] = {
    "auth/user/": "admin:articles_user_changelist",
    "articles/housepage/": "admin:articles_infopage_changelist",
}


def urls() -> list[URLPattern]:
    """Each former list and every page below it."""
    return [
        path(f"{folder}{rest}", redirect_view, {"name": name})
        for folder, name in FORMER.items()
        for rest in ("", "<path:rest>")
    ]


def redirect_view(request: HttpRequest, name: str, rest: str = "") -> HttpResponse:
    """Lead to the same page of today, with its query."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name) + rest
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
