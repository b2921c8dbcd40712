"""Create the groups and give each exactly the permissions of its duty."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services import accounts


class Command(BaseCommand):
    help = "Create the groups Reporters, Editors and Publishers, or reset their permissions."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create or update the groups and print the number of permissions of each."""
        for group in accounts.update_groups():
            if options["verbosity"]:
                verb = "Created" if group.is_new else "Checked"
                self.stdout.write(f"{verb} {group.name}: {group.permissions} permissions.")
