"""Admin of the log, read-only."""

from django.contrib import admin

from articles.admin.base import ReadOnlyAdmin
from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what to which story; read-only."""

    list_display = ("at", "by", "words", "article", "note")
    list_filter = ("action",)
    narrowed_by = frozenset({"action"})
    list_select_related = ("by", "article")
    search_fields = ("article__headline", "note")
