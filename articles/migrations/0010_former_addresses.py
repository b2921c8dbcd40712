"""Redirect former addresses of sections, authors, series and about pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_embargoes"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=120)),
                ("row", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "old address",
                "verbose_name_plural": "old addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("table", "slug"), name="former_address_once_a_table"),
                ],
            },
        ),
    ]
