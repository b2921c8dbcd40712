"""Previews shared with people without an account, and who opened them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models import guards


def guard(apps, schema_editor):
    guards.install(schema_editor.connection, ("articles_sharevisit",))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_checklist"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ShareLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80, verbose_name="for whom")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("may_comment", models.BooleanField(default=True, verbose_name="may comment")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="articles.article"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "shared preview",
                "verbose_name_plural": "shared previews",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ShareVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("opened", "opened"), ("commented", "commented")], max_length=10)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("network", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=120)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="articles.sharelink"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.note"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="sharelink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="share_revoked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="share_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="share_is_for_somebody"
            ),
        ),
        migrations.AddIndex(
            model_name="sharevisit",
            index=models.Index(fields=["link", "-at"], name="visits_of_share"),
        ),
        migrations.AddConstraint(
            model_name="sharevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "opened"), ("note", None)),
                    models.Q(("kind", "commented"), ("note__isnull", False)),
                    _connector="OR",
                ),
                name="visit_kind_known",
            ),
        ),
        # A table takes its triggers with it when it is dropped.
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
