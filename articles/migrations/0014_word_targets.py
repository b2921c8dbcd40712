"""Let a story have a number of words that it should have."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_fresh_publications'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='word_target',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='word target'),
        ),
    ]
