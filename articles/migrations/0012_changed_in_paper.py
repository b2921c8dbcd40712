"""Finds what was changed in the paper today."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_assignments")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("updated_at__isnull", False)), fields=["-updated_at"], name="changed_in_paper"
            ),
        ),
    ]
