"""The desk: Django's admin, one module a table. It shows what the rooms below allow and asks them for every change."""

from articles.admin import accounts, taxonomy
from articles.admin.images import image_admin
from articles.admin.story import story_admin

__all__ = ["accounts", "image_admin", "story_admin", "taxonomy"]
