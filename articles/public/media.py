"""Files beside the pages: pictures, robots.txt and the health check."""

import re

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.queries import rendition_urls
from articles.services.media import renditions

_ORIGINAL = re.compile(r"pictures/[\w-]{8,24}\.jpg")
_CACHE_FOR_EVER = "public, max-age=31536000, immutable"
_CACHE_AN_HOUR = "public, max-age=3600"


@require_safe
def media(_request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded picture, a rendition or a drawn card; the latter two are made on first request."""
    is_card = path.startswith("cards/")
    make = renditions.ensure_card if is_card else renditions.ensure_rendition
    stored = path if _ORIGINAL.fullmatch(path) and default_storage.exists(path) else make(path)
    if stored is None:
        raise Http404
    response = FileResponse(
        default_storage.open(stored), content_type=rendition_urls.MEDIA_TYPES[stored.rpartition(".")[2]]
    )
    response.headers["Cache-Control"] = _CACHE_AN_HOUR if is_card else _CACHE_FOR_EVER
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Serve robots.txt: crawlers may read everything but the desk, previews and searches."""
    maps = [f"Sitemap: {settings.SITE_URL}/{name}.xml" for name in ("sitemap", "news-sitemap")]
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "Disallow: /*/search/",
        "",
        *maps,
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 if the process and the database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
