"""Find staff accounts by name or by default."""

from django.db import connection

from articles.domain.roles import REPORTERS
from articles.models import User


def find_active_user(username: str) -> User | None:
    """Find an active account by username; None if no active account has it."""
    return User.objects.filter(username=username, is_active=True).first()


def find_default_reporter() -> User | None:
    """Find the account that imports are filed under by default: the first superuser, else the first reporter."""
    active = User.objects.filter(is_active=True).order_by("pk")
    return active.filter(is_superuser=True).first() or active.filter(groups__name=REPORTERS).first()


def list_usernames() -> set[str]:
    """List the usernames of all accounts; empty before the tables have been created."""
    if User._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented interface
        return set()
    return set(User.objects.values_list("username", flat=True))
