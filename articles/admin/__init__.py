"""The desk: Django's admin, one module a table. It shows what the rooms below allow and asks them for every change."""

from articles.admin import house, pictures, stories

__all__ = ["house", "pictures", "stories"]
