"""Bring the table of countries, and the stories tagged with retired codes, in line with the lexicon."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.lib import geo
from articles.models import Article, Country, CountrySuggestion, FrontPageSlot, KeyStory
from articles.services import revisions
from articles.services.edition import open_edition
from articles.services.publication.projection import project


@dataclass(frozen=True)
class CountryUpdate:
    """What an update changed.

    added: new codes; moved: by retired code, how many stories were moved to its successor; split: by retired code with
    several successors, the keys of the stories for which a person must choose between them.
    """

    added: list[str]
    moved: dict[str, int]
    split: dict[str, list[int]]


def update_countries() -> CountryUpdate:
    """Update the table of countries and the stories' country tags to the codes of the lexicon. Idempotent."""
    with transaction.atomic():
        stored = set(Country.objects.values_list("pk", flat=True))
        Country.objects.bulk_create(
            [Country(code=known.code, name=known.name, region=known.region) for known in geo.COUNTRIES.values()],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "region"],
        )
        update = CountryUpdate(sorted(geo.COUNTRIES.keys() - stored), {}, {})
        retired = sorted(stored - geo.COUNTRIES.keys())
        revisions.lock_all(Article.objects.filter(country_mentions__country__in=retired))
        for code in retired:
            tagged = Article.objects.filter(country_mentions__country=code).order_by("pk")
            if geo.current_code(code) != code:
                update.moved[code] = _move_to_successor(code, tagged)
            elif ids := list(tagged.values_list("pk", flat=True)):
                update.split[code] = ids
        if update.added or update.moved:
            open_edition()
    return update


def _move_to_successor(code: str, tagged: QuerySet[Article]) -> int:
    """Replace a retired country code by its successor everywhere; return how many stories had it."""
    stories = list(tagged)
    for story in stories:
        # A stored Document is read with today's codes, so projecting it again is enough.
        project(revisions.lock(story))
    successor = geo.current_code(code)
    decided = CountrySuggestion.objects.filter(country=successor)
    CountrySuggestion.objects.filter(country=code, article__in=decided.values("article")).delete()
    CountrySuggestion.objects.filter(country=code).update(country=successor)
    FrontPageSlot.objects.filter(country=code).update(country=successor)
    _replace_code_in_key_stories(code, successor)
    Country.objects.filter(pk=code).delete()
    return len(stories)


def _replace_code_in_key_stories(code: str, successor: str) -> None:
    """Replace a country code in KeyStory rows; delete rows, never stories, that become duplicates or name one country twice."""
    for key_story in KeyStory.objects.filter(Q(first=code) | Q(second=code)):
        other = key_story.second_id if key_story.first_id == code else key_story.first_id
        first, second = sorted([successor, other])
        taken = KeyStory.objects.filter(article=key_story.article_id, first=first, second=second).exists()
        if first == second or taken:
            key_story.delete()
        else:
            KeyStory.objects.filter(pk=key_story.pk).update(first=first, second=second)
