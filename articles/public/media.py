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

_MASTER = re.compile(r"pictures/[\w-]{8,24}\.jpg")
_FOR_EVER = "public, max-age=31536000, immutable"
_DRAWN = "public, max-age=3600"


@require_safe
def media(_request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or one of its cuts, made now if nobody has asked for it before."""
    drawn = path.startswith("cards/")
    make = renditions.ensure_card if drawn else renditions.ensure_rendition
    found = path if _MASTER.fullmatch(path) and default_storage.exists(path) else make(path)
    if found is None:
        raise Http404
    response = FileResponse(default_storage.open(found), content_type=rendition_urls.TYPES[found.rpartition(".")[2]])
    response.headers["Cache-Control"] = _DRAWN if drawn else _FOR_EVER
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything may be read by machines but the desk."""
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
    """200 when the process answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
