"""Settings of the bare site: the newsroom's database with the same connection options, and nothing else."""

from pathlib import Path

from newsroom.environment import Environment

SECRET_KEY = "only-to-measure-" + "x" * 50
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.benchmarks.floor.site"
DATABASES = {"default": Environment.load(Path("/dev/null")).database("DATABASE_URL", "")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
