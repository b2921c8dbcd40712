"""Migrates the database that TEST_DATABASE_URL names, and prints as JSON what its newsroom then shows and allows.

Run by test_upgrade.py as a process of its own, as `manage.py migrate` is: `python -m tests.migrations.upgrade [--use]`.
"""

import io
import json
import sys
from typing import Any

import django
from django.conf import global_settings, settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

PEOPLE = ("admin", "rana", "edith", "paul", "ida")


def main() -> None:
    """Migrate, and with --use try what people do."""
    django.setup()
    call_command("migrate", verbosity=0)
    found = _use() if "--use" in sys.argv else {}
    sys.stdout.write(json.dumps(found))


def _use() -> dict[str, Any]:
    from django.contrib.admin.models import LogEntry  # noqa: PLC0415 - models load after the set-up
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415

    from articles.models import Article, Image, User  # noqa: PLC0415

    for image in Image.objects.all():  # a dump has no files
        default_storage.save(str(image.file.name), ContentFile(b"a picture"))
    checked = io.StringIO()
    call_command("check_newsroom", stdout=checked)
    desk = Client()
    desk.force_login(User.objects.get(username="admin"))
    reopened = Client()
    reopened.cookies[settings.SESSION_COOKIE_NAME] = _session_of_0_1()
    edith = User.objects.get(username="edith")
    found = {
        "check_newsroom": checked.getvalue(),
        "public": [Client().get(story.get_absolute_url()).status_code for story in Article.objects.published()],
        "desk": [
            desk.get(f"/admin/articles/article/{story.pk}/change/").status_code for story in Article.objects.all()
        ],
        "people": [desk.get(f"/admin/articles/user/{person.pk}/change/").status_code for person in User.objects.all()],
        "groups": {name: list(_names(User.objects.get(username=name).groups, "name")) for name in PEOPLE},
        "permissions of edith": list(_names(edith.user_permissions, "codename")),
        "edith may change people": edith.has_perm("articles.change_user"),
        "permissions of Interns": list(_names(Group.objects.get(name="Interns").permissions, "codename")),
        "permissions of Publishers on renamed models": list(
            _names(
                Group.objects.get(name="Publishers").permissions.filter(
                    content_type__model__in=("collectionitem", "infopage")
                ),
                "codename",
            )
        ),
        "permissions on models that are gone": Permission.objects.filter(
            content_type__app_label="articles", content_type__model__in=("housepage", "message", "part", "told")
        ).count(),
        "admin log": [str(entry.get_edited_object()) for entry in LogEntry.objects.order_by("pk")],
        "session of 0.1": reopened.get("/admin/").status_code,
        "number of the next person": User.objects.create_user("new").pk,
        "number of the next membership": User.groups.through.objects.create(user=edith, group=_group("Interns")).pk,
    }
    # At last: a log-in stores the password with today's number of iterations, which ends the person's sessions.
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        logged_in = {name: Client().login(username=name, password=f"{name}-password") for name in PEOPLE}
    return {**found, "logged in": logged_in}


def _session_of_0_1() -> str:
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    return Session.objects.get(expire_date__year=2099).session_key


def _group(name: str) -> Any:
    from django.contrib.auth.models import Group  # noqa: PLC0415

    return Group.objects.get(name=name)


def _names(related: Any, field: str) -> Any:
    return related.order_by(field).values_list(field, flat=True)


if __name__ == "__main__":
    main()
