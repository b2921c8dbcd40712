"""An editor at a desk with an empty database, to measure what a request of theirs costs."""

import io
import os
import tempfile
from contextlib import contextmanager


@contextmanager
def desk():
    """The browser of an editor, and the editor."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{folder}/newsroom.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.contrib.auth.models import Group
        from django.core.management import call_command
        from django.test import Client

        from articles.models import User

        call_command("migrate", verbosity=0)
        call_command("create_roles", stdout=io.StringIO())
        editor = User.objects.create_user("editor", is_staff=True)
        editor.groups.add(Group.objects.get(name="Editors"))
        client = Client()
        client.force_login(editor)
        yield client, editor
