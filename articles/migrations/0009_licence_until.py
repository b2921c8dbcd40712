from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_no_country'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='licence_until',
            field=models.DateField(blank=True, help_text='The last day on which it may be shown; empty: no end.', null=True, verbose_name='licence until'),
        ),
    ]
