"""Create the groups and give each exactly the permissions of its duty."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from articles.domain.roles import GROUPS


class Command(BaseCommand):
    help = "Create the groups Reporters, Editors and Publishers, or put their permissions right."

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        for name, codenames in GROUPS.items():
            group, created = Group.objects.get_or_create(name=name)
            permissions = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
            group.permissions.set(permissions)
            if options["verbosity"]:
                verb = "Created" if created else "Checked"
                self.stdout.write(f"{verb} {name}: {len(permissions)} permissions.")
