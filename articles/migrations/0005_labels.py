"""Say labels as editors say them; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_field_names"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="editsession",
            options={
                "ordering": ["place", "pk"],
                "verbose_name": "edit session",
                "verbose_name_plural": "edit sessions",
            },
        ),
        migrations.AlterModelOptions(
            name="infopage",
            options={
                "ordering": ["position", "title"],
                "verbose_name": "about page",
                "verbose_name_plural": "about pages",
            },
        ),
        migrations.AlterModelOptions(
            name="notification",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
            },
        ),
        migrations.AlterModelOptions(
            name="sharelink",
            options={"ordering": ["-pk"], "verbose_name": "preview link", "verbose_name_plural": "preview links"},
        ),
        migrations.AlterModelOptions(
            name="tagmerge",
            options={"ordering": ["-pk"], "verbose_name": "tag merge", "verbose_name_plural": "tag merges"},
        ),
        migrations.AlterField(
            model_name="article",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("approved", "Approved"),
                    ("scheduled", "Scheduled"),
                    ("done", "Published"),
                    ("spiked", "Spiked"),
                ],
                default="draft",
                max_length=12,
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="country",
            name="names",
            field=models.JSONField(blank=True, default=dict, verbose_name="our style for this name"),
        ),
        migrations.AlterField(
            model_name="image",
            name="alt",
            field=models.CharField(
                blank=True,
                help_text="What the picture shows, for people who can’t see it.",
                max_length=300,
                verbose_name="alt text",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="licence_until",
            field=models.DateField(
                blank=True,
                help_text="The last day on which it may be shown, if any.",
                null=True,
                verbose_name="licence until",
            ),
        ),
        migrations.AlterField(
            model_name="infopage",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Pages with a lower number come first in the footer.", verbose_name="position"
            ),
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
                    ("mentioned", "Someone mentions me in a note"),
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
                    ("mentioned", "Someone mentions me in a note"),
                    ("assigned", "A story is assigned to me"),
                    ("due", "A story of mine is due"),
                    ("licence", "The licence of a published picture is about to expire"),
                ],
                max_length=12,
            ),
        ),
    ]
