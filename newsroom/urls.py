"""All URLs: the desk at /admin/, preview links at /preview/, the public site everywhere else."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from articles.public.urls import in_every_language

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("preview/", include("articles.public.shared_preview")),
    path("", include("articles.public.urls")),
    # Lists under a language's prefix (/ur/…) are the site in that language; the default language has none.
    *i18n_patterns(*in_every_language, prefix_default_language=False),
]
handler403 = "articles.public.views.not_allowed"
handler404 = "articles.public.views.not_found"
handler500 = "articles.public.views.server_error"
