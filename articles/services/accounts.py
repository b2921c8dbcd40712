"""Create the groups of the newsroom's duties, and the demo's accounts."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from articles.domain.roles import GROUPS
from articles.models import User


@dataclass(frozen=True)
class UpdatedGroup:
    """A group, whether it is new, and how many permissions it has now."""

    name: str
    is_new: bool
    permissions: int


@transaction.atomic
def update_groups() -> list[UpdatedGroup]:
    """Create missing staff groups and give each exactly the permissions of its duty; return all groups."""
    updated = []
    for name, codenames in GROUPS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
        group.permissions.set(permissions)
        updated.append(UpdatedGroup(name, is_new, len(permissions)))
    return updated


@transaction.atomic
def save_demo_account(username: str, *, group: str, password: str) -> User:
    """Create or reset a demo account in a group; without a group ("") it is a superuser.

    An empty password leaves an existing one unchanged.
    """
    user, _is_new = User.objects.get_or_create(username=username)
    user.first_name, user.is_staff, user.is_superuser = username.capitalize(), True, not group
    if password:
        user.set_password(password)
    user.save(update_fields=["first_name", "is_staff", "is_superuser", "password"])
    user.groups.set(Group.objects.filter(name=group))
    return user
