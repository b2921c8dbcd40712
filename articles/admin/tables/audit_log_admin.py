"""Admin of the log, read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin
from articles.admin.bounded_list import NewestFirstList
from articles.models import AuditEntry
from articles.models.story.revisions import ACTION_LABELS


class ActionFilter(admin.SimpleListFilter):
    """What was done. The choices are all actions there are, so that nobody reads the whole log to list them."""

    title = _("what")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's signature
        """List every action as (code, words for staff)."""
        return list(ACTION_LABELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:  # noqa: ARG002 - Django's signature
        """Narrow the log to one action; return all entries without a choice."""
        value = self.value()
        return queryset.filter(action=value) if value else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what to which story; read-only."""

    count_noun = _("log entries")
    list_display = ("at", "by", "words", "article", "note")
    list_filter = (ActionFilter,)
    narrowed_by = frozenset({"action"})
    list_select_related = ("by", "article")
    search_fields = ("article__headline", "note")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[NewestFirstList]:  # noqa: ARG002 - Django's signature
        """Return the list that is as quick however long the log is."""
        return NewestFirstList
