"""What people have typed and not saved yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_shares"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("window", models.CharField(max_length=40)),
                ("fields", models.JSONField()),
                ("base", models.PositiveIntegerField(default=0)),
                ("turn", models.PositiveBigIntegerField()),
                ("merged_into", models.PositiveIntegerField(null=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="working_copies",
                        to="articles.article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "working copy",
                "verbose_name_plural": "working copies",
                "ordering": ["-saved_at", "-pk"],
                "indexes": [models.Index(fields=["person", "article", "-saved_at"], name="copies_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "window"), name="copy_once_a_window"),
                    models.CheckConstraint(condition=models.Q(("window", ""), _negated=True), name="copy_of_a_window"),
                ],
            },
        ),
    ]
