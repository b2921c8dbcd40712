"""Public corrections: the newest ones, and one of a story by its number."""

from django.db.models import Window
from django.db.models.functions import RowNumber

from articles.models import Article, Correction
from articles.queries.lists.pagination import published_in_current_language

_MAX_NUMBER = 10_000  # of the corrections of one story


def newest_corrections(*, limit: int = 100) -> list[Correction]:
    """Return the newest corrections of published stories, each with `number`, its position among its story's."""
    numbered = Window(RowNumber(), partition_by=["article"], order_by=["created_at", "pk"])
    public = Correction.objects.filter(article__in=published_in_current_language()).annotate(number=numbered)
    return list(public.select_related("article").order_by("-created_at", "-pk")[:limit])


def find_shown_correction(article: Article, *, number: int) -> Correction | None:
    """Return a story's correction by number (1 is the oldest); None if unknown or its before and after are hidden."""
    if not 0 < number <= _MAX_NUMBER:
        return None
    corrections = Correction.objects.filter(article=article).order_by("created_at", "pk")
    correction = corrections.select_related("before", "after")[number - 1 : number].first()
    return correction if correction and correction.shown else None
