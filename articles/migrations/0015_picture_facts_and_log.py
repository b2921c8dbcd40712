"""Store what a picture’s file says of it, how it is cropped, and log changes of what is no story."""

import articles.models.pictures
import django.db.models.deletion
from django.db import migrations, models

from articles.migrations.frozen import append_only


def install_triggers_again(_apps, schema_editor):
    """SQLite makes a table anew to alter it, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        append_only.install(schema_editor.connection, ["articles_auditentry"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_word_targets'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='crop',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='image',
            name='original',
            field=models.FileField(blank=True, editable=False, max_length=120, upload_to=articles.models.pictures.original_path),
        ),
        migrations.AddField(
            model_name='image',
            name='place',
            field=models.CharField(blank=True, max_length=200, verbose_name='place'),
        ),
        migrations.AddField(
            model_name='image',
            name='taken_on',
            field=models.DateField(blank=True, null=True, verbose_name='taken on'),
        ),
        migrations.AddField(
            model_name='image',
            name='turns',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries', to='articles.article'),
        ),
        migrations.RunPython(install_triggers_again, migrations.RunPython.noop),
    ]
