"""Find the embargoes that end between two times by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_search_by_place"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=models.Q(("embargo__isnull", False)), fields=["embargo"], name="embargoes"),
        ),
    ]
