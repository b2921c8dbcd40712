"""Read settings from the environment and `.env`; a bad value raises an error.

Not django-environ, which rewrites a SECRET_KEY that begins with `$`: here values are read literally.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from articles.domain import checklist
from articles.lib.geo import UnknownCountry, normalise_code


def _split_url(name: str, value: str) -> tuple[SplitResult, int | None]:
    """Split a URL and read its port; `name` is the setting's for the message. Raises ImproperlyConfigured."""
    try:
        parts = urlsplit(value)
        return parts, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} isn't a valid address: its host or port can’t be read.") from error


def _normalise_country(name: str, value: str) -> str:
    """Return a country's two-letter code from its code or name. Raises ImproperlyConfigured with similar names."""
    try:
        return normalise_code(value)
    except UnknownCountry as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


ONE_YEAR_S = 31_536_000
TEN_YEARS_S = 10 * ONE_YEAR_S
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def read_env_file(path: Path) -> dict[str, str]:
    """Read the `NAME=value` lines of a .env file: {name: value}, without matching outer quotes.

    Blank lines and `#` comments are skipped. Raises ImproperlyConfigured for any other line.
    """
    values: dict[str, str] = {}
    if not path.exists():
        return values
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path.name} is not UTF-8.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path.name}, line {number}: expected NAME=value.")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values


