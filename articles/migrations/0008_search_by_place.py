"""Key the search index by the place of a story in the lists, so that the newest matches are read first.

It is emptied here and filled from the read model after the migrations, as that itself is.
"""

from django.db import migrations, models

from articles.migrations.frozen import search_by_place


def _remake_table(apps, schema_editor):
    search_by_place.remake(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_read_model'),
    ]

    operations = [
        migrations.RunPython(_remake_table, _remake_table),
        migrations.DeleteModel(
            name='SearchEntry',
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('place', models.BigIntegerField(db_column='rowid', primary_key=True, serialize=False)),
                ('words', models.TextField(db_column='articles_search')),
                ('side_by_side', models.TextField()),
            ],
            options={
                'db_table': 'articles_search',
                'managed': False,
            },
        ),
        migrations.AddIndex(
            model_name='storylist',
            index=models.Index(fields=['kind', 'language', '-stories'], name='largest_lists'),
        ),
    ]
