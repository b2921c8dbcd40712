"""The version of the code and templates that make fragments: another one makes them again."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_FOLDERS = ("articles", "templates/articles", "newsroom/formats")
_SUFFIXES = frozenset({".py", ".html", ".mo", ".json"})
_SETTINGS = (
    "SITE_URL",
    "SITE_NAME",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "MEDIA_URL",
    "STATIC_URL",
    "FEED_FULL_TEXT",
    "STORAGES",
)


def fragment_version() -> str:
    """Return the version of all that a fragment depends on but its story: code, templates, words and settings."""
    # While one works on templates, each request looks again.
    files = _hash_files.__wrapped__() if settings.DEBUG else _hash_files()
    values = [getattr(settings, name) for name in _SETTINGS]
    return hashlib.sha256(f"{files} {values}".encode()).hexdigest()[:16]


@cache
def _hash_files() -> str:
    """Return the SHA-256 of the files of code, templates and words."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in _SUFFIXES and "migrations" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