@dataclass(frozen=True)
class Environment:
    """Typed access to settings by name. Every method raises ImproperlyConfigured for a bad value."""

    values: Mapping[str, str]

    @classmethod
    def load(cls, env_file: Path) -> "Environment":
        """Load the settings in a .env file, overridden by the process's environment."""
        return cls({**read_env_file(env_file), **os.environ})

    def text(self, name: str, default: str) -> str:
        """Read a text, or the default if the setting is unset or empty."""
        return self.values.get(name) or default

    def secret(self, name: str) -> str:
        """Read a secret, which must be set."""
        value = self.values.get(name, "")
        if not value:
            raise ImproperlyConfigured(
                f"{name} is not set. Put {name}=<50 random characters> into the environment or .env."
            )
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Read a boolean, written as true, yes, on, 1 or their opposites."""
        value = self.values.get(name, "").strip().lower()
        if value in TRUE | FALSE:
            return value in TRUE
        if value:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be true or false.")
        return default

    def four_eyes(self, name: str) -> str:
        """Read what four eyes ask for: "on" (the default), "strict" or "off"; true and false are on and off."""
        value = self.values.get(name, "").strip().lower()
        if value and value not in {*TRUE, *FALSE, "strict"}:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be on, strict or off.")
        if value == "strict":
            return value
        return "off" if value in FALSE else "on"

    def choice(self, name: str, default: str, *, among: Sequence[str]) -> str:
        """Read a value that must be one of `among`."""
        value = self.text(name, default)
        if value not in among:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(among)}.")
        return value

    def address(self, name: str, default: str) -> str:
        """Read an http(s) URL, or the default, which may be empty."""
        value = self.text(name, default)
        if value and (
            _split_url(name, value)[0].scheme not in {"http", "https"} or not _split_url(name, value)[0].hostname
        ):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be an address such as https://hub.example/.")
        return value

    def names(self, name: str, default: str) -> list[str]:
        """Read a list of names separated by commas."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def country(self, name: str, default: str) -> str:
        """Read a country as its two-letter code, from a code or name; "" if unset."""
        value = self.text(name, default)
        return _normalise_country(name, value) if value else ""

    def merged_countries(self, name: str, default: str) -> dict[str, str]:
        """Read which countries are filed under others: pairs such as HK=CN, separated by commas."""
        merged = {}
        for pair in self.names(name, default):
            code, equals, into = pair.partition("=")
            if not equals:
                raise ImproperlyConfigured(f"{name} has {pair!r} in it; it must be pairs such as HK=CN,EH=MA.")
            merged[_normalise_country(name, code)] = _normalise_country(name, into)
        if set(merged) & set(merged.values()):
            raise ImproperlyConfigured(f"{name} files a country under one that is itself filed under another.")
        return merged

    def severities(self, name: str, default: str) -> dict[str, checklist.Severity]:
        """Read the severity of every check: the defaults, changed by pairs such as headline_length:hint."""
        try:
            return checklist.parse_severities(self.names(name, default))
        except checklist.InvalidSeverity as error:
            raise ImproperlyConfigured(f"{name}: {error}") from error

    def time_zone(self, name: str, default: str) -> str:
        """Read the name of a time zone, such as Asia/Karachi."""
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ImproperlyConfigured(
                f"{name} is {value!r}, which isn't a valid time zone; use a name such as Asia/Karachi."
            ) from error
        return value

    def site_url(self, name: str, default: str) -> str:
        """Read the site's own URL: scheme and host, without a path or trailing slash."""
        value = self.text(name, default).rstrip("/")
        parts, _port = _split_url(name, value)
        plain = parts.scheme in {"http", "https"} and parts.hostname and not any(parts[2:])
        if not plain or "@" in parts.netloc or re.search(r"\s", value):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must look like https://news.example.")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Read Django's DATABASES entry from a sqlite:// or postgres:// URL."""
        value = self.text(name, default)
        try:
            config = dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a sqlite:// or postgres:// address.") from error
        if config["ENGINE"] == "django.db.backends.sqlite3":
            # Writers queue instead of failing, readers never wait, and connections stay open.
            config["CONN_MAX_AGE"] = None
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            }
        elif config["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured(f"{name} must be a sqlite:// or postgres:// address.")
        return config

    def cache(self, name: str, default: str) -> dict[str, Any]:
        """Read Django's CACHES entry from a locmem://, file:///, redis:// or dummy:// URL."""
        value = self.text(name, default)
        parts, _port = _split_url(name, value)
        scheme = parts.scheme
        if scheme == "dummy":
            return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        if value.startswith("file:///") and not value.endswith("/"):
            return {"BACKEND": "newsroom.sqlite_cache.SQLiteCache", "LOCATION": unquote(parts.path)}
        if scheme == "locmem":
            return {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "OPTIONS": {"MAX_ENTRIES": 2000},
            }
        if scheme in {"redis", "rediss", "unix"}:
            timeouts = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}
            return {
                "BACKEND": "newsroom.redis_cache.RedisCache",
                "LOCATION": value,
                "OPTIONS": timeouts,
            }
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be locmem://, a file:///path or a redis:// address.")

    def folder(self, name: str, default: str, *, base: Path) -> Path:
        """Read a folder as an absolute path, from a path relative to `base` or a file:///path."""
        value = self.text(name, default)
        if value.startswith("file:///"):
            return Path(unquote(value.removeprefix("file://"))).resolve()
        if "://" in value:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a folder, as a path or file:///path.")
        return (base / value).resolve()

    def seconds(self, name: str, default: int) -> int:
        """Read a whole number of seconds, up to ten years."""
        value = self.text(name, str(default)).strip()
        if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) > TEN_YEARS_S:
            raise ImproperlyConfigured(
                f"{name} is {value!r}; it must be a whole number of seconds from 0 to {TEN_YEARS_S}, such as 3600."
            )
        return int(value)

    def hsts(self, name: str, *, encrypted: bool) -> dict[str, Any]:
        """Read Django's SECURE_HSTS_* settings from NAME_SECONDS, NAME_SUBDOMAINS and NAME_PRELOAD.

        Without encryption the seconds are 0.
        """
        seconds = self.seconds(f"{name}_SECONDS", 0)
        subdomains = self.flag(f"{name}_SUBDOMAINS", default=False)
        preload = self.flag(f"{name}_PRELOAD", default=False)
        # The browsers' preload list requires both.
        if preload and not (subdomains and seconds >= ONE_YEAR_S):
            raise ImproperlyConfigured(
                f"{name}_PRELOAD is true; it needs {name}_SUBDOMAINS=true and {name}_SECONDS of at least {ONE_YEAR_S}."
            )
        return {
            "SECURE_HSTS_SECONDS": seconds if encrypted else 0,
            "SECURE_HSTS_INCLUDE_SUBDOMAINS": subdomains,
            "SECURE_HSTS_PRELOAD": preload,
        }

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Read Django's EMAIL_* settings from a console://, smtp:// or smtps:// URL.

        Such as smtp://user:password@host:587/?tls=true.
        """
        value = self.text(name, default)
        parts, port = _split_url(name, value)
        if parts.scheme == "console":
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ImproperlyConfigured(f"{name} must be console:// or smtp://user:password@host:port.")
        tls = Environment({f"{name}’s tls": dict(parse_qsl(parts.query)).get("tls", "")}).flag(
            f"{name}’s tls", default=False
        )
        if tls and parts.scheme == "smtps":
            raise ImproperlyConfigured(f"{name} must be smtps:// or have tls=true, not both.")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": tls,
            "EMAIL_USE_SSL": parts.scheme == "smtps",
        }
