"""The release: a digest of the code, templates and settings that public pages are made with."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIXES = frozenset({".py", ".html", ".xml", ".txt", ".mo"})
_SETTINGS = (
    *("SITE_URL", "SITE_NAME", "LANGUAGES", "LANGUAGE_CODE", "TIME_ZONE", "STATIC_URL", "MEDIA_URL", "DEBUG"),
    *("FEED_FULL_TEXT", "DISPUTED_BORDERS", "WEBSUB_HUB", "STORAGES"),
)


@cache
def release() -> str:
    """Return the release that this process runs, as 16 hexadecimal digits; the same on every host.

    What was rendered by another release, in front of other style sheets or under another name, must not be read by this one.
    Reading 2 MB takes some 20 ms, once a process.
    """
    values = [f"{name}={getattr(settings, name)!r}" for name in _SETTINGS]
    return hashlib.sha256("\n".join([_digest_files(), *values]).encode()).hexdigest()[:16]


def look_again(**_signal: Any) -> None:
    """Compute the release again when it is next needed: a file has changed under a server for development."""
    _digest_files.cache_clear()
    release.cache_clear()


@cache
def _digest_files() -> str:
    """Return the digest of the files that pages are made with."""
    digest = hashlib.sha256()
    folders = [folder for engine in settings.TEMPLATES for folder in cast(list[Path], engine["DIRS"])]
    for root in (_PACKAGE, *folders):
        for path in _source_files(root):
            digest.update(f"{path.relative_to(root)}\n".encode())
            digest.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()


def _source_files(root: Path) -> Iterator[Path]:
    """Yield the files below a folder that pages are made with, in a stable order."""
    yield from sorted(path for path in root.rglob("*") if path.suffix in _SUFFIXES)
