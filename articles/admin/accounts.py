"""Admin pages for staff accounts, at the addresses of the newsroom's user model."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from articles.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Accounts, their groups and permissions."""
