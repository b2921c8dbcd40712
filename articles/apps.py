"""The app's configuration: connects the system checks and the desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The newsroom's one app."""

    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check that compares editor and sanitiser."""
        from articles.admin import vocabulary  # noqa: PLC0415 - needs settings, which are read by now

        vocabulary.register_check()
