"""Give models and columns the names that newsrooms and Django projects use for such things.

Both databases rewrite a constraint's or index's condition when a column gets another name, so the table of stories
isn't made again. Django's state keeps the old name in them: there they are taken out and put back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MODELS = (
    ("FrontArrangement", "FrontPageLayout"),
    ("FrontPlace", "FrontPageSlot"),
    ("HousePage", "InfoPage"),
    ("LinkState", "LinkCheck"),
    ("Message", "Notification"),
    ("MessageChoice", "NotificationPreference"),
    ("NoCountry", "NoCountryDecision"),
    ("OldAddress", "FormerSlug"),
    ("Part", "CollectionItem"),
    ("PictureBand", "ImageHashBand"),
    ("Presence", "EditSession"),
    ("Quote", "Quotation"),
    ("Told", "NotifiedEntry"),
)
COLUMNS = (
    ("change_at", "scheduled_change_at"),
    ("changed_at", "last_edited_at"),
    ("updated_at", "publicly_updated_at"),
)
ACTIONS = ("add", "change", "delete", "view")


def rename_permissions(apps, names):
    """Let groups and people keep what they may do. Django renames the content types, but not these."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    for old, new in names:
        for action in ACTIONS:
            permissions.filter(codename=f"{action}_{old.lower()}").update(codename=f"{action}_{new.lower()}")


def forwards(apps, schema_editor):
    rename_permissions(apps, MODELS)


def backwards(apps, schema_editor):
    rename_permissions(apps, [(new, old) for old, new in MODELS])


def foreign_key(to, related_name, on_delete=django.db.models.deletion.CASCADE, **options):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_own_user_model")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RenameField("article", old, new) for old, new in COLUMNS],
            state_operations=[
                migrations.RemoveConstraint("article", "only_the_scheduled_changes_by_itself"),
                *(
                    migrations.RemoveIndex("article", name)
                    for name in (
                        "changed_in_paper",
                        "scheduled_changes",
                        "desk_by_change",
                        "desk_by_stage",
                        "desk_mine",
                    )
                ),
                *(migrations.RenameField("article", old, new) for old, new in COLUMNS),
                migrations.AlterModelOptions(
                    "article",
                    {
                        "ordering": ["-last_edited_at", "-pk"],
                        "permissions": [
                            ("review_article", "Can edit and approve any story"),
                            ("publish_article", "Can publish stories"),
                        ],
                        "verbose_name": "story",
                        "verbose_name_plural": "stories",
                    },
                ),
                migrations.AddConstraint(
                    "article",
                    models.CheckConstraint(
                        condition=models.Q(("scheduled_change_at", None), ("stage", "scheduled"), _connector="OR"),
                        name="only_the_scheduled_changes_by_itself",
                    ),
                ),
                *(
                    migrations.AddIndex("article", index)
                    for index in (
                        models.Index(
                            condition=models.Q(("publicly_updated_at__isnull", False)),
                            fields=["-publicly_updated_at"],
                            name="changed_in_paper",
                        ),
                        models.Index(
                            condition=models.Q(("stage", "scheduled")),
                            fields=["scheduled_change_at"],
                            name="scheduled_changes",
                        ),
                        models.Index(fields=["-last_edited_at", "-id"], name="desk_by_change"),
                        models.Index(fields=["stage", "-last_edited_at"], name="desk_by_stage"),
                        models.Index(fields=["created_by", "stage", "-last_edited_at"], name="desk_mine"),
                    )
                ),
            ],
        ),
        *(migrations.RenameModel(old, new) for old, new in MODELS),
        migrations.AlterField(
            "collectionitem",
            "article",
            foreign_key(
                "articles.article", "collection_items", django.db.models.deletion.PROTECT, verbose_name="story"
            ),
        ),
        migrations.AlterField("collectionitem", "collection", foreign_key("articles.collection", "items")),
        migrations.AlterField("editsession", "article", foreign_key("articles.article", "edit_sessions")),
        migrations.AlterField("formerslug", "article", foreign_key("articles.article", "former_slugs")),
        migrations.AlterField("frontpageslot", "arrangement", foreign_key("articles.frontpagelayout", "slots")),
        migrations.AlterField("imagehashband", "image", foreign_key("articles.image", "hash_bands")),
        migrations.AlterField("notification", "to", foreign_key(settings.AUTH_USER_MODEL, "notifications")),
        migrations.AlterField(
            "notifiedentry",
            "entry",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="notified",
                serialize=False,
                to="articles.auditentry",
            ),
        ),
        migrations.AlterField("quotation", "article", foreign_key("articles.article", "quotations")),
        migrations.RunPython(forwards, backwards),
    ]
