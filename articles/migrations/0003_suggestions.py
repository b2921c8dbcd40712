"""What was suggested for each story, and what its editors made of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountrySuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        blank=True, choices=[("about", "About"), ("mentioned", "Mentioned")], max_length=10
                    ),
                ),
                ("score", models.DecimalField(decimal_places=2, max_digits=3, null=True)),
                ("version", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("none", "undecided"),
                            ("accepted_about", "accepted as about"),
                            ("accepted_mentioned", "accepted as mentioned"),
                            ("refused", "refused"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="country_suggestions",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.country"
                    ),
                ),
            ],
            options={
                "verbose_name": "suggested country",
                "verbose_name_plural": "suggested countries",
                "ordering": ["-score", "country"],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "country"), name="suggestion_once_a_story"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", None), ("decided_at", None), ("decision", "none")),
                            models.Q(
                                models.Q(("decision", "none"), _negated=True),
                                ("by__isnull", False),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_decided_by_somebody",
                    ),
                ],
            },
        ),
    ]
