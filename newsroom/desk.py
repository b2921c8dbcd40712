"""Names the desk's admin site as the project's default one."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin app, served by our own AdminSite."""

    default_site = "articles.admin.site.Desk"
