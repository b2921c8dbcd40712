"""The production settings, with what only takes time left out: long pauses, slow password hashes, compressed files."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MEDIA_ROOT, STORAGES

# A busy machine would cut searches and lists short; what they then say has tests of its own.
TIME_BUDGET = {"cpu_ms": 5_000, "statement_ms": 20_000}
# Pages wait a tenth of a second for a pause in typing instead of almost one.
TYPING_PAUSE_MS = 100
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
# Beside the pictures, so that a test never replaces the compressed files that a server of this checkout uses.
STATIC_ROOT = MEDIA_ROOT.parent / "static"
