"""The read model: the lists of public stories, and the fragments of their pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_edition_withdrawals'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicStory',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='public_story', serialize=False, to='articles.article')),
                ('place', models.BigIntegerField(unique=True)),
                ('address', models.CharField(max_length=120)),
                ('language', models.CharField(max_length=8)),
                ('list_language', models.CharField(max_length=8)),
                ('has_picture', models.BooleanField()),
                ('about', models.CharField(blank=True, max_length=1000)),
                ('lists', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('address',), name='one_story_at_an_address')],
            },
        ),
        migrations.CreateModel(
            name='StoryFragment',
            fields=[
                ('pk', models.CompositePrimaryKey('story_id', 'name', blank=True, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=12)),
                ('made_by', models.CharField(max_length=16)),
                ('content', models.BinaryField()),
                ('story', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fragments', to='articles.publicstory')),
            ],
        ),
        migrations.CreateModel(
            name='StoryList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('key', models.CharField(blank=True, max_length=160)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('stories', models.IntegerField(default=0)),
                ('changes', models.IntegerField(default=0)),
                ('portrait', models.TextField(blank=True)),
                ('portrait_made_by', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'language'), name='one_list_of_a_name')],
            },
        ),
        migrations.CreateModel(
            name='ListMonth',
            fields=[
                ('pk', models.CompositePrimaryKey('list_id', 'month', blank=True, editable=False, primary_key=True, serialize=False)),
                ('month', models.IntegerField()),
                ('stories', models.IntegerField(default=0)),
                ('list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='months', to='articles.storylist')),
            ],
        ),
        migrations.CreateModel(
            name='ListEntry',
            fields=[
                ('pk', models.CompositePrimaryKey('list_id', 'place', blank=True, editable=False, primary_key=True, serialize=False)),
                ('place', models.BigIntegerField()),
                ('list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='articles.storylist')),
            ],
        ),
    ]
