"""Whether readers may open what a correction changed, and how they will be told of a change that is scheduled.

Publishers of earlier corrections were never asked, so readers don't see what those changed.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models import guards


def guard_again(apps, schema_editor):
    """SQLite adds a column by making the table anew, and the triggers go with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        guards.remove(schema_editor.connection, ("articles_correction",))
        guards.install(schema_editor.connection, ("articles_correction",))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_again),
        migrations.AddField(
            model_name="correction",
            name="shown",
            field=models.BooleanField(default=False, verbose_name="readers may see what was changed"),
            preserve_default=False,
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
        migrations.CreateModel(
            name="PlannedChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("apology", "Apology"),
                            ("fix", "Silent fix"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                ("shown", models.BooleanField(verbose_name="readers may see what was changed")),
                ("made_at", models.DateTimeField(auto_now=True)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_change",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "planned change",
                "verbose_name_plural": "planned changes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["correction", "clarification", "update", "apology", "fix"])
                        ),
                        name="planned_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="planned_change_says_something"
                    ),
                ],
            },
        ),
    ]
