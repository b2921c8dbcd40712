"""Public corrections: the newest ones, and one of a story by its number."""

from django.db.models import Count, OuterRef, Subquery

from articles.models import Article, Correction, PublicStory
from articles.queries.read_model.story_lists import current_list_language

_MAX_LOOKED_AT = 1_000
_MAX_NUMBER = 10_000  # of the corrections of one story


def newest_corrections(*, limit: int = 100) -> list[Correction]:
    """Return the newest corrections of published stories, each with `number`, its position among its story's.

    Looks at the newest `_MAX_LOOKED_AT` corrections of all stories.
    """
    same_story = Correction.objects.filter(article=OuterRef("article"), pk__lte=OuterRef("pk")).order_by()
    number = Subquery(same_story.values("article").annotate(number=Count("pk")).values("number"))
    found = Correction.objects.filter(pk__in=_find_newest_keys()[:limit]).annotate(number=number)
    return list(found.select_related("article").order_by("-pk"))


def _find_newest_keys() -> list[int]:
    """Return the primary keys of the newest corrections of public stories in the language of the page, newest first."""
    # Corrections are only ever added, so the newest have the highest keys.
    newest = list(Correction.objects.order_by("-pk").values_list("pk", "article")[:_MAX_LOOKED_AT])
    shown = PublicStory.objects.filter(
        pk__in={article for _key, article in newest}, list_language=current_list_language()
    )
    public = set(shown.values_list("pk", flat=True))
    return [key for key, article in newest if article in public]


def find_shown_correction(article: Article, *, number: int) -> Correction | None:
    """Return a story's correction by number (1 is the oldest); None if unknown or its before and after are hidden."""
    if not 0 < number <= _MAX_NUMBER:
        return None
    corrections = Correction.objects.filter(article=article).order_by("created_at", "pk")
    correction = corrections.select_related("before", "after")[number - 1 : number].first()
    return correction if correction and correction.shown else None
