"""App configuration: the admin site, the system check and the notification listener."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.signals import post_migrate
from django.utils.autoreload import file_changed
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The newsroom's one app."""

    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check that compares editor and sanitiser, and the listener that notifies people of changes.

        The import also loads the desk before Django's admin: its site lives in the package that registers tables with it.
        """
        # They need settings and models, which are there by now.
        from articles.admin.story.editor import editor_schema  # noqa: PLC0415
        from articles.queries.release import look_again  # noqa: PLC0415
        from articles.services import notifications  # noqa: PLC0415

        post_migrate.connect(_build_read_model, sender=self)
        file_changed.connect(look_again)
        editor_schema.register_check()
        notifications.listen()


def _build_read_model(*, using: str, **_signal: Any) -> None:
    """Build the read model and the search index of a database made before there were these, once all migrations ran."""
    from articles.models import PublicStory  # noqa: PLC0415 - needs models
    from articles.services import read_model, search_index  # noqa: PLC0415 - needs models

    if using == DEFAULT_DB_ALIAS and PublicStory._meta.db_table in connection.introspection.table_names():  # noqa: SLF001 - documented
        read_model.ensure_built()
        search_index.ensure_built()
