"""The desk: Django's admin, one module a table. It shows what the rooms below allow and asks them for every change.

Django's admin finds it here by autodiscovery, once every app is loaded.
"""

from articles.admin import house, pictures, stories

__all__ = ["house", "pictures", "stories"]
