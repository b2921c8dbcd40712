"""The app's configuration: connects the system checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.admin import vocabulary  # noqa: PLC0415 - registers its check once the apps are loaded

        vocabulary.register_check()
