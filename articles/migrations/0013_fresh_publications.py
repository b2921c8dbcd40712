"""Record first publications that can still be undone, and notify of those that were."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_notification_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='FreshPublication',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='articles.article')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('fetched_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='notification',
            name='message_concern_known',
        ),
        migrations.AlterField(
            model_name='notification',
            name='concern',
            field=models.CharField(choices=[('submitted', 'A story is submitted for review'), ('sent_back', 'A story of mine is sent back'), ('approved', 'A story is approved'), ('published', 'A story of mine is published'), ('unpublished', 'The publication of a story of mine is undone'), ('failed', 'A story could not be published when it was due'), ('unscheduled', 'A story that I wrote or scheduled loses its schedule'), ('mentioned', 'Someone mentions me in a note'), ('replied', 'Someone replies to a note of mine'), ('noted', 'A note on a story of mine, or a comment on a preview that I shared'), ('not_approved', 'An outside reader does not approve a story that I wrote or shared'), ('assigned', 'A story is assigned to me'), ('due', 'A story of mine is due'), ('licence', 'The licence of a published picture is about to expire')], max_length=12),
        ),
        migrations.AlterField(
            model_name='notificationpreference',
            name='concern',
            field=models.CharField(choices=[('submitted', 'A story is submitted for review'), ('sent_back', 'A story of mine is sent back'), ('approved', 'A story is approved'), ('published', 'A story of mine is published'), ('unpublished', 'The publication of a story of mine is undone'), ('failed', 'A story could not be published when it was due'), ('unscheduled', 'A story that I wrote or scheduled loses its schedule'), ('mentioned', 'Someone mentions me in a note'), ('replied', 'Someone replies to a note of mine'), ('noted', 'A note on a story of mine, or a comment on a preview that I shared'), ('not_approved', 'An outside reader does not approve a story that I wrote or shared'), ('assigned', 'A story is assigned to me'), ('due', 'A story of mine is due'), ('licence', 'The licence of a published picture is about to expire')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('concern__in', ['submitted', 'sent_back', 'approved', 'published', 'unpublished', 'failed', 'unscheduled', 'mentioned', 'replied', 'noted', 'not_approved', 'assigned', 'due', 'licence'])), name='message_concern_known'),
        ),
        migrations.AddIndex(
            model_name='freshpublication',
            index=models.Index(fields=['at'], name='fresh_publications'),
        ),
    ]
