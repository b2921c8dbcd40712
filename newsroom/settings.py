"""All settings, from the environment and `.env`. A bad value stops the start; README.md lists the names."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext

from newsroom.environment import Environment

# Makes ModelAdmin[Article] and other generics, which the type checker needs, valid at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment.load(BASE_DIR / ".env")

SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = env.flag("DEBUG", default=False)
SITE_URL = env.site_url("SITE_URL", "http://127.0.0.1:8000")
SITE_NAME = env.text("SITE_NAME", "Newsroom")
FOUR_EYES = env.four_eyes("FOUR_EYES")
FEED_FULL_TEXT = env.flag("FEED_FULL_TEXT", default=True)
DISPUTED_BORDERS = env.choice("DISPUTED_BORDERS", "un", among=["un", "held"])
HOME_COUNTRY = env.country("HOME_COUNTRY", "")
MERGED_COUNTRIES = env.merged_countries("MERGED_COUNTRIES", "")
CHECKS = env.severities("CHECKS", "")
WEBSUB_HUB = env.address("WEBSUB_HUB", "")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", f"{urlsplit(SITE_URL).hostname},localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "taggit",
    "django_filters",
    "articles.apps.ArticlesConfig",
    "newsroom.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "js_asset",
    "django_prose_editor",
]
MIDDLEWARE = [
    # Every answer passes these, so that a stored page has the same headers as any other.
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.reject_nul",
    "articles.middleware.content_security_policy",
    # It answers most requests.
    "articles.middleware.answer_with_stored_page",
    "articles.middleware.set_language",
    "articles.middleware.PrivateSessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "articles.middleware.PrivateAuthentication",
    "articles.middleware.PrivateMessages",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'newsroom.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# How long a search may take: CPU time on SQLite, all its statements on PostgreSQL. Beyond it, it says how far it got.
TIME_BUDGET = {"cpu_ms": 50, "statement_ms": 200}
CACHES = {"default": env.cache("CACHE_URL", "locmem://")}

# The languages of the site's interface; the default language has addresses without a prefix.
LANGUAGES = [("en", "English"), ("ur", "اردو"), ("ar", "العربية")]
LANGUAGE_CODE = env.choice("LANGUAGE", "en", among=[code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_I18N = True
FORMAT_MODULE_PATH = "newsroom.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-collected"
# The desk shows Urdu and Arabic in the fonts of the drawn cards, which few computers have.
STATICFILES_DIRS = [BASE_DIR / "static", ("desk/fonts", BASE_DIR / "articles" / "lib" / "images" / "fonts")]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder("STORAGE_URL", "media", base=BASE_DIR)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

globals().update(env.email("EMAIL_URL", "console://"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")

TAGGIT_CASE_INSENSITIVE = True

AUTH_USER_MODEL = "articles.User"
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "articles.public.views.session_ended"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# SITE_URL decides whether cookies and redirects require encryption. HSTS is separate: browsers remember it for as long as
# it says, and it cannot be withdrawn.
ENCRYPTED = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENCRYPTED
globals().update(env.hsts("HSTS", encrypted=ENCRYPTED))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENCRYPTED else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "desk"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "newsroom.logs.Line", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
