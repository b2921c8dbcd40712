"""Fill a newsroom beside its synthetic stories: people, one author and twenty stories with a word that no other story has.

Run as a process with the newsroom's environment. The account that it makes last says that the database is complete.
"""

import os
import sys

RARE, RARE_STORIES = "zander", 20
PEOPLE = {"reporter": "Reporters", "editor": "Editors", "publisher": "Publishers"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.reading.settings")
    import django

    django.setup()
    from articles.models import Author, User
    from articles.services import accounts
    from tests.benchmarks.reading.press import Press

    accounts.update_groups()
    for name, group in PEOPLE.items():
        accounts.save_demo_account(name, group=group, password="")
    Author.objects.create(name="Rare Author", slug="rare")
    press = Press()
    for number in range(RARE_STORIES):
        press.publish(f"The {RARE} returns to river number {number}")
    User.objects.create(username="complete", is_active=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
