"""The desk: Django's admin, extended for writing, editing and publishing."""

from articles.admin import accounts, tables
from articles.admin.images import image_admin
from articles.admin.story import story_admin

__all__ = ["accounts", "image_admin", "story_admin", "tables"]
