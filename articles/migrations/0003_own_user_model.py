"""Bring a database of 0.1 to the newsroom's own user model: its people, groups and permissions move to `articles_user`.

In a database that was made with 0.2 or later, 0001 created that table, and nothing happens here.
"""

from django.apps import apps as installed
from django.core.management.color import no_style
from django.db import migrations

FOREIGN_KEYS = """
    SELECT child.relname, pg_attribute.attname, pg_constraint.conname
    FROM pg_constraint
    JOIN pg_class child ON child.oid = pg_constraint.conrelid
    JOIN pg_attribute ON pg_attribute.attrelid = child.oid AND pg_attribute.attnum = pg_constraint.conkey[1]
    WHERE pg_constraint.contype = 'f' AND pg_constraint.confrelid = 'articles_user'::regclass
"""


def move_tables(apps, schema_editor):
    """Rename the table of users with its rows, and copy those that say who has which group and permission."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if "auth_user" not in tables or "articles_user" in tables:
        return
    user = apps.get_model("articles", "User")
    # Both databases let the foreign keys of other tables follow a renamed table.
    schema_editor.execute("ALTER TABLE auth_user RENAME TO articles_user")
    schema_editor.add_field(user, user._meta.get_field("session_epoch"))
    copy(schema_editor, user.groups.through, "auth_user_groups", "id, user_id, group_id")
    copy(schema_editor, user.user_permissions.through, "auth_user_user_permissions", "id, user_id, permission_id")
    if connection.vendor == "postgresql":
        rename_what_follows_no_table(schema_editor)


def copy(schema_editor, through, old, columns):
    """Make the table of a many-to-many relation as a fresh database has it, fill it, and drop the old one."""
    new = through._meta.db_table
    schema_editor.create_model(through)
    schema_editor.execute(f"INSERT INTO {new} ({columns}) SELECT {columns} FROM {old}")
    schema_editor.execute(f"DROP TABLE {old}")
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [through]):
        schema_editor.execute(statement)


def rename_what_follows_no_table(schema_editor):
    """PostgreSQL keeps the names of sequences, indexes and constraints; later migrations find them by Django's names."""
    name = schema_editor._create_index_name
    old_like, new_like = (name(table, ["username"], suffix="_like") for table in ("auth_user", "articles_user"))
    schema_editor.execute("ALTER SEQUENCE auth_user_id_seq RENAME TO articles_user_id_seq")
    schema_editor.execute("ALTER INDEX auth_user_pkey RENAME TO articles_user_pkey")
    schema_editor.execute("ALTER INDEX auth_user_username_key RENAME TO articles_user_username_key")
    schema_editor.execute(f"ALTER INDEX {old_like} RENAME TO {new_like}")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS)
        found = cursor.fetchall()
    for table, column, old in found:
        new = name(table, [column], suffix="_fk_articles_user_id")
        if new != old:
            schema_editor.execute(f'ALTER TABLE "{table}" RENAME CONSTRAINT "{old}" TO "{new}"')


def move_content_type(apps, schema_editor):
    """Let permissions on users, and the admin's log of them, refer to the new model."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    old = content_types.filter(app_label="auth", model="user").first()
    if old is None:
        return
    new = content_types.filter(app_label="articles", model="user").first()
    if new is None:
        content_types.filter(pk=old.pk).update(app_label="articles")
        return
    # Somebody ran `migrate` for another app first, which made the new content type and its permissions.
    apps.get_model("admin", "LogEntry").objects.filter(content_type=old).update(content_type=new)
    permissions = apps.get_model("auth", "Permission").objects
    for permission in permissions.filter(content_type=old):
        same = permissions.filter(content_type=new, codename=permission.codename).first()
        if same is None:
            permissions.filter(pk=permission.pk).update(content_type=new)
            continue
        same.group_set.add(*permission.group_set.all())
        same.user_set.add(*permission.user_set.all())
        permission.delete()
    old.delete()
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table while a deferred check is pending


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_ground"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    # Their tables refer to users, and depend on 0001 alone, which a database of 0.1 has without its table of users.
    run_before = [
        (label, "0001_initial")
        for label in ("account", "mfa", "usersessions")
        if installed.is_installed(f"allauth.{label}")
    ]
    operations = [
        migrations.RunPython(move_tables, migrations.RunPython.noop),
        migrations.RunPython(move_content_type, migrations.RunPython.noop),
        # 0001 gained this index after databases existed.
        migrations.RunSQL(
            'CREATE INDEX IF NOT EXISTS "log_of_all" ON "articles_auditentry" ("at" DESC)', migrations.RunSQL.noop
        ),
    ]
