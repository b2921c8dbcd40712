"""How much slower is each page with fifty times the stories? Run by `make bench`; prints a table, fails above the bound."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

FEW, MANY = 400, 20_000
ROUNDS = 15
BOUND = 2.5  # a page that grew with the number of stories would be fifty times slower
# These count the stories of each country, once an edition: what is counted is more, all else on them is not.
COUNTING = frozenset({"region", "countries", "list"})
BOUND_OF_COUNTING = 5.0


def _newsroom(folder: str, number: int) -> Path:
    """A database of its own with this many stories."""
    import subprocess

    database = Path(folder, f"{number}.sqlite3")
    environment = {
        **os.environ,
        "TEST_DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    for command in (["migrate", "-v0"], ["make_stories", str(number)]):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    return database


def _pages():
    from articles.models import Article, CountryMention

    story = Article.objects.published().newest_first().select_related("section").first()
    return {
        "front": "/",
        "story": story.get_absolute_url(),
        "section": story.section.get_absolute_url(),
        "author": story.credits.first().author.get_absolute_url(),
        "tag": story.tags.first().get_absolute_url(),
        "country": CountryMention.objects.filter(article=story, role="about").first().country.get_absolute_url(),
        "region": "/region/southern-asia/",
        "pair": "/country/af/pk/",
        "countries": "/countries/",
        "list": "/stories/?country=pk",
        "search": "/search/?q=water",
        "rare country": "/country/zw/",
        "rare author": "/author/rare/",
        "month": f"/archive/{story.published_on:%Y/%m}/",
    }


def _make_rare() -> None:
    """One story about a country that no other is about, and by an author of one story."""
    from articles.models import Article, Author, CountryMention, Credit

    story = Article.objects.published().order_by("visible_at").first()
    CountryMention.objects.create(article=story, country_id="ZW", role="about", position=9)
    author = Author.objects.create(name="Rare", slug="rare")
    Credit.objects.create(article=story, author=author, position=9)


def _time(client, address: str) -> float:
    from tests.support.caches import clear_caches

    clear_caches()
    started = time.perf_counter()
    assert client.get(address).status_code == 200
    return time.perf_counter() - started


def _use(database: Path) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(database)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        databases = {number: _newsroom(folder, number) for number in (FEW, MANY)}
        os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings")
        import django

        django.setup()
        from django.test import Client

        client, taken = Client(), {}
        for database in databases.values():
            _use(database)
            _make_rare()
        for turn in range(ROUNDS + 1):
            for number, database in databases.items():
                _use(database)
                for name, address in _pages().items():
                    seconds = _time(client, address)
                    if turn:  # the first round warms up
                        taken.setdefault(name, {}).setdefault(number, []).append(seconds)
    sys.stdout.write(
        f"Time of an uncached page with {MANY:,} stories over the same with {FEW:,} (medians of {ROUNDS}):\n"
    )
    ratios = {name: statistics.median(times[MANY]) / statistics.median(times[FEW]) for name, times in taken.items()}
    for name, ratio in ratios.items():
        sys.stdout.write(f"  {name:<13} {ratio:5.2f}\n")
    counting = max(ratios[name] for name in COUNTING)
    worst = max(ratio for name, ratio in ratios.items() if name not in COUNTING)
    sys.stdout.write(
        f"Worst {worst:.2f}, bound {BOUND}; of those that count {counting:.2f}, bound {BOUND_OF_COUNTING}.\n"
    )
    return int(worst > BOUND or counting > BOUND_OF_COUNTING)


if __name__ == "__main__":
    sys.exit(main())
