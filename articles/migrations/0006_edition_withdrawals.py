"""Let an edition say when it was opened and which was the last to withdraw something."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_labels"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="withdrawn_in",
            field=models.PositiveBigIntegerField(default=1),
        ),
    ]
