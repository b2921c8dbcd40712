"""Settings read from the environment, loud on bad values."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles.domain import checklist
from newsroom.environment import Environment, read_env_file
from tests.support import sentences

ROOT = Path(__file__).parent.parent.parent
BASE = Path("/srv/newsroom")
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": False,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    },
}
SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example",
    "EMAIL_PORT": 25,
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
    "EMAIL_USE_TLS": False,
    "EMAIL_USE_SSL": False,
}
REDIS = {
    "BACKEND": "newsroom.redis_cache.RedisCache",
    "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
}
READERS = {
    "SITE_URL": lambda env: env.site_url("SITE_URL", "http://127.0.0.1:8000"),
    "DATABASE_URL": lambda env: env.database("DATABASE_URL", "sqlite:///x.sqlite3"),
    "CACHE_URL": lambda env: env.cache("CACHE_URL", "locmem://"),
    "STORAGE_URL": lambda env: env.folder("STORAGE_URL", "media", base=BASE),
    "EMAIL_URL": lambda env: env.email("EMAIL_URL", "console://"),
    "TIME_ZONE": lambda env: env.time_zone("TIME_ZONE", "UTC"),
    "FOUR_EYES": lambda env: env.four_eyes("FOUR_EYES"),
    "SECRET_KEY": lambda env: env.secret("SECRET_KEY"),
    "ALLOWED_HOSTS": lambda env: env.names("ALLOWED_HOSTS", "a,b"),
    "SITE_NAME": lambda env: env.text("SITE_NAME", "Newsroom"),
    "HOME_COUNTRY": lambda env: env.country("HOME_COUNTRY", ""),
    "HSTS_SECONDS": lambda env: env.seconds("HSTS_SECONDS", 0),
    "MERGED_COUNTRIES": lambda env: env.merged_countries("MERGED_COUNTRIES", ""),
}


def read(name, value):
    return READERS[name](Environment({name: value}))


def refused(name, value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(name, value)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "$ecret-${HOME}-'\"#", "$ecret-${HOME}-'\"#"),
        ("SITE_NAME", "The Meridian", "The Meridian"),
        ("SITE_NAME", "", "Newsroom"),
        *(("FOUR_EYES", value, "on") for value in ("true", "TRUE", " yes ", "on", "1", "")),
        *(("FOUR_EYES", value, "off") for value in ("false", "No", "off", "0")),
        *(("FOUR_EYES", value, "strict") for value in ("strict", " Strict ")),
        ("ALLOWED_HOSTS", " news.example ,, www.news.example,", ["news.example", "www.news.example"]),
        ("ALLOWED_HOSTS", "", ["a", "b"]),
        *(("HOME_COUNTRY", value, "PK") for value in ("PK", "pak", "Pakistan")),
        ("HOME_COUNTRY", "", ""),
        ("MERGED_COUNTRIES", "HK=CN, eh=MAR", {"HK": "CN", "EH": "MA"}),
        ("MERGED_COUNTRIES", "", {}),
        ("HSTS_SECONDS", " 3600 ", 3600),
        ("HSTS_SECONDS", "", 0),
        ("TIME_ZONE", "Asia/Karachi", "Asia/Karachi"),
        ("TIME_ZONE", "", "UTC"),
        ("SITE_URL", "https://news.example/", "https://news.example"),
        ("SITE_URL", "http://[::1]:8000", "http://[::1]:8000"),
        ("SITE_URL", "", "http://127.0.0.1:8000"),
        ("DATABASE_URL", "sqlite:////srv/a.sqlite3", SQLITE | {"NAME": "/srv/a.sqlite3"}),
        ("DATABASE_URL", "", SQLITE | {"NAME": "x.sqlite3"}),
        (
            "DATABASE_URL",
            "postgres://desk:p%40ss@db.example:5433/news",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "news",
                "USER": "desk",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": 5433,
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
                "DISABLE_SERVER_SIDE_CURSORS": False,
            },
        ),
        (
            "CACHE_URL",
            "",
            {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
        ),
        ("CACHE_URL", "dummy://", {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}),
        (
            "CACHE_URL",
            "file:///var/cache/our%20paper/pages.sqlite3",
            {"BACKEND": "newsroom.sqlite_cache.SQLiteCache", "LOCATION": "/var/cache/our paper/pages.sqlite3"},
        ),
        ("CACHE_URL", "redis://cache.example:6379/1", REDIS | {"LOCATION": "redis://cache.example:6379/1"}),
        ("CACHE_URL", "unix:///run/redis.sock", REDIS | {"LOCATION": "unix:///run/redis.sock"}),
        ("STORAGE_URL", "", BASE / "media"),
        ("STORAGE_URL", "../pictures", Path("/srv/pictures")),
        ("STORAGE_URL", "/mnt/media", Path("/mnt/media")),
        ("STORAGE_URL", "file:///mnt/our%20media", Path("/mnt/our media")),
        ("EMAIL_URL", "", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("EMAIL_URL", "smtp://mail.example", SMTP),
        (
            "EMAIL_URL",
            "smtp://desk%40news.example:p%2Fss@mail.example:587/?tls=true",
            SMTP
            | {
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "desk@news.example",
                "EMAIL_HOST_PASSWORD": "p/ss",
                "EMAIL_USE_TLS": True,
            },
        ),
        ("EMAIL_URL", "smtps://mail.example", SMTP | {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True}),
    ],
)
def test_a_good_value_is_read(name, value, expected):
    assert read(name, value) == expected


@pytest.mark.parametrize("name", [name for name in READERS if name != "SECRET_KEY"])
def test_a_setting_that_is_missing_has_the_default_that_an_empty_one_has(name):
    assert READERS[name](Environment({})) == read(name, "")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "SECRET_KEY",
            "",
            "SECRET_KEY is not set. Put SECRET_KEY=<50 random characters> into the environment or .env.",
        ),
        ("FOUR_EYES", "maybe", "FOUR_EYES is 'maybe'; it must be on, strict or off."),
        (
            "TIME_ZONE",
            "Mars/Olympus",
            "TIME_ZONE is 'Mars/Olympus', which isn't a valid time zone; use a name such as Asia/Karachi.",
        ),
        ("TIME_ZONE", "Asia", "TIME_ZONE is 'Asia', which isn't a valid time zone; use a name such as Asia/Karachi."),
        (
            "TIME_ZONE",
            "../etc",
            "TIME_ZONE is '../etc', which isn't a valid time zone; use a name such as Asia/Karachi.",
        ),
        ("SITE_URL", "news.example", "SITE_URL is 'news.example'; it must look like https://news.example."),
        ("SITE_URL", "ftp://news.example", "SITE_URL is 'ftp://news.example'; it must look like https://news.example."),
        (
            "SITE_URL",
            "https://a.example/b",
            "SITE_URL is 'https://a.example/b'; it must look like https://news.example.",
        ),
        (
            "SITE_URL",
            "https://a.example?b",
            "SITE_URL is 'https://a.example?b'; it must look like https://news.example.",
        ),
        ("DATABASE_URL", "mysql://a/b", "DATABASE_URL must be a sqlite:// or postgres:// address."),
        *(
            ("CACHE_URL", value, f"CACHE_URL is {value!r}; it must be locmem://, a file:///path or a redis:// address.")
            for value in ("memcached://a", "redis", "file://pages.sqlite3", "file:///var/cache/", "/var/cache/pages")
        ),
        ("STORAGE_URL", "s3://bucket", "STORAGE_URL is 's3://bucket'; it must be a folder, as a path or file:///path."),
        ("EMAIL_URL", "mail.example", sentences.BAD_EMAIL_URL),
        ("EMAIL_URL", "smtp://", sentences.BAD_EMAIL_URL),
        (
            "HSTS_SECONDS",
            "a year",
            "HSTS_SECONDS is 'a year'; it must be a whole number of seconds from 0 to 315360000, such as 3600.",
        ),
    ],
)
def test_a_bad_value_stops_the_start_with_one_sentence(name, value, sentence):
    assert refused(name, value) == sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("HSTS_SECONDS", value) for value in ("-1", "1.5", "1h", "315360001", "9" * 5000, "٣٦٠٠")),
        ("SITE_URL", "http://[bad"),
        ("SITE_URL", "https://news.example:port"),
        ("SITE_URL", "https://news.example:99999"),
        ("SITE_URL", "https://news.example#x"),
        ("SITE_URL", "https://user:password@news.example"),
        ("SITE_URL", "https://news example"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite3:///a.sqlite3"),
        ("DATABASE_URL", "postgres://desk:secret@db:port/news"),
        ("CACHE_URL", "redis://[bad"),
        ("CACHE_URL", "redis://cache.example:port/0"),
        ("STORAGE_URL", "http://[bad"),
        ("STORAGE_URL", "file://media"),
        ("STORAGE_URL", "file://host/media"),
        ("EMAIL_URL", "smtp://[bad"),
        ("EMAIL_URL", "smtp://mail.example:port"),
        ("EMAIL_URL", "smtp://mail.example:99999"),
        ("EMAIL_URL", "smtp://mail.example?tls=perhaps"),
        ("EMAIL_URL", "smtps://mail.example?tls=true"),
    ],
)
def test_no_bad_value_is_let_through_or_ends_in_a_traceback(name, value):
    message = refused(name, value)
    assert message.startswith(name)
    assert message.endswith(".")
    assert [sign for sign in (". ", "? ", "\n") if sign in message] == []
    assert "secret" not in message


@pytest.mark.parametrize("value", ["/mnt/media#1", "/mnt/what?", "/mnt/100%25"])
def test_a_folder_given_as_a_path_is_taken_as_it_stands(value):
    assert read("STORAGE_URL", value) == Path(value)


def test_an_env_file_is_read_literally(tmp_path):
    path = tmp_path / ".env"
    path.write_text(
        "# Settings\n\nSECRET_KEY=$a=b#c\n  SITE_NAME = \"The 'Daily' News\" \nTIME_ZONE='UTC'\nEMPTY=\nQUOTE=\"\nMIXED=\"a'\n",
        encoding="utf-8",
    )
    assert read_env_file(path) == {
        "SECRET_KEY": "$a=b#c",
        "SITE_NAME": "The 'Daily' News",
        "TIME_ZONE": "UTC",
        "EMPTY": "",
        "QUOTE": '"',
        "MIXED": "\"a'",
    }


def test_an_env_file_that_is_not_there_says_nothing(tmp_path):
    assert read_env_file(tmp_path / ".env") == {}


@pytest.mark.parametrize("line", ["SITE NAME=x", "just words", "=x", "export A=1", "1A=x"])
def test_a_line_that_is_no_setting_is_named(tmp_path, line):
    path = tmp_path / ".env"
    path.write_text(f"A=1\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_env_file(path)
    assert str(refusal.value) == ".env, line 3: expected NAME=value."


def test_an_env_file_that_is_not_utf_8_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"SITE_NAME=Caf\xe9\n")
    with pytest.raises(ImproperlyConfigured, match=r"^\.env"):
        read_env_file(path)


def test_the_environment_outranks_the_file(tmp_path, monkeypatch):
    path = tmp_path / ".env"
    path.write_text("SITE_NAME=file\nTIME_ZONE=UTC\n", encoding="utf-8")
    monkeypatch.setenv("SITE_NAME", "process")
    monkeypatch.delenv("TIME_ZONE")
    env = Environment.load(path)
    assert (env.text("SITE_NAME", ""), env.text("TIME_ZONE", "")) == ("process", "UTC")


def start(*, names=("SECRET_KEY", "TIME_ZONE", "FOUR_EYES"), **values):
    script = f"import newsroom.settings as s; print({', '.join(f's.{name}' for name in names)})"
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "x" * 50,
        "TIME_ZONE": "UTC",
        "FOUR_EYES": "true",
        **values,
    }
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603


def test_the_project_starts_with_a_secret_key_that_begins_with_a_dollar():
    done = start(SECRET_KEY="$HOME-" + "x" * 50)
    assert (done.returncode, done.stdout) == (0, "$HOME-" + "x" * 50 + " UTC on\n")


HTTPS = {"SITE_URL": "https://news.example"}
YEAR = "31536000"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (HTTPS, "0 False False"),
        (HTTPS | {"HSTS_SECONDS": "3600"}, "3600 False False"),
        (HTTPS | {"HSTS_SECONDS": "3600", "HSTS_SUBDOMAINS": "true"}, "3600 True False"),
        (HTTPS | {"HSTS_SECONDS": YEAR, "HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true"}, f"{YEAR} True True"),
        ({"SITE_URL": "http://news.example", "HSTS_SECONDS": "3600"}, "0 False False"),
    ],
)
def test_hsts_is_sent_only_as_far_as_it_was_switched_on(values, expected):
    names = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert start(names=names, **values).stdout == f"{expected}\n"


def test_with_https_cookies_and_redirects_follow_without_hsts():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert start(names=names, **HTTPS).stdout == "True True True 0\n"


@pytest.mark.parametrize("values", [{"HSTS_SECONDS": YEAR}, {"HSTS_SECONDS": "3600", "HSTS_SUBDOMAINS": "true"}])
def test_preloading_is_refused_without_what_the_browsers_list_demands(values):
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment({"HSTS_PRELOAD": "true", **values}).hsts("HSTS", encrypted=True)
    assert str(refusal.value) == (
        "HSTS_PRELOAD is true; it needs HSTS_SUBDOMAINS=true and HSTS_SECONDS of at least 31536000."
    )


def test_the_project_does_not_start_with_a_bad_value():
    done = start(FOUR_EYES="two")
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (
        1,
        "",
        "django.core.exceptions.ImproperlyConfigured: FOUR_EYES is 'two'; it must be on, strict or off.",
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HOME_COUNTRY", "Pakistn", "HOME_COUNTRY: No country has the code “Pakistn”. The nearest are PK (Pakistan)"),
        ("HOME_COUNTRY", "YU", "HOME_COUNTRY: The code “YU” was split; today’s countries are"),
        ("MERGED_COUNTRIES", "HK", "MERGED_COUNTRIES has 'HK' in it; it must be pairs such as HK=CN,EH=MA."),
        ("MERGED_COUNTRIES", "HK=Chin", "MERGED_COUNTRIES: No country has the code “Chin”."),
        (
            "MERGED_COUNTRIES",
            "MO=HK,HK=CN",
            "MERGED_COUNTRIES files a country under one that is itself filed under another.",
        ),
    ],
)
def test_a_country_that_is_none_stops_the_start_and_the_nearest_are_offered(name, value, sentence):
    assert refused(name, value).startswith(sentence)


def test_a_house_says_how_heavy_single_checks_are_and_keeps_the_rest():
    chosen = Environment({"CHECKS": "headline_length:hint, dead_links : off"}).severities("CHECKS", "")
    changed = {code: word for code, word in chosen.items() if word != checklist.DEFAULTS[code]}
    assert changed == {"headline_length": "hint", "dead_links": "off"}
    assert Environment({}).severities("CHECKS", "") == checklist.DEFAULTS


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("headlin_length:off", "CHECKS: there is no check called 'headlin_length'; did you mean headline_length?"),
        ("dead_link:off", "CHECKS: there is no check called 'dead_link'; did you mean dead_links?"),
        ("standfirst:advise", "CHECKS: standfirst can’t be 'advise'; did you mean advisory?"),
        ("standfirst", "CHECKS: standfirst can’t be ''; it must be one of blocking, advisory, hint, off."),
        ("empty_body:off", "CHECKS: empty_body is always blocking, because no page could be made without it."),
    ],
)
def test_a_check_or_a_weight_that_does_not_exist_stops_the_start(value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment({"CHECKS": value}).severities("CHECKS", "")
    assert str(refusal.value) == sentence
