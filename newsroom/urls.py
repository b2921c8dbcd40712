"""Every address of the site: the desk at /admin/, the reader's pages everywhere else."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.reader.urls")),
]
handler403 = "articles.reader.views.not_allowed"
handler404 = "articles.reader.views.not_found"
handler500 = "articles.reader.views.server_error"
