"""What the upgrade to the newsroom's own user model does in databases that no dump of 0.1 shows."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from articles.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
MIGRATION = import_module("articles.migrations.0003_own_user_model")


class Editor:
    """As much of a schema editor as is used where no table has to change."""

    connection = connection


def test_when_both_content_types_exist_everything_refers_to_the_new_one(editor, reporter):
    new = ContentType.objects.get_for_model(User)
    old = ContentType.objects.create(app_label="auth", model="user")
    view = Permission.objects.create(content_type=old, codename="view_user", name="Can view user")
    own = Permission.objects.create(content_type=old, codename="praise_user", name="Can praise user")
    interns = Group.objects.create(name="Interns")
    interns.permissions.set([view, own])
    editor.user_permissions.set([view])
    entry = LogEntry.objects.create(user=editor, content_type=old, object_id=str(reporter.pk), action_flag=CHANGE)

    MIGRATION.move_content_type(apps, Editor)

    assert not ContentType.objects.filter(pk=old.pk).exists()
    assert set(interns.permissions.values_list("content_type", "codename")) == {
        (new.pk, "view_user"),
        (new.pk, "praise_user"),
    }
    assert User.objects.get(pk=editor.pk).has_perm("articles.view_user")
    assert LogEntry.objects.get(pk=entry.pk).get_edited_object() == reporter


def test_a_fresh_database_is_left_as_it_is(editor):
    before = list(ContentType.objects.order_by("pk").values_list())
    MIGRATION.move_content_type(apps, Editor)
    MIGRATION.move_tables(apps, Editor)
    assert list(ContentType.objects.order_by("pk").values_list()) == before
    assert list(User.objects.values_list("pk", flat=True)) == [editor.pk]
