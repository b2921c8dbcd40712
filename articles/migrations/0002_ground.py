"""The rows, triggers and the search index that the newsroom stands on: countries, the first edition, append-only tables."""

from django.db import migrations

from articles.migrations.frozen import append_only, search_table
from articles.migrations.frozen.countries import COUNTRIES


def fill(apps, schema_editor):
    country = apps.get_model("articles", "Country")
    country.objects.bulk_create(country(code=code, name=name, region=region) for code, name, region in COUNTRIES)
    apps.get_model("articles", "Edition").objects.create(pk=1, number=1)


TABLES = ("articles_revision", "articles_correction", "articles_auditentry", "articles_sharevisit")


def install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


def make_index(apps, schema_editor):
    search_table.create(schema_editor.connection)


def drop_index(apps, schema_editor):
    search_table.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
        migrations.RunPython(make_index, drop_index),
    ]
