"""Restores the rows that the migrations make."""

from importlib import import_module

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from articles.models import Country, append_only, search_index


def restore_initial_rows():
    """The rows and triggers of the ground migration, whatever of them is missing."""
    append_only.remove_triggers(connection)
    append_only.install_triggers(connection)
    with connection.cursor() as cursor:  # the framework doesn't know the index, so it doesn't empty it
        cursor.execute(f"DELETE FROM {search_index.TABLE}")
    if not Country.objects.exists():
        import_module("articles.migrations.0002_ground").fill(apps, None)
    call_command("create_roles", verbosity=0)
