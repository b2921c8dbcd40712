"""Know four more kinds of notification, and notes that an outside reader resolved by approving after all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_slugs_of_drafts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="note",
            name="note_resolved_by_somebody",
        ),
        migrations.RemoveConstraint(
            model_name="notification",
            name="message_concern_known",
        ),
        migrations.AlterField(
            model_name="notification",
            name="concern",
            field=models.CharField(
                choices=[
                    ("submitted", "A story is submitted for review"),
                    ("sent_back", "A story of mine is sent back"),
                    ("approved", "A story is approved"),
                    ("published", "A story of mine is published"),
                    ("failed", "A story could not be published when it was due"),
                    ("unscheduled", "A story that I wrote or scheduled loses its schedule"),
                    ("mentioned", "Someone mentions me in a note"),
                    ("replied", "Someone replies to a note of mine"),
                    ("noted", "A note on a story of mine, or a comment on a preview that I shared"),
                    ("not_approved", "An outside reader does not approve a story that I wrote or shared"),
                    ("assigned", "A story is assigned to me"),
                    ("due", "A story of mine is due"),
                    ("licence", "The licence of a published picture is about to expire"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="notificationpreference",
            name="concern",
            field=models.CharField(
                choices=[
                    ("submitted", "A story is submitted for review"),
                    ("sent_back", "A story of mine is sent back"),
                    ("approved", "A story is approved"),
                    ("published", "A story of mine is published"),
                    ("failed", "A story could not be published when it was due"),
                    ("unscheduled", "A story that I wrote or scheduled loses its schedule"),
                    ("mentioned", "Someone mentions me in a note"),
                    ("replied", "Someone replies to a note of mine"),
                    ("noted", "A note on a story of mine, or a comment on a preview that I shared"),
                    ("not_approved", "An outside reader does not approve a story that I wrote or shared"),
                    ("assigned", "A story is assigned to me"),
                    ("due", "A story of mine is due"),
                    ("licence", "The licence of a published picture is about to expire"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at", None), ("resolved_by", None)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    models.Q(("mark", "not_approved"), ("resolved_at__isnull", False), ("resolved_by", None)),
                    _connector="OR",
                ),
                name="note_resolved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "concern__in",
                        [
                            "submitted",
                            "sent_back",
                            "approved",
                            "published",
                            "failed",
                            "unscheduled",
                            "mentioned",
                            "replied",
                            "noted",
                            "not_approved",
                            "assigned",
                            "due",
                            "licence",
                        ],
                    )
                ),
                name="message_concern_known",
            ),
        ),
    ]
