"""The project's settings for tests: a fixed environment, whatever .env says, and the database that TEST_DATABASE_URL names."""

import os
import tempfile

# For pictures and SQLite; the operating system clears it away.
FOLDER = tempfile.mkdtemp(prefix="newsroom-tests-")
os.environ.update(
    SECRET_KEY="only-for-tests-" + "x" * 50,
    DEBUG="false",
    SITE_URL="http://testserver",
    SITE_NAME="The Test Gazette",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    TIME_ZONE="Asia/Karachi",
    FOUR_EYES="true",
    # Tests write as few words as they need; those of the checklist ask for its defaults.
    CHECKS="standfirst:hint,about:hint",
    CACHE_URL="locmem://",
    EMAIL_URL="console://",
    STORAGE_URL=f"{FOLDER}/media",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{FOLDER}/newsroom.sqlite3"),
)

from newsroom.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, since tests of simultaneous work need several connections to one database.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}  # noqa: F405
else:
    # The planner takes tables that were never analysed for large ones, and compiles queries over three rows; and nothing
    # in here needs to outlive a crash.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c synchronous_commit=off"  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
# So much that no test depends on how busy the machine is; tests of what happens without time say so.
TIME_BUDGET = {"cpu_ms": 5_000, "statement_ms": 20_000}
