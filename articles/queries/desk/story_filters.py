"""What narrows the desk's list of stories: their status in editors' words, and people, places and days by name."""

import datetime
from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from articles.domain.dates import start_of_day
from articles.domain.states import Stage, Standing
from articles.lib.text.search_words import fold_line
from articles.models import Article, Author, Credit, Tag, User
from articles.models.folding import having

MAX_ALIKE: Final = 5  # names that are listed if several are meant
_DAY: Final = datetime.timedelta(days=1)
_LAST_DAY: Final = datetime.date.max - _DAY
_UNDECIDED = [Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED]

BY_STATUS: Final[Mapping[str, Q]] = {
    "draft": Q(stage=Stage.DRAFT, standing=Standing.UNPUBLISHED),
    "in_review": Q(stage=Stage.IN_REVIEW),
    "approved": Q(stage=Stage.APPROVED),
    "scheduled": Q(stage=Stage.SCHEDULED),
    "published": Q(stage=Stage.DONE, standing=Standing.PUBLISHED),
    "changed": Q(stage__in=_UNDECIDED, standing=Standing.PUBLISHED),
    "retracted": Q(standing=Standing.RETRACTED),
    "killed": Q(standing=Standing.KILLED),
    "spiked": Q(stage=Stage.SPIKED),
}


def dated_between(
    stories: QuerySet[Article], first: datetime.date | None, last: datetime.date | None
) -> QuerySet[Article]:
    """Narrow to stories of these days, both included: published then or, if readers don't see them, last edited then."""
    published, edited = {}, {}
    for comparison, day in (("gte", first), ("lt", min(last, _LAST_DAY) + _DAY if last else None)):
        if day:
            published[f"visible_at__{comparison}"] = edited[f"last_edited_at__{comparison}"] = start_of_day(day)
    if not published:
        return stories
    # Each of the two has an index that it can start from.
    return stories.filter(Q(standing=Standing.PUBLISHED, **published) | Q(~Q(standing=Standing.PUBLISHED), **edited))


def with_country(stories: QuerySet[Article], code: str, *, role: str) -> QuerySet[Article]:
    """Narrow to stories that have a country in a role: "about", "mentioned", or "either"."""
    roles = ["about", "mentioned"] if role == "either" else [role]
    # A story has a country once, in one role.
    return stories.filter(country_mentions__country=code, country_mentions__role__in=roles)


def crediting(stories: QuerySet[Article], author: Author) -> QuerySet[Article]:
    """Narrow to stories that credit an author, each once."""
    return stories.filter(pk__in=Credit.objects.filter(author=author).order_by().values("article"))


def find_authors(name: str) -> list[Author]:
    """Find the authors that are meant by a name or a slug, at most MAX_ALIKE + 1; two queries."""
    return _find_named(Author.objects.all(), name, columns=("name", "slug"))


def find_tags(name: str) -> list[Tag]:
    """Find the tags that are meant by a name or a slug, at most MAX_ALIKE + 1; a tag stands for its synonyms."""
    found = _find_named(Tag.objects.select_related("into"), name, columns=("name", "slug"))
    return list({tag.pk: tag for tag in (tag.into or tag for tag in found)}.values())


def find_people(name: str) -> list[User]:
    """Find the active accounts that are meant by a name or a username, at most MAX_ALIKE + 1."""
    people = User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "last_name", "username")
    words = name.split()[:MAX_ALIKE]
    for word in words:
        people = people.filter(having(word, columns=("first_name", "last_name", "username")))
    return list(people[: MAX_ALIKE + 1]) if words else []


def _find_named(rows: QuerySet[Any], name: str, *, columns: tuple[str, ...]) -> list[Any]:
    """Return the one row with exactly this name, folded, or else those that have it in their names."""
    folded = fold_line(name)
    exact = Q()
    for column in columns:
        exact |= Q((f"{column}__folded__exact", folded)) if folded else Q((column, name))
    return list(rows.filter(exact)[:1]) or list(rows.filter(having(name, columns=columns))[: MAX_ALIKE + 1])
