"""Notes and suggestions on stories."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_no_country"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guest", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[("approved", "approved for accuracy"), ("not_approved", "not approved")],
                        max_length=20,
                    ),
                ),
                ("blocking", models.BooleanField(default=False, verbose_name="keeps the story from being published")),
                ("block", models.PositiveIntegerField(null=True)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("quote", models.TextField(blank=True)),
                ("suggestion", models.TextField(null=True, verbose_name="suggested text")),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("accepted", "accepted"), ("refused", "refused")], max_length=10
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="articles.article"
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
                    "mentions",
                    models.ManyToManyField(blank=True, related_name="mentioned_in", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="articles.note",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("parent", None), ("resolved_at", None)),
                        fields=["article"],
                        name="open_notes",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", False), ("guest", "")),
                            models.Q(("by", None), models.Q(("guest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="note_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("mark", ""), _negated=True),
                            ("suggestion__isnull", False),
                            _connector="OR",
                        ),
                        name="note_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["", "approved", "not_approved"])), name="note_mark_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("block", None), ("end", None), ("quote", ""), ("start", None)),
                            models.Q(
                                ("block__isnull", False),
                                ("end__gt", models.F("start")),
                                ("start__isnull", False),
                                models.Q(("quote", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="note_passage_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suggestion", None), models.Q(("quote", ""), _negated=True), _connector="OR"
                        ),
                        name="suggestion_of_a_passage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="note_resolved_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            models.Q(
                                ("outcome__in", ["accepted", "refused"]),
                                ("resolved_at__isnull", False),
                                ("suggestion__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(
                                ("blocking", False),
                                ("mark", ""),
                                ("quote", ""),
                                ("resolved_at", None),
                                ("suggestion", None),
                            ),
                            _connector="OR",
                        ),
                        name="reply_only_says",
                    ),
                ],
            },
        ),
    ]
